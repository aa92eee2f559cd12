"""What x is on the page "Jacobian": the coordinates of generated points, else the network's inputs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from playground.data.feature_slopes import feature_slopes
from playground.data.features import apply_features
from playground.document.errors import ExperimentError

if TYPE_CHECKING:
    from playground.calculus.jacobian import ForwardMode
    from playground.engine.arrays import Array
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats

MOST_NUMBERS = 6e6  # of one layer's Jacobian
MOST_OWN = 2e6  # of it by the layer below: its singular values are worked out in one go


@dataclass(frozen=True, slots=True)
class Base:
    """Some samples as x, (samples, dimensions), and how x becomes the network's inputs.

    With `features` the inputs are other functions of x than x itself; `slopes` (inputs, samples, dimensions)
    are their derivatives by x.
    """

    run: Run
    points: Floats
    slopes: Floats
    names: tuple[str, ...]
    features: bool

    @property
    def dimensions(self) -> int:
        """How many numbers x has."""
        return int(self.points.shape[1])

    def inputs(self, points: Floats) -> Floats:
        """Return the network's inputs at places of x."""
        if self.run.samples.train_points is None:
            return points
        return apply_features(self.run.experiment.data.inputs, points)


def base_of(run: Run, numbers: slice) -> Base:
    """Return x of some training samples; raise `ExperimentError` where there is no derivative by it."""
    run.refuse_untrainable()
    points = run.samples.train_points
    if points is None:
        inputs = np.asarray(run.samples.train_inputs[numbers], np.float64)
        width = inputs.shape[1]
        slopes = np.repeat(np.eye(width)[:, None, :], len(inputs), axis=1)
        return Base(run, inputs, slopes, run.samples.input_names, features=False)
    chosen, names = points[numbers], run.experiment.data.inputs
    slopes = feature_slopes(names, _in_plane(chosen)).transpose(2, 1, 0)[:, :, : points.shape[1]]
    if not np.isfinite(slopes).all():
        raise ExperimentError("Jacobian", "an input has no slope at this sample.", "Take another sample.")
    plain = names == ("x1", "x2")[: points.shape[1]]
    return Base(run, chosen, slopes, ("x₁", "x₂")[: points.shape[1]], features=not plain)


def _in_plane(points: Floats) -> Floats:
    """Return points of a line as points of the plane, of whose second coordinate nothing is read."""
    return points if points.shape[1] > 1 else np.concatenate([points, np.zeros_like(points)], axis=1)


def stages_of(base: Base) -> tuple[str, ...]:
    """Return the name of all that x becomes: the features, if they are others than x, and each layer."""
    hidden = len(base.run.anatomy.given) - 1
    layers = (*(f"Layer {index + 1}" for index in range(hidden)), "Output")
    return ("Features", *layers) if base.features else layers


def running_jacobians(base: Base, of: ForwardMode) -> list[Array]:
    """Return the Jacobian of each stage by x, (units, samples, dimensions)."""
    refuse_too_wide(base.run, base.dimensions)
    found = of.through(base.slopes)
    layers = [found[given + 1] for given in base.run.anatomy.given]
    return [found[0], *layers] if base.features else layers


def refuse_too_wide(run: Run, dimensions: int) -> None:
    """Raise `ExperimentError` where a Jacobian has more numbers than can be looked at while it trains."""
    if max(run.network.widths) * dimensions > MOST_NUMBERS:
        raise _too_wide()


def refuse_too_wide_pairs(widths: list[int]) -> None:
    """Raise `ExperimentError` where a layer and the one below are too wide for each other."""
    if any(below * above > MOST_OWN for below, above in pairwise(widths)):
        raise _too_wide()


def _too_wide() -> ExperimentError:
    return ExperimentError(
        "Jacobian",
        "a layer is too wide for all its derivatives to be worked out.",
        "Take fewer neurons or channels.",
    )
