"""The confusion matrix: which true class is taken for which, to point at, to walk over and to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.plots.confusion_layout import Cell, ConfusionLayout, lay_out
from playground.ui.plots.confusion_painter import draw_matrix, draw_names, share_text
from playground.ui.plots.keyboard_focus import KeyboardFocus
from playground.ui.plots.read_out import Row, draw_card
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.painting import focus_ring, outline_round, smooth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import ClassErrors

_SIZE, _LEAST = (340, 190), (180, 90)
_STEPS: dict[int, Cell] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BORDER = 2.2
_CORNER = 3
_RING = 6
_INVITATION = "No samples yet"


class ConfusionView(QWidget):
    """Rows are true classes, columns what the network says.

    `cell_chosen` carries the (true, said) that was clicked, or entered; `cleared` that Esc was pressed.
    """

    cell_chosen = Signal(object)
    cleared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._errors: ClassErrors | None = None
        self._layout: ConfusionLayout | None = None
        self._ground: QPixmap | None = None
        self._picture: QPixmap | None = None
        self._pointed: Cell | None = None
        self._marked: Cell | None = None
        self._focus = KeyboardFocus(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Confusion matrix")
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
        self._describe()

    def mark(self, cell: Cell | None) -> None:
        """Frame the cell whose samples are lit up."""
        if cell != self._marked:
            self._marked = cell
            self.update()

    @property
    def pointed(self) -> Cell | None:
        """The cell under the pointer or where the arrows led."""
        return self._pointed

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

    def point_at(self, cell: Cell | None) -> None:
        """Tell of a cell; None tells of none."""
        if cell != self._pointed:
            self._pointed = cell
            self._describe()
            self.update()

    def _describe(self) -> None:
        told = ", ".join(f"{name}: {number}" for name, number in self.reading())
        self.setAccessibleDescription(told or self.text())

    # Size

    def sizeHint(self) -> QSize:
        """Return the size it has in its tab."""
        return QSize(*(self._theme.px(side) for side in _SIZE))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size in which shades are told apart."""
        return QSize(*(self._theme.px(side) for side in _LEAST))

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

    # Events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the cell under the pointer."""
        self.point_at(self._cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell of none."""
        self.point_at(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell under the pointer."""
        cell = self._cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.cell_chosen.emit(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the cells with the arrows, choose with Enter, clear with Esc, copy the counts."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text())
        elif key in _STEPS and self._errors is not None:
            self._walk(*_STEPS[key])
        elif key in _ENTER and self._pointed is not None:
            self.cell_chosen.emit(self._pointed)
        elif key == Qt.Key.Key_Escape and (self._pointed or self._marked):
            self.point_at(None)
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def _walk(self, down: int, right: int) -> None:
        last = len(self._names) - 1
        true, said = self._pointed or (self._marked or (0, 0))
        if self._pointed is not None:
            true, said = min(max(true + down, 0), last), min(max(said + right, 0), last)
        self.point_at((true, said))

    def _cell_at(self, point: QPointF) -> Cell | None:
        return self.layout_of_cells().cell_at(point) if self._errors is not None and self._names else None
