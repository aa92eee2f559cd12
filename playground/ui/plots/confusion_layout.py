"""Where the cells of a confusion matrix lie, and how much of what belongs around them there is room for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF

    from playground.ui.theme.theme import Theme

Cell = tuple[int, int]

MOST_WITH_COUNTS = 12
LEAST_LINE = 0.78  # of a line's height do for digits
_GAP = 8
_WIDEST_NAME, _NAME_SHARE = 110, 0.24
_WIDEST_CELL, _TALLEST_CELL = 120, 56
CORNER = "true ↓  said →"
_SHARES = "precision, %"


@dataclass(frozen=True, slots=True)
class ConfusionLayout:
    """`cells` is the rectangle of all of them; `shares` is how wide the column of recalls is, 0 for none.

    `line` is the height of a line of text above and, with shares, below the cells.
    """

    cells: QRectF
    classes: int
    names: float
    line: float
    shares: float
    counts: bool

    @property
    def cell_width(self) -> float:
        """How wide a cell is."""
        return self.cells.width() / self.classes

    @property
    def cell_height(self) -> float:
        """How tall a cell is."""
        return self.cells.height() / self.classes

    def rect(self, true: int, said: int) -> QRectF:
        """Return where a cell lies."""
        left, top = self.cells.left() + said * self.cell_width, self.cells.top() + true * self.cell_height
        return QRectF(left, top, self.cell_width, self.cell_height)

    def cell_at(self, point: QPointF) -> Cell | None:
        """Return the cell under a point."""
        if not self.cells.contains(point):
            return None
        true = int((point.y() - self.cells.top()) / self.cell_height)
        said = int((point.x() - self.cells.left()) / self.cell_width)
        return min(true, self.classes - 1), min(said, self.classes - 1)

    def name_rect(self, true: int) -> QRectF:
        """Return where the name of a true class stands."""
        row = self.rect(true, 0)
        return QRectF(row.left() - self.names, row.top(), self.names, row.height())

    def head_rect(self, said: int) -> QRectF:
        """Return where the name of a said class stands."""
        column = self.rect(0, said)
        return QRectF(column.left(), column.top() - self.line, column.width(), self.line)

    def recall_rect(self, true: int) -> QRectF:
        """Return where the recall of a class stands."""
        row = self.rect(true, self.classes - 1)
        return QRectF(row.right(), row.top(), self.shares, row.height())

    def precision_rect(self, said: int) -> QRectF:
        """Return where the precision of a class stands."""
        column = self.rect(self.classes - 1, said)
        return QRectF(column.left(), column.bottom(), column.width(), self.line)


def lay_out(theme: Theme, area: QRectF, names: Sequence[str]) -> ConfusionLayout:
    """Return the layout in an area; counts and shares are left out where they could not be read."""
    tick, caption = (QFontMetricsF(theme.font(role)) for role in ("tick", "caption"))
    line, gap, classes = math.ceil(tick.height() + theme.pxf(2)), theme.pxf(_GAP), max(len(names), 1)
    longest = max((caption.horizontalAdvance(name) for name in names), default=0.0)
    title = tick.horizontalAdvance(_SHARES if classes <= MOST_WITH_COUNTS else "")
    widest = max(title, min(longest, theme.pxf(_WIDEST_NAME), _NAME_SHARE * area.width()))
    left = math.ceil(max(widest, tick.horizontalAdvance(CORNER)) + gap)
    shares = math.ceil(tick.horizontalAdvance("recall, %") + gap) if classes <= MOST_WITH_COUNTS else 0
    width = min((area.width() - left - shares) / classes, theme.pxf(_WIDEST_CELL))
    below = line if shares else 0
    height = min((area.height() - line - below) / classes, theme.pxf(_TALLEST_CELL))
    wide = classes <= MOST_WITH_COUNTS and width >= tick.horizontalAdvance("000")
    if shares and not (wide and height >= LEAST_LINE * tick.height()):
        shares = 0
        height = min((area.height() - line) / classes, theme.pxf(_TALLEST_CELL))
    counts = wide and height >= LEAST_LINE * tick.height()
    # Whole pixels, so that the gaps between cells are all alike.
    width, height = max(width, 1.0), max(height, 1.0)
    if classes <= MOST_WITH_COUNTS:
        width, height = math.floor(width), math.floor(height)
    cells = QRectF(left, line, classes * width, classes * height)
    return ConfusionLayout(cells, classes, left, line, shares, counts)
