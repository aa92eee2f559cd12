"""A row of steps, each with a name, a number and a bar as long as its share; one is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme

_HEIGHT = 42
_RADIUS = 8
_INSET = 3
_BAR = 3.0
_STEPS: dict[int, int] = {
    **{Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1},
    **{Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1},
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: its short name, its whole name, and its share with its text, None where there is none."""

    text: str
    name: str
    share: float | None = None
    said: str = ""


class Rungs(Painted, QWidget):
    """`chosen` carries the number of the step that a person picked."""

    chosen = Signal(int)
    own_keys = tuple(Qt.Key(key) for key in _STEPS)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow(theme)
        self._name = name
        self._rungs: tuple[Rung, ...] = ()
        self._choice = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rungs(self, rungs: Sequence[Rung], choice: int) -> None:
        """Show these, one of them chosen, without signalling it."""
        if (tuple(rungs), choice) == (self._rungs, self._choice):
            return
        self._rungs, self._choice = tuple(rungs), choice
        rung = self._rungs[choice]
        self.setAccessibleName(f"{self._name}: {rung.name}" + (f", {rung.said}" if rung.said else ""))
        self.update()

    def choice(self) -> int:
        """Give the number of the step that is chosen."""
        return self._choice

    def rungs(self) -> tuple[Rung, ...]:
        """Give the steps."""
        return self._rungs

    def box_of(self, number: int) -> QRectF:
        """Give where a step is drawn."""
        width = self.width() / max(len(self._rungs), 1)
        return QRectF(number * width, 0, width, self.height())

    def choose(self, number: int) -> None:
        """Pick a step as a person does; nothing beyond the ends."""
        if 0 <= number < len(self._rungs) and number != self._choice:
            self.show_rungs(self._rungs, number)
            self.chosen.emit(number)

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        return QSize(self.theme.px(240), self.theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        return QSize(self.theme.px(120), self.theme.px(_HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick what is clicked."""
        if event.button() == Qt.MouseButton.LeftButton and self._rungs:
            self.choose(int(event.position().x() / self.width() * len(self._rungs)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick the step before or after."""
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self.choose(self._choice + step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the well and the steps in it."""
        with QPainter(self) as painter:
            painting.smooth(painter)
            well = QRectF(self.rect())
            painting.fill_round(painter, well, self.theme.pxf(_RADIUS), self.theme.color("well"))
            for number, rung in enumerate(self._rungs):
                self._paint_rung(painter, self.box_of(number), rung, number == self._choice)
            if self.hasFocus():
                painting.focus_ring(painter, self.theme, well, self.theme.pxf(_RADIUS))

    def _paint_rung(self, painter: QPainter, box: QRectF, rung: Rung, chosen: bool) -> None:
        theme, inset = self.theme, self.theme.pxf(_INSET)
        inner = box.adjusted(inset, inset, -inset, -inset)
        if chosen:
            painting.fill_round(painter, inner, theme.pxf(_RADIUS - 2), theme.color("raised"))
            if theme.name == "light":
                painting.outline_round(painter, inner, theme.pxf(_RADIUS - 2), theme.color("line2"))
        bar = theme.pxf(_BAR)
        text = inner.adjusted(1, theme.pxf(1), -1, -bar - theme.pxf(3))
        half = text.height() / 2
        self._write(painter, text.adjusted(0, 0, 0, -half), rung.text, "slider", chosen, "ink3")
        self._write(painter, text.adjusted(0, half, 0, 0), rung.said, "tick", chosen, "ink3")
        if rung.share is not None:
            side = theme.pxf(6)
            track = QRectF(
                inner.left() + side, inner.bottom() - bar - theme.pxf(2), inner.width() - 2 * side, bar
            )
            painting.fill_round(painter, track, bar / 2, theme.color("line2" if chosen else "line"))
            filled = QRectF(track.topLeft(), track.size())
            filled.setWidth(track.width() * rung.share)
            painting.fill_round(painter, filled, bar / 2, theme.color("ink" if chosen else "ink3"))

    def _write(self, painter: QPainter, box: QRectF, text: str, role: str, chosen: bool, token: str) -> None:
        font = self.theme.font(role, QFont.Weight.DemiBold if chosen else QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(self.theme.color("ink" if chosen else token))
        metrics = QFontMetricsF(font)
        shown = text if metrics.horizontalAdvance(text) <= box.width() else text.split("\N{THIN SPACE}")[0]
        elided = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, elided)
