"""What the colours of a decision map mean: the texts of its scale, and the marks and names of the classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.plots.marks_painter import draw_legend_mark
from playground.ui.theme.numbers import format_compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from playground.ui.theme.theme import Theme

_MARK = 4.0
_GAP = 6
# The widest gap is taken with which there are the fewest rows.
_BETWEEN = (14, 10, 7)
_WIDEST = 110


def scale_texts(low: float, high: float) -> tuple[str, str, str]:
    """Return the texts at the ends and in the middle of a scale."""
    plus = "+" if low < 0 < high else ""
    middle = 0.0 if low == -high else (low + high) / 2
    return format_compact(low, 2), _plain(middle), plus + format_compact(high, 2)


def _plain(value: float) -> str:
    return "0" if value == 0 else format_compact(value, 2)


class Key(QWidget):
    """Marks with their names in as many rows as the width needs; what a mark looks like is left open."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._tall = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    def show_names(self, names: Sequence[str]) -> None:
        """Name these; what lies around moves only where they need more rows, or fewer."""
        self._names = tuple(names)
        before, self._tall = self._tall, self.heightForWidth(self.width())
        if self._tall != before:
            self.updateGeometry()
        self.update()

    def mark_width(self, index: int) -> float:
        """Give the width of a mark."""
        raise NotImplementedError

    def widest(self, index: int) -> float:
        """Give how wide a name may be, in design pixels."""
        return _WIDEST

    def draw_mark(self, painter: QPainter, index: int, box: QRectF) -> None:
        """Draw a mark in its box."""
        raise NotImplementedError

    def hasHeightForWidth(self) -> bool:
        """Say that narrow means high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        return int(max((box.bottom() for box in self._boxes(width)), default=0.0) + 1)

    def sizeHint(self) -> QSize:
        """Return the size of one row."""
        width = sum(box.width() + self._theme.pxf(_BETWEEN[0]) for box in self._boxes(10**6))
        return QSize(int(width + 1), self.heightForWidth(10**6))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the widest name."""
        width = max((box.width() for box in self._boxes(10**6)), default=0.0)
        return QSize(int(width + 1), self.heightForWidth(10**6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks and names."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font("caption"))
            metrics = QFontMetricsF(painter.font())
            for index, (name, box) in enumerate(zip(self._names, self._boxes(self.width()), strict=True)):
                mark = self.mark_width(index)
                self.draw_mark(painter, index, QRectF(box.left(), box.top(), mark, box.height()))
                painter.setPen(theme.color("ink2"))
                text = box.adjusted(mark + theme.pxf(_GAP), 0, theme.pxf(2), 0)
                shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, text.width())
                painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, shown)

    def _boxes(self, width: float) -> list[QRectF]:
        ways = [self._boxes_apart(width, self._theme.pxf(gap)) for gap in _BETWEEN]
        return min(ways, key=lambda boxes: boxes[-1].bottom() if boxes else 0.0)

    def _boxes_apart(self, width: float, gap: float) -> list[QRectF]:
        metrics = QFontMetricsF(self._theme.font("caption"))
        tall, x, y, boxes = metrics.height() + self._theme.pxf(3), 0.0, 0.0, []
        for index, name in enumerate(self._names):
            text = min(metrics.horizontalAdvance(name), self._theme.pxf(self.widest(index)))
            wide = text + self.mark_width(index) + self._theme.pxf(_GAP)
            if x > 0 and x + wide > width:
                x, y = 0.0, y + tall
            boxes.append(QRectF(x, y, wide, tall))
            x += wide + gap
        return boxes

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class ClassLegend(Key):
    """The mark and the name of each class."""

    def mark_width(self, index: int) -> float:
        """Give the width of a mark."""
        return self._theme.pxf(2 * _MARK)

    def draw_mark(self, painter: QPainter, index: int, box: QRectF) -> None:
        """Draw the mark of a class."""
        draw_legend_mark(painter, self._theme, index, box.center(), self._theme.pxf(_MARK))
