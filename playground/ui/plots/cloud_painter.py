"""The marks of a gradient cloud: samples, the ellipse of chance, and two arrows with their names."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from playground.ui.plots.cloud_layout import ellipse_of
from playground.ui.plots.end_labels import label_font
from playground.ui.theme.marks import mark_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import GradientCloud

    Floats = NDArray[np.float64]

_POINT = 4.6
_RING = 3.2
_FADE = 0.8
_HEAD = 10.0
_FILL = 0.07
_NAME_GAP = 6


def stamps(theme: Theme, ratio: float) -> dict[str, QPixmap]:
    """Make the marks once: a hundred copies of a picture are drawn in the time of ten marks."""
    size, ring = theme.pxf(_POINT), theme.pxf(_RING)
    disc, wide = mark_path("disc", size / 2), mark_path("disc", (size + ring) / 2)
    return {
        "along": _stamp(size, ratio, [(disc, theme.color("dpos", _FADE))]),
        "against": _stamp(size, ratio, [(mark_path("diamond", size / 2), theme.color("dneg", _FADE))]),
        "batch": _stamp(
            size + ring,
            ratio,
            [(wide, theme.color("ink")), (mark_path("disc", size / 2 + ring / 4), theme.color("panel"))],
        ),
    }


def _stamp(size: float, ratio: float, layers: list[tuple[QPainterPath, QColor]]) -> QPixmap:
    side = math.ceil((size * 1.3 + 2) * ratio)
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(side / ratio / 2, side / ratio / 2)
        for path, color in layers:
            painter.fillPath(path, color)
    return picture


def draw_samples(painter: QPainter, marks: dict[str, QPixmap], frame: Frame, cloud: GradientCloud) -> None:
    """Draw discs for samples along the full gradient, diamonds for those against it, rings for the batch."""
    x, y = frame.pixels(cloud.points[:, 0], cloud.points[:, 1])
    chosen = {"batch": cloud.in_batch, "along": ~cloud.against, "against": cloud.against}
    for name, some in chosen.items():
        _put(painter, marks[name], x[some], y[some])


def _put(painter: QPainter, picture: QPixmap, x: Floats, y: Floats) -> None:
    """Draw a picture around each of some places in pixels."""
    half = picture.width() / picture.devicePixelRatio() / 2
    for at in zip((x - half).tolist(), (y - half).tolist(), strict=True):
        painter.drawPixmap(QPointF(*at), picture)


def draw_ellipse(painter: QPainter, theme: Theme, frame: Frame, cloud: GradientCloud) -> None:
    """Draw one standard error of a batch's mean around the full gradient."""
    first, second, angle = ellipse_of(cloud.covariance)
    scale = frame.rect.height() / (frame.y_range[1] - frame.y_range[0])
    painter.save()
    painter.translate(frame.px(cloud.full[0]), frame.py(cloud.full[1]))
    painter.rotate(-angle)
    painter.setPen(QPen(theme.color("ink2"), theme.pxf(1.2), Qt.PenStyle.DashLine))
    painter.setBrush(theme.color("ink", _FILL))
    painter.drawEllipse(QPointF(0, 0), first * scale, second * scale)
    painter.restore()


def draw_arrows(painter: QPainter, theme: Theme, frame: Frame, cloud: GradientCloud) -> None:
    """Draw the batch's mean, and thicker the full gradient, from zero; their names stand beside the tips."""
    start, names = QPointF(frame.px(0.0), frame.py(0.0)), []
    tip = _arrow(painter, start, _place(frame, cloud.batch), theme.color("ink2"), theme.pxf(1.8), theme)
    names.append(("next batch", tip, theme.color("ink2")))
    tip = _arrow(painter, start, _place(frame, cloud.full), theme.color("ink"), theme.pxf(3.2), theme)
    names.append(("full gradient", tip, theme.color("ink")))
    _draw_names(painter, theme, frame, names)


def _place(frame: Frame, point: tuple[float, float]) -> QPointF:
    return QPointF(frame.px(point[0]), frame.py(point[1]))


def _arrow(
    painter: QPainter, start: QPointF, tip: QPointF, color: QColor, width: float, theme: Theme
) -> QPointF:
    """Draw an arrow; one that is shorter than its head is a head alone."""
    way = tip - start
    length = math.hypot(way.x(), way.y())
    head = min(theme.pxf(_HEAD) + width, length)
    if length > 0:
        along = way / length
        across = QPointF(-along.y(), along.x())
        neck = tip - along * head
        pen = QPen(color, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(start, neck)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([tip, neck + across * head * 0.42, neck - across * head * 0.42]))
    return tip


def _draw_names(
    painter: QPainter, theme: Theme, frame: Frame, names: list[tuple[str, QPointF, QColor]]
) -> None:
    painter.setFont(label_font(theme))
    metrics, gap = QFontMetricsF(painter.font()), theme.pxf(_NAME_GAP)
    taken: list[QRectF] = []
    for text, tip, color in reversed(names):
        wide, tall = metrics.horizontalAdvance(text) + 2, metrics.height()
        places = [
            QRectF(x, tip.y() + dy - tall / 2, wide, tall)
            for dy in (0.0, tall, -tall, 2 * tall, -2 * tall)
            for x in _sides(frame, tip, wide, gap)
        ]
        fits = [each for each in places if not any(each.intersects(other) for other in taken)]
        box = _within(next(iter(fits), places[0]), frame.rect)
        taken.append(box)
        painter.fillRect(box, theme.color("panel", 0.72))
        painter.setPen(color)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _sides(frame: Frame, tip: QPointF, wide: float, gap: float) -> list[float]:
    """Return where a name may begin: beyond the tip first."""
    right, left = tip.x() + gap, tip.x() - gap - wide
    return [right, left] if tip.x() >= frame.px(0.0) else [left, right]


def _within(box: QRectF, area: QRectF) -> QRectF:
    x = min(max(box.left(), area.left()), area.right() - box.width())
    y = min(max(box.top(), area.top()), area.bottom() - box.height())
    return QRectF(float(np.round(x)), y, box.width(), box.height())
