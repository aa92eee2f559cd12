"""The table of a neuron's weights: numbers are typed in place, ticks freeze."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from playground.ui.pages.cards.weights_model import FROM, FROZEN, PRODUCT, WEIGHT, WeightsModel
from playground.ui.widgets.tick_delegate import TickDelegate

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ROW, WIDTHS = 24, (58, 72, 72, 74, 54)
SCROLLBAR, WITH_PRODUCT, LEAST_HEIGHT = 12, 350, 104


class NumberDelegate(QStyledItemDelegate):
    """Edits a number as text; what training does meanwhile leaves the text alone."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Give a field that fills the cell."""
        editor = QLineEdit(parent)
        editor.setProperty("look", "cell")
        editor.setFrame(False)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(f"Weight from {index.sibling(index.row(), FROM).data()}")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Take the number once, when typing begins."""
        assert isinstance(editor, QLineEdit)
        if not editor.isModified() and not editor.text():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()


class WeightsTable(QTableView):
    """Digits, Enter or F2 edit the weight of a row, Space freezes it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.weights = WeightsModel(theme, self)
        self.setModel(self.weights)
        self.setAccessibleName("Weights and bias")
        self.setItemDelegate(NumberDelegate(self))
        self.setItemDelegateForColumn(FROZEN, TickDelegate(theme, self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.weights.modelReset.connect(self._begin)
        theme.changed.connect(self._restyle)
        self._restyle()

    def event(self, event: QEvent) -> bool:
        """Keep Space, which plays elsewhere, for ticks."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit on Enter and freeze on Space, from any column of the row; Esc and Tab go on to the card."""
        current, state = self.currentIndex(), self.state()
        editing = state == QAbstractItemView.State.EditingState
        if not editing and event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif not editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.edit(current.siblingAtColumn(WEIGHT))
        elif not editing and event.key() == Qt.Key.Key_Space and current.isValid():
            tick = current.siblingAtColumn(FROZEN)
            checked = Qt.CheckState(tick.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
            state_after = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
            self.weights.setData(tick, state_after, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the products out where there is no room for them; the first column takes what is over."""
        super().resizeEvent(event)
        self.setColumnHidden(PRODUCT, self.width() < self._theme.px(WITH_PRODUCT))
        others = sum(self.columnWidth(column) for column in range(WEIGHT, self.model().columnCount()))
        self.setColumnWidth(FROM, max(self._theme.px(WIDTHS[FROM]), self.viewport().width() - others))

    def sizeHint(self) -> QSize:
        """Ask for little height: it scrolls."""
        return self.minimumSize()

    def _begin(self) -> None:
        """Stand on the first weight, so that a digit typed goes there."""
        if self.weights.rowCount():
            self.setCurrentIndex(self.weights.index(0, WEIGHT))

    def _restyle(self) -> None:
        self.setFont(self._theme.font("slider"))
        self.horizontalHeader().setFont(self._theme.font("caption"))
        self.verticalHeader().setDefaultSectionSize(self._theme.px(ROW))
        self.verticalHeader().setMinimumSectionSize(self._theme.px(ROW))
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, self._theme.px(width))
        self.setMinimumHeight(self._theme.px(LEAST_HEIGHT))
        self.setMinimumWidth(self._theme.px(sum(WIDTHS) - WIDTHS[PRODUCT] + SCROLLBAR))
