"""A chip with an icon that does something when it is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent

from playground.ui.widgets import painting
from playground.ui.widgets.painted import MIN_HIT, PaintedButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_HEIGHT = 24
_PADDING = 10
_ICON = 14
_GAP = 5


class IconChip(PaintedButton):
    """A small rounded button: an icon and a few words."""

    def __init__(self, theme: Theme, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        self._icon = icon
        self.setText(text)

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        width = painting.text_width(self._font(), self.text()) + self.theme.pxf(_ICON + _GAP + 2 * _PADDING)
        return QSize(int(width + 1), self.theme.px(MIN_HIT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill with its icon and text."""
        height, pad, side = (self.theme.pxf(each) for each in (_HEIGHT, _PADDING, _ICON))
        rect = QRectF(0, (self.height() - height) / 2, self.width(), height)
        with QPainter(self) as painter:
            painting.smooth(painter)
            fill = painting.mix(self.theme.color("ctl"), self.theme.color("ctlh"), self.fade.level)
            painting.fill_round(painter, rect, height / 2, painting.darker(fill) if self.isDown() else fill)
            icon = QRectF(pad - 1, rect.top(), side, height)
            painting.draw_icon(painter, self, self.theme, self._icon, _ICON, "ink2", icon)
            painter.setFont(self._font())
            painter.setPen(self.theme.color("ink2"))
            words = rect.adjusted(pad + side + self.theme.pxf(_GAP) - 1, 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
            if self.hasFocus():
                painting.focus_ring(painter, self.theme, rect, height / 2)

    def _font(self) -> QFont:
        return self.theme.font("slider", QFont.Weight.DemiBold)
