"""Eigenvalues of the Hessian, which say how the loss bends: asked for by the page "Landscape"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.worker.snapshots.arrays import Floats
    from playground.worker.snapshots.places import Parameter


@dataclass(frozen=True, slots=True)
class SpectrumQuestion:
    """Ask for all eigenvalues of up to `most_dense` parameters, of more for the outermost and the density."""

    most_dense: int = 1_000


@dataclass(frozen=True, slots=True)
class SaddleStep:
    """A step along the eigenvector of a negative eigenvalue, to the lowest loss that was found on that line.

    `number` is the place of the eigenvalue among `values`. The step has this `length`, and leads from
    `loss_before` to `loss_after`, where its second-order model says `predicted`. `changes` names each weight
    and bias that it changes, with its value before and after.
    """

    number: int
    length: float
    loss_before: float
    loss_after: float
    predicted: float
    changes: tuple[tuple[Parameter, float, float], ...]


@dataclass(frozen=True, slots=True)
class SpectrumAnswer:
    """Eigenvalues of the Hessian of the mean training loss with its penalty, without dropout.

    `values` (n,) fall; an eigenvalue lies within `bounds` (n,) of each. With `everything` they are all there
    are, one for each of the `parameters` that are not frozen; else the outermost: `above` of them from the
    largest down, the others up to the smallest. Up to `flat` in magnitude, 1/1 000 of the largest, the loss
    is called flat. Of all of them `negative` and `positive` are below and above that, by the density where
    not everything is known. `trace` is their sum, within about `trace_error`. `condition` is the largest by
    the smallest magnitude, without those that rounding hides; None where not everything is known, or all
    is 0.

    The density, where not everything is known, counts eigenvalues (about) between `edges` (m + 1,): `counts`
    (m,). `steps` lead along negative directions. `edge` is the largest eigenvalue at which the learning rate
    is stable, None where no such number is known. It is of the first `samples` of `train_samples`;
    `products` with the Hessian took `seconds`; they are `exact`, or differences of gradients.
    """

    values: Floats
    bounds: Floats
    above: int
    everything: bool
    parameters: int
    flat: float
    negative: int
    positive: int
    trace: float
    trace_error: float
    condition: float | None
    edges: Floats
    counts: Floats
    steps: tuple[SaddleStep, ...]
    edge: float | None
    samples: int
    train_samples: int
    products: int
    seconds: float
    exact: bool
    step: int
    epoch: float
