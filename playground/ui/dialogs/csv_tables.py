"""Tables on a CSV file: its first rows, what is left out of it, and what can't be read in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from playground.ui.dialogs.message import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.csv_messages import Preview

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_NAME_CHARACTERS = 30
_CELL_CHARACTERS = 60
_LEAST, _MOST, _USUAL = 60, 200, 90
# Every column of a wide table would take seconds to measure, and only the first ones are seen.
_MEASURED = 50
_ROW = 26
# The border of one width with and without the keyboard, or the cells would cover half of the ring.
_SHEET = "QTableView { border-width: 2px; } QTableView::item { border: none; padding: 0 3px; }"
_KINDS = {"number": "number", "text": "words", "date": "dates"}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TextModel(QAbstractTableModel):
    """Rows of texts under heads; what is not seen costs nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._right: frozenset[int] = frozenset()

    def show_texts(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()
    ) -> None:
        """Show other texts; the columns named in `right` end at the right."""
        self.beginResetModel()
        self._heads, self._rows, self._right = heads, rows, right
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if role == _Role.TextAlignmentRole:
            return _RIGHT if index.column() in self._right else _LEFT
        row = self._rows[index.row()]
        if role not in (_Role.DisplayRole, _Role.ToolTipRole) or index.column() >= len(row):
            return None
        text = row[index.column()]
        return shortened(text, _CELL_CHARACTERS) if role == _Role.DisplayRole else shortened(text)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or section >= len(self._heads):
            return None
        if role == _Role.TextAlignmentRole:
            return _RIGHT if section in self._right else _LEFT
        return self._heads[section] if role in (_Role.DisplayRole, _Role.ToolTipRole) else None


class _Table(QTableView):
    """A table to look at: walked by the arrows, left by Tab, never edited."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.texts = TextModel(self)
        self.setModel(self.texts)
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

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        return str(self.texts.data(self.texts.index(row, column)) or "")

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(_ROW))
        self.setFont(self._theme.font("caption"))
        self.horizontalHeader().setFont(self._theme.font("caption"))

    def _set_widths(self, widths: Sequence[int]) -> None:
        """Give the first columns these widths, and the last one the rest."""
        for place, width in enumerate(widths):
            self.setColumnWidth(place, self._theme.px(width))
        self.horizontalHeader().setSectionResizeMode(len(widths), QHeaderView.ResizeMode.Stretch)


class PreviewTable(_Table):
    """The first rows as they are written, under the columns' names and kinds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "First rows of the file", parent)

    def show_preview(self, preview: Preview) -> None:
        """Show the first rows of a file."""
        kinds = [_KINDS[kind] for kind in preview.kinds]
        heads = [
            f"{shortened(name, _NAME_CHARACTERS)}\n{kind}"
            for name, kind in zip(preview.names, kinds, strict=True)
        ]
        numbers = frozenset(place for place, kind in enumerate(preview.kinds) if kind == "number")
        self.texts.show_texts(heads, preview.first_rows, numbers)
        self.horizontalHeader().setDefaultSectionSize(self._theme.px(_USUAL))
        self._fit_columns()

    def _fit_columns(self) -> None:
        for place in range(min(self.texts.columnCount(), _MEASURED)):
            self.resizeColumnToContents(place)
            width = self.columnWidth(place) + self._theme.px(8)
            self.setColumnWidth(place, max(self._theme.px(_LEAST), min(width, self._theme.px(_MOST))))


class ProblemTable(_Table):
    """Line, column, text and reason of everything that can't be read or was renamed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "What can't be read", parent)

    def show_preview(self, preview: Preview) -> None:
        """List the problems of a file."""
        rows = [
            (f"{each.row}", each.column, each.text, each.why)
            for each in (*preview.renamed, *preview.problems)
        ]
        self.texts.show_texts(("Line", "Column", "Text", "Why"), rows)
        self._set_widths((60, 130, 140))


class LossTable(_Table):
    """How many rows, cells and columns are not taken as they stand, and what became of them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "What is left out or filled", parent)

    def show_losses(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """List how many, what, and the first line of each."""
        self.texts.show_texts(("How many", "First line", "What"), rows)
        self._set_widths((140, 80))
