"""Whose map the decision panel draws: what the pointer is over, else what is kept, else the output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from playground.ui.canvas.items import InputPlace
from playground.ui.canvas.names import neuron_title
from playground.ui.pages.kept_neuron import KeptNeuron
from playground.ui.panels.whose_map import OUTPUT_TEXT
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.canvas.canvas import NetworkCanvas
    from playground.ui.canvas.items import Item
    from playground.ui.panels.decision_panel import DecisionPanel
    from playground.ui.panels.whose_map import Listing

MOST_LISTED = 64  # of a layer; more would not fit on the screen


class MapChoice(QObject):
    """`changed` says that another map is wanted; `named` carries whose it is, in words."""

    changed = Signal()
    named = Signal(str)

    def __init__(self, session: Session, canvas: NetworkCanvas, decision: DecisionPanel) -> None:
        super().__init__(decision)
        self._session, self._canvas, self._decision = session, canvas, decision
        self._pointed: Neuron | None = None
        self._kept = KeptNeuron()
        decision.whose.listing = self._listing
        decision.whose.neuron_chosen.connect(self.keep)
        canvas.neuron_hovered.connect(self.point_at)

    @property
    def neuron(self) -> Neuron | None:
        """Whose map is drawn, None for the output."""
        return self._pointed if self._pointed is not None else self.kept

    @property
    def kept(self) -> Neuron | None:
        """Whose map stays when the pointer leaves the canvas, None for the output."""
        return self._kept.place(self._session.experiment)

    def point_at(self, neuron: Neuron | None) -> None:
        """Draw the map of a neuron while the pointer is over it."""
        self._pointed = neuron
        self._show()

    def keep(self, neuron: Neuron | None) -> None:
        """Keep the map of a neuron or an input; None is the output."""
        self._kept.keep(self._session.experiment, neuron)
        self._show()

    def keep_selected(self) -> str:
        """Keep the map of what is selected, or the output's again where it is kept; say which it is now."""
        wanted, before = self._selected(self._canvas.scene.pointing.selected), self.kept
        if wanted is None and before is None:
            return "Select a neuron or an input first: then M keeps its map."
        self.keep(None if wanted == before else wanted)
        if self.kept is None:
            return "The map is the output's again."
        return f"The map stays: {neuron_title(self._canvas.scene.design, self.kept)}."

    def follow(self, experiment: Experiment) -> None:
        """Forget what the pointer was over, if it is gone."""
        sizes, pointed = experiment.layer_sizes, self._pointed
        if pointed is not None and not (pointed.layer < len(sizes) and pointed.index < sizes[pointed.layer]):
            self._pointed = None

    def show_name(self) -> None:
        """Say whose map it is."""
        shown = self.neuron
        text = OUTPUT_TEXT if shown is None else neuron_title(self._canvas.scene.design, shown)
        self._decision.name_shown(self.kept, text)
        self.named.emit(text)

    def _show(self) -> None:
        self.show_name()
        self.changed.emit()

    def _selected(self, item: Item | None) -> Neuron | None:
        """Return the neuron that is selected, or the input if it is on."""
        if isinstance(item, InputPlace):
            inputs = self._session.experiment.data.inputs
            return Neuron(0, inputs.index(item.name)) if item.name in inputs else None
        return item if isinstance(item, Neuron) else None

    def _listing(self) -> Listing:
        """Return the neurons to choose from: hidden layers, classes where there are several, inputs."""
        design = self._canvas.scene.design
        sizes = design.sizes
        last = len(sizes) - 1
        layers = (*range(1, last), *([last] if design.classes else []), 0)
        return [
            (
                design.columns[layer].title,
                [
                    (Neuron(layer, index), neuron_title(design, Neuron(layer, index)))
                    for index in range(min(sizes[layer], MOST_LISTED))
                ],
            )
            for layer in layers
        ]
