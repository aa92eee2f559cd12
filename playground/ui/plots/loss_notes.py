"""What is written into the loss plot: changes made on the way, and where the loss left the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from playground.ui.plots.warning import draw_warning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.plots.arrangement import Arrangement
    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme

_GAP = 6
_CLOSE = 12
_MOST = 6  # changes that the read-out lists
_OFF_SCALE = "off the scale"

Group = list[tuple[float, str]]


def draw_diverged(painter: QPainter, theme: Theme, frame: Frame, epoch: float) -> None:
    """Shade the plot from an epoch on and say why, with the sign of danger."""
    left = max(min(frame.px(epoch), frame.rect.right()), frame.rect.left())
    zone = QRectF(QPointF(left, frame.rect.top()), frame.rect.bottomRight())
    painter.fillRect(zone, theme.color("dangerbg"))
    inset = theme.pxf(_GAP)
    draw_warning(painter, theme, frame.rect.topRight() + QPointF(-inset, inset), _OFF_SCALE)


def marker_height(theme: Theme) -> float:
    """Return how much room the markers' texts need above the plot."""
    return QFontMetricsF(theme.font("caption")).height()


def draw_markers(
    painter: QPainter, theme: Theme, arrangement: Arrangement, markers: Sequence[tuple[float, str]]
) -> None:
    """Draw a dashed line at each marked epoch and above it, where there is room, what happened there."""
    frame = arrangement.frame
    shown = [(group[-1][0], _summary(group)) for group in groups_of(theme, arrangement, markers)]
    tall = marker_height(theme)
    strip = QRectF(frame.rect.left(), frame.rect.top() - tall, frame.rect.width(), tall)
    _draw_lines(painter, theme, frame, [x for x, _ in shown])
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.color("ink2"))
    taken: list[QRectF] = []
    for x, text in reversed(shown):
        wide = QFontMetricsF(painter.font()).horizontalAdvance(text)
        box = _free_box(x, wide, theme.pxf(_GAP), strip, taken)
        if box is not None:
            taken.append(box)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def changes_at(
    theme: Theme,
    arrangement: Arrangement,
    markers: Sequence[tuple[float, str]],
    between: tuple[float, float],
) -> list[str]:
    """Return what was changed between two places in pixels, and all that is drawn as one with it."""
    low, high = between
    met = [
        group for group in groups_of(theme, arrangement, markers) if any(low <= x <= high for x, _ in group)
    ]
    told = [text for group in met for _, text in group]
    more = len(told) - _MOST
    return told if more <= 0 else [*told[:_MOST], f"and {more} more"]


def groups_of(theme: Theme, arrangement: Arrangement, markers: Sequence[tuple[float, str]]) -> list[Group]:
    """Return the markers in sight, in pixels, those that would touch as one group."""
    frame, close = arrangement.frame, theme.pxf(_CLOSE)
    shown = [
        (frame.px(epoch), text) for epoch, text in markers if frame.x_range[0] <= epoch <= arrangement.last
    ]
    groups: list[Group] = []
    for marker in sorted(shown, key=lambda marker: marker[0]):
        if groups and marker[0] - groups[-1][-1][0] < close:
            groups[-1].append(marker)
        else:
            groups.append([marker])
    return groups


def _summary(group: Group) -> str:
    return group[0][1] if len(group) == 1 else f"{len(group)} changes"


def _draw_lines(painter: QPainter, theme: Theme, frame: Frame, places: Sequence[float]) -> None:
    pen = QPen(theme.color("ink3"), 1)
    pen.setDashPattern([2, 3])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    for x in places:
        painter.drawLine(QLineF(round(x) + 0.5, frame.rect.top(), round(x) + 0.5, frame.rect.bottom()))


def _free_box(x: float, wide: float, gap: float, strip: QRectF, taken: Sequence[QRectF]) -> QRectF | None:
    for wanted in (x - gap / 2, x - wide + gap / 2):
        left = max(min(wanted, strip.right() - wide), strip.left())
        box = QRectF(left, strip.top(), wide, strip.height())
        apart = box.adjusted(-gap, 0, gap, 0)
        if not any(apart.intersects(other) for other in taken):
            return box
    return None
