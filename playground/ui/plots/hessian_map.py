"""The Hessian as a map: an entry in the colour of how one weight bends the loss along with another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter, QPen

from playground.ui.plots.hessian_layout import Cell, HessianLayout, lay_out
from playground.ui.plots.hessian_painter import HessianPicture, HessianScale, draw_picture, scale_of
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.pickable_plot import PickablePlot
from playground.ui.theme.numbers import format_significant
from playground.ui.widgets.painting import focus_ring, smooth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_RADIUS = 6
_TICK = 5
_LEAST_FRAME = 7


class HessianMap(PickablePlot[Cell]):
    """Its parts are entries, (row, column). `looked_at` tells that another one is to be told of."""

    SIZE, LEAST = (380, 380), (200, 160)

    looked_at = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Map of the Hessian", parent)
        self._picture: HessianPicture | None = None
        self._names: tuple[Sequence[str], Sequence[str]] = ((), ())
        self._logarithmic = False
        self._invitation = ""
        self._layout: HessianLayout | None = None
        self._kept = KeptPicture(self)
        theme.changed.connect(self._lay_out_again)

    # What is shown

    def show_picture(self, picture: HessianPicture, names: tuple[Sequence[str], Sequence[str]]) -> None:
        """Show entries whose rows and columns have these names; what is pinned stays if they are the same."""
        before, self._picture = self._picture, picture
        if before is None or tuple(map(tuple, names)) != tuple(map(tuple, self._names)):
            self._names = names
            self._pointed = self._marked = None
            self._lay_out_again()
            self.looked_at.emit()
        self._kept.forget()
        self.describe()
        self.update()

    def show_nothing(self, invitation: str) -> None:
        """Show a sentence instead."""
        self._picture, self._names, self._invitation = None, ((), ()), invitation
        self._pointed = self._marked = None
        self._lay_out_again()

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Let colours go by powers of ten, or evenly."""
        self._logarithmic = logarithmic
        self._kept.forget()
        self.update()

    @property
    def pinned(self) -> Cell | None:
        """The entry that is pinned."""
        return self._marked

    @property
    def cell(self) -> Cell | None:
        """The entry that is told of: the one pointed at, else the pinned one."""
        return self._marked if self._pointed is None else self._pointed

    @property
    def scale(self) -> HessianScale:
        """How the entries are coloured."""
        entries = np.zeros((1, 1)) if self._picture is None else self._picture.entries
        return scale_of(entries, self._logarithmic)

    def layout_of_cells(self) -> HessianLayout:
        """Return where the entries are now."""
        if self._layout is None:
            shape = (1, 1) if self._picture is None else self._picture.shape
            self._layout = lay_out(self._theme, QRectF(self.rect()), *shape)
        return self._layout

    def text(self) -> str:
        """Return the entries as spreadsheets read them."""
        if self._picture is None:
            return ""
        rows, columns = self._names
        lines = zip(rows, self._picture.entries.tolist(), strict=True)
        head = "\t".join(("", *columns))
        return "\n".join((head, *("\t".join((name, *map(repr, entries))) for name, entries in lines)))

    # Parts

    def part_at(self, point: QPointF) -> Cell | None:
        """Return the entry at a place."""
        return None if self._picture is None else self.layout_of_cells().cell_at(point)

    def beside(self, part: Cell | None, down: int, right: int) -> Cell | None:
        """Return the entry so many rows down and columns to the right; first the pinned one."""
        if self._picture is None:
            return None
        if part is None:
            return self._marked or (0, 0)
        rows, columns = self._picture.shape
        return min(max(part[0] + down, 0), rows - 1), min(max(part[1] + right, 0), columns - 1)

    def reading(self) -> list[tuple[str, str]]:
        """Return the entry that is told of: between which two, and how large."""
        if self._picture is None or self.cell is None:
            return []
        row, column = self.cell
        pair = f"{self._names[0][row]} and {self._names[1][column]}"
        return [(pair, format_significant(float(self._picture.entries[row, column])))]

    def point_at(self, part: Cell | None) -> None:
        """Tell of an entry."""
        if part != self._pointed:
            super().point_at(part)
            self.looked_at.emit()

    def mark(self, part: Cell | None) -> None:
        """Pin an entry; None pins none."""
        super().mark(part)
        self.describe()
        self.looked_at.emit()

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the entries as text, besides what all such plots do."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the entries into the new size."""
        super().resizeEvent(event)
        self._lay_out_again()

    def _lay_out_again(self) -> None:
        self._layout = None
        self._kept.forget()
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entries, kept until one changes, and what is pointed at and pinned."""
        with QPainter(self) as painter:
            if self._picture is None:
                painter.setFont(self._theme.font("body"))
                painter.setPen(self._theme.color("ink3"))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(QRectF(self.rect()), flags, self._invitation)
            else:
                painter.drawPixmap(0, 0, self._kept.get(self._draw))
                if not self._plain:
                    smooth(painter)
                    self._paint_marks(painter)
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(_RADIUS))

    def _draw(self, painter: QPainter) -> None:
        assert self._picture is not None
        draw_picture(painter, self._theme, self.layout_of_cells(), self._picture, self.scale)

    def _paint_marks(self, painter: QPainter) -> None:
        assert self._picture is not None
        if self.cell is not None and self._picture.mirrored:
            self._frame(painter, (self.cell[1], self.cell[0]), "ink3", 1.2)
        if self._marked is not None:
            self._frame(painter, self._marked, "ink", 2.2)
        if self._pointed is not None:
            self._frame(painter, self._pointed, "ink", 1.4)
        if self.cell is not None:
            self._paint_ticks(painter, self.cell)

    def _frame(self, painter: QPainter, cell: Cell, token: str, width: float) -> None:
        """Frame an entry, a very small one with room around it."""
        rect, least = self.layout_of_cells().rect(cell), self._theme.pxf(_LEAST_FRAME)
        around = QRectF(0, 0, max(rect.width() + 2, least), max(rect.height() + 2, least))
        around.moveCenter(rect.center())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color(token), self._theme.pxf(width)))
        painter.drawRect(around)

    def _paint_ticks(self, painter: QPainter, cell: Cell) -> None:
        """Show at both sides in which row and column the entry lies."""
        layout, tick = self.layout_of_cells(), self._theme.pxf(_TICK)
        rect, cells = layout.rect(cell), layout.cells
        ink = self._theme.color("ink")
        thick = self._theme.pxf(2)
        painter.fillRect(QRectF(rect.center().x() - thick / 2, cells.top() - tick - 1, thick, tick), ink)
        painter.fillRect(QRectF(cells.left() - tick - 1, rect.center().y() - thick / 2, tick, thick), ink)
