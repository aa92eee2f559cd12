"""One sentence about the run: a claim, then its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.widgets import painting

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_HEIGHT = 34
_RADIUS = 8
_PADDING = 11
_ICON = 16
_GAP = 9


class Insight(QWidget):
    """A card with an icon, a bold claim and a reason, on one line; what doesn't fit is in the tooltip."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._claim, self._reason, self._icon = "", "", "info"
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_text(self, claim: str, reason: str = "", icon: str = "info") -> None:
        """Say something true."""
        if (claim, reason, icon) == (self._claim, self._reason, self._icon):
            return
        self._claim, self._reason, self._icon = claim, reason, icon
        self.setAccessibleName(self.text())
        self.setToolTip(self.text())
        self.update()

    def text(self) -> str:
        """Give the whole sentence."""
        return f"{self._claim} {self._reason}".strip()

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        return QSize(self._theme.px(200), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        return QSize(self._theme.px(80), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and its sentence."""
        rect, radius, pad = QRectF(self.rect()), self._theme.pxf(_RADIUS), self._theme.pxf(_PADDING)
        side = self._theme.pxf(_ICON)
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, rect, radius, self._theme.color("card"))
            painting.outline_round(painter, rect, radius, self._theme.color("line"))
            if self._claim:
                box = QRectF(pad, 0, side, rect.height())
                painting.draw_icon(painter, self, self._theme, self._icon, _ICON, "ink2", box)
                left = pad + side + self._theme.pxf(_GAP)
                self._draw_text(painter, rect.adjusted(left, 0, -pad, 0))

    def _draw_text(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(self._theme.color("ink2"))
        for text, weight in ((self._claim, QFont.Weight.DemiBold), (self._reason, QFont.Weight.Normal)):
            font = self._theme.font("slider", weight, tabular=False)
            metrics = QFontMetricsF(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, rect.width()))
            painter.setFont(font)
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
            rect = rect.adjusted(metrics.horizontalAdvance(shown + " "), 0, 0, 0)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
