"""The functions a unit applies to its weighted sum: a = f(z), with f' and f''."""

from __future__ import annotations

from playground.engine.activations.activation import Activation
from playground.engine.activations.smooth import GELU, SIGMOID, SILU, SINE, SOFTPLUS, SOFTSIGN, TANH
from playground.engine.activations.straight import ELU, LEAKY_RELU, LINEAR, RELU, SELU

__all__ = ["ACTIVATIONS", "Activation"]

ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        TANH,
        SIGMOID,
        RELU,
        LEAKY_RELU,
        ELU,
        SELU,
        GELU,
        SILU,
        SOFTPLUS,
        SOFTSIGN,
        SINE,
        LINEAR,
    )
}
