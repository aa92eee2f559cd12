"""The card for the weight or bias that was chosen on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Signal

from playground.document.choices import Optimizer
from playground.ui.canvas.names import parameter_name
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
    """Opens the card and keeps it in step with the run."""

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
        canvas = self._canvas
        canvas.parameter_chosen.connect(self._open_card)
        self._session.training.frame_arrived.connect(self._update_card)

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
