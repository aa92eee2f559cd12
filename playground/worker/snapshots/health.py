"""How each layer of a network fares: how far it moves, and how much of it still answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LayerHealth:
    """One layer of weights, counted from the first; the last is the output.

    `step_ratio` is |Δw| / |w|: the length of the last step by that of the weights before it, None where no
    step was seen since the run began or went back, or where |w| was 0. Pausing a network of more than 5,000
    parameters may leave it some steps old. `weight_size` and `gradient_size` are the Euclidean lengths of the
    layer's weights and biases, and of dL/d(those) over the whole training set, penalty included. Of the
    `neurons`, `dead` are flat
    (f' = 0) for each of the `samples` looked at; `flat_share` is the share of all pairs of neuron and sample
    with |f'| < 0.01. Both are 0 for activations without a flat part.
    """

    neurons: int
    samples: int
    dead: int
    flat_share: float
    step_ratio: float | None
    weight_size: float
    gradient_size: float
