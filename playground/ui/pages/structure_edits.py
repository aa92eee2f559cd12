"""What a person does to layers and neurons on the canvas becomes edits of the session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from playground.document import edits
from playground.document.copied import Copied, copied_from_text, copied_to_text
from playground.ui.canvas.items import LayerPlace
from playground.ui.canvas.names import input_label
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from collections.abc import Collection

    from playground.document.choices import Activation
    from playground.document.experiment import Layer
    from playground.session.session import Session
    from playground.ui.canvas.canvas import NetworkCanvas


class StructureEdits(QObject):
    """Connects the canvas's wishes with the session; what was made or moved is selected then."""

    def __init__(self, session: Session, canvas: NetworkCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._canvas = session, canvas
        canvas.input_toggled.connect(self._switch_input)
        canvas.activation_requested.connect(self._set_activation)
        canvas.layer_insert_requested.connect(self._insert_layer)
        canvas.layer_remove_requested.connect(self._remove_layer)
        canvas.layer_move_requested.connect(self._move_layer)
        canvas.neuron_add_requested.connect(self._add_neuron)
        canvas.neuron_remove_requested.connect(self._remove_neuron)
        canvas.neurons_move_requested.connect(self._move_neurons)
        canvas.neurons_remove_requested.connect(self._remove_neurons)
        canvas.copy_requested.connect(self._copy)
        canvas.cut_requested.connect(self._cut)
        canvas.paste_requested.connect(self._paste)
        canvas.duplicate_requested.connect(self._duplicate)

    @property
    def _hidden(self) -> tuple[Layer, ...]:
        return self._session.experiment.network.hidden

    def _switch_input(self, name: str, on: bool) -> None:
        self._session.edit(f"Switch {input_label(name)}", edits.set_input_on, name, on)

    def _set_activation(self, layer: int, activation: Activation) -> None:
        self._session.edit("Activation", edits.set_activation, activation, layer)

    # Layers

    def _insert_layer(self, at: int) -> None:
        self._session.edit("Add layer", edits.add_layer, at)

    def _remove_layer(self, at: int) -> None:
        self._session.edit("Remove layer", edits.remove_layer, at)

    def _move_layer(self, at: int, to: int) -> None:
        if self._session.edit("Move layer", edits.move_layer, at, to):
            self._canvas.select(LayerPlace(to))

    # Neurons

    def _add_neuron(self, layer: int) -> None:
        self._session.edit("Add neuron", edits.add_neuron, layer)

    def _remove_neuron(self, layer: int, index: int) -> None:
        place = None if index < 0 else index
        self._session.edit("Remove neuron", edits.remove_neuron, layer, place)

    def _move_neurons(self, layer: int, neurons: tuple[int, ...], to: int) -> None:
        label = "Move neuron" if len(neurons) == 1 else "Move neurons"
        if self._session.edit(label, edits.move_neurons, layer, neurons, to):
            self._select(layer, range(to, to + len(neurons)))

    def _remove_neurons(self, neurons: tuple[tuple[int, int], ...]) -> None:
        label = "Remove neuron" if len(neurons) == 1 else f"Remove {len(neurons)} neurons"
        kept = self._canvas.scene.pointing.selected if len(neurons) == 1 else None
        if self._session.edit(label, edits.remove_neurons, neurons):
            self._canvas.select(kept if self._canvas.scene.exists(kept) else None)

    def _select(self, layer: int, places: Collection[int]) -> None:
        self._canvas.select_neurons({Neuron(layer + 1, place) for place in places})

    # Copies

    def _copy(self) -> None:
        copied = self._copied()
        if copied is not None:
            QGuiApplication.clipboard().setText(copied_to_text(copied))

    def _cut(self) -> None:
        self._copy()
        chosen = self._canvas.chosen
        if chosen.layer is not None:
            self._remove_layer(chosen.layer)
        elif chosen:
            self._remove_neurons(chosen.neurons)

    def _copied(self) -> Copied | None:
        chosen = self._canvas.chosen
        if chosen.layer is not None:
            return Copied((self._hidden[chosen.layer],), whole=True)
        parts = [
            replace(self._hidden[layer], neurons=tuple(self._hidden[layer].neurons[each] for each in places))
            for layer, places in chosen.by_layer.items()
        ]
        return Copied(tuple(parts), whole=False) if parts else None

    def _paste(self) -> None:
        copied = copied_from_text(QGuiApplication.clipboard().text())
        if copied is None:
            return
        if copied.whole or not self._hidden:
            self._paste_layers(copied)
        else:
            self._paste_neurons(copied)

    def _paste_layers(self, copied: Copied) -> None:
        """Put whole layers behind the one that is selected, else before the output."""
        chosen = self._canvas.chosen
        last = chosen.layer if chosen.layer is not None else max(chosen.by_layer, default=None)
        at = len(self._hidden) if last is None else last + 1
        if self._session.edit("Paste layer", edits.insert_layers, copied.layers, at):
            self._canvas.select(LayerPlace(at))

    def _paste_neurons(self, copied: Copied) -> None:
        """Add neurons to the layer that is selected, else to the one they came from, else to the last."""
        chosen, count = self._canvas.chosen, sum(layer.units for layer in copied.layers)
        keys = [layer.key for layer in self._hidden]
        origin = copied.layers[0].key
        last = keys.index(origin) if origin in keys else len(keys) - 1
        layer = chosen.layer if chosen.layer is not None else max(chosen.by_layer, default=last)
        before = self._hidden[layer].units
        if self._session.edit("Paste neurons", edits.insert_neurons, layer, count):
            self._select(layer, range(before, before + count))

    def _duplicate(self) -> None:
        chosen = self._canvas.chosen
        if chosen.layer is not None:
            at = chosen.layer + 1
            layers = (self._hidden[chosen.layer],)
            if self._session.edit("Duplicate layer", edits.insert_layers, layers, at):
                self._canvas.select(LayerPlace(at))
        elif len(chosen.by_layer) == 1:
            ((layer, places),) = chosen.by_layer.items()
            if self._session.by_hand.duplicate_neurons(layer, places):
                self._select(layer, range(max(places) + 1, max(places) + 1 + len(places)))
