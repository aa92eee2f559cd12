"""Weights and biases that a person sets, draws anew or copies; each time is one step of undo."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from playground.document import edits, limits, rules
from playground.document.errors import ExperimentError
from playground.session.moment import Moment
from playground.worker.messages import NeuronCopy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.session.session import Session
    from playground.worker.snapshots import Floats, Parameter

WEIGHT = (-1e6, 1e6)


class ByHand:
    """Changes the parameters of one session's run."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set_parameter(
        self, parameter: Parameter, before: float, after: float, gesture: int | None = None
    ) -> None:
        """Set one weight or bias by hand."""
        self.set_parameters(((parameter, before, after),), gesture)

    def set_parameters(
        self, changes: Sequence[tuple[Parameter, float, float]], gesture: int | None = None, label: str = ""
    ) -> bool:
        """Set weights and biases by hand, each from its value before to the one after; all or none."""
        try:
            self._refuse_blown_up()
            for _, _, after in changes:
                rules.in_range("Weight", after, WEIGHT)
        except ExperimentError as error:
            return self._session.refuse(error)
        real = [change for change in changes if change[1] != change[2]]
        if real:
            was = replace(self._session.moment(kept=True), poke=tuple((place, old) for place, old, _ in real))
            poke = tuple((place, new) for place, _, new in real)
            label = label or ("Set weight" if len(real) == 1 else f"Set {len(real)} weights")
            self._session.push(
                label, was, Moment(self._session.experiment, self._session.table, poke=poke), gesture
            )
        return True

    def redraw(self, parameters: tuple[Parameter, ...]) -> None:
        """Draw some weights and biases anew, each as its layer's initialiser does."""
        try:
            self._refuse_blown_up()
        except ExperimentError as error:
            self._session.refuse(error)
            return
        drawn = (parameters, random.randrange(limits.SEED[1]))
        self._session.push(
            "Re-initialise",
            self._session.moment(kept=True),
            Moment(self._session.experiment, self._session.table, redraw=drawn),
        )

    def start_from(self, parameters: Floats) -> bool:
        """Let all weights and biases be these at once, in the engine's order; the rest stays as it is."""
        try:
            self._refuse_blown_up()
            kept = self._session.run.kept()
            if kept is None or kept.checkpoint.parameters.shape != parameters.shape:
                raise ExperimentError("Landscape", "the network is another one now.", "Choose a place again.")
        except ExperimentError as error:
            return self._session.refuse(error)
        stored = kept.checkpoint.parameters.dtype
        there = replace(kept, checkpoint=replace(kept.checkpoint, parameters=parameters.astype(stored)))
        self._session.push(
            "Start from another place",
            self._session.moment(kept=True),
            Moment(self._session.experiment, self._session.table, there),
        )
        return True

    def duplicate_neurons(self, layer: int, neurons: tuple[int, ...]) -> bool:
        """Add copies of neurons of a hidden layer, which read what their originals read."""
        try:
            after = edits.duplicate_neurons(self._session.experiment, layer, neurons)
        except ExperimentError as error:
            return self._session.refuse(error)
        before, changed = self._session.experiment.network.hidden[layer], after.network.hidden[layer]
        new = [key for key in changed.neurons if key not in before.neurons]
        origins = [before.neurons[index] for index in sorted(neurons)]
        copies = tuple(NeuronCopy(before.key, *pair) for pair in zip(new, origins, strict=True))
        self._session.push(
            "Duplicate", self._session.moment(kept=True), Moment(after, self._session.table, copies=copies)
        )
        return True

    def _refuse_blown_up(self) -> None:
        if self._session.divergence is not None:
            raise ExperimentError("Weight", "the run has blown up.", "Rewind it or reset it first.")
