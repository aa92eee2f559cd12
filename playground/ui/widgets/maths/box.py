"""A formula that is laid out: its measures, its marks, and where what can be pointed at lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from PySide6.QtGui import QPainter

    from playground.ui.theme.theme import Theme
    from playground.ui.widgets.maths.marks import Mark, Region

_LIT_PAD, _LIT_RADIUS = 2.0, 4.0
_LIT = 0.16


class Box(NamedTuple):
    """So wide, and reaching so far above and below the baseline (below 0 for one moved off it)."""

    theme: Theme
    width: float
    ascent: float
    descent: float
    marks: tuple[Mark, ...] = ()
    regions: tuple[Region, ...] = ()

    @property
    def height(self) -> float:
        """From the highest to the lowest ink."""
        return self.ascent + self.descent

    def moved(self, dx: float, dy: float) -> Box:
        """Give the box with all in it that much further right and down; its width stays."""
        return Box(
            self.theme,
            self.width,
            self.ascent - dy,
            self.descent + dy,
            tuple([mark.moved(dx, dy) for mark in self.marks]),
            tuple([region.moved(dx, dy) for region in self.regions]),
        )

    def paint(self, painter: QPainter, x: float, baseline: float, lit: Hashable = None) -> None:
        """Draw it with its baseline there, and a tint behind the parts of the key `lit`."""
        painter.save()
        painter.translate(x, baseline)
        if lit is not None:
            self._light(painter, lit)
        for mark in self.marks:
            mark.paint(painter, self.theme.color(mark.token))
        painter.restore()

    def key_at(self, x: float, y: float) -> Hashable:
        """Give the key of the innermost part there (y down from the baseline), None for none."""
        held = [region for region in self.regions if region.holds(x, y)]
        return min(held, key=lambda region: region.right - region.left).key if held else None

    def _light(self, painter: QPainter, key: Hashable) -> None:
        pad, radius = self.theme.pxf(_LIT_PAD), self.theme.pxf(_LIT_RADIUS)
        path = QPainterPath()
        for region in self.regions:
            if region.key == key:
                size = region.right - region.left, region.bottom - region.top
                area = QRectF(region.left, region.top, *size).adjusted(-pad, -pad, pad, pad)
                path.addRoundedRect(area, radius, radius)
        painter.fillPath(path, self.theme.color("ink", _LIT))


def together(theme: Theme, boxes: Iterable[Box], width: float) -> Box:
    """Take boxes that are at their places as one, of a given width."""
    all_of = tuple(boxes)
    return Box(
        theme,
        width,
        max((box.ascent for box in all_of), default=0.0),
        max((box.descent for box in all_of), default=0.0),
        tuple([mark for box in all_of for mark in box.marks]),
        tuple([region for box in all_of for region in box.regions]),
    )
