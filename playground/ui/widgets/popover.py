"""A card that floats over the window beside what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.shadow import draw_shadow

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_RADIUS = 10
_BLUR = 28
_DROP = 6
_SHADOW = 20
_PADDING = 12
_SPACING = 8
_GAP = 8


class Popover(QWidget):
    """A child of the window, so that it needs no compositor; Esc, or a click elsewhere, closes it.

    Put widgets into `body`, then call `open_at`. `closed` is emitted when it closes.
    """

    closed = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self._before: QWidget | None = None
        self.body = QVBoxLayout(self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAutoFillBackground(False)
        theme.changed.connect(self._restyle)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]
        self._restyle()
        self.hide()

    def open_at(self, anchor: QRect) -> None:
        """Open beside `anchor` (in the window's coordinates), on the side where there is room."""
        self.adjustSize()
        self.move(self._place(anchor))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def open_below(self, anchor: QRect) -> None:
        """Open under `anchor` (in the window's coordinates), left edges in line where there is room."""
        self.adjustSize()
        margin, area = self._theme.px(_SHADOW), self._window.rect()
        x = min(anchor.left() - margin, area.width() - self.width() + margin)
        y = min(anchor.bottom() + self._theme.px(_GAP) - margin, area.height() - self.height() + margin)
        self.move(max(-margin, x), max(-margin, y))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def open_above(self, anchor: QRect) -> None:
        """Open over `anchor` (in the window's coordinates), left edges in line where there is room."""
        self.adjustSize()
        margin, area = self._theme.px(_SHADOW), self._window.rect()
        x = min(anchor.left() - margin, area.width() - self.width() + margin)
        y = anchor.top() - self._theme.px(_GAP) + margin - self.height()
        self.move(max(-margin, x), max(-margin, y))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def refit(self) -> None:
        """Be as large as the content is now, and go no further out of the window than the shadow."""
        self.adjustSize()
        margin, area = self._theme.px(_SHADOW), self._window.rect()
        x = min(self.x(), area.width() - self.width() + margin)
        self.move(max(-margin, x), max(-margin, min(self.y(), area.height() - self.height() + margin)))

    def room_below(self, anchor: QRect) -> int:
        """Give how tall the content may be for a card under `anchor` to be wholly in the window."""
        around = 2 * (self._theme.px(_PADDING) + self._theme.px(_GAP))
        return self._window.height() - anchor.bottom() - around

    def close_it(self) -> None:
        """Close, say so, and give the keyboard back to what had it."""
        if not self.isVisible():
            return
        focused = self._window.focusWidget()
        inside = focused is self or (focused is not None and self.isAncestorOf(focused))
        if inside and self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Remember what had the keyboard."""
        focused = self._window.focusWidget()
        self._before = None if focused is None or self.isAncestorOf(focused) else focused
        if self._before is not None:
            self._before.destroyed.connect(self._forget_before)
        super().showEvent(event)

    def _forget_before(self) -> None:
        self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shadow and the card."""
        margin, radius = self._theme.pxf(_SHADOW), self._theme.pxf(_RADIUS)
        rect = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        with QPainter(self) as painter:
            painting.smooth(painter)
            draw_shadow(painter, rect, radius, self._theme.pxf(_BLUR), self._theme.pxf(_DROP))
            painting.fill_round(painter, rect, radius, self._theme.color("panel"))
            painting.outline_round(painter, rect, radius, self._theme.color("line2"))

    def _place(self, anchor: QRect) -> QPoint:
        """Right of the anchor, else left of it; moved up or down until the whole card is in the window."""
        margin, gap = self._theme.px(_SHADOW), self._theme.px(_GAP)
        area = self._window.rect()
        card = self.size()
        x = anchor.right() + gap - margin
        if x + card.width() - margin > area.width():
            x = anchor.left() - gap - card.width() + margin
        y = anchor.center().y() - card.height() // 2
        x = max(-margin, min(x, area.width() - card.width() + margin))
        return QPoint(x, max(-margin, min(y, area.height() - card.height() + margin)))

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        left = (
            now is not None
            and now is not self
            and not self.isAncestorOf(now)
            and now.window() is self.window()
        )
        if left and QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self.close_it()

    def _restyle(self) -> None:
        margin = self._theme.px(_SHADOW + _PADDING)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(self._theme.px(_SPACING))
        self.update()
