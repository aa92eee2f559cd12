"""Rules that give each parameter a pace of its own, from how large its gradients were."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from playground.engine.arrays import ONE, Array, constant
from playground.engine.optimizers.optimizer import Optimizer

if TYPE_CHECKING:
    from playground.engine.operations.call import Call


class AdaGrad(Optimizer):
    """AdaGrad: s <- s + g^2, p <- p - eta g / (sqrt(s) + eps) (Duchi, Hazan & Singer, 2011, figure 1)."""

    name = "adagrad"
    slot_names = ("squares",)
    constant_names = ("epsilon",)

    def _rule(self, p: Array, g: Array, scratch: Array, *slots: Array) -> Call:
        (s,) = slots
        eta, epsilon = self._rate, constant(self.constants.epsilon, p.dtype)

        def rule() -> None:
            np.multiply(g, g, scratch)
            np.add(s, scratch, s)
            np.sqrt(s, scratch)
            np.add(scratch, epsilon, scratch)
            np.divide(g, scratch, scratch)
            np.multiply(scratch, eta, scratch)
            np.subtract(p, scratch, p)

        return rule


class RMSProp(Optimizer):
    """
    RMSProp: s <- rho s + (1 - rho) g^2, p <- p - eta g / (sqrt(s) + eps).

    (Tieleman & Hinton, "Neural networks for machine learning", 2012, lecture 6e.) The slot holds the sum
    S = s / (1 - rho), so that S <- rho S + g^2, and with r = 1 / sqrt(1 - rho) the same update is
    p <- p - [eta r] g / (sqrt(S) + [eps r]).
    """

    name = "rmsprop"
    slot_names = ("square_sum",)
    constant_names = ("rho", "epsilon")

    def _prepare(self) -> None:
        self._r, self._pace = 1 / math.sqrt(1 - self.constants.rho), np.zeros((), self._dtype)

    def _rule(self, p: Array, g: Array, scratch: Array, *slots: Array) -> Call:
        (s,) = slots
        rho, pace = constant(self.constants.rho, p.dtype), self._pace
        floor = constant(self.constants.epsilon * self._r, p.dtype)

        def rule() -> None:
            np.multiply(s, rho, s)
            np.multiply(g, g, scratch)
            np.add(s, scratch, s)
            np.sqrt(s, scratch)
            np.add(scratch, floor, scratch)
            np.divide(g, scratch, scratch)
            np.multiply(scratch, pace, scratch)
            np.subtract(p, scratch, p)

        return rule

    def scales(self) -> dict[str, float]:
        """Say that s = (1 - rho) S."""
        return {"square_sum": 1 - self.constants.rho}

    def update(self) -> None:
        """Move the parameters once."""
        self._pace.fill(self.learning_rate * self._r)
        super().update()


class Adam(Optimizer):
    """
    Adam (Kingma & Ba, 2015, algorithm 1).

    With m <- b1 m + (1 - b1) g and v <- b2 v + (1 - b2) g^2, update number t is

        p <- p - eta (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps).

    The slots hold the sums M = m / (1 - b1) and V = v / (1 - b2), so that M <- b1 M + g, V <- b2 V + g^2.
    With r = sqrt((1 - b2^t) / (1 - b2)) the same update, all constants in two numbers, is

        p <- p - [eta r (1 - b1) / (1 - b1^t)] M / (sqrt(V) + [eps r]).
    """

    name = "adam"
    slot_names = ("first_sum", "second_sum")
    constant_names: ClassVar[tuple[str, ...]] = ("beta1", "beta2", "epsilon")

    def _prepare(self) -> None:
        self._pace, self._floor = np.zeros((), self._dtype), np.zeros((), self._dtype)

    def _rule(self, p: Array, g: Array, scratch: Array, *slots: Array) -> Call:
        first, second = slots
        b1, b2 = constant(self.constants.beta1, p.dtype), constant(self.constants.beta2, p.dtype)
        pace, floor = self._pace, self._floor

        def rule() -> None:
            np.multiply(first, b1, first)
            np.add(first, g, first)
            np.multiply(second, b2, second)
            np.multiply(g, g, scratch)
            np.add(second, scratch, second)
            np.sqrt(second, scratch)
            np.add(scratch, floor, scratch)
            np.divide(first, scratch, scratch)
            np.multiply(scratch, pace, scratch)
            np.subtract(p, scratch, p)

        return rule

    def scales(self) -> dict[str, float]:
        """Say what makes of M and V the corrected means m / (1 - b1^t), v / (1 - b2^t) after t updates."""
        betas = {"first_sum": self.constants.beta1, "second_sum": self.constants.beta2}
        if not self.updates:
            return dict.fromkeys(betas, 1.0)  # of sums that are still zero
        return {name: (1 - beta) / (1 - beta**self.updates) for name, beta in betas.items()}

    def update(self) -> None:
        """Move the parameters once; the corrections for means that begin with zero are in two numbers."""
        c, t = self.constants, self.updates + 1
        r = math.sqrt((1 - c.beta2**t) / (1 - c.beta2))
        self._pace.fill(self.learning_rate * (1 - c.beta1) / (1 - c.beta1**t) * r)
        self._floor.fill(c.epsilon * r)
        super().update()


class AdamW(Adam):
    """
    Adam with decoupled weight decay (Loshchilov & Hutter, 2019, algorithm 2).

    As Adam, but first p <- p - eta lambda p: the decay is not part of the gradient, and so not divided by the
    gradients' size. Unlike in algorithm 2, and as in common libraries, lambda is multiplied by the learning
    rate alpha as well (eta is alpha times the schedule's factor): the paper's lambda is alpha lambda here.
    `Settings` keeps eta lambda at most 1.
    """

    name = "adamw"
    constant_names: ClassVar[tuple[str, ...]] = (*Adam.constant_names, "weight_decay")
    decays = True

    def _prepare(self) -> None:
        super()._prepare()
        self._shrunk_for = math.nan
        self._shrinkage = [(part, mask, np.empty_like(mask)) for part, mask in self._decayed]

    def update(self) -> None:
        """Shrink what decays, then move the parameters once."""
        if self.learning_rate != self._shrunk_for:
            self._find_shrinkage()
        for part, _, kept in self._shrinkage:
            np.multiply(part, kept, part)
        super().update()

    def _find_shrinkage(self) -> None:
        """Work out 1 - eta lambda where there is decay, 1 elsewhere."""
        self._shrunk_for = self.learning_rate
        lost = constant(self.learning_rate * self.constants.weight_decay, self._dtype)
        for _, mask, kept in self._shrinkage:
            np.multiply(mask, lost, kept)
            np.subtract(ONE[kept.dtype], kept, kept)
