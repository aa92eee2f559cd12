"""Any command by a few letters of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from playground.ui.widgets import painting
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_WIDTH, _ROWS_SHOWN = 520, 10
_ROW, _FIELD = 34, 40
_MARGIN, _PADDING, _RADIUS = 12, 12, 10
_TOP = 0.14
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_ROWS_SHOWN,
    Qt.Key.Key_PageDown: _ROWS_SHOWN,
}


def matches(actions: Sequence[QAction], typed: str) -> list[QAction]:
    """Return the actions that hold all words typed: those that begin so first, disabled ones last."""
    words = typed.casefold().split()
    found = [action for action in actions if all(word in plain_text(action).casefold() for word in words)]
    start = typed.casefold().strip()
    return sorted(
        found, key=lambda action: (not action.isEnabled(), _rank(plain_text(action).casefold(), start))
    )


def _rank(text: str, start: str) -> int:
    if text.startswith(start):
        return 0
    return 1 if any(word.startswith(start) for word in text.split()) else 2


def plain_text(action: QAction) -> str:
    """Return what an action is called, without the marks of menus."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip(".…")


class CommandPalette(QDialog):
    """Type to filter, arrows to choose, Enter to do it, Esc to leave."""

    def __init__(self, theme: Theme, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self._actions = [action for action in actions if action.text()]
        self.setWindowTitle("Commands")
        self.setAccessibleName("Commands")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.field = QLineEdit(self)
        self.field.setAccessibleName("Find a command")
        self.field.setPlaceholderText("Find a command")
        self.list = QListView(self)
        self._model = _Model(theme, self._actions, self)
        self.nothing = Label(theme, "No command has these words.", self, token="ink3")
        self.nothing.setContentsMargins(theme.px(_PADDING), theme.px(8), 0, 0)
        self._prepare_list()
        self._lay_out()
        self.field.textChanged.connect(self._filter)
        self.list.clicked.connect(self._run)
        self.finished.connect(self.deleteLater)
        self._filter("")
        self.field.setFocus()

    def shown(self) -> list[str]:
        """Return the names of the commands in the list."""
        return [plain_text(action) for action in self._model.actions]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, run what is chosen, or leave."""
        key = Qt.Key(event.key())
        if key in _MOVES:
            self._move(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Appear over the upper part of the window."""
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            window = parent.window()
            corner = window.geometry().topLeft()
            left = corner.x() + (window.width() - self.width()) // 2
            self.move(left, corner.y() + int(window.height() * _TOP))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rounded panel."""
        rect, radius = QRectF(self.rect()), self._theme.pxf(_RADIUS)
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, rect, radius, self._theme.color("panel"))
            painting.outline_round(painter, rect, radius, self._theme.color("line2"))

    def _prepare_list(self) -> None:
        self.list.setAccessibleName("Commands found")
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(self._theme, self.list))
        self.list.setUniformItemSizes(True)
        # The field keeps the keyboard: arrows and Enter work while one types.
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setStyleSheet("QListView { border: none; background: transparent; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _lay_out(self) -> None:
        px = self._theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(_MARGIN), px(_MARGIN), px(_MARGIN), px(_MARGIN))
        column.setSpacing(px(8))
        column.addWidget(self.field)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self.field.setFont(self._theme.font("body"))
        self.field.setFixedHeight(px(_FIELD))
        self.setFixedSize(px(_WIDTH), px(_FIELD + 8 + 2 * _MARGIN + _ROW * _ROWS_SHOWN))

    def _filter(self, typed: str) -> None:
        self._model.show_actions(matches(self._actions, typed))
        self.nothing.setVisible(not self._model.actions)
        self.list.setCurrentIndex(self._model.index(0))

    def _move(self, rows: int) -> None:
        last = self._model.rowCount() - 1
        if last >= 0:
            row = max(0, min(self.list.currentIndex().row() + rows, last))
            self.list.setCurrentIndex(self._model.index(row))

    def _run(self, index: Index) -> None:
        if not index.isValid():
            return
        action = self._model.actions[index.row()]
        if action.isEnabled():
            self.accept()
            action.trigger()


class _Model(QAbstractListModel):
    """The actions that match, by row."""

    def __init__(self, theme: Theme, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.actions = list(actions)

    def show_actions(self, actions: list[QAction]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self.actions = actions
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.actions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        action = self.actions[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return plain_text(action)
        if role == Qt.ItemDataRole.ToolTipRole:
            return action.statusTip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            keys = keys_of(action)
            return f"{plain_text(action)}, {keys}" if keys else plain_text(action)
        return action if role == Qt.ItemDataRole.UserRole else None


class _Delegate(QStyledItemDelegate):
    """A row: what it does at the left, its keys at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(_WIDTH - 2 * _MARGIN), self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        action = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painting.smooth(painter)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            fill = self._theme.color("ctlh" if chosen else "ctl")
            painting.fill_round(painter, QRectF(rect), self._theme.pxf(6), fill)
        padding = self._theme.px(_PADDING)
        box = rect.adjusted(padding, 0, -padding, 0)
        enabled = action.isEnabled()
        self._write(
            painter, box, plain_text(action), "ink" if enabled else "faint", Qt.AlignmentFlag.AlignLeft
        )
        self._write(
            painter, box, keys_of(action), "ink3" if enabled else "faint", Qt.AlignmentFlag.AlignRight
        )

    def _write(self, painter: QPainter, box: QRect, text: str, token: str, side: Qt.AlignmentFlag) -> None:
        painter.setFont(self._theme.font("body", QFont.Weight.Medium))
        painter.setPen(self._theme.color(token))
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, text)


def keys_of(action: QAction) -> str:
    """Return an action's first keys as they stand on the keyboard."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
