"""A network with one input as a sum of its last hidden layer's terms: asked for by the page "Functions"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray

    from playground.worker.snapshots.arrays import Floats


@dataclass(frozen=True, slots=True)
class SumQuestion:
    """Ask for the terms of one `output`, over all x and at this `x`; neurons `off` are left out once."""

    x: float = 0.0
    output: int = 0
    off: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SumAnswer:
    """The terms w·a of the last hidden layer, in double precision, without dropout.

    Over `xs` (points,): `terms` (units, points), their sum with the bias `total` (points,), the same without
    the neurons `off` `partial` (points,), and `said` (points,), what the output's activation `function` makes
    of the total. At `x`: `terms_at` (units,), `total_at`, `partial_at`, `said_at`. `label` is what the input
    is called, `layer` the last hidden layer's number from 1. `linear` says that the output is the sum itself,
    `scored` that it is a score of which a class is made, which no label can be compared with: then there are
    no `train_y`. `train_x` and `train_y` (samples,) are training samples and what is wanted of them.

    `bends` (units of the first layer,) are where the sum of each neuron is 0, where `bends_known` (units,)
    says that there is such a place; empty where the input is bent before, or the layer normalizes.
    """

    label: str
    low: float
    high: float
    layer: int
    activation: str
    first_activation: str
    hidden_layers: int
    function: str
    linear: bool
    scored: bool
    outputs: int
    output: int
    xs: Floats
    terms: Floats
    total: Floats
    partial: Floats
    said: Floats
    weights: Floats
    bias: float
    off: tuple[int, ...]
    x: float
    terms_at: Floats
    total_at: float
    partial_at: float
    said_at: float
    bends: Floats
    bends_known: NDArray[bool_]
    train_x: Floats
    train_y: Floats
    train_samples: int
    step: int
    epoch: float
