"""One sentence about the run: a claim, then its reason, and more behind a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from playground.ui.widgets import painting
from playground.ui.widgets.painted import PaintedButton
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

NAME = "Insight"
_HEIGHT = 34
_RADIUS = 8
_PADDING = 11
_ICON = 16
_CHEVRON = 14
_GAP = 9
_ICON_NAME = "info"


class Insight(PaintedButton):
    """A card with an icon, a bold claim and a reason, on one line; what doesn't fit is in the tooltip.

    A `hint` at the right, what to try, is shown where the whole sentence leaves room for it. Without a claim
    the card is empty and takes no clicks.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, NAME, parent)
        self._claim = self._reason = self._hint = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._name_it()

    def show_text(self, claim: str, reason: str = "", hint: str = "") -> None:
        """Say something true, or with "" nothing."""
        if (claim, reason, hint) == (self._claim, self._reason, self._hint):
            return
        self._claim, self._reason, self._hint = claim, reason, hint
        self._name_it()
        self.update()

    def text(self) -> str:
        """Give the whole sentence."""
        return f"{self._claim} {self._reason}".strip()

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        return QSize(self.theme.px(200), self.theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        return QSize(self.theme.px(80), self.theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and its sentence."""
        rect, radius = QRectF(self.rect()), self.theme.pxf(_RADIUS)
        card, hovered = self.theme.color("card"), self.theme.color("ctl")
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, rect, radius, painting.mix(card, hovered, self.fade.level))
            painting.outline_round(painter, rect, radius, self.theme.color("line"))
            if self._claim:
                self._draw_content(painter, rect)
            if self.hasFocus():
                painting.focus_ring(painter, self.theme, rect, radius)

    def _draw_content(self, painter: QPainter, rect: QRectF) -> None:
        pad, gap = self.theme.pxf(_PADDING), self.theme.pxf(_GAP)
        side, chevron = self.theme.pxf(_ICON), self.theme.pxf(_CHEVRON)
        box = QRectF(pad, 0, side, rect.height())
        painting.draw_icon(painter, self, self.theme, _ICON_NAME, _ICON, "ink2", box)
        right = QRectF(rect.right() - pad - chevron, 0, chevron, rect.height())
        painting.draw_icon(painter, self, self.theme, "chevron-right", _CHEVRON, "ink3", right)
        words = rect.adjusted(pad + side + gap, 0, 0, 0)
        words.setRight(right.left() - gap)
        self._draw_text(painter, words)

    def _draw_text(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(self.theme.color("ink2"))
        left = rect
        for text, weight in ((self._claim, QFont.Weight.DemiBold), (self._reason, QFont.Weight.Normal)):
            font = self.theme.font("slider", weight, tabular=False)
            metrics = QFontMetricsF(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, left.width()))
            painter.setFont(font)
            painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, shown)
            left = left.adjusted(metrics.horizontalAdvance(shown + " "), 0, 0, 0)
        font = self.theme.font("caption", tabular=False)
        if self._hint and painting.text_width(font, self._hint) + self.theme.pxf(_GAP) <= left.width():
            painter.setFont(font)
            painter.setPen(self.theme.color("ink3"))
            painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._hint)

    def _name_it(self) -> None:
        says = bool(self._claim)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if says else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if says else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.text() or NAME)
        set_tip(self, self.text() or "Nothing to say about the run")
