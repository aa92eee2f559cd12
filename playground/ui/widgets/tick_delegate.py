"""Rows of a list with a box to tick, drawn like the rest of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from playground.ui.widgets import painting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_ROW, _BOX, _CHECK = 28, 16, 12
_LEFT, _GAP = 8, 9
_Role = Qt.ItemDataRole
# A text at the right of a row.
NOTE = Qt.ItemDataRole.UserRole
_NOTE_SHARE = 0.66


class TickDelegate(QStyledItemDelegate):
    """A click anywhere on a row, or Space, ticks it; a row without a state has no box."""

    def __init__(self, theme: Theme, widget: QWidget) -> None:
        super().__init__(widget)
        self._theme, self._widget = theme, widget

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row's size."""
        return QSize(self._theme.px(60), self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row = QRectF(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        theme, tick = self._theme, index.data(_Role.CheckStateRole)
        painting.smooth(painter)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painting.fill_round(painter, row, theme.pxf(6), theme.color("ctlh" if chosen else "ctl"))
        if tick is not None:
            self._draw_box(painter, row, Qt.CheckState(tick) == Qt.CheckState.Checked)
        left = row.left() + theme.pxf(_LEFT + _BOX + _GAP)
        text_box = QRectF(left, row.top(), row.right() - left - theme.pxf(_LEFT), row.height())
        text_box.setRight(self._draw_note(painter, text_box, str(index.data(NOTE) or "")))
        painter.setFont(theme.font("slider"))
        painter.setPen(theme.color("ink3" if tick is None else "ink"))
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(text_box.width())
        )
        painter.drawText(text_box, Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_note(self, painter: QPainter, box: QRectF, note: str) -> float:
        """Draw what stands at the right of a row, and return where its text must end."""
        if not note:
            return box.right()
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("ink3"))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(note, Qt.TextElideMode.ElideRight, int(box.width() * _NOTE_SHARE))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        return box.right() - metrics.horizontalAdvance(text) - self._theme.pxf(_GAP)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tick or untick."""
        tick = index.data(_Role.CheckStateRole)
        clicked = event.type() == QEvent.Type.MouseButtonRelease
        pressed = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        if tick is None or not (clicked or pressed):
            return False
        checked = Qt.CheckState(tick) == Qt.CheckState.Checked
        now = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
        return model.setData(index, now, _Role.CheckStateRole)

    def _draw_box(self, painter: QPainter, row: QRectF, checked: bool) -> None:
        theme, side = self._theme, self._theme.pxf(_BOX)
        box = QRectF(row.left() + theme.pxf(_LEFT), row.center().y() - side / 2, side, side)
        if checked:
            painting.fill_round(painter, box, theme.pxf(4), theme.color("ink"))
            painting.draw_icon(painter, self._widget, theme, "check", _CHECK, "inv", box)
        else:
            painting.fill_round(painter, box, theme.pxf(4), theme.color("card"))
            painting.outline_round(painter, box, theme.pxf(4), theme.color("ink3"), theme.pxf(1))
