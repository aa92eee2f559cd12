"""The table itself: arrows walk, typing edits, Delete zeroes, and cells are copied and pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from playground.document.errors import ExperimentError
from playground.ui.panels.weights.number_grid import FIELD, grid_from_text, grid_to_text

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelectionRange
    from PySide6.QtWidgets import QWidget

    from playground.ui.panels.weights.model import WeightsModel
    from playground.ui.theme.theme import Theme

ROW, COLUMN = 26, 82
# The border of one width with and without the keyboard, or headers and cells would cover half of the ring.
SHEET = "QTableView { border-width: 2px; padding: 1px; } QTableView::item { padding: 0 6px; }"


class WeightsTable(QTableView):
    """`changes_wanted` carries (parameter, before, after) of every cell that a person set at once."""

    changes_wanted = Signal(object)
    refused = Signal(str)

    def __init__(self, theme: Theme, model: WeightsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._cells = theme, model
        self.setModel(model)
        self.setStyleSheet(SHEET)
        self.setAccessibleName("Weights of the layer")
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        model.typed.connect(lambda *change: self.changes_wanted.emit((change,)))
        model.refused.connect(self.refused)
        theme.changed.connect(self._restyle)
        self._restyle()

    def copy(self) -> None:
        """Put the selected cells, or all, on the clipboard."""
        area = self._selected()
        if area is None:
            return
        rows = range(area.top(), area.bottom() + 1)
        columns = range(area.left(), area.right() + 1)
        numbers = [[self._cells.value(row, column) for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(grid_to_text(numbers))

    def paste(self) -> None:
        """Set cells from the clipboard, from the first selected cell on; all of them or none."""
        try:
            self._set(grid_from_text(QGuiApplication.clipboard().text()))
        except ExperimentError as error:
            self.refused.emit(f"{error.problem[:1].upper()}{error.problem[1:]} {error.remedy}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste and zero; Enter opens the cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._zero()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A cell that is being left by Enter passes the key on.
            if self.currentIndex().isValid() and self.state() != QAbstractItemView.State.EditingState:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _zero(self) -> None:
        area = self._selected()
        if area is not None:
            self._set([[0.0] * area.width()] * area.height())

    def _set(self, numbers: list[list[float]]) -> None:
        top, left = self._first()
        model, height, width = self._cells, len(numbers), len(numbers[0])
        if top + height > model.rowCount() or left + width > model.columnCount():
            room = f"{model.rowCount() - top} × {model.columnCount() - left}"
            raise ExperimentError(FIELD, f"{height} × {width} cells do not fit: {room} are left.", "")
        changes = [
            (model.parameter(top + row, left + column), model.value(top + row, left + column), number)
            for row, line in enumerate(numbers)
            for column, number in enumerate(line)
        ]
        self.changes_wanted.emit(tuple(changes))

    def _first(self) -> tuple[int, int]:
        area = self._selected()
        return (0, 0) if area is None else (area.top(), area.left())

    def _selected(self) -> QItemSelectionRange | None:
        """Return the first rectangle of selected cells; without one the whole table, if there is any."""
        if not self._cells.rowCount():
            return None
        if not self.selectionModel().hasSelection():
            self.selectAll()
        return self.selectionModel().selection().first()

    def _restyle(self) -> None:
        self.setFont(self._theme.font("caption"))
        self.verticalHeader().setDefaultSectionSize(self._theme.px(ROW))
        self.horizontalHeader().setDefaultSectionSize(self._theme.px(COLUMN))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(self._theme.font("caption"))
            header.setHighlightSections(False)
