"""The Hessian entry by entry, and the same by differences: asked for by the page "Landscape"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.worker.snapshots.arrays import Floats
    from playground.worker.snapshots.places import Parameter

MOST_A_SIDE = 200  # weights and biases
SURE_ENTRY_DIGITS = 6


@dataclass(frozen=True, slots=True)
class HessianMapQuestion:
    """Ask for ∂²L/∂p∂q with p of layer `rows` and q of layer `columns`, counted from 0; None for all layers.

    Neither may have more than `MOST_A_SIDE` weights and biases.
    """

    rows: int | None = None
    columns: int | None = None


@dataclass(frozen=True, slots=True)
class HessianMapAnswer:
    """The Hessian of the mean training loss with its penalty, without dropout, or a block of it.

    `entries` (rows, columns) is ∂²L/∂p∂q with p of `rows` and q of `columns`, the weights and biases that are
    not frozen, neuron by neuron; `frozen` are left out. `largest` is the largest magnitude, that of the entry
    at `largest_at` (row, column). Of the sum of
    all squares the share `own_share` lies on the diagonal.
    `asymmetry` is how far two mirrored entries differ at most, by the largest; None where the block has no
    mirrored entries. It is of the first `samples` of `train_samples`; `products` with the Hessian took
    `seconds`.
    """

    rows: tuple[Parameter, ...]
    columns: tuple[Parameter, ...]
    entries: Floats
    frozen: int
    largest: float
    largest_at: tuple[int, int]
    own_share: float
    asymmetry: float | None
    samples: int
    train_samples: int
    products: int
    seconds: float
    step: int
    epoch: float


@dataclass(frozen=True, slots=True)
class HessianCheckQuestion:
    """Ask for the same entries by central differences of exact gradients as well; this may take long."""

    rows: int | None = None
    columns: int | None = None


@dataclass(frozen=True, slots=True)
class HessianCheckAnswer:
    """Entries of the Hessian beside central differences of exact gradients, as the network stood at `step`.

    Errors are relative to the largest entry. Of `count`, `agreeing` are off by at most ten to the power of
    −`SURE_ENTRY_DIGITS`. `row` and `column` name the entry that is off most, by `error`, that is to `digits`
    digits; it is `exact`, and `difference` by differences. With `kinks` slopes of this network, or of its
    loss, jump somewhere, and a difference across such a place sees the jump. `gradients` took `seconds`.
    """

    count: int
    agreeing: int
    row: Parameter
    column: Parameter
    exact: float
    difference: float
    error: float
    digits: float
    kinks: bool
    gradients: int
    seconds: float
    step: int
    epoch: float
