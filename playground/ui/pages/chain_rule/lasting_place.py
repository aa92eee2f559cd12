"""Keeps hold of a weight or bias while layers and neurons around it come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.pages.cards.subjects import exists, identity_of, place_of
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.ui.pages.cards.subjects import Identity


def parameter_in(experiment: Experiment) -> Parameter | None:
    """Return the parameter that the view names, None where it names none or one that is not there."""
    chosen = experiment.view.chain_rule.parameter
    if chosen is None or min(chosen[0], chosen[2]) < 0:
        return None
    layer, source, target = chosen
    parameter = Parameter(layer, None if source < 0 else source, target)
    return parameter if exists(experiment, parameter) else None


class LastingPlace:
    """Remembers a parameter by the keys of its neurons."""

    def __init__(self) -> None:
        self._identity: Identity | None = None

    def hold(self, experiment: Experiment, parameter: Parameter | None) -> None:
        """Remember which one stands at a place now; None forgets."""
        there = parameter is not None and exists(experiment, parameter)
        self._identity = identity_of(experiment, parameter) if there and parameter is not None else None

    def find(self, experiment: Experiment) -> Parameter | None:
        """Return where it stands by now, None where it is gone or none is held."""
        found = place_of(experiment, Parameter, self._identity) if self._identity is not None else None
        return found if isinstance(found, Parameter) else None
