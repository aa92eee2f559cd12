"""What all update rules share: they move one flat vector in place, in pieces that stay in the cache."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from playground.engine.arrays import CHUNK, Array, aligned_zeros, chunks
from playground.engine.operations.call import Call, in_order
from playground.engine.optimizers.constants import Constants
from playground.engine.threads import ALONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playground.engine.threads import Team

MAX_LEARNING_RATE = 1e12
NO_SCALES: Mapping[str, float] = MappingProxyType({})

_SWEEP_EVERY = 512  # updates
_CHUNKS_OF_A_TEAM = 4  # longer pieces for threads: each change of hands costs

Decayed = tuple[Array, Array]


def check_learning_rate(value: float) -> None:
    """Refuse, with a ValueError, a learning rate that is not from 0 to 1e12."""
    if not 0 <= value <= MAX_LEARNING_RATE:
        raise ValueError(f"the learning rate must be from 0 to {MAX_LEARNING_RATE:g}, not {value}")


class Optimizer(ABC):
    """
    One update rule, bound to a parameter vector and a gradient vector.

    Parameters
    ----------
    parameters, gradient : ndarray
        Shape (size,), one dtype. An update reads the gradient and changes the parameters in place.
    learning_rate : float
        Not negative, at most 1e12.
    constants : Constants
        The other numbers of the rule.
    decayed : sequence of tuple, optional
        What weight decay shrinks: views of the parameters, each with a mask (1 to shrink, 0 to leave) that
        broadcasts to it. All parameters by default.
    team : Team
        Who shares the work on long vectors.

    Attributes
    ----------
    slots : dict
        The rule's memory by name, each of shape (size,), zero at first.
    updates : int
        How many updates were made.

    Raises
    ------
    ValueError
        If the learning rate is out of range, or a constant of the rule is none in this precision.
    """

    name: ClassVar[str]
    slot_names: ClassVar[tuple[str, ...]] = ()
    constant_names: ClassVar[tuple[str, ...]] = ()
    decays: ClassVar[bool] = False

    def __init__(
        self,
        parameters: Array,
        gradient: Array,
        learning_rate: float,
        constants: Constants = Constants(),  # noqa: B008  it is frozen
        *,
        decayed: Sequence[Decayed] | None = None,
        team: Team = ALONE,
    ) -> None:
        constants.check_precision(parameters.dtype, self.constant_names)
        self.constants = constants
        self.updates = 0
        self._dtype, self._size = parameters.dtype, parameters.shape
        self._decayed = [(parameters, np.ones((), parameters.dtype))] if decayed is None else decayed
        self.slots = {name: aligned_zeros(len(parameters), parameters.dtype) for name in self.slot_names}
        self._rate = np.zeros((), parameters.dtype)
        self._prepare()
        self.learning_rate = learning_rate
        self._move = self._bind(parameters, gradient, team)

    def _prepare(self) -> None:  # noqa: B027  most rules need nothing
        """Make what the rule needs before it is bound."""

    def _bind(self, parameters: Array, gradient: Array, team: Team) -> Call:
        """Bind the rule to each piece of every vector, and give each thread its pieces."""
        pieces = chunks(len(parameters), CHUNK if team.threads == 1 else CHUNK * _CHUNKS_OF_A_TEAM)
        return team.together([self._bind_share(parameters, gradient, share) for share in team.shares(pieces)])

    def _bind_share(self, parameters: Array, gradient: Array, pieces: Sequence[slice]) -> Call:
        """Bind the rule to the pieces of one thread, which share a scratch as they are worked on in turn."""
        scratch = np.empty_like(parameters[: max(piece.stop - piece.start for piece in pieces)])
        rules = []
        for piece in pieces:
            slots = [self.slots[name][piece] for name in self.slot_names]
            own = scratch[: piece.stop - piece.start]
            rules.append(self._rule(parameters[piece], gradient[piece], own, *slots))
        return in_order(rules)

    @abstractmethod
    def _rule(self, p: Array, g: Array, scratch: Array, *slots: Array) -> Call:
        """Give the update of one piece: p the parameters, g the gradient, then the slots in order."""

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
        Take over what an earlier optimiser remembered: if its slots have the names of these, else nothing.

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
        self.updates = updates if alike else 0
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
