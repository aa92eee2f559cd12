"""The columns of a table as rows of a list: a switch, the name, and how the column's values are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from playground.ui.theme.numbers import format_compact
from playground.ui.widgets import painting
from playground.ui.widgets.switch import TRACK_HEIGHT, TRACK_WIDTH, draw_track
from playground.ui.widgets.tooltip import tip_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.session.inputs import InputSummaries, InputSummary
    from playground.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_Role = Qt.ItemDataRole
_ROW, _MOST_ROWS, _FRAME = 28, 9, 4
_LEFT, _GAP, _RIGHT = 3, 6, 4
_PICTURE_WIDTH, _PICTURE_HEIGHT = 42, 18
_PICTURE_SHARE = 0.24
_LEAST_BAR = 1.0
# Without a frame until it has the keyboard: the panel is narrow.
_FLAT = """
QListView { border: 2px solid transparent; padding: 0; background: transparent; }
QListView::item { padding: 0; }
"""


class ColumnModel(QAbstractListModel):
    """Only what is looked at is asked for, so that a thousand columns cost as little as ten."""

    switch_wanted = Signal(str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.names: tuple[str, ...] = ()
        self._on: frozenset[str] = frozenset()
        self._summaries: InputSummaries | None = None

    def show_names(self, names: Sequence[str]) -> None:
        """Show these columns and no others."""
        if self.names != tuple(names):
            self.beginResetModel()
            self.names = tuple(names)
            self.endResetModel()

    def show_state(self, on: Sequence[str], summaries: InputSummaries) -> None:
        """Show which columns are on, and of which samples."""
        self._on, self._summaries = frozenset(on), summaries
        if self.names:
            self.dataChanged.emit(self.index(0), self.index(len(self.names) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.names)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        name = self.names[index.row()]
        on = name in self._on
        if role == _Role.DisplayRole:
            return name
        if role == _Role.CheckStateRole:
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == _Role.AccessibleTextRole:
            return f"{name}, {'on' if on else 'off'}"
        if role == _Role.ToolTipRole and self._summaries is not None:
            return tip_text(f"{name}: {range_words(self._summaries.of(name))}")
        return self._summaries.of(name) if role == _Role.UserRole and self._summaries is not None else None

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        if role != _Role.CheckStateRole:
            return False
        self.switch_wanted.emit(self.names[index.row()], value == Qt.CheckState.Checked)
        return True


class ColumnList(QListView):
    """As tall as its rows, up to nine of them; Space switches the row that has the keyboard."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.columns = ColumnModel(self)
        self.setAccessibleName("Columns")
        self.setModel(self.columns)
        self.setItemDelegate(_Delegate(theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(_FLAT)
        theme.changed.connect(self.fit)

    def fit(self) -> None:
        """Take the height of the rows."""
        rows = max(1, min(self.columns.rowCount(), _MOST_ROWS))
        self.setFixedHeight(self._theme.px(rows * _ROW + _FRAME))

    def event(self, event: QEvent) -> bool:
        """Keep Space from the window, which would play."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Space and not event.modifiers():
                event.accept()
                return True
        return super().event(event)


class _Delegate(QStyledItemDelegate):
    """A click anywhere on a row, or Space, switches it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(60), self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = QRectF(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        theme, on = self._theme, Qt.CheckState(index.data(_Role.CheckStateRole)) == Qt.CheckState.Checked
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        current = bool(state & QStyle.StateFlag.State_HasFocus)
        painting.smooth(painter)
        if hovered or current:
            painting.fill_round(painter, row, theme.pxf(6), theme.color("ctlh" if current else "ctl"))
        width, height = theme.pxf(TRACK_WIDTH), theme.pxf(TRACK_HEIGHT)
        track = QRectF(row.left() + theme.pxf(_LEFT), row.center().y() - height / 2, width, height)
        draw_track(painter, theme, track, on=on, level=float(hovered))
        picture = self._picture_rect(row)
        self._write(painter, str(index.data()), on, row, track.right(), picture.left())
        summary = index.data(_Role.UserRole)
        if summary is not None:
            self._draw_histogram(painter, picture, summary, on)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        clicked = event.type() == QEvent.Type.MouseButtonRelease
        pressed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not (clicked or pressed):
            return False
        on = Qt.CheckState(index.data(_Role.CheckStateRole)) == Qt.CheckState.Checked
        wanted = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(index, wanted, _Role.CheckStateRole)

    def _picture_rect(self, row: QRectF) -> QRectF:
        width = max(self._theme.pxf(_PICTURE_WIDTH), _PICTURE_SHARE * row.width())
        height = self._theme.pxf(_PICTURE_HEIGHT)
        left = row.right() - self._theme.pxf(_RIGHT) - width
        return QRectF(left, row.center().y() - height / 2, width, height)

    def _write(
        self, painter: QPainter, name: str, on: bool, row: QRectF, after: float, before: float
    ) -> None:
        gap = self._theme.pxf(_GAP)
        box = QRectF(after + gap, row.top(), before - after - 2 * gap, row.height())
        painter.setFont(self._theme.font("slider"))
        painter.setPen(self._theme.color("ink" if on else "ink3"))
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_histogram(self, painter: QPainter, rect: QRectF, summary: InputSummary, on: bool) -> None:
        counts = summary.counts.tolist()
        step, greatest = rect.width() / len(counts), max(counts)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("ink2" if on else "faint"))
        for place, count in enumerate(counts):
            if count:
                height = max(self._theme.pxf(_LEAST_BAR), rect.height() * count / greatest)
                left = rect.left() + place * step
                painter.drawRect(QRectF(left, rect.bottom() - height, step * 0.8, height))


def range_words(summary: InputSummary) -> str:
    """Return from where to where an input reaches."""
    if not summary.counts.any():
        return "there are no training samples yet"
    low, high = format_compact(summary.low), format_compact(summary.high)
    return f"always {low} in training" if low == high else f"from {low} to {high} in training"
