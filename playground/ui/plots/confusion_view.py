"""The confusion matrix: which true class is taken for which, to point at, to walk over and to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter, QPixmap

from playground.ui.plots.confusion_layout import Cell, ConfusionLayout, lay_out
from playground.ui.plots.confusion_painter import draw_matrix, draw_names, share_text
from playground.ui.plots.pickable_plot import PickablePlot
from playground.ui.plots.read_out import Row, draw_card
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.painting import focus_ring, outline_round, smooth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import ClassErrors

_BORDER = 2.2
_CORNER = 3
_RING = 6
_INVITATION = "No samples yet"


class ConfusionView(PickablePlot[Cell]):
    """Rows are true classes, columns what the network says; its parts are cells, (true, said)."""

    SIZE, LEAST = (340, 190), (180, 90)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Confusion matrix", parent)
        self._names: tuple[str, ...] = ()
        self._errors: ClassErrors | None = None
        self._layout: ConfusionLayout | None = None
        self._ground: QPixmap | None = None
        self._picture: QPixmap | None = None
        theme.changed.connect(self._lay_out_again)

    # What is shown

    def show_errors(self, errors: ClassErrors | None, names: Sequence[str]) -> None:
        """Show these counts under these names; None for none yet."""
        before, self._errors = self._errors, errors
        if tuple(names) != self._names:
            self._names, self._pointed = tuple(names), None
            self._lay_out_again()
        elif errors is None or before is None or not np.array_equal(before.counts, errors.counts):
            self._picture = None
            self.update()
        self.describe()

    def layout_of_cells(self) -> ConfusionLayout:
        """Return where the cells are now."""
        if self._layout is None:
            self._layout = lay_out(self._theme, QRectF(self.rect()), self._names)
        return self._layout

    def text(self) -> str:
        """Return the matrix as spreadsheets read it: a line per true class, the said classes across."""
        if self._errors is None:
            return ""
        rows = zip(self._names, self._errors.counts.tolist(), strict=True)
        head = "\t".join(("true \\ said", *self._names))
        return "\n".join((head, *("\t".join((name, *map(str, row))) for name, row in rows)))

    def reading(self) -> list[tuple[str, str]]:
        """Return what is told of the cell that is pointed at, as names and numbers."""
        if self._errors is None or self._pointed is None:
            return []
        true, said = self._pointed
        name, other = self._names[true], self._names[said]
        counts = self._errors.counts
        count, whole = int(counts[true, said]), int(counts[true].sum())
        share = share_text(count / whole if whole else None)
        return [
            (f"true {name}, said {other}", format_integer(count)),
            (f"of all {name}", share),
            (f"recall of {name}", share_text(self._errors.recall[true])),
            (f"precision of {other}", share_text(self._errors.precision[said])),
        ]

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the cells into the new size."""
        self._lay_out_again()

    def _lay_out_again(self) -> None:
        self._layout = self._picture = self._ground = None
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the matrix, which cell is marked, and what is told of the one pointed at."""
        with QPainter(self) as painter:
            smooth(painter)
            if self._errors is None or not self._names:
                painter.setFont(self._theme.font("body"))
                painter.setPen(self._theme.color("ink3"))
                painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, _INVITATION)
            else:
                painter.drawPixmap(0, 0, self._matrix(self._errors))
                self._paint_above(painter)

    def _matrix(self, errors: ClassErrors) -> QPixmap:
        if self._picture is None:
            self._picture = self._names_around().copy()
            with QPainter(self._picture) as painter:
                draw_matrix(painter, self._theme, self.layout_of_cells(), errors)
        return self._picture

    def _names_around(self) -> QPixmap:
        if self._ground is None:
            ratio = self.devicePixelRatioF()
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            with QPainter(self._ground) as painter:
                draw_names(painter, self._theme, self.layout_of_cells(), self._names)
        return self._ground

    def changeEvent(self, event: QEvent) -> None:
        """Draw sharply again on another screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out_again()
        super().changeEvent(event)

    def _paint_above(self, painter: QPainter) -> None:
        theme, layout = self._theme, self.layout_of_cells()
        if self._focus.shown:
            ring = QRectF(self.rect())
            focus_ring(painter, theme, ring, theme.pxf(_RING))
        for cell, token, width in ((self._pointed, "ink2", 1.2), (self._marked, "ink", _BORDER)):
            if cell is not None:
                around = layout.rect(*cell).adjusted(-1, -1, 1, 1)
                outline_round(painter, around, theme.pxf(_CORNER), theme.color(token), theme.pxf(width))
        if self._pointed is not None:
            rows = [Row(*each) for each in self.reading()]
            draw_card(painter, theme, rows, layout.rect(*self._pointed).center(), QRectF(self.rect()))

    # Parts

    def part_at(self, point: QPointF) -> Cell | None:
        """Return the cell at a place."""
        return self.layout_of_cells().cell_at(point) if self._errors is not None and self._names else None

    def beside(self, part: Cell | None, down: int, right: int) -> Cell | None:
        """Return the cell so many rows down and columns to the right; first the marked one."""
        if self._errors is None:
            return None
        if part is None:
            return self._marked or (0, 0)
        last = len(self._names) - 1
        return min(max(part[0] + down, 0), last), min(max(part[1] + right, 0), last)

    def describe(self) -> None:
        """Say what is told of the cell that is pointed at, else all counts."""
        super().describe()
        if self._pointed is None:
            self.setAccessibleDescription(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the counts as text, besides what all such plots do."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text())
        else:
            super().keyPressEvent(event)
