"""A small table of numbers, the digits that count in ink."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.widgets import painting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.panels.functions.digits import Digits
    from playground.ui.theme.theme import Theme

_LINE = 23
_GAP = 12


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A name and a number; `token` colours the digits that count."""

    name: str
    digits: Digits
    token: str = "ink"


class NumberRows(QWidget):
    """Names at the left, numbers beside them from one edge on, so that their digits stand in columns."""

    def __init__(self, theme: Theme, name: str, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._lines, self._name = theme, lines, name
        self._rows: tuple[NumberRow, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._edge = 0.0
        theme.changed.connect(self._restyle)

    def show_rows(self, rows: Sequence[NumberRow]) -> None:
        """Show these."""
        if tuple(rows) != self._rows:
            renamed = [row.name for row in rows] != [row.name for row in self._rows]
            self._rows = tuple(rows)
            if renamed:
                self._measure()
            self.setAccessibleDescription("; ".join(f"{row.name} {row.digits.text}" for row in rows))
            self.update()

    def text(self, name: str) -> str:
        """Give the number that stands beside a name, "" for none."""
        return next((row.digits.text for row in self._rows if row.name == name), "")

    def sizeHint(self) -> QSize:
        """Give the size of the lines."""
        return QSize(self._theme.px(320), self._theme.px(_LINE * self._lines))

    def minimumSizeHint(self) -> QSize:
        """Give the least size in which it can be read."""
        return QSize(self._theme.px(200), self._theme.px(_LINE * self._lines))

    def _measure(self) -> None:
        """Find where the numbers begin: right of the longest name."""
        font = self._theme.font("slider", tabular=False)
        widest = max((painting.text_width(font, row.name) for row in self._rows), default=0.0)
        self._edge = widest + self._theme.pxf(_GAP)

    def _restyle(self) -> None:
        self._measure()
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        names, line = self._theme.font("slider", tabular=False), self._theme.pxf(_LINE)
        with QPainter(self) as painter:
            for number, row in enumerate(self._rows):
                box = QRectF(0, number * line, self.width(), line)
                painter.setFont(names)
                painter.setPen(self._theme.color("ink2"))
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, row.name)
                self._draw_digits(painter, row, box.adjusted(self._edge, 0, 0, 0))

    def _draw_digits(self, painter: QPainter, row: NumberRow, box: QRectF) -> None:
        digits = row.digits
        parts = (
            (digits.text[: digits.begin], QFont.Weight.Normal, "ink3"),
            (digits.text[digits.begin : digits.end], QFont.Weight.DemiBold, row.token),
            (digits.text[digits.end :], QFont.Weight.Normal, "ink3"),
        )
        for text, weight, token in parts:
            font = self._theme.font("body", weight, tabular=True)
            painter.setFont(font)
            painter.setPen(self._theme.color(token))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
            box = box.adjusted(QFontMetricsF(font).horizontalAdvance(text), 0, 0, 0)
