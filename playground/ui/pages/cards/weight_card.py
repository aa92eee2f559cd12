"""The card of one weight or bias: its value, its slope and its next step while the network trains."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import Optimizer
from playground.document.parameters import is_frozen, layer_keys
from playground.session.wording import OPTIMIZERS
from playground.ui.canvas.names import parameter_name
from playground.ui.pages.cards.card import Card
from playground.ui.pages.cards.follow_button import FollowButton
from playground.ui.pages.cards.weight_slider import WeightSlider
from playground.ui.theme.numbers import MINUS, format_signed
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.switch import Switch
from playground.ui.widgets.tooltip import set_tip
from playground.worker.snapshots import GradientSnapshot, Parameter, ParameterSnapshot, Probe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playground.session.session import Session
    from playground.ui.canvas.scene import Scene
    from playground.ui.pages.cards.subjects import Subject
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import LayerValues

UNKNOWN = "not known yet"


class WeightCard(Card):
    """Sets one weight or bias; every change is a step of undo."""

    probes = frozenset({Probe.GRADIENTS})

    def __init__(self, theme: Theme, session: Session, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(theme, session, scene, parent)
        self._parameter = Parameter(0, None, 0)
        self._value = 0.0
        self._slope: float | None = None
        self.slider = WeightSlider(theme, "Weight  w", self)
        self.slope = NumberRow(theme, self)
        self.next_step = NumberRow(theme, self)
        self.note = Label(theme, "", self, role="caption", token="ink3", wrap=True)
        self.frozen = Switch(theme, "Freeze", self)
        self.zero = TextButton(theme, "Set to 0", self)
        self.redraw = TextButton(theme, "Re-initialise", self, icon="dices")
        self.follow = FollowButton(theme, session, lambda: self._parameter, self)
        set_tip(self.slider, "Drag, or type a number; training goes on from there")
        set_tip(self.frozen, "Training leaves a frozen one alone")
        set_tip(self.zero, "Set it to 0; training goes on from there")
        set_tip(self.redraw, "Draw it anew as its layer's initialiser does, from another seed")
        self._lay_out(theme)
        self._connect()

    @property
    def parameter(self) -> Parameter:
        """Which one it is about."""
        return self._parameter

    def show_subject(self, subject: Subject) -> None:
        """Be about another weight or bias."""
        assert isinstance(subject, Parameter)
        self._parameter = subject
        symbol, values = "b" if subject.source is None else "w", self._scene.values
        title = parameter_name(self.design, subject)
        self.slider.call_it(f"{'Bias' if subject.source is None else 'Weight'}  {symbol}", title)
        self.slope.call_it(f"Slope  ∂L/∂{symbol}")
        self.next_step.call_it(f"Next step  {MINUS}η·∂L/∂{symbol}")
        self._value = values.parameter(subject) or 0.0
        self.slider.begin_with(self._value)
        self._slope = values.slope(subject) if self._session.can_train == "" else None
        self.show_experiment()

    def show_experiment(self) -> None:
        """Show whether it is frozen, and what that and the optimiser make of the slope."""
        place = (self._parameter.layer, self._parameter.source, self._parameter.target)
        frozen = is_frozen(self.experiment, *place)
        by_layer = layer_keys(self.experiment)[place[0]] in self.experiment.training.frozen_layers
        self.frozen.show_on(frozen)
        self.frozen.setVisible(not by_layer)
        optimizer = self.experiment.training.optimizer
        plain = optimizer is Optimizer.SGD and not frozen
        self.next_step.setVisible(plain)
        self.note.setText(_note(optimizer, frozen, by_layer))
        self._show_slope()

    def take(self, probes: Mapping[Probe, Any]) -> None:
        """Show the newest value and slope."""
        values, slopes = probes.get(Probe.PARAMETERS), probes.get(Probe.GRADIENTS)
        if isinstance(values, ParameterSnapshot) and values.layers:
            self._value = value_in(values.layers, self._parameter)
            self.slider.show_live(self._value)
        if isinstance(slopes, GradientSnapshot) and slopes.layers:
            self._slope = value_in(slopes.layers, self._parameter)
            self._show_slope()

    def first_control(self) -> QWidget:
        """Give the slider's track."""
        return self.slider.track

    def _show_slope(self) -> None:
        slope, rate = self._slope, self.experiment.training.learning_rate
        self.slope.show_number(slope, "dneg", "dpos")
        known = slope is not None and math.isfinite(slope)
        self.next_step.show_number(-rate * slope if known and slope is not None else None, "ink", "ink")

    def _set(self, value: float, gesture: int | None = None) -> None:
        before, self._value = self._value, value
        self._session.by_hand.set_parameter(self._parameter, before, value, gesture)

    def _set_zero(self) -> None:
        self._set(0.0)
        self.slider.show_live(0.0)

    def _freeze(self, on: bool) -> None:
        place = self._parameter
        label = f"{'Freeze' if on else 'Unfreeze'} {'bias' if place.source is None else 'weight'}"
        self._session.edit(label, edits.set_parameter_frozen, place.layer, place.source, place.target, on)

    def _connect(self) -> None:
        self.slider.value_edited.connect(self._set)
        self.frozen.switched.connect(self._freeze)
        self.zero.clicked.connect(self._set_zero)
        self.redraw.clicked.connect(lambda: self._session.by_hand.redraw((self._parameter,)))

    def _lay_out(self, theme: Theme) -> None:
        row = self.parts
        Spacing(theme, self, row, 24, (2, 0, 2, 2))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, parts in (
            (left, (self.slider, self.slope, self.next_step, self.note)),
            (right, (self.frozen, self.zero, self.redraw, self.follow)),
        ):
            Spacing(theme, self, column, 8)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
        row.addLayout(left, 1)
        row.addLayout(right)


class NumberRow(QWidget):
    """Words, and at the right a number whose sign has a colour."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._text = Label(theme, "", self, role="slider", token="ink2")
        self._number = Label(theme, "", self, role="slider", weight=QFont.Weight.DemiBold)
        row.addWidget(self._text, 1)
        row.addWidget(self._number)

    def call_it(self, text: str) -> None:
        """Say what the number is."""
        self._text.setText(text)

    def show_number(self, value: float | None, negative: str, positive: str) -> None:
        """Show a number, or that there is none yet."""
        text = UNKNOWN if value is None else format_signed(value)
        self._number.setText(text)
        self.setAccessibleName(f"{self._text.text()} {text}")
        self._number.set_token(_token(value, negative, positive))


def value_in(layers: tuple[LayerValues, ...], parameter: Parameter) -> float:
    """Return the number that stands at the place of a parameter."""
    layer = layers[parameter.layer]
    if parameter.source is None:
        return float(layer.biases[parameter.target])
    return float(layer.weights[parameter.source, parameter.target])


def _note(optimizer: Optimizer, frozen: bool, by_layer: bool) -> str:
    over = "Slope over the whole training set, penalty included."
    if by_layer:
        return f"{over} Frozen with its layer: it does not move."
    if frozen:
        return f"{over} Frozen: it does not move."
    if optimizer is Optimizer.SGD:
        return f"{over} A step of training uses the slope over one mini-batch."
    return f"{over} {OPTIMIZERS[optimizer]} takes another step: it also rests on earlier slopes."


def _token(value: float | None, negative: str, positive: str) -> str:
    if value is None or value == 0:
        return "ink3" if value is None else "ink"
    if not math.isfinite(value):
        return "danger"
    return negative if value < 0 else positive
