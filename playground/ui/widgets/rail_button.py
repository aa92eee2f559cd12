"""An entry of the page rail: an icon over its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent

from playground.ui.widgets import painting
from playground.ui.widgets.painted import PaintedButton
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_WIDTH, _HEIGHT = 68, 54
_BAR, _BAR_HEIGHT = 3, 24
_LEFT = 6
_RADIUS = 10
_ICON = 20


class RailButton(PaintedButton):
    """Checkable; the page it stands for is shown by `setChecked`."""

    def __init__(
        self, theme: Theme, icon: str, text: str, parent: QWidget | None = None, *, shortcut: str = ""
    ) -> None:
        super().__init__(theme, text, parent)
        self._icon = icon
        self.setText(text)
        self.setCheckable(True)
        set_tip(self, text, shortcut)

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        return QSize(self.theme.px(_WIDTH), self.theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the icon and the name."""
        rect = QRectF(self.rect()).adjusted(self.theme.pxf(_LEFT), 0, 0, 0)
        radius = self.theme.pxf(_RADIUS)
        with QPainter(self) as painter:
            painting.smooth(painter)
            self._draw_ground(painter, rect, radius)
            self._draw_content(painter, rect)
            if self.hasFocus():
                painting.focus_ring(painter, self.theme, rect, radius)

    def _draw_ground(self, painter: QPainter, rect: QRectF, radius: float) -> None:
        chosen = self.theme.color("ctl")
        if not self.isChecked():
            painting.fill_round(
                painter, rect, radius, painting.mix(self.theme.color("ctl", 0), chosen, self.fade.level)
            )
            return
        painting.fill_round(painter, rect, radius, chosen)
        width, height = self.theme.pxf(_BAR), self.theme.pxf(_BAR_HEIGHT)
        bar = QRectF(0, (self.height() - height) / 2, width, height)
        painting.fill_round(painter, bar, width / 2, self.theme.color("ink"))

    def _draw_content(self, painter: QPainter, rect: QRectF) -> None:
        token = "ink" if self.isChecked() else "ink3"
        token = token if self.isEnabled() else "faint"
        icon = QRectF(rect.left(), self.theme.pxf(8), rect.width(), self.theme.pxf(_ICON))
        painting.draw_icon(painter, self, self.theme, self._icon, _ICON, token, icon)
        weight = QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium
        painter.setFont(self.theme.font("rail", weight))
        painter.setPen(self.theme.color(token))
        text = QRectF(
            rect.left(), icon.bottom(), rect.width(), self.height() - icon.bottom() - self.theme.pxf(2)
        )
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, self.text())
