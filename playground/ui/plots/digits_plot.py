"""How many derivatives agree to how many digits: a bar for each count of digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets import painting

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_NAME = "Digits of agreement"
_GAP = 1.0
_LEAST_BAR = 1.5
_TICKS = (0, 6, 16)


class DigitsPlot(PaintedPlot):
    """Counts of derivatives over 0 to 16 digits of agreement; those at kinks are stacked on top, outlined."""

    SIZE, LEAST = (100, 44), (84, 40)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _NAME, parent)
        self._digits: tuple[int, ...] = ()
        self._kinks: tuple[int, ...] = ()
        theme.changed.connect(self.update)

    def show_counts(self, digits: tuple[int, ...], kinks: tuple[int, ...]) -> None:
        """Draw how many there are of each count of digits, and how many at kinks."""
        self._digits, self._kinks = digits, kinks
        both = [(at, plain + kinked) for at, (plain, kinked) in enumerate(zip(digits, kinks, strict=True))]
        self.setAccessibleDescription(
            ", ".join(f"{at} digits: {format_integer(count)}" for at, count in both if count)
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars over their line, and a few numbers of digits below."""
        if not self._digits:
            return
        theme = self._theme
        with QPainter(self) as painter:
            painting.smooth(painter)
            tall = QFontMetricsF(theme.font("tick")).height()
            rect = QRectF(self.rect()).adjusted(theme.pxf(2), theme.pxf(2), -theme.pxf(2), -tall)
            self._paint_bars(painter, rect)
            painter.setPen(QPen(theme.color("line2"), 1))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            painter.setFont(theme.font("tick"))
            painter.setPen(theme.color("ink3"))
            for at in _TICKS:
                box = QRectF(self._left(rect, at) - 50, rect.bottom(), 100 + self._wide(rect), tall)
                box.moveLeft(min(max(box.left(), -45 + theme.pxf(2)), self.width() - 55 - theme.pxf(8)))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(at))
            if self._focus.shown and not self._plain:
                painting.focus_ring(painter, theme, QRectF(self.rect()), theme.pxf(6))

    def _paint_bars(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._theme
        most = max(plain + kinked for plain, kinked in zip(self._digits, self._kinks, strict=True)) or 1
        gap = theme.pxf(_GAP)
        for at, (plain, kinked) in enumerate(zip(self._digits, self._kinks, strict=True)):
            heights = [
                max(count / most * rect.height(), theme.pxf(_LEAST_BAR)) if count else 0.0
                for count in (plain, kinked)
            ]
            left, wide = self._left(rect, at), self._wide(rect) - gap
            bar = QRectF(left, rect.bottom() - heights[0], wide, heights[0])
            painter.fillRect(bar, theme.color("ink2"))
            if kinked:
                over = QRectF(left, bar.top() - heights[1], wide, heights[1])
                painter.fillRect(over, theme.color("warn"))

    def _wide(self, rect: QRectF) -> float:
        return rect.width() / len(self._digits)

    def _left(self, rect: QRectF, at: int) -> float:
        return rect.left() + at * self._wide(rect)
