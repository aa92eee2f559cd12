"""The neuron or input whose map stays in the decision panel, whatever becomes of the network around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.pages.cards.subjects import Identity, identity_of, place_of
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from playground.document.experiment import Experiment


class KeptNeuron:
    """Known by an input's name or a neuron's keys, so that it is found again where it then stands."""

    def __init__(self) -> None:
        self._kept: str | Identity | None = None

    def keep(self, experiment: Experiment, neuron: Neuron | None) -> None:
        """Keep a neuron that the network has; None is the output."""
        if neuron is None:
            self._kept = None
        elif neuron.layer == 0:
            self._kept = experiment.data.inputs[neuron.index]
        else:
            self._kept = identity_of(experiment, neuron)

    def place(self, experiment: Experiment) -> Neuron | None:
        """Return where it stands now; once it is gone, the output is kept."""
        found = self._find(experiment)
        if found is None:
            self._kept = None
        return found

    def _find(self, experiment: Experiment) -> Neuron | None:
        if isinstance(self._kept, str):
            inputs = experiment.data.inputs
            return Neuron(0, inputs.index(self._kept)) if self._kept in inputs else None
        place = None if self._kept is None else place_of(experiment, Neuron, self._kept)
        return place if isinstance(place, Neuron) else None
