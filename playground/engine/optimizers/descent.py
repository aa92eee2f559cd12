"""Gradient descent, and with a velocity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import Array, constant
from playground.engine.optimizers.optimizer import Optimizer

if TYPE_CHECKING:
    from playground.engine.operations.call import Call


class SGD(Optimizer):
    """Gradient descent: p <- p - eta g (Robbins & Monro, 1951)."""

    name = "sgd"

    def _rule(self, p: Array, g: Array, scratch: Array, *slots: Array) -> Call:
        eta, multiply, subtract = self._rate, np.multiply, np.subtract

        def rule() -> None:
            multiply(g, eta, scratch)
            subtract(p, scratch, p)

        return rule


class Momentum(Optimizer):
    """
    The heavy ball: v <- mu v + g, p <- p - eta v (Polyak, 1964).

    The velocity v holds gradients, not steps, so that a new learning rate takes hold at once.
    """

    name = "momentum"
    slot_names = ("velocity",)
    constant_names = ("momentum",)

    def _rule(self, p: Array, g: Array, scratch: Array, *slots: Array) -> Call:
        (v,) = slots
        eta, mu = self._rate, constant(self.constants.momentum, p.dtype)

        def rule() -> None:
            np.multiply(v, mu, v)
            np.add(v, g, v)
            np.multiply(v, eta, scratch)
            np.subtract(p, scratch, p)

        return rule


class Nesterov(Optimizer):
    """
    Nesterov's accelerated gradient: v <- mu v + g, p <- p - eta (g + mu v).

    In the form of Sutskever, Martens, Dahl & Hinton, 2013, equations 3 and 4, the gradient is taken where the
    velocity alone would lead; here p stands for that place (Bengio, Boulanger-Lewandowski & Pascanu, 2013,
    equation 7), so that the gradient is taken at p.
    """

    name = "nesterov"
    slot_names = ("velocity",)
    constant_names = ("momentum",)

    def _rule(self, p: Array, g: Array, scratch: Array, *slots: Array) -> Call:
        (v,) = slots
        eta, mu = self._rate, constant(self.constants.momentum, p.dtype)

        def rule() -> None:
            np.multiply(v, mu, v)
            np.add(v, g, v)
            np.multiply(v, mu, scratch)
            np.add(scratch, g, scratch)
            np.multiply(scratch, eta, scratch)
            np.subtract(p, scratch, p)

        return rule
