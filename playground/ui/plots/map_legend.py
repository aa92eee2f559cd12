"""What is drawn over a decision map, in words: how long arrows are, how far apart lines, what pale means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPen

from playground.ui.plots.map_arrows import draw_arrow, symbol_of
from playground.ui.plots.map_key import ClassLegend
from playground.ui.theme.numbers import format_compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import InputGradients

_WIDEST = 220
_ARROWS, _LONGEST = 14, 5  # side by side on a map that is as wide as the legend; in marks
_MARK_WIDTH, _HALF_HEIGHT = 18.0, 4.0
FADE_TEXT = "paler: less sure"


class Sign(Enum):
    """The little picture before the words."""

    ARROW = auto()
    LINE = auto()
    FADE = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign and what it means; an arrow is drawn so many pixels long."""

    sign: Sign
    text: str
    length: float = 0.0


def arrow_entry(field: InputGradients, length: float) -> Entry:
    """Return what an arrow of the reach, so many pixels long, stands for."""
    of = "winner's p" if field.of_winner else symbol_of(field)
    if not field.reach > 0.0:
        return Entry(Sign.ARROW, f"{of} is flat: no arrows")
    per = "per unit" if field.unit == (1.0, 1.0) else "across the map"
    return Entry(Sign.ARROW, f"{of} +{format_compact(field.reach, 2)} {per}", length)


class MapLegend(ClassLegend):
    """The classes and what is drawn over the map; hidden while there is nothing to explain."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._classes: tuple[str, ...] = ()
        self._entries: tuple[Entry, ...] = ()
        self.hide()

    def explain(self, classes: Sequence[str], entries: Sequence[Entry]) -> None:
        """Name the classes, then explain the rest."""
        if (tuple(classes), tuple(entries)) == (self._classes, self._entries):
            return
        self._classes, self._entries = tuple(classes), tuple(entries)
        texts = [entry.text for entry in entries]
        self.show_names([*classes, *texts])
        self.setAccessibleName("Classes: " + ", ".join(classes) if classes else "Legend: " + ", ".join(texts))
        self.setAccessibleDescription(", ".join(texts))
        self.setVisible(bool(self._classes or self._entries))

    def widest(self, index: int) -> float:
        """Give how wide a name may be, in design pixels."""
        return super().widest(index) if index < len(self._classes) else _WIDEST

    def mark_width(self, index: int) -> float:
        """Give the width of a class's mark, or of a sign."""
        if index < len(self._classes):
            return super().mark_width(index)
        # By the width and not by the arrow: its length depends on the room that the rows here leave the map.
        widest = _LONGEST * self._theme.pxf(_MARK_WIDTH)
        wide = self._entries[index - len(self._classes)].sign is Sign.ARROW
        return max(min(self.width() / _ARROWS, widest) if wide else 0.0, self._theme.pxf(_MARK_WIDTH))

    def draw_mark(self, painter: QPainter, index: int, box: QRectF) -> None:
        """Draw a class's mark, or a sign."""
        if index < len(self._classes):
            super().draw_mark(painter, index, box)
        else:
            self._draw_sign(painter, self._entries[index - len(self._classes)], box)

    def _draw_sign(self, painter: QPainter, entry: Entry, box: QRectF) -> None:
        theme, middle = self._theme, box.center().y()
        left, right = QPointF(box.left(), middle), QPointF(box.right(), middle)
        if entry.sign is Sign.FADE:
            half = theme.pxf(_HALF_HEIGHT)
            self._draw_fade(painter, QRectF(box.left(), middle - half, box.width(), 2 * half))
        elif entry.sign is Sign.LINE:
            painter.setPen(QPen(theme.color("ink", 0.55), theme.pxf(1.2)))
            painter.drawLine(left, right)
        elif entry.length:
            length = min(entry.length, box.width())
            draw_arrow(painter, theme, QPointF(box.right() - length, middle), right)

    def _draw_fade(self, painter: QPainter, bar: QRectF) -> None:
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        gradient.setColorAt(0.0, self._theme.color("line2"))
        gradient.setColorAt(1.0, self._theme.color("ink3"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, self._theme.pxf(2), self._theme.pxf(2))
