"""Typesets a neuron's sum: a line for symbols, one for numbers, one for the activation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPaintEvent

    from playground.ui.pages.cards.sum_text import Line, Word
    from playground.ui.theme.theme import Theme

LEADING, BETWEEN = 1.15, 3.0
WORD_GAP = 5.0
LOWERED = 3.5
LEAST_WIDTH = 160


class SumView(QWidget):
    """Shows lines, broken between words where they are too long; further parts stand under the first word."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: Sequence[Line] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Weighted sum")
        theme.changed.connect(self._restyle)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines, and say them to a screen reader."""
        longer = [len(line.words) for line in lines] != [len(line.words) for line in self._lines]
        self._lines = lines
        self.setAccessibleDescription(self.text())
        if longer:
            self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Give all lines as plain text."""
        return "\n".join(line.text for line in self._lines)

    def hasHeightForWidth(self) -> bool:
        """Grow where lines are broken."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines."""
        rows = sum(len(list(self._rows(line, width))) for line in self._lines)
        return int(rows * self._leading() + len(self._lines) * self._theme.pxf(BETWEEN) + 1)

    def sizeHint(self) -> QSize:
        """Give a size that holds a usual sum."""
        return QSize(self._theme.px(LEAST_WIDTH), self.heightForWidth(max(self.width(), LEAST_WIDTH)))

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        return QSize(self._theme.px(LEAST_WIDTH), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Typeset the lines."""
        top = 0.0
        with QPainter(self) as painter:
            for line in self._lines:
                painter.setFont(self._font())
                painter.setPen(self._theme.color("ink"))
                baseline = top + self._metrics().ascent()
                painter.drawText(QPointF(0.0, baseline), line.head)
                for row in self._rows(line, self.width()):
                    self._paint_row(painter, row, top + self._metrics().ascent())
                    top += self._leading()
                top += self._theme.pxf(BETWEEN)

    def _paint_row(self, painter: QPainter, row: list[Word], baseline: float) -> None:
        x = self._indent()
        for word in row:
            for piece in word:
                font = self._font(piece.low)
                painter.setFont(font)
                painter.setPen(self._theme.color(piece.token))
                lowered = self._theme.pxf(LOWERED) if piece.low else 0.0
                painter.drawText(QPointF(x, baseline + lowered), piece.text)
                x += QFontMetricsF(font).horizontalAdvance(piece.text)
            x += self._theme.pxf(WORD_GAP)

    def _rows(self, line: Line, width: int) -> Iterator[list[Word]]:
        """Yield the words of a line in rows that fit."""
        room, used = width - self._indent(), 0.0
        row: list[Word] = []
        for word in line.words:
            wide = self._width(word)
            if row and used + wide > room:
                yield row
                row, used = [], 0.0
            row.append(word)
            used += wide + self._theme.pxf(WORD_GAP)
        yield row

    def _width(self, word: Word) -> float:
        return sum(QFontMetricsF(self._font(piece.low)).horizontalAdvance(piece.text) for piece in word)

    def _indent(self) -> float:
        heads = ("z =", *(line.head for line in self._lines))
        return max(map(self._metrics().horizontalAdvance, heads)) + self._theme.pxf(WORD_GAP)

    def _leading(self) -> float:
        metrics = QFontMetricsF(self._theme.font("live", QFont.Weight.Normal))
        return metrics.height() * LEADING

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font("live", QFont.Weight.Normal))

    def _font(self, low: bool = False) -> QFont:
        return self._theme.font("tick" if low else "live", QFont.Weight.Normal)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
