"""How each layer of a network fares: how far it moves, and how much of it still answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LayerHealth:
    """One layer of weights, counted from the first; the last is the output.

    `step_ratio` is |Δw| / |w|: the length of the last step by that of the weights before it, None where no
    step was seen since the run began or went back, or where |w| was 0. Pausing a network of more than 5,000
    parameters may leave it some steps old. Of the `neurons`, `dead` are flat (f' = 0) for each of the
    `samples` looked at; `flat_share` is the share of all pairs of neuron and sample with |f'| < 0.01. Both
    are 0 for activations without a flat part.
    """

    neurons: int
    samples: int
    dead: int
    flat_share: float
    step_ratio: float | None
