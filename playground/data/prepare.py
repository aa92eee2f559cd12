"""From a source of data to what a trainer needs, alike in the window and in the worker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from string import ascii_uppercase
from typing import TYPE_CHECKING

import numpy as np

from playground.data.arrays import FloatArray, IntArray
from playground.data.errors import DataError
from playground.data.features import apply_features, feature_label
from playground.data.limits import SMALLEST_DEVIATION
from playground.data.split import shuffled_split, stratified_split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.data.generators import Points, Task
    from playground.data.table import Table

Labels = FloatArray | IntArray

GENERATED_CLASSES = ("\N{MINUS SIGN}1", "+1")


def class_names(count: int) -> tuple[str, ...]:
    """Return what generated classes are called, by index: the signs of two, letters of more."""
    return GENERATED_CLASSES if count == 2 else tuple(ascii_uppercase[:count])


@dataclass(frozen=True, eq=False)
class Prepared:
    """Samples ready for training, and the way back to their own units.

    Parameters
    ----------
    task : "classification" or "regression"
    input_names : tuple of str
        A name for the screen per input: labels of features or names of columns.
    target_name : str
        "label", or the name of the target column.
    classes : tuple of str
        Names of the classes by index; empty for a regression.
    train_inputs, test_inputs : (n, d) float64
        What the network gets: features, or columns standardised with the training part.
    train_labels, test_labels : (n,) int64 or float64
        Class indices, or scaled target values.
    train_points, test_points : (n, 2) or (n, 1) float64, or None
        Where generated samples lie in the plane, or along the line of their one coordinate; None for a table.
    input_means, input_deviations : (d,) float64
        `own = standardised * deviation + mean`; zeros and ones for generated data.
    target_scale : (offset, factor)
        `own = offset + factor * scaled`; (0, 1) but for the regression of a table.
    standardized : bool
        Whether 0 is each input's training mean.
    """

    task: Task
    input_names: tuple[str, ...]
    target_name: str
    classes: tuple[str, ...]
    train_inputs: FloatArray
    train_labels: Labels
    test_inputs: FloatArray
    test_labels: Labels
    train_points: FloatArray | None
    test_points: FloatArray | None
    input_means: FloatArray
    input_deviations: FloatArray
    target_scale: tuple[float, float]
    standardized: bool = True

    @cached_property
    def middle(self) -> FloatArray:
        """The training mean of each input as the network gets it (d,)."""
        if self.standardized:
            return np.zeros(self.train_inputs.shape[1])
        mean: FloatArray = self.train_inputs.mean(axis=0)
        return mean

    def first(self, most: int) -> Prepared:
        """Return at most so many training and test samples; they are shuffled, so these are a fair choice."""
        if max(len(self.train_labels), len(self.test_labels)) <= most:
            return self
        return replace(
            self,
            train_inputs=self.train_inputs[:most],
            train_labels=self.train_labels[:most],
            test_inputs=self.test_inputs[:most],
            test_labels=self.test_labels[:most],
            train_points=None if self.train_points is None else self.train_points[:most],
            test_points=None if self.test_points is None else self.test_points[:most],
        )

    def own_units(self, inputs: FloatArray) -> FloatArray:
        """Return inputs (n, d) in the units of their source."""
        return inputs * self.input_deviations + self.input_means


def prepare_points(points: Points, features: Sequence[str], train_share: float, seed: int) -> Prepared:
    """Shuffle and split generated points and compute their features.

    Parameters
    ----------
    points : Points
        At least two.
    features : sequence of str
        Keys of `FEATURES`, or formulas.
    train_share : float
        Above 0, at most 1: then the test part is empty.
    seed : int
        Of the split, at least 0.

    Returns
    -------
    Prepared
        Labels of two classes are 0 for -1 and 1 for +1, of more their indices.

    Raises
    ------
    KeyError
        If there is no such feature.
    ValueError
        If there are too few points or the share is out of range.
    """
    train, test = shuffled_split(len(points.y), train_share, seed)
    classify = points.task == "classification"
    labels = _labels(points) if classify else points.y
    return Prepared(
        task=points.task,
        input_names=tuple(feature_label(name) for name in features),
        target_name="label",
        classes=class_names(points.classes) if classify else (),
        train_inputs=apply_features(features, points.x[train]),
        train_labels=labels[train],
        test_inputs=apply_features(features, points.x[test]),
        test_labels=labels[test],
        train_points=points.x[train],
        test_points=points.x[test],
        input_means=np.zeros(len(features)),
        input_deviations=np.ones(len(features)),
        target_scale=(0.0, 1.0),
    )


def _labels(points: Points) -> Labels:
    return (points.y > 0.0).astype(np.int64) if points.classes == 2 else points.y.astype(np.int64)


def prepare_table(
    table: Table,
    inputs: Sequence[str] | None,
    train_share: float,
    seed: int,
    *,
    alike: bool = False,
    standardize: bool = True,
) -> Prepared:
    """Split a table (by class if it has classes), standardise its inputs and scale its target.

    Means, deviations (divided by n) and the target's range are those of the training part alone,
    so that nothing of the test part leaks into training. A constant column gets the deviation 1.

    Parameters
    ----------
    table : Table
        At least two rows.
    inputs : sequence of str, or None
        Names of the columns to use, in this order; None for all.
    train_share : float
        Above 0, at most 1: then the test part is empty.
    seed : int
        Of the split, at least 0.
    alike : bool
        Whether all columns are one quantity, as the pixels of an image, and get one mean and one deviation.
    standardize : bool
        False leaves the inputs in their own units.

    Returns
    -------
    Prepared
        A regression's labels lie in [-1, 1] on the training part.

    Raises
    ------
    DataError
        If a column isn't in the table.
    ValueError
        If there are too few rows or the share is out of range.
    """
    names = table.columns if inputs is None else tuple(inputs)
    values = table.values[:, _positions(table, names)]
    train, test = split_rows(table, train_share, seed)
    means, deviations = np.zeros(len(names)), np.ones(len(names))
    if standardize:
        means, deviations = (_standardisation_alike if alike else _standardisation)(values[train])
    offset, factor = (0.0, 1.0) if table.classes is not None else _target_scale(table.target[train])
    labels = table.target if table.classes is not None else _scaled(table.target, offset, factor)
    return Prepared(
        task="regression" if table.classes is None else "classification",
        input_names=names,
        target_name=table.target_name,
        classes=table.classes or (),
        train_inputs=(values[train] - means) / deviations,
        train_labels=labels[train],
        test_inputs=(values[test] - means) / deviations,
        test_labels=labels[test],
        train_points=None,
        test_points=None,
        input_means=means,
        input_deviations=deviations,
        target_scale=(offset, factor),
        standardized=standardize,
    )


def _positions(table: Table, names: tuple[str, ...]) -> list[int]:
    for name in names:
        if name not in table.columns:
            raise DataError(f'column "{name}"', "the table has no such column", "Choose the inputs again")
    return [table.columns.index(name) for name in names]


def split_rows(table: Table, train_share: float, seed: int) -> tuple[IntArray, IntArray]:
    """Return which rows train and which test, as `prepare_table` splits them: int64 indices, shuffled."""
    if table.classes is None:
        return shuffled_split(table.rows, train_share, seed)
    return stratified_split(table.target.astype(np.int64), train_share, seed)


def _standardisation(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    # The computed mean of equal numbers may be off in the last bit and would leave a deviation of
    # 1e-17 to divide by: a constant column is found by comparing, not by its deviation.
    constant = (values == values[0]).all(axis=0)
    means = np.where(constant, values[0], values.mean(axis=0))
    deviations = np.sqrt(np.square(values - means).mean(axis=0))
    return means, np.where(constant | (deviations < SMALLEST_DEVIATION), 1.0, deviations)


def _standardisation_alike(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    mean, deviation = float(values.mean()), float(values.std())
    columns = values.shape[1]
    return np.full(columns, mean), np.full(columns, deviation if deviation >= SMALLEST_DEVIATION else 1.0)


def _target_scale(target: Labels) -> tuple[float, float]:
    lowest, highest = float(target.min()), float(target.max())
    factor = (highest - lowest) / 2.0
    return (highest + lowest) / 2.0, factor if factor >= SMALLEST_DEVIATION else 1.0


def _scaled(target: Labels, offset: float, factor: float) -> FloatArray:
    return (target.astype(np.float64) - offset) / factor


def grid(x: tuple[float, float], y: tuple[float, float], resolution: int) -> FloatArray:
    """Return the middles of the pixels of a square picture.

    Parameters
    ----------
    x, y : (low, high)
        The borders of the picture (the pixels' middles lie half a pixel inside them).
    resolution : int
        Pixels along each side, at least 1.

    Returns
    -------
    (resolution * resolution, 2) float64
        Row after row, each from left to right; the first row is the top one (the highest y).
    """
    middles = (np.arange(resolution) + 0.5) / resolution
    across = x[0] + middles * (x[1] - x[0])
    down = y[1] - middles * (y[1] - y[0])
    return np.column_stack([np.tile(across, resolution), np.repeat(down, resolution)])
