"""Networks whose answer depends on one number: what it is called, and how it becomes their inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.data.features import apply_features
from playground.document.choices import Feature
from playground.document.errors import ExperimentError
from playground.document.sources import TableSource
from playground.formula.reading import read
from playground.formula.tree import coordinates_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.worker.run import Run
    from playground.worker.snapshots import Floats

FIELD = "A network’s sum"
PLANE = (-6.0, 6.0)
MARGIN = 0.08
LABELS = ("x₁", "x₂")


@dataclass(frozen=True, slots=True)
class OneInput:
    """The number x, over which range it is looked at, and the network's `inputs` (n, d) for some x (n,).

    `train` (samples,) is x of the training samples. `scale` is (mean, deviation) where the network's only
    input is (x − mean) / deviation, None where it has others, or a curved one.
    """

    label: str
    low: float
    high: float
    inputs: Callable[[Floats], Floats]
    train: Floats
    scale: tuple[float, float] | None


def one_input_of(run: Run) -> OneInput:
    """Return the one number that a network's answer depends on; raise `ExperimentError` if there are more."""
    if isinstance(run.experiment.data.source, TableSource):
        return _of_table(run)
    return _of_points(run)


def _of_points(run: Run) -> OneInput:
    names = run.experiment.data.inputs
    used = frozenset[int]().union(*map(_coordinates, names))
    if len(used) != 1:
        raise _too_many()
    column = next(iter(used)) - 1
    points = run.samples.train_points
    assert points is not None

    def inputs(xs: Floats) -> Floats:
        places = np.zeros((len(xs), 2))
        places[:, column] = xs
        return apply_features(names, places)

    plain = names == ((Feature.X1, Feature.X2)[column].value,)
    scale = (0.0, 1.0) if plain else None
    return OneInput(LABELS[column], *PLANE, inputs, np.array(points[:, column]), scale)


def _coordinates(name: str) -> frozenset[int]:
    known = {feature.value: feature.coordinates for feature in Feature}
    return known[name] if name in known else coordinates_of(read(name))


def _of_table(run: Run) -> OneInput:
    samples = run.samples
    if samples.train_inputs.shape[1] != 1:
        raise _too_many()
    mean, deviation = float(samples.input_means[0]), float(samples.input_deviations[0])
    own = samples.train_inputs[:, 0] * deviation + mean
    low, high = (float(own.min()), float(own.max())) if len(own) else (-1.0, 1.0)
    margin = MARGIN * (high - low) or 1.0

    def inputs(xs: Floats) -> Floats:
        return np.asarray((xs - mean) / deviation)[:, None]

    return OneInput(samples.input_names[0], low - margin, high + margin, inputs, own, (mean, deviation))


def _too_many() -> ExperimentError:
    return ExperimentError(
        FIELD,
        "a curve over one axis needs a network that reads one number, and this one reads more.",
        "Switch off all inputs but x₁, or open the example “Sine”.",
    )
