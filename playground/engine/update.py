"""From the gradient of a batch to parameters that have moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.engine.freezing import Freezing
from playground.engine.optimizers import OPTIMIZERS
from playground.engine.second_order import SECOND_ORDER, SecondOrder
from playground.engine.weight_pieces import weight_pieces

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from playground.engine.arrays import Array
    from playground.engine.network import Network
    from playground.engine.operations.call import Call
    from playground.engine.optimizers.rule import Rule
    from playground.engine.second_order.objective import Objective
    from playground.engine.settings import Settings
    from playground.engine.threads import Team


class Update:
    """
    What happens to a gradient: the penalty is added, frozen parameters taken out, it is cut, and it is used.

    Parameters
    ----------
    network : Network
        Whose parameters move.
    gradient : ndarray
        Shape (network.size,): read at each step, and changed.
    settings : Settings
        How.
    team : Team
        Who shares the work.
    objective_under : callable (settings) -> Objective
        What second-order rules may ask.

    Attributes
    ----------
    optimizer : Rule
        The rule.
    additions : list of callable
        What is done to the gradient first: to be called in order, without arguments.
    cut : callable or None
        What cuts the gradient then; it is given its squared norm.
    moves : list of callable
        What moves the parameters at last: to be called in order, without arguments.
    """

    def __init__(
        self,
        network: Network,
        gradient: Array,
        settings: Settings,
        team: Team,
        objective_under: Callable[[Settings], Objective],
    ) -> None:
        self._network, self._gradient, self._team = network, gradient, team
        self._objective_under = objective_under
        self._freezing: Freezing | None = None
        self._frozen: npt.NDArray[np.bool_] | None = None
        self.optimizer = self._make_optimizer(settings)
        self.retune(settings)

    def retune(self, settings: Settings) -> None:
        """
        Follow other settings from the next step on; what the optimiser remembers is kept where it is of use.

        See `Optimizer.remember`. ValueError if a constant is none in the network's precision; nothing is then
        changed.
        """
        before = self.optimizer
        if (before.name, before.constants) != (settings.optimizer, settings.constants):
            self.optimizer = self._make_optimizer(settings)
            self.optimizer.remember(before.slots, before.updates, before.scales())
            self.optimizer.hold(self._frozen)
        self._settings = settings
        self.optimizer.learning_rate = settings.learning_rate
        self.cut = None if self.optimizer.second_order else settings.clipping.plan(self._gradient)
        if isinstance(self.optimizer, SecondOrder):
            self.optimizer.objective = self._objective_under(settings)
        self._line_up()

    def _make_optimizer(self, settings: Settings) -> Rule:
        parameters, rate = self._network.parameters, settings.learning_rate
        if settings.optimizer in SECOND_ORDER:
            looks_ahead = SECOND_ORDER[settings.optimizer]
            objective = self._objective_under(settings)
            return looks_ahead(parameters, self._gradient, rate, settings.constants, objective=objective)
        rule = OPTIMIZERS[settings.optimizer]
        pieces = weight_pieces(self._network, parameters) if rule.decays else []
        return rule(
            parameters,
            self._gradient,
            rate,
            settings.constants,
            decayed=[(piece.parts[0], piece.mask) for piece in pieces],
            team=self._team,
        )

    def freeze(self, frozen: npt.NDArray[np.bool_] | None) -> None:
        """Leave some parameters alone from the next step on: a truth value for each, or None for none."""
        parameters, self._frozen = self._network.parameters, frozen
        self._freezing = None if frozen is None else Freezing(frozen, parameters, self._gradient)
        self.optimizer.hold(frozen)
        self._line_up()

    def _line_up(self) -> None:
        self.additions: list[Call] = self._settings.penalty.plan(self._network, self._gradient)
        self.moves: list[Call] = [self.optimizer.update]
        if self._freezing:
            self.additions.append(self._freezing.before_update)
            self.moves.append(self._freezing.after_update)

    def follow_schedule(self, epochs: float) -> None:
        """Set the learning rate that holds when so many epochs were made."""
        part = self._settings.schedule.part(epochs)
        self.optimizer.learning_rate = self._settings.learning_rate * part
