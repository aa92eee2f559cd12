"""A switch with its label: on or off, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent

from playground.ui.widgets import painting
from playground.ui.widgets.painted import MIN_HIT, PaintedButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_WIDTH, _HEIGHT = 28, 16
_KNOB = 5
_GAP = 8
_MARGIN = 4


class Switch(PaintedButton):
    """`switched` tells what a person set; `show_on` shows a state silently."""

    switched = Signal(bool)

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        self.setText(text)
        self.setCheckable(True)
        # `clicked`, unlike `toggled`, is never sent for a state set by the program.
        self.clicked.connect(self.switched)

    def show_on(self, on: bool) -> None:
        """Show on or off without signalling."""
        self.setChecked(on)

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        text = painting.text_width(self.theme.font("slider"), self.text())
        gap = self.theme.pxf(_GAP) if self.text() else 0.0
        width = self.theme.pxf(_WIDTH + 2 * _MARGIN) + gap + text
        return QSize(int(width + 1), self.theme.px(MIN_HIT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the switch and its label."""
        margin, height = self.theme.pxf(_MARGIN), self.theme.pxf(_HEIGHT)
        track = QRectF(margin, (self.height() - height) / 2, self.theme.pxf(_WIDTH), height)
        with QPainter(self) as painter:
            painting.smooth(painter)
            self._draw_track(painter, track)
            self._draw_text(painter, track.right() + self.theme.pxf(_GAP))
            if self.hasFocus():
                painting.focus_ring(painter, self.theme, QRectF(self.rect()), self.theme.pxf(7))

    def _draw_track(self, painter: QPainter, track: QRectF) -> None:
        radius, on = track.height() / 2, self.isChecked()
        resting = self.theme.color("ink" if on else "ctl")
        hovered = self.theme.color("ink2" if on else "ctlh")
        fill = painting.mix(resting, hovered, self.fade.level * (0.35 if on else 1.0))
        painting.fill_round(painter, track, radius, fill if self.isEnabled() else self.theme.color("ctl"))
        if not on or not self.isEnabled():
            painting.outline_round(
                painter, track, radius, self.theme.color("ink3" if self.isEnabled() else "faint")
            )
        self._draw_knob(painter, track)

    def _draw_knob(self, painter: QPainter, track: QRectF) -> None:
        reach = track.height() / 2
        x = track.right() - reach if self.isChecked() else track.left() + reach
        token = ("inv" if self.isChecked() else "ink2") if self.isEnabled() else "faint"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(token))
        knob = self.theme.pxf(_KNOB)
        painter.drawEllipse(QPointF(x, track.center().y()), knob, knob)

    def _draw_text(self, painter: QPainter, left: float) -> None:
        painter.setFont(self.theme.font("slider"))
        painter.setPen(self.theme.color("ink2" if self.isEnabled() else "faint"))
        box = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
