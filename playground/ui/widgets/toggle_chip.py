"""A chip that is on or off: filled with ink while it is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent

from playground.ui.widgets import painting
from playground.ui.widgets.painted import MIN_HIT, PaintedButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_HEIGHT = 24
_PADDING = 8
_LEAST_WIDTH = 32


class ToggleChip(PaintedButton):
    """`switched` tells what a person set; `show_on` shows a state silently."""

    switched = Signal(bool)

    def __init__(self, theme: Theme, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.setText(text)
        self.setCheckable(True)
        self.clicked.connect(self.switched)

    def show_on(self, on: bool) -> None:
        """Show on or off without signalling."""
        self.setChecked(on)

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        width = painting.text_width(self._font(), self.text()) + 2 * self.theme.pxf(_PADDING)
        return QSize(int(max(width, self.theme.pxf(_LEAST_WIDTH)) + 1), self.theme.px(MIN_HIT))

    def minimumSizeHint(self) -> QSize:
        """Give the least size: the text is cut with dots."""
        return QSize(self.theme.px(_LEAST_WIDTH), self.theme.px(MIN_HIT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill and its text."""
        height = self.theme.pxf(_HEIGHT)
        rect = QRectF(0, (self.height() - height) / 2, self.width(), height)
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, rect, height / 2, self._fill())
            if not self.isChecked():
                painting.outline_round(painter, rect, height / 2, self.theme.color("ink3"))
            painter.setFont(self._font())
            painter.setPen(self.theme.color("inv" if self.isChecked() else "ink2"))
            room = rect.adjusted(self.theme.pxf(_PADDING), 0, -self.theme.pxf(_PADDING), 0)
            text = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, int(room.width() + 1)
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
            if self.hasFocus():
                inset = self.theme.pxf(3) if self.isChecked() else 0.0
                ring = rect.adjusted(inset, inset, -inset, -inset)
                token = "inv" if self.isChecked() else "ink"
                width = self.theme.pxf(painting.FOCUS_WIDTH)
                painting.outline_round(painter, ring, ring.height() / 2, self.theme.color(token), width)

    def _fill(self) -> QColor:
        if self.isChecked():
            fill = painting.mix(self.theme.color("ink"), self.theme.color("ink2"), 0.35 * self.fade.level)
        else:
            fill = painting.mix(self.theme.color("ctl", 0), self.theme.color("ctlh"), self.fade.level)
        return painting.darker(fill) if self.isDown() else fill

    def _font(self) -> QFont:
        return self.theme.font("slider", QFont.Weight.Medium)
