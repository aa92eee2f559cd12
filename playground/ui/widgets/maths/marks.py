"""The marks a formula is drawn with: glyphs, rules and outlines, each at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath


class Glyphs(NamedTuple):
    """A run of glyphs whose baseline starts at (x, y)."""

    x: float
    y: float
    text: str
    font: QFont
    token: str

    def moved(self, dx: float, dy: float) -> Glyphs:
        """Give the same mark elsewhere."""
        return Glyphs(self.x + dx, self.y + dy, self.text, self.font, self.token)

    def paint(self, painter: QPainter, color: QColor) -> None:
        """Draw it."""
        painter.setFont(self.font)
        painter.setPen(color)
        painter.drawText(QPointF(self.x, self.y), self.text)


class Rule(NamedTuple):
    """A filled bar: the line of a fraction."""

    x: float
    y: float
    width: float
    height: float
    token: str

    def moved(self, dx: float, dy: float) -> Rule:
        """Give the same mark elsewhere."""
        return Rule(self.x + dx, self.y + dy, self.width, self.height, self.token)

    def paint(self, painter: QPainter, color: QColor) -> None:
        """Draw it."""
        painter.fillRect(QRectF(self.x, self.y, self.width, self.height), color)


class Outline(NamedTuple):
    """A path: filled, or drawn as a line of so many pixels."""

    x: float
    y: float
    path: QPainterPath
    line: float
    token: str

    def moved(self, dx: float, dy: float) -> Outline:
        """Give the same mark elsewhere."""
        return Outline(self.x + dx, self.y + dy, self.path, self.line, self.token)

    def paint(self, painter: QPainter, color: QColor) -> None:
        """Draw it."""
        path = self.path.translated(self.x, self.y)
        if not self.line:
            painter.fillPath(path, color)
            return
        pen = QPen(color, self.line)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)


Mark = Glyphs | Rule | Outline


class Region(NamedTuple):
    """Where a part that can be pointed at lies: its box, y measured down from the baseline."""

    left: float
    top: float
    right: float
    bottom: float
    key: Hashable

    def moved(self, dx: float, dy: float) -> Region:
        """Give the same region elsewhere."""
        return Region(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy, self.key)

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom
