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

TRACK_WIDTH, TRACK_HEIGHT = 28, 16
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
        width = self.theme.pxf(TRACK_WIDTH + 2 * _MARGIN) + gap + text
        return QSize(int(width + 1), self.theme.px(MIN_HIT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the switch and its label."""
        margin, height = self.theme.pxf(_MARGIN), self.theme.pxf(TRACK_HEIGHT)
        track = QRectF(margin, (self.height() - height) / 2, self.theme.pxf(TRACK_WIDTH), height)
        with QPainter(self) as painter:
            painting.smooth(painter)
            draw_track(painter, self.theme, track, on=self.isChecked(), level=self._level())
            self._draw_text(painter, track.right() + self.theme.pxf(_GAP))
            if self.hasFocus():
                painting.focus_ring(painter, self.theme, QRectF(self.rect()), self.theme.pxf(7))

    def _level(self) -> float | None:
        return self.fade.level if self.isEnabled() else None

    def _draw_text(self, painter: QPainter, left: float) -> None:
        painter.setFont(self.theme.font("slider"))
        painter.setPen(self.theme.color("ink2" if self.isEnabled() else "faint"))
        box = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())


def draw_track(painter: QPainter, theme: Theme, track: QRectF, *, on: bool, level: float | None) -> None:
    """Draw a switch without its label, so far under the mouse as `level` says; None is a disabled one."""
    radius, enabled = track.height() / 2, level is not None
    resting = theme.color("ink" if on else "ctl")
    hovered = theme.color("ink2" if on else "ctlh")
    fill = painting.mix(resting, hovered, (level or 0.0) * (0.35 if on else 1.0))
    painting.fill_round(painter, track, radius, fill if enabled else theme.color("ctl"))
    if not on or not enabled:
        painting.outline_round(painter, track, radius, theme.color("ink3" if enabled else "faint"))
    x = track.right() - radius if on else track.left() + radius
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(("inv" if on else "ink2") if enabled else "faint"))
    knob = theme.pxf(_KNOB)
    painter.drawEllipse(QPointF(x, track.center().y()), knob, knob)
