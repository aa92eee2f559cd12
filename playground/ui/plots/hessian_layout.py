"""Where the entries of a Hessian are drawn, the names of its layers beside them, and its scale of colours."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF

    from playground.ui.theme.theme import Theme

Cell = tuple[int, int]
Span = tuple[int, int, int]  # a layer, its first row or column, and the one after its last

LARGEST_CELL = 40
_WHOLE_FROM = 3  # pixels: a smaller cell may end within one
_GAP = 6
_BAR_WIDTH, _BAR_GAP = 8, 14
_WIDEST_NUMBER = "−0.0005"


@dataclass(frozen=True, slots=True)
class HessianLayout:
    """`cells` is the rectangle of all entries, `bar` that of the scale, whose numbers end at `right`.

    `line` is the height of a line of text.
    """

    cells: QRectF
    bar: QRectF
    rows: int
    columns: int
    line: float
    gap: float
    right: float

    @property
    def cell(self) -> tuple[float, float]:
        """How wide and how high an entry is."""
        return self.cells.width() / self.columns, self.cells.height() / self.rows

    def rect(self, cell: Cell) -> QRectF:
        """Return where an entry is."""
        wide, high = self.cell
        return QRectF(self.cells.left() + cell[1] * wide, self.cells.top() + cell[0] * high, wide, high)

    def cell_at(self, point: QPointF) -> Cell | None:
        """Return the entry at a point."""
        if not self.cells.contains(point):
            return None
        wide, high = self.cell
        row, column = int((point.y() - self.cells.top()) / high), int((point.x() - self.cells.left()) / wide)
        return min(row, self.rows - 1), min(column, self.columns - 1)

    def above(self, first: int, after: int) -> QRectF:
        """Return where the name of these columns stands."""
        wide = self.cell[0]
        left = self.cells.left() + first * wide
        return QRectF(left, self.cells.top() - self.gap - self.line, (after - first) * wide, self.line)

    def beside(self, first: int, after: int) -> QRectF:
        """Return where the name of these rows stands, turned upwards."""
        high = self.cell[1]
        top = self.cells.top() + first * high
        return QRectF(self.cells.left() - self.gap - self.line, top, self.line, (after - first) * high)

    @property
    def below(self) -> QRectF:
        """Where the line below stands, from the names beside the entries to the numbers beside the scale."""
        left = self.cells.left() - self.line - self.gap
        return QRectF(left, self.cells.bottom() + self.gap, self.right - left, self.line)


def lay_out(theme: Theme, area: QRectF, rows: int, columns: int) -> HessianLayout:
    """Return the layout in an area, with square entries wherever both sides are of one length."""
    metrics = QFontMetricsF(theme.font("tick"))
    line, gap = math.ceil(metrics.height()), theme.pxf(_GAP)
    beside = line + gap
    scale = theme.pxf(_BAR_GAP + _BAR_WIDTH) + gap + metrics.horizontalAdvance(_WIDEST_NUMBER)
    most = theme.pxf(LARGEST_CELL)
    wide = min((area.width() - beside - scale) / columns, most)
    high = min((area.height() - 2 * beside) / rows, most)
    if rows == columns:
        wide = high = min(wide, high)
    wide, high = (_whole(max(each, 0.5)) for each in (wide, high))
    cells = QRectF(0, 0, columns * wide, rows * high)
    left = area.left() + max(0.0, (area.width() - cells.width() - beside - scale) / 2)
    cells.moveTo(math.floor(left + beside), math.floor(area.top() + beside))
    bar = QRectF(cells.right() + theme.pxf(_BAR_GAP), cells.top(), theme.pxf(_BAR_WIDTH), cells.height())
    return HessianLayout(cells, bar, rows, columns, line, gap, cells.right() + scale)


def spans_of(layers: Sequence[int]) -> list[Span]:
    """Return each run of one layer among the layers of rows or columns."""
    spans: list[Span] = []
    first = 0
    for layer, members in groupby(layers):
        after = first + len(list(members))
        spans.append((layer, first, after))
        first = after
    return spans


def _whole(pixels: float) -> float:
    return float(math.floor(pixels)) if pixels >= _WHOLE_FROM else pixels
