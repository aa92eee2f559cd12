"""How a gradient moves the parameters: flat, in place, in pieces that stay in the cache."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from playground.engine.arrays import Array, aligned_zeros, chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_LEARNING_RATE = 1e12

_SWEEP_EVERY = 512  # updates


@dataclass(frozen=True)
class Constants:
    """
    The numbers of the update rules besides the learning rate.

    Attributes
    ----------
    momentum : float
        What part of its velocity "momentum" keeps, in [0, 1).
    beta1, beta2 : float
        What part of its two running means "adam" keeps, in [0, 1).
    epsilon : float
        What "adam" adds to the root it divides by, above 0.

    Raises
    ------
    ValueError
        If one is out of its range.
    """

    momentum: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        for name in ("momentum", "beta1", "beta2"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 0 and below 1, not {getattr(self, name)}")
        if not (self.epsilon > 0 and math.isfinite(self.epsilon)):
            raise ValueError(f"epsilon must be above 0 and finite, not {self.epsilon}")


class Optimizer(ABC):
    """
    One update rule, bound to a parameter vector and a gradient vector.

    Parameters
    ----------
    parameters, gradient : ndarray
        Shape (size,), one dtype. An update reads the gradient and changes the parameters in place.
    learning_rate : float
        Not negative, at most 1e12.
    constants : Constants, optional
        The other numbers of the rule.

    Attributes
    ----------
    slots : dict
        The rule's memory by name, each of shape (size,), zero at first.
    updates : int
        How many updates were made.

    Raises
    ------
    ValueError
        If the learning rate is out of range.
    """

    name: ClassVar[str]
    slot_names: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, parameters: Array, gradient: Array, learning_rate: float, constants: Constants | None = None
    ) -> None:
        self.constants = constants or Constants()
        self.updates = 0
        self._size = parameters.shape
        self.slots = {name: aligned_zeros(len(parameters), parameters.dtype) for name in self.slot_names}
        self._rate = np.zeros((), parameters.dtype)
        self.learning_rate = learning_rate
        self._scratch = np.empty_like(parameters[chunks(len(parameters))[0]])
        self._plan = [self._bind(piece, parameters, gradient) for piece in chunks(len(parameters))]

    def _bind(self, piece: slice, parameters: Array, gradient: Array) -> Callable[[], object]:
        """Bind the rule to one piece of every vector."""
        slots = [self.slots[name][piece] for name in self.slot_names]
        scratch = self._scratch[: piece.stop - piece.start]
        return self._rule(parameters[piece], gradient[piece], scratch, *slots)

    @abstractmethod
    def _rule(self, p: Array, g: Array, scratch: Array, *slots: Array) -> Callable[[], object]:
        """Give the update of one piece: p the parameters, g the gradient, then the slots in order."""

    @property
    def learning_rate(self) -> float:
        """The learning rate; may be set between updates."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        if not 0 <= value <= MAX_LEARNING_RATE:
            raise ValueError(f"the learning rate must be from 0 to {MAX_LEARNING_RATE:g}, not {value}")
        self._learning_rate = float(value)
        self._rate.fill(value)

    def update(self) -> None:
        """Move the parameters once; the caller keeps NumPy's warnings quiet."""
        self.updates += 1
        for rule in self._plan:
            rule()
        if self.updates % _SWEEP_EVERY == 0:
            self._sweep_denormals()

    def remember(self, slots: Mapping[str, Array], updates: int) -> None:
        """
        Take over what an earlier optimiser remembered; of another rule, nothing: the slots begin with zero.

        Parameters
        ----------
        slots : mapping
            Its slots; copied.
        updates : int
            How many updates it had made.

        Raises
        ------
        ValueError
            If a slot has another size; nothing is then changed.
        """
        same_rule = slots.keys() == self.slots.keys()
        if same_rule and any(slot.shape != self._size for slot in slots.values()):
            raise ValueError(f"each slot of {self.name} has the shape {self._size}")
        self.updates = updates if same_rule else 0
        for name, slot in self.slots.items():
            slot[:] = slots[name] if same_rule else 0

    def _sweep_denormals(self) -> None:
        """
        Set to zero what has decayed below the normal range.

        A unit that is dead for good leaves its slots there for ever, and arithmetic on such numbers is many
        times slower.
        """
        for slot in self.slots.values():
            smallest = np.finfo(slot.dtype).tiny
            for piece in chunks(len(slot)):
                part = slot[piece]
                part[np.abs(part) < smallest] = 0


class SGD(Optimizer):
    """Gradient descent: p <- p - eta g (Robbins & Monro, 1951)."""

    name = "sgd"

    def _rule(self, p: Array, g: Array, scratch: Array, *slots: Array) -> Callable[[], object]:
        eta = self._rate

        def rule() -> None:
            np.multiply(g, eta, scratch)
            np.subtract(p, scratch, p)

        return rule


class Momentum(Optimizer):
    """
    The heavy ball: v <- mu v + g, p <- p - eta v (Polyak, 1964).

    The velocity v holds gradients, not steps, so that a new learning rate takes hold at once.
    """

    name = "momentum"
    slot_names = ("velocity",)

    def _rule(self, p: Array, g: Array, scratch: Array, *slots: Array) -> Callable[[], object]:
        (v,) = slots
        eta = self._rate
        mu = np.full((), self.constants.momentum, p.dtype)

        def rule() -> None:
            np.multiply(v, mu, v)
            np.add(v, g, v)
            np.multiply(v, eta, scratch)
            np.subtract(p, scratch, p)

        return rule


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

    def _rule(self, p: Array, g: Array, scratch: Array, *slots: Array) -> Callable[[], object]:
        first, second = slots
        b1 = np.full((), self.constants.beta1, p.dtype)
        b2 = np.full((), self.constants.beta2, p.dtype)
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

    def __init__(
        self, parameters: Array, gradient: Array, learning_rate: float, constants: Constants | None = None
    ) -> None:
        self._pace, self._floor = np.zeros((), parameters.dtype), np.zeros((), parameters.dtype)
        super().__init__(parameters, gradient, learning_rate, constants)

    def update(self) -> None:
        """Move the parameters once; the corrections for means that begin with zero are in two numbers."""
        c, t = self.constants, self.updates + 1
        r = math.sqrt((1 - c.beta2**t) / (1 - c.beta2))
        self._pace.fill(self.learning_rate * (1 - c.beta1) / (1 - c.beta1**t) * r)
        self._floor.fill(c.epsilon * r)
        super().update()


OPTIMIZERS: dict[str, type[Optimizer]] = {rule.name: rule for rule in (SGD, Momentum, Adam)}
