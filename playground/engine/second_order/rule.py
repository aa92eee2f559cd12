"""What Newton's method and L-BFGS share: they look at the loss before they take a step."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.optimizers.constants import Constants
from playground.engine.optimizers.rule import Rule
from playground.engine.second_order.step import SecondOrderStep

if TYPE_CHECKING:
    import numpy.typing as npt

    from playground.engine.arrays import Array
    from playground.engine.second_order.objective import Objective


class SecondOrder(Rule):
    """
    A rule for whole training sets: of a step that would raise the loss, nothing is left but a report.

    Directions and models are computed in float64, whatever the precision of the network.

    Parameters
    ----------
    parameters, gradient : ndarray
        Shape (size,), one dtype. An update reads the gradient, that of the objective with entries of 0 for
        frozen parameters, and changes the parameters in place.
    learning_rate : float
        What part of a full step is taken, 1 for all of it; not negative, at most 1e12.
    constants : Constants
        The other numbers of the rule.
    objective : Objective
        What is made small; may be exchanged for another between updates.
    """

    second_order = True

    def __init__(
        self,
        parameters: Array,
        gradient: Array,
        learning_rate: float,
        constants: Constants = Constants(),  # noqa: B008  it is frozen
        *,
        objective: Objective,
    ) -> None:
        super().__init__(parameters, learning_rate, constants)
        self.objective = objective
        self._parameters, self._gradient = parameters, gradient
        self._before = parameters.copy()
        self._free: slice | npt.NDArray[np.intp] = slice(None)

    def hold(self, frozen: npt.NDArray[np.bool_] | None) -> None:
        """Leave frozen parameters out of the model: a truth value for each, None for none."""
        self._free = slice(None) if frozen is None else np.flatnonzero(~frozen)

    @np.errstate(all="ignore")
    def _move(self) -> None:
        slopes = self._gradient.astype(np.float64)[self._free]
        if not slopes.any():
            self.report = SecondOrderStep(taken=False, still=True)
            return
        np.copyto(self._before, self._parameters)
        self.report = self._step(slopes)
        if not self.report.taken:
            np.copyto(self._parameters, self._before)

    @abstractmethod
    def _step(self, slopes: Array) -> SecondOrderStep:
        """Try a step; where it is not taken, the caller puts the parameters back."""

    def _walk(self, step: Array) -> None:
        """Stand a step, of the free parameters, from where the update began."""
        np.copyto(self._parameters, self._before)
        self._parameters[self._free] += step.astype(self._dtype)
