"""The learning rate: a logarithmic slider that knows where training becomes unstable."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent

from playground.ui.theme.numbers import RATE, format_decade
from playground.ui.widgets import painting
from playground.ui.widgets.painted import MIN_HIT
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider
from playground.ui.widgets.tooltip import set_tip
from playground.ui.widgets.track import SliderTrack

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_LOW, _HIGH = 1e-5, 10.0
_DEFAULT, _FULL_STEP = 0.03, 1.0
_RATE_TIP = "How far each step goes down the gradient ([ and ])"
_LENGTH_TIP = "What part of a full step is taken, or by L-BFGS tried first; 1 is all of it ([ and ])"
_WIDTH = 232
_TICK_TOP, _TICK_HEIGHT = 23, 15
_APART, _BETWEEN = 26, 4
# The hit area of the track reaches into the row of the field, which is drawn smaller than it is.
_OVERLAP = 6


class LearningRateSlider(Slider):
    """From 1e-5 to 10, with decades under the track; `set_bound` marks where steps become too long."""

    field_look = "box"

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, default: float = _DEFAULT) -> None:
        scale = Scale.log(_LOW, _HIGH)
        self._theme = theme
        super().__init__(
            theme, "Learning rate  η", scale, parent, default=default, notation=RATE, widest="0.00000"
        )
        self.track.setAccessibleName("Learning rate")
        self.field.setAccessibleName("Learning rate")
        set_tip(self, _RATE_TIP)
        theme.changed.connect(self._restyle)

    def set_bound(self, bound: float | None, text: str = "2/λ") -> None:
        """Mark the largest stable rate with a red tick and its name; None takes the mark away."""
        self.track.set_bound(bound)
        if isinstance(self.track, RateTrack):
            self.track.show_bound_text(text)

    def show_as_part(self, on: bool) -> None:
        """Call it the part of a full step, for optimisers that find the length by themselves."""
        name = "Step length" if on else "Learning rate"
        self.set_label(name)
        self.label.setText(f"{name}  η")
        self.set_default(_FULL_STEP if on else _DEFAULT)
        set_tip(self, _LENGTH_TIP if on else _RATE_TIP)

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        height = self._theme.px(MIN_HIT) - self._theme.px(_OVERLAP) + self.track.sizeHint().height()
        return QSize(self._theme.px(_WIDTH), height)

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts."""
        self._place()

    def _make_track(self, theme: Theme, label: str, scale: Scale, start: float) -> SliderTrack:
        return RateTrack(theme, label, scale, start, self)

    def _lay_out(self) -> None:
        self.track.lower()
        self._place()

    def _place(self) -> None:
        head, field = self._theme.px(MIN_HIT), self.field.sizeHint().width()
        self.label.setGeometry(0, 0, self.width() - field, head)
        self.field.setGeometry(self.width() - field, 0, field, head)
        top = head - self._theme.px(_OVERLAP)
        self.track.setGeometry(0, top, self.width(), self.track.sizeHint().height())

    def _restyle(self) -> None:
        self.updateGeometry()
        self._place()


class RateTrack(SliderTrack):
    """A track with the decades written under it."""

    bound_text = "2/λ"

    def show_bound_text(self, text: str) -> None:
        """Name the bound."""
        if text != self.bound_text:
            self.bound_text = text
            self.update()

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        return QSize(self.theme.px(_WIDTH), self.theme.px(_TICK_TOP + _TICK_HEIGHT))

    def labels(self) -> list[tuple[float, str]]:
        """Centre and text of each decade that is far enough from the bound to be read."""
        exponents = range(round(math.log10(self.scale.low)), round(math.log10(self.scale.high)) + 1)
        places = [(self.x_of(10.0**exponent), format_decade(10.0**exponent)) for exponent in exponents]
        bound = self.bound_x()
        if bound >= self.width():
            return places
        font, apart = self.theme.font("tick", QFont.Weight.DemiBold), self.theme.pxf(_APART)
        left, right = self._across(bound, self.bound_text, font)
        return [
            (x, text)
            for x, text in places
            if abs(x - bound) >= apart and self._is_clear(x, text, left, right)
        ]

    def _is_clear(self, x: float, text: str, left: float, right: float) -> bool:
        """Return whether a decade's text stays clear of what is written from `left` to `right`."""
        first, last = self._across(x, text, self.theme.font("tick"))
        gap = self.theme.pxf(_BETWEEN)
        return last + gap <= left or first - gap >= right

    def _across(self, x: float, text: str, font: QFont) -> tuple[float, float]:
        """Return from where to where a text about `x` is written: within the track."""
        width = painting.text_width(font, text) + 2
        left = max(0.0, min(x - width / 2, self.width() - width))
        return left, left + width

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the decades, then the track."""
        with QPainter(self) as painter:
            for x, text in self.labels():
                self._draw_text(painter, x, text, self.theme.font("tick"), "ink3")
            if self.bound_x() < self.width():
                font = self.theme.font("tick", QFont.Weight.DemiBold)
                self._draw_text(painter, self.bound_x(), self.bound_text, font, "danger")
        super().paintEvent(event)

    def _draw_text(self, painter: QPainter, x: float, text: str, font: QFont, token: str) -> None:
        left, right = self._across(x, text, font)
        painter.setFont(font)
        painter.setPen(self.theme.color(token if self.isEnabled() else "faint"))
        box = QRectF(left, self.theme.pxf(_TICK_TOP), right - left, self.theme.pxf(_TICK_HEIGHT))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
