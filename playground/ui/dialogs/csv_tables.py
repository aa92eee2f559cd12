"""Two tables on a CSV file: its first rows, and what can't be read in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from playground.ui.dialogs.message import shortened

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.csv_messages import Preview

_NAME_CHARACTERS = 30
_CELL_CHARACTERS = 40
_LEAST, _MOST = 60, 200
_ROW = 26
# The border of one width with and without the keyboard, or the cells would cover half of the ring.
_SHEET = "QTableView { border-width: 2px; } QTableView::item { border: none; padding: 0 8px; }"
_PROBLEM_HEADS = ("Line", "Column", "Text", "Why")


class _Table(QTableWidget):
    """A table to look at: walked by the arrows, left by Tab, never edited."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setStyleSheet(_SHEET)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(_ROW))
        self.setFont(self._theme.font("caption"))
        self.horizontalHeader().setFont(self._theme.font("caption"))

    def _put(self, row: int, column: int, text: str, *, right: bool = False) -> None:
        item = QTableWidgetItem(shortened(text, _CELL_CHARACTERS))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setItem(row, column, item)


class PreviewTable(_Table):
    """The first rows as they are written, under the columns' names and kinds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "First rows of the file", parent)

    def show_preview(self, preview: Preview) -> None:
        """Show the first rows of a file."""
        self.clear()
        self.setRowCount(len(preview.first_rows))
        self.setColumnCount(len(preview.names))
        for place, (name, is_number) in enumerate(zip(preview.names, preview.are_numbers, strict=True)):
            kind = "number" if is_number else "words"
            head = QTableWidgetItem(f"{shortened(name, _NAME_CHARACTERS)}\n{kind}")
            head.setToolTip(shortened(name))
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(place, head)
        for row, cells in enumerate(preview.first_rows):
            for place, text in enumerate(cells[: len(preview.names)]):
                self._put(row, place, text, right=preview.are_numbers[place])
        self._fit_columns()

    def _fit_columns(self) -> None:
        # Every column of a wide table would take seconds to measure, and only the first ones are seen.
        for place in range(min(self.columnCount(), 50)):
            self.resizeColumnToContents(place)
            width = self.columnWidth(place) + self._theme.px(8)
            self.setColumnWidth(place, max(self._theme.px(_LEAST), min(width, self._theme.px(_MOST))))


class ProblemTable(_Table):
    """Line, column, text and reason of everything that can't be read."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "What can't be read", parent)
        self.setColumnCount(len(_PROBLEM_HEADS))
        self.setHorizontalHeaderLabels(_PROBLEM_HEADS)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setSectionResizeMode(len(_PROBLEM_HEADS) - 1, QHeaderView.ResizeMode.Stretch)

    def show_preview(self, preview: Preview) -> None:
        """List the problems of a file."""
        problems = (*preview.renamed, *preview.problems)
        self.setRowCount(len(problems))
        for row, problem in enumerate(problems):
            for place, text in enumerate((f"{problem.row}", problem.column, problem.text, problem.why)):
                self._put(row, place, text)
        for place, width in enumerate((60, 130, 140)):
            self.setColumnWidth(place, self._theme.px(width))
