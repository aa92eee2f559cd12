"""Rules that need a gradient alone: they move one flat vector in place, in pieces that stay in the cache."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import CHUNK, Array, chunks
from playground.engine.operations.call import Call, in_order
from playground.engine.optimizers.constants import Constants
from playground.engine.optimizers.rule import Rule
from playground.engine.threads import ALONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.engine.threads import Team

_CHUNKS_OF_A_TEAM = 4  # longer pieces for threads: each change of hands costs

Decayed = tuple[Array, Array]


class Optimizer(Rule):
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
        self._decayed = [(parameters, np.ones((), parameters.dtype))] if decayed is None else decayed
        super().__init__(parameters, learning_rate, constants)
        self._call = self._bind(parameters, gradient, team)

    def _move(self) -> None:
        self._call()

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
