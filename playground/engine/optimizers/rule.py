"""What all update rules share: a learning rate, and what they remember from step to step."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from playground.engine.arrays import Array, aligned_zeros, chunks

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from playground.engine.optimizers.constants import Constants
    from playground.engine.second_order.step import SecondOrderStep

MAX_LEARNING_RATE = 1e12
NO_SCALES: Mapping[str, float] = MappingProxyType({})

_SWEEP_EVERY = 512  # updates


def check_learning_rate(value: float) -> None:
    """Refuse, with a ValueError, a learning rate that is not from 0 to 1e12."""
    if not 0 <= value <= MAX_LEARNING_RATE:
        raise ValueError(f"the learning rate must be from 0 to {MAX_LEARNING_RATE:g}, not {value}")


class Rule(ABC):
    """
    How a vector of parameters moves in one step.

    Parameters
    ----------
    parameters : ndarray
        Shape (size,): an update changes them in place.
    learning_rate : float
        Not negative, at most 1e12.
    constants : Constants
        The other numbers of the rule.

    Attributes
    ----------
    slots : dict
        The rule's memory by name, each of shape (size,), zero at first.
    updates : int
        How many updates were made.
    report : SecondOrderStep or None
        What there is to tell of the last update; None for rules that take the step whatever it leads to.

    Raises
    ------
    ValueError
        If the learning rate is out of range, or a constant of the rule is none in this precision.
    """

    name: ClassVar[str]
    slot_names: ClassVar[tuple[str, ...]] = ()
    constant_names: ClassVar[tuple[str, ...]] = ()
    decays: ClassVar[bool] = False
    second_order: ClassVar[bool] = False

    def __init__(self, parameters: Array, learning_rate: float, constants: Constants) -> None:
        constants.check_precision(parameters.dtype, self.constant_names)
        self.constants = constants
        self.updates = 0
        self.report: SecondOrderStep | None = None
        self._dtype, self._size = parameters.dtype, parameters.shape
        self.slots = {
            name: aligned_zeros(len(parameters), parameters.dtype) for name in self.slots_under(constants)
        }
        self._rate = np.zeros((), parameters.dtype)
        self._prepare()
        self.learning_rate = learning_rate

    @classmethod
    def slots_under(cls, constants: Constants) -> tuple[str, ...]:
        """Name the slots that there are under some constants."""
        return cls.slot_names

    def _prepare(self) -> None:  # noqa: B027  most rules need nothing
        """Make what the rule needs before it is bound."""

    @abstractmethod
    def _move(self) -> None:
        """Move the parameters once."""

    def hold(self, frozen: npt.NDArray[np.bool_] | None) -> None:  # noqa: B027  most rules need not know
        """Be told which parameters are put back after each update: a truth value for each, None for none."""

    @property
    def learning_rate(self) -> float:
        """The learning rate; may be set between updates."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        check_learning_rate(value)
        self._learning_rate = float(value)
        self._rate.fill(value)

    def update(self) -> None:
        """Move the parameters once; the caller keeps NumPy's warnings quiet."""
        self.updates += 1
        self._move()
        if self.updates % _SWEEP_EVERY == 0:
            self._sweep_denormals()

    def scales(self) -> dict[str, float]:
        """
        Say what some slots have to be multiplied by to be the means of gradients that they stand for.

        Returns
        -------
        dict
            By the name of the slot, for those that hold sums; above 0. It depends on the constants.
        """
        return {}

    def remember(
        self, slots: Mapping[str, Array], updates: int, scales: Mapping[str, float] = NO_SCALES
    ) -> None:
        """
        Take over what an earlier rule remembered: if its slots have the names of these, else nothing.

        "momentum" and "nesterov" remember the same, and so do "adam" and "adamw". Of any other rule nothing
        is of use: the slots then begin with zero.

        Parameters
        ----------
        slots : mapping
            Its slots; copied.
        updates : int
            How many updates it had made.
        scales : mapping
            Its `scales`: under other constants the sums are made others, so that the means stay. A slot that
            is not named is taken as it is.

        Raises
        ------
        ValueError
            If a slot has another size; nothing is then changed.
        """
        alike = slots.keys() == self.slots.keys()
        if alike and any(slot.shape != self._size for slot in slots.values()):
            raise ValueError(f"each slot of {self.name} has the shape {self._size}")
        self.updates, self.report = updates if alike else 0, None
        for name, slot in self.slots.items():
            slot[:] = slots[name] if alike else 0
        for name, scale in self.scales().items():
            if scales.get(name, scale) != scale:
                self.slots[name] *= scales[name] / scale

    def _sweep_denormals(self) -> None:
        """
        Set to zero what has decayed below the normal range.

        A unit that is dead for good leaves its slots there for ever, and arithmetic on such numbers is many
        times slower.
        """
        smallest = np.finfo(self._dtype).tiny
        for slot in self.slots.values():
            for piece in chunks(len(slot)):
                part = slot[piece]
                part[np.abs(part) < smallest] = 0
