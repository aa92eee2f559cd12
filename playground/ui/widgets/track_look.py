"""How a slider's track is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from playground.ui.widgets import painting

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from playground.ui.widgets.track import SliderTrack

KNOB = 7
# The knob stays this far inside the widget, so that its focus ring is never cut off.
INSET = KNOB + 2 + painting.FOCUS_WIDTH

_LINE = 4
_KNOB_RING = 2
_TICK = 8


def draw_line(painter: QPainter, track: SliderTrack) -> None:
    """Draw the line, filled up to the knob, and red beyond the bound."""
    theme, height = track.theme, track.theme.pxf(_LINE)
    line = QRectF(0, track.line_y() - height / 2, track.width(), height)
    knob, bound = track.x_of(track.number()), track.bound_x()
    painting.fill_round(painter, line, height / 2, theme.color("ctlh"))
    # At its lowest value a slider is empty, though the knob stands a little inside.
    filled = min(knob, bound) if track.number() > track.scale.low else 0.0
    fill = QRectF(line.left(), line.top(), filled, height)
    painting.fill_round(painter, fill, height / 2, theme.color("ink2" if track.isEnabled() else "faint"))
    if bound < track.width():
        _draw_beyond(painter, track, line, bound, knob)


def draw_knob(painter: QPainter, track: SliderTrack) -> None:
    """Draw the knob on a ring of the panel's colour, and the focus ring around it."""
    theme, center = track.theme, QPointF(track.x_of(track.number()), track.line_y())
    radius, ring = theme.pxf(KNOB), theme.pxf(KNOB + _KNOB_RING)
    ink = painting.mix(theme.color("ink"), theme.color("ink2"), 0.3 * track.fade.level)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("panel"))
    painter.drawEllipse(center, ring, ring)
    painter.setBrush(ink if track.isEnabled() else theme.color("faint"))
    painter.drawEllipse(center, radius, radius)
    if track.hasFocus():
        reach = theme.pxf(INSET)
        around = QRectF(center.x() - reach, center.y() - reach, 2 * reach, 2 * reach)
        painting.focus_ring(painter, theme, around, reach)


def _draw_beyond(painter: QPainter, track: SliderTrack, line: QRectF, bound: float, knob: float) -> None:
    theme, height = track.theme, line.height()
    beyond = QRectF(bound, line.top(), line.right() - bound, height)
    painting.fill_round(painter, beyond, height / 2, theme.color("danger", 0.75))
    if knob > bound:
        passed = QRectF(bound, line.top(), knob - bound, height)
        painting.fill_round(painter, passed, 0, theme.color("danger"))
    width, reach = theme.pxf(2), theme.pxf(_TICK)
    tick = QRectF(bound - width / 2, line.center().y() - reach, width, 2 * reach)
    painting.fill_round(painter, tick, width / 2, theme.color("danger"))
