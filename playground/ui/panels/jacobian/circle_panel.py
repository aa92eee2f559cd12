"""The panel of the circle: its squares, its radius, and what they say in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from playground.ui.panels.jacobian.ellipse_strip import EllipseStrip
from playground.ui.panels.jacobian.words import about_circle, about_layer
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.slider import Slider
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import JacobianAnswer

SMALLEST, LARGEST, USUAL = 0.001, 3.0, 0.3
OWN, ONE = "own", "one"
SIZES = (
    Choice(OWN, "Each filled", tip="Each picture fills its square: shapes are compared"),
    Choice(ONE, "One scale", tip="All pictures at one scale: sizes are compared"),
)


class CirclePanel(Panel):
    """`radius_moved` carries each radius, `radius_set` that of the finished move, `one_size` the scale."""

    radius_moved = Signal(float)
    radius_set = Signal(float)
    one_size = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "A small circle, layer by layer", parent)
        self._answer: JacobianAnswer | None = None
        self.sizes = Segmented(theme, SIZES, self, name="Scale of the pictures")
        self.slider = Slider(
            theme, "Radius", Scale.log(SMALLEST, LARGEST), self, default=USUAL, widest="0.0012"
        )
        self.slider.tighten()
        set_tip(self.slider.track, "How large the true circle is: as it shrinks, the line meets the ellipse")
        self.strip = EllipseStrip(theme, self)
        self.note = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self.header.addStretch(1)
        self.header.addWidget(self.slider)
        self.header.addWidget(self.sizes)
        self.body.addWidget(self.strip, 1)
        self.body.addWidget(self.note)
        self._connect()
        theme.changed.connect(self._fit)
        self._fit()

    def show_view(self, radius: float, one_size: bool) -> None:
        """Show the radius and the scale."""
        self.slider.show_value(radius)
        self.sizes.show_choice(ONE if one_size else OWN)
        self.strip.set_one_size(one_size)

    def show_answer(self, answer: JacobianAnswer) -> None:
        """Show what became of the circle."""
        self._answer = answer
        self.strip.show_answer(answer)
        self._say()

    def _connect(self) -> None:
        self.slider.moved.connect(self.radius_moved)
        self.slider.finished.connect(lambda: self.radius_set.emit(self.slider.value()))
        self.sizes.chosen.connect(lambda key: self.one_size.emit(key == ONE))
        self.strip.pointed.connect(self._say)

    def _say(self, _layer: int = -1) -> None:
        if self._answer is None:
            return
        at = self.strip.looked_at
        text = about_circle(self._answer) if at < 0 else about_layer(self._answer.layers[at])
        self.note.setText(text)
        self.strip.setAccessibleDescription(text)

    def _fit(self) -> None:
        self.slider.setFixedWidth(self._theme.px(190))
