"""From painted points to what a trainer needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.data.features import FEATURES, apply_features
from playground.data.prepare import Labels, Prepared
from playground.data.split import lasting_split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.data.arrays import FloatArray


def prepare_painted(
    points: FloatArray, classes: Sequence[str], features: Sequence[str], train_share: float, seed: int
) -> Prepared:
    """Split painted points and compute their features; there may be none.

    Parameters
    ----------
    points : (n, 3) float64
        x1, x2 and the label: a class index, or a number where there are no classes.
    classes : sequence of str
        Names of the classes by index; empty for numbers.
    features : sequence of str
        Keys of `FEATURES`.
    train_share : float
        Above 0, at most 1.
    seed : int
        Of the split, at least 0.

    Returns
    -------
    Prepared
        Numbers are as they are, unscaled.

    Raises
    ------
    KeyError
        If there is no such feature.
    ValueError
        If the share is out of range.
    """
    train, test = lasting_split(len(points), train_share, seed)
    x, labels = points[:, :2], _labels(points[:, 2], bool(classes))
    return Prepared(
        task="classification" if classes else "regression",
        input_names=tuple(FEATURES[name].label for name in features),
        target_name="label",
        classes=tuple(classes),
        train_inputs=apply_features(features, x[train]),
        train_labels=labels[train],
        test_inputs=apply_features(features, x[test]),
        test_labels=labels[test],
        train_points=x[train],
        test_points=x[test],
        input_means=np.zeros(len(features)),
        input_deviations=np.ones(len(features)),
        target_scale=(0.0, 1.0),
    )


def _labels(labels: FloatArray, classify: bool) -> Labels:
    return labels.astype(np.int64) if classify else labels
