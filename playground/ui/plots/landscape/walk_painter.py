"""What lies on a landscape's map: the path of training, where it stands now, downhill, and a cross-hair."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from playground.ui.plots.landscape.ground_painter import halo_line
from playground.ui.plots.strokes import line_pen
from playground.ui.theme.numbers import format_compact, format_integer, format_percent
from playground.ui.widgets.painting import fill_round

if TYPE_CHECKING:
    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import LandscapeAnswer

_PATH, _ARROW, _HEAD = 2.2, 3.0, 10.0
_ARROW_LENGTH = 74.0
_EDGE = 7.0  # between the tip of the arrow and the edge of the map
_DOT, _HERE = 3.2, 6.0
_DOTS = 12
_PADDING = 6.0
_CROSS, _CROSS_GAP = 16.0, 5.0
_LEAST_PART = 0.02  # of the slope: less of it in the plane is no direction worth an arrow
_MOSTLY = 0.9


class WalkPainter:
    """Draws for one theme; texts keep out of each other's way."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._taken: list[QRectF] = []

    def paint(self, painter: QPainter, frame: Frame, answer: LandscapeAnswer) -> None:
        """Draw everything over the ground, only what lies within the frame."""
        self._taken = []
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setClipRect(frame.rect)
        here = QPointF(frame.px(answer.here[0]), frame.py(answer.here[1]))
        self._draw_path(painter, frame, answer)
        self._draw_arrow(painter, frame, answer, here)
        self._dot(painter, here, _HERE)
        self._write(painter, frame, here, f"now, epoch {format_compact(answer.epoch, 4)}", below=True)
        painter.restore()

    def _draw_path(self, painter: QPainter, frame: Frame, answer: LandscapeAnswer) -> None:
        if len(answer.path_x) < 2:
            return
        x = frame.rect.left() + (answer.path_x - frame.x_range[0]) * (
            frame.rect.width() / (frame.x_range[1] - frame.x_range[0])
        )
        y = frame.rect.bottom() - (answer.path_y - frame.y_range[0]) * (
            frame.rect.height() / (frame.y_range[1] - frame.y_range[0])
        )
        far = 4.0 * max(frame.rect.width(), frame.rect.height())
        x, y = np.clip(x, -far, far), np.clip(y, -far, far)
        halo_line(painter, self._theme, x, y, _PATH)
        for index in dots_of(answer.path_steps):
            self._dot(painter, QPointF(float(x[index]), float(y[index])), _DOT)
        first = int(answer.path_steps[0])
        text = "start" if first == 0 else f"step {format_integer(first)}"
        self._write(painter, frame, QPointF(float(x[0]), float(y[0])), text)

    def _draw_arrow(self, painter: QPainter, frame: Frame, answer: LandscapeAnswer, here: QPointF) -> None:
        right, up = answer.downhill
        part = math.hypot(right, up)
        if part < _LEAST_PART:
            return
        # Both axes may be stretched for a moment after the window was made larger.
        wide = frame.rect.width() / (frame.x_range[1] - frame.x_range[0])
        high = frame.rect.height() / (frame.y_range[1] - frame.y_range[0])
        run, rise = right * wide, -up * high
        size = math.hypot(run, rise) or 1.0
        along = QPointF(run / size, rise / size)
        inner = frame.rect.adjusted(*(self._theme.pxf(each) for each in (_EDGE, _EDGE, -_EDGE, -_EDGE)))
        length = min(self._theme.pxf(_ARROW_LENGTH), length_within(inner, here, along))
        tip = here + along * max(length, self._theme.pxf(_HEAD))
        self._stroke_arrow(painter, here, tip, along)
        text = "−∇L" if part >= _MOSTLY else f"−∇L, {format_percent(part)} of it in this plane"
        self._write(painter, frame, tip, text, leftwards=along.x() < 0)

    def _stroke_arrow(self, painter: QPainter, here: QPointF, tip: QPointF, along: QPointF) -> None:
        head, aside = self._theme.pxf(_HEAD), QPointF(-along.y(), along.x())
        lines = [QLineF(here, tip)]
        lines += [QLineF(tip, tip - along * head + aside * (side * head * 0.6)) for side in (-1, 1)]
        for token, wide in (("win", _ARROW + 2.5), ("dneg", _ARROW)):
            painter.setPen(line_pen(self._theme.color(token), self._theme.pxf(wide)))
            painter.drawLines(lines)

    def _dot(self, painter: QPainter, at: QPointF, radius: float) -> None:
        painter.setPen(QPen(self._theme.color("win"), self._theme.pxf(1.6)))
        painter.setBrush(self._theme.color("ink"))
        painter.drawEllipse(at, self._theme.pxf(radius), self._theme.pxf(radius))

    def _write(
        self,
        painter: QPainter,
        frame: Frame,
        at: QPointF,
        text: str,
        *,
        below: bool = False,
        leftwards: bool = False,
    ) -> None:
        """Write beside a point on a small card, where it hides no other; not at all where it is outside."""
        if not frame.rect.contains(at):
            return
        painter.setFont(self._theme.font("tick"))
        metrics, padding = QFontMetricsF(painter.font()), self._theme.pxf(_PADDING)
        wide, tall = metrics.horizontalAdvance(text) + 2 * padding, metrics.height() + padding / 2
        away = self._theme.pxf(_HERE + 5)
        corners = [
            QPointF(at.x() + away, at.y() - tall / 2),
            QPointF(at.x() - away - wide, at.y() - tall / 2),
            QPointF(at.x() - wide / 2, at.y() - away - tall),
            QPointF(at.x() - wide / 2, at.y() + away),
        ]
        if leftwards:
            corners[:2] = corners[1::-1]
        free = corners[::-1] if below else corners
        boxes = [QRectF(corner.x(), corner.y(), wide, tall) for corner in free]
        for box in (*boxes, *(moved_into(frame.rect, box) for box in boxes)):
            if frame.rect.contains(box) and not any(box.intersects(each) for each in self._taken):
                self._taken.append(box)
                fill_round(painter, box, self._theme.pxf(4), self._theme.color("panel", 0.86))
                painter.setPen(self._theme.color("ink"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
                return


def length_within(rect: QRectF, begin: QPointF, along: QPointF) -> float:
    """Return how far one can go from a point along a unit vector within a rectangle."""
    ways = []
    for at, step, low, high in (
        (begin.x(), along.x(), rect.left(), rect.right()),
        (begin.y(), along.y(), rect.top(), rect.bottom()),
    ):
        if step:
            ways.append(((high if step > 0 else low) - at) / step)
    return max(min(ways, default=0.0), 0.0)


def moved_into(rect: QRectF, box: QRectF) -> QRectF:
    """Return a box moved by as little as brings it within a rectangle."""
    left = max(min(box.left(), rect.right() - box.width()), rect.left())
    top = max(min(box.top(), rect.bottom() - box.height()), rect.top())
    return QRectF(left, top, box.width(), box.height())


def dots_of(steps: np.ndarray) -> list[int]:
    """Return which points of a path get a dot: those nearest to equally many steps apart, and the first."""
    wanted = np.linspace(float(steps[0]), float(steps[-1]), _DOTS + 1)[:-1]
    return sorted(set(np.searchsorted(steps, wanted).tolist()))


def draw_cross(painter: QPainter, theme: Theme, at: QPointF) -> None:
    """Draw a cross-hair around a point, which itself stays free."""
    size, gap = theme.pxf(_CROSS), theme.pxf(_CROSS_GAP)
    ends = ((1, 0), (-1, 0), (0, 1), (0, -1))
    lines = [QLineF(at + QPointF(*e) * gap, at + QPointF(*e) * size) for e in ends]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for token, wide in (("win", 4.5), ("ink", 2.0)):
        painter.setPen(line_pen(theme.color(token), theme.pxf(wide)))
        painter.drawLines(lines)
        painter.drawEllipse(at, gap, gap)
