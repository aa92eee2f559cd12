"""The card that shows and sets one weight or bias while the network trains."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.ui.theme.numbers import MINUS, SIGNED, format_signed
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.popover import Popover
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_WIDTH = 248
_SHADOW = 20
_APART = 12
_EXTENTS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 1e3, 1e4, 1e6)
_LARGEST = 1e6
_STEPS_PER_SIDE = 200
_UNKNOWN = "not known yet"


class ParameterCard(Popover):
    """`value_edited` carries a value that the person set, and the number of the gesture it belongs to.

    The caller keeps the value shown with `show_value` and `show_slope`; a value under the person's hand is
    left alone. `closed` is emitted once, however the card is closed.
    """

    value_edited = Signal(float, int)

    def __init__(self, theme: Theme, title: str, window: QWidget) -> None:
        super().__init__(theme, window)
        self._held = False
        self._extent = _EXTENTS[0]
        is_bias = title.casefold().startswith("bias")
        symbol = "b" if is_bias else "w"
        self.setAccessibleName(title)
        self.slider = _BoxedSlider(theme, f"{'Bias' if is_bias else 'Weight'}  {symbol}", self._scale())
        self.slider.field.set_range(-_LARGEST, _LARGEST)
        self.slider.field.setAccessibleName(f"{title}, value")
        self.slope = _NumberRow(theme, f"Slope  ∂L/∂{symbol}", self)
        self.next_step = _NumberRow(theme, f"Next step  {MINUS}η·∂L/∂{symbol}", self)
        self.caption = Label(theme, "over the whole training set", self, role="caption", token="ink3")
        self._lay_out(theme, title)
        self._connect()
        self.show_slope(None, 0.0, False)
        theme.changed.connect(self._resize)

    def show_value(self, value: float) -> None:
        """Show the value it has now, unless the person is just setting it."""
        if self._held:
            return
        self._make_room_for(value)
        self.slider.show_value(value)

    def show_slope(self, slope: float | None, learning_rate: float, is_plain_sgd: bool) -> None:
        """Show dL/dparameter over the whole training set.

        The next step is the learning rate times the slope for plain SGD only; else its line is left out.
        """
        self.slope.show_number(slope, "dneg", "dpos")
        known = slope is not None and math.isfinite(slope)
        step = -learning_rate * slope if known and slope is not None else None
        self.next_step.show_number(step, "ink", "ink")
        if self.next_step.isVisibleTo(self) != is_plain_sgd:
            self.next_step.setVisible(is_plain_sgd)
            self._resize()

    def place_near(self, anchor: QPoint, avoid: QRect, bounds: QRect) -> None:
        """Move beside the anchor, inside the bounds and off `avoid`; all in the window's coordinates."""
        self._resize()
        shadow = self._theme.px(_SHADOW)
        card = self.rect().adjusted(shadow, shadow, -shadow, -shadow)
        corner = best_corner(card.width(), card.height(), anchor, avoid, bounds, self._theme.px(_APART))
        self.move(corner - QPoint(shadow, shadow))

    def showEvent(self, event: QShowEvent) -> None:
        """Come to the front with the keyboard on the slider."""
        super().showEvent(event)
        self.raise_()
        self.slider.setFocus(Qt.FocusReason.PopupFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it closes, however it was asked to."""
        self.close_it()
        event.accept()

    def _lay_out(self, theme: Theme, title: str) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(theme, title, self, role="panel_title", elide=True), 1)
        self.close_button = IconButton(
            theme, "x", "Close", self, size=28, icon_size=14, quiet=True, shortcut="Esc"
        )
        head.addWidget(self.close_button)
        self.body.addLayout(head)
        for part in (self.slider, self.slope, self.next_step, self.caption):
            self.body.addWidget(part)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.close_it)
        self.slider.started.connect(self._hold)
        self.slider.moved.connect(self._tell)
        self.slider.finished.connect(self._let_go)

    def _hold(self) -> None:
        self._held = True

    def _let_go(self) -> None:
        self._held = False
        self._make_room_for(self.slider.value())

    def _tell(self, value: float) -> None:
        self.value_edited.emit(value, self.slider.track.gesture)

    def _make_room_for(self, value: float) -> None:
        """Widen the slider's range if the value has left it."""
        if abs(value) > self._extent:
            self._extent = next((extent for extent in _EXTENTS if abs(value) <= extent), _EXTENTS[-1])
            self.slider.set_scale(self._scale())
            self.slider.field.set_range(-_LARGEST, _LARGEST)

    def _scale(self) -> Scale:
        return Scale.linear(-self._extent, self._extent, self._extent / _STEPS_PER_SIDE)

    def _resize(self) -> None:
        self.setFixedWidth(self._theme.px(_WIDTH + 2 * _SHADOW))
        self.adjustSize()


class _BoxedSlider(Slider):
    """A slider whose value stands in a box."""

    field_look = "box"

    def __init__(self, theme: Theme, label: str, scale: Scale) -> None:
        super().__init__(theme, label, scale, default=0.0, notation=SIGNED, widest="+0.0000")


class _NumberRow(QWidget):
    """Words, and at the right a number whose sign has a colour."""

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._text = Label(theme, text, self, role="slider", token="ink2")
        self._number = Label(theme, "", self, role="slider", weight=QFont.Weight.DemiBold)
        row.addWidget(self._text, 1)
        row.addWidget(self._number)

    def show_number(self, value: float | None, negative: str, positive: str) -> None:
        """Show a number, or that there is none yet."""
        text = _UNKNOWN if value is None else format_signed(value)
        if text != self._number.text():
            self._number.setText(text)
            self.setAccessibleName(f"{self._text.text()} {text}")
        self._number.set_token(_token(value, negative, positive))


def _token(value: float | None, negative: str, positive: str) -> str:
    if value is None or value == 0:
        return "ink3" if value is None else "ink"
    if not math.isfinite(value):
        return "danger"
    return negative if value < 0 else positive


def best_corner(width: int, height: int, anchor: QPoint, avoid: QRect, bounds: QRect, apart: int) -> QPoint:
    """Return the corner inside the bounds that covers least of `avoid`, then lies nearest to the anchor."""
    lefts = (
        anchor.x() + apart,
        anchor.x() - apart - width,
        avoid.right() + apart,
        avoid.left() - apart - width,
    )
    beside = (anchor.y() + apart, anchor.y() - height // 2, anchor.y() - apart - height)
    tops = (*beside, avoid.bottom() + apart, avoid.top() - apart - height)
    corners = [_inside(QPoint(left, top), width, height, bounds) for left in lefts for top in tops]

    def cost(corner: QPoint) -> tuple[int, int]:
        card = QRect(corner.x(), corner.y(), width, height)
        covered = card.intersected(avoid)
        middle = card.center() - anchor
        return covered.width() * covered.height(), middle.manhattanLength()

    return min(corners, key=cost)


def _inside(corner: QPoint, width: int, height: int, bounds: QRect) -> QPoint:
    x = max(bounds.left(), min(corner.x(), bounds.right() + 1 - width))
    y = max(bounds.top(), min(corner.y(), bounds.bottom() + 1 - height))
    return QPoint(x, y)
