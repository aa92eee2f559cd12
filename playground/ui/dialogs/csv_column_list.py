"""The list of a file's columns, drawn as it scrolls: a thousand columns cost no more than ten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from playground.ui.dialogs.message import shortened
from playground.ui.widgets.tick_delegate import NOTE, TickDelegate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.dialogs.csv_plan import ColumnPlan
    from playground.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NAME_CHARACTERS = 60
_NOWHERE = QModelIndex()
_UNUSABLE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_USABLE = _UNUSABLE | Qt.ItemFlag.ItemIsUserCheckable
# Of one width with and without the keyboard, or the rows would cover half of the ring.
_RING = "QListView { border-width: 2px; }"


class ColumnModel(QAbstractListModel):
    """A row per column of the file: its name, a tick where it can be an input, and what becomes of it."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ColumnPlan | None = None

    def show_plan(self, plan: ColumnPlan) -> None:
        """Show the columns of another file."""
        self.beginResetModel()
        self._plan = plan
        self.endResetModel()

    def refresh(self) -> None:
        """Show the same columns anew."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if self._plan is None or parent.isValid() else len(self._plan.names)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if self._plan is None or not index.isValid():
            return None
        place = index.row()
        if role == _Role.DisplayRole:
            return shortened(self._plan.names[place], _NAME_CHARACTERS)
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            return f"{shortened(self._plan.names[place])}: {self._plan.note(place)}"
        if role == NOTE:
            return self._plan.note(place)
        # Without a state there is no box to tick.
        if role == _Role.CheckStateRole and not self._plan.barred(place):
            return Qt.CheckState.Checked if self._plan.is_input(place) else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        if self._plan is None or role != _Role.CheckStateRole or self._plan.barred(index.row()):
            return False
        self._plan.tick(index.row(), Qt.CheckState(value) == Qt.CheckState.Checked)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        barred = self._plan is None or bool(self._plan.barred(index.row()))
        return _UNUSABLE if barred else _USABLE


class ColumnList(QListView):
    """Space ticks, Shift and Ctrl choose several; `pointed` is emitted when others are chosen."""

    pointed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = ColumnModel(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.columns)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._shown)
        self.setAccessibleName("Columns")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(TickDelegate(theme, self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setStyleSheet(_RING)
        self.selectionModel().selectionChanged.connect(lambda *_: self.pointed.emit())

    def show_plan(self, plan: ColumnPlan) -> None:
        """Show the columns of another file, the first one chosen."""
        self.columns.show_plan(plan)
        self.setCurrentIndex(self._shown.index(0, 0))

    def look_for(self, text: str) -> None:
        """Show only the columns whose names hold this text."""
        self._shown.setFilterFixedString(text)

    def shown(self) -> list[int]:
        """Return the places of the columns that are shown."""
        rows = (self._shown.index(row, 0) for row in range(self._shown.rowCount()))
        return [self._shown.mapToSource(index).row() for index in rows]

    def chosen(self) -> list[int]:
        """Return the places of the columns that are chosen, in their order."""
        indices = self.selectionModel().selectedIndexes()
        return sorted(self._shown.mapToSource(index).row() for index in indices)

    def index_of(self, place: int) -> QModelIndex:
        """Return where a column stands in the list; an invalid index if it is not shown."""
        return self._shown.mapFromSource(self.columns.index(place))
