"""What a person does on the canvas becomes edits of the session; the card for one weight or bias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Signal

from playground.document import edits
from playground.document.choices import Activation, Optimizer
from playground.ui.canvas.names import input_label, parameter_name
from playground.ui.dialogs.parameter_card import ParameterCard
from playground.worker.snapshots import GradientSnapshot, LayerValues, Parameter, ParameterSnapshot, Probe

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.session.session import Session
    from playground.ui.canvas.canvas import NetworkCanvas
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Frame

CLEAR = (-60, -40, 60, 40)


class CanvasEdits(QObject):
    """Connects the canvas's wishes with the session."""

    card_changed = Signal()

    def __init__(self, theme: Theme, session: Session, canvas: NetworkCanvas, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._session, self._canvas = theme, session, canvas
        self._page = parent
        self.card: ParameterCard | None = None
        self._parameter: Parameter | None = None
        self._value = 0.0
        self._connect()

    @property
    def card_open(self) -> bool:
        """Whether a weight or bias is being edited."""
        return self.card is not None

    def _connect(self) -> None:
        edit, canvas = self._session.edit, self._canvas
        canvas.input_toggled.connect(
            lambda name, on: edit(f"Switch {input_label(name)}", edits.set_input_on, name, on)
        )
        canvas.layer_insert_requested.connect(lambda at: edit("Add layer", edits.add_layer, at))
        canvas.layer_remove_requested.connect(lambda at: edit("Remove layer", edits.remove_layer, at))
        canvas.neuron_add_requested.connect(lambda layer: edit("Add neuron", edits.add_neuron, layer))
        canvas.neuron_remove_requested.connect(self._remove_neuron)
        canvas.activation_requested.connect(self._set_activation)
        canvas.parameter_chosen.connect(self._open_card)
        self._session.training.frame_arrived.connect(self._update_card)

    def _remove_neuron(self, layer: int, index: int) -> None:
        place = None if index < 0 else index
        self._session.edit("Remove neuron", edits.remove_neuron, layer, place)

    def _set_activation(self, layer: int, activation: Activation) -> None:
        self._session.edit("Activation", edits.set_activation, activation, layer)

    # The card

    def _open_card(self, parameter: Parameter, anchor: QPoint) -> None:
        self.close_card()
        value = self._canvas.scene.values.parameter(parameter)
        if value is None:
            return
        self._parameter, self._value = parameter, value
        self.card = ParameterCard(
            self._theme, parameter_name(self._canvas.scene.design, parameter), self._page.window()
        )
        self.card.show_value(value)
        self.card.value_edited.connect(self._set_value)
        self.card.closed.connect(self._forget_card)
        window = self._page.window()
        near = window.mapFromGlobal(anchor)
        self.card.place_near(near, QRect(near, near).adjusted(*CLEAR), window.rect())
        self.card.show()
        self.card_changed.emit()

    def close_card(self) -> None:
        """Close the card if one is open."""
        if self.card is not None:
            self.card.close()

    def _forget_card(self) -> None:
        if self.card is not None:
            self.card.deleteLater()
        self.card = self._parameter = None
        self._canvas.forget_edited()
        self.card_changed.emit()

    def _set_value(self, value: float, gesture: int) -> None:
        if self._parameter is not None:
            self._session.set_parameter(self._parameter, self._value, value, gesture)
            self._value = value

    def _update_card(self, frame: Frame) -> None:
        if self.card is None or self._parameter is None:
            return
        values, slopes = frame.probes.get(Probe.PARAMETERS), frame.probes.get(Probe.GRADIENTS)
        if isinstance(values, ParameterSnapshot) and values.layers:
            self._value = value_in(values.layers, self._parameter)
            self.card.show_value(self._value)
        if isinstance(slopes, GradientSnapshot) and slopes.layers:
            training = self._session.experiment.training
            slope = value_in(slopes.layers, self._parameter)
            self.card.show_slope(slope, training.learning_rate, training.optimizer is Optimizer.SGD)


def value_in(layers: tuple[LayerValues, ...], parameter: Parameter) -> float:
    """Return the number that stands at the place of a parameter."""
    layer = layers[parameter.layer]
    if parameter.source is None:
        return float(layer.biases[parameter.target])
    return float(layer.weights[parameter.source, parameter.target])
