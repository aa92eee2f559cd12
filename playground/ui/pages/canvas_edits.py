"""What a person does on the canvas becomes edits of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from playground.document import edits
from playground.ui.canvas.names import input_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.document.choices import Activation
    from playground.session.session import Session
    from playground.ui.canvas.canvas import NetworkCanvas


class CanvasEdits(QObject):
    """Connects the canvas's wishes with the session."""

    def __init__(self, session: Session, canvas: NetworkCanvas, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        edit = session.edit
        canvas.input_toggled.connect(
            lambda name, on: edit(f"Switch {input_label(name)}", edits.set_input_on, name, on)
        )
        canvas.layer_insert_requested.connect(lambda at: edit("Add layer", edits.add_layer, at))
        canvas.layer_remove_requested.connect(lambda at: edit("Remove layer", edits.remove_layer, at))
        canvas.neuron_add_requested.connect(lambda layer: edit("Add neuron", edits.add_neuron, layer))
        canvas.neuron_remove_requested.connect(self._remove_neuron)
        canvas.activation_requested.connect(self._set_activation)

    def _remove_neuron(self, layer: int, index: int) -> None:
        place = None if index < 0 else index
        self._session.edit("Remove neuron", edits.remove_neuron, layer, place)

    def _set_activation(self, layer: int, activation: Activation) -> None:
        self._session.edit("Activation", edits.set_activation, activation, layer)
