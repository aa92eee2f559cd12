"""The ground of a landscape's map: colours, lines of equal loss, hatching where it is not finite, axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from playground.ui.plots.map_image import color_levels, packed_colors, to_image
from playground.ui.plots.strokes import all_simplified, draw_curve, line_pen, polygon
from playground.ui.plots.ticks import linear_ticks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.plots.contour import Polyline
    from playground.ui.plots.frame import Frame
    from playground.ui.plots.landscape.relief import Relief
    from playground.ui.theme.theme import Theme

    Floats = NDArray[np.float64]

_LEFT, _TOP, _RIGHT = 6.0, 2.0, 4.0
_GAP, _MARK = 6.0, 3.0
_RADIUS = 6.0
_EACH_WIDTH, _EACH_HEIGHT = 70.0, 46.0
_LIGHTEST_DARK = 0.55
_THIN, _STRONG = 0.30, 0.62
_EVERY = 4


def room_for(theme: Theme, width: float, height: float) -> QRectF:
    """Return where the map lies in a widget: beside it is room for ticks and titles."""
    tick, title = (QFontMetricsF(theme.font(role)).height() for role in ("tick", "caption"))
    digits = QFontMetricsF(theme.font("tick")).horizontalAdvance("−0.25")
    left = title + digits + theme.pxf(_LEFT + 2 * _GAP)
    bottom = tick + title + theme.pxf(2 * _GAP)
    top, right = tick / 2 + theme.pxf(_TOP), digits / 2 + theme.pxf(_RIGHT)
    return QRectF(left, top, max(width - left - right, 20.0), max(height - top - bottom, 20.0))


class GroundPainter:
    """Draws one relief; the picture in colours is kept until the theme changes."""

    def __init__(self, theme: Theme, relief: Relief) -> None:
        self._theme, self._relief = theme, relief
        self._image: QImage | None = None
        self._levels = relief.lines()
        self._lines: list[tuple[float, list[Polyline]]] = []
        self.ready = False

    def prepare(self) -> None:
        """Find the lines of the next level; all of them at once would make a frame late."""
        level = next(self._levels, None)
        if level is None:
            self.ready = True
        else:
            self._lines.append(level)

    def forget_colors(self) -> None:
        """Colour it anew, in another theme."""
        self._image = None

    def paint(self, painter: QPainter, rect: QRectF, frame: Frame, titles: tuple[str, str]) -> None:
        """Draw everything that stays while the pointer moves."""
        painter.save()
        clip = QPainterPath()
        clip.addRoundedRect(rect, self._theme.pxf(_RADIUS), self._theme.pxf(_RADIUS))
        painter.setClipPath(clip)
        if np.isnan(self._relief.shares).any():
            self._hatch(painter, rect)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(rect, self._colored())
        self._draw_lines(painter, rect)
        painter.restore()
        draw_axes(painter, self._theme, frame, titles)

    def _hatch(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, self._theme.color("card"))
        painter.fillRect(rect, QBrush(self._theme.color("ink3"), Qt.BrushStyle.BDiagPattern))

    def _colored(self) -> QImage:
        if self._image is None:
            shares = self._relief.shares[::-1]
            pixels = packed_colors(self._theme.lut("loss"))[color_levels(shares, 0.0, 1.0)]
            self._image = to_image(pixels, np.isfinite(shares))
        return self._image

    def _draw_lines(self, painter: QPainter, rect: QRectF) -> None:
        rows, columns = self._relief.shares.shape
        scale = np.array([rect.width() / columns, -rect.height() / rows])
        corner = np.array([rect.left(), rect.bottom()])
        for number, (share, lines) in enumerate(self._lines, start=1):
            strong = number % _EVERY == 0
            color = contrast(self._theme, share)
            color.setAlphaF(_STRONG if strong else _THIN)
            painter.setPen(line_pen(color, self._theme.pxf(1.2 if strong else 1.0)))
            for x, y in all_simplified([corner + (line + 0.5) * scale for line in lines]):
                painter.drawPolyline(polygon(x, y))


def contrast(theme: Theme, share: float) -> QColor:
    """Return the ink that can be seen on the map's colour at a share of the scale."""
    red, green, blue = (int(part) for part in theme.lut("loss")[round(255 * share)])
    bright = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    return QColor("#0E1217") if bright > _LIGHTEST_DARK else QColor("#FFFFFF")


def draw_axes(painter: QPainter, theme: Theme, frame: Frame, titles: tuple[str, str]) -> None:
    """Draw ticks and their numbers below and at the left, and what runs along each."""
    rect, gap = frame.rect, theme.pxf(_GAP)
    painter.setFont(theme.font("tick"))
    tall = QFontMetricsF(painter.font()).height()
    across = linear_ticks(*frame.x_range, max(2, int(rect.width() / theme.pxf(_EACH_WIDTH))))
    along = linear_ticks(*frame.y_range, max(2, int(rect.height() / theme.pxf(_EACH_HEIGHT))))
    painter.setPen(QPen(theme.color("line2"), 1))
    mark = theme.pxf(_MARK)
    painter.drawLines(
        [QLineF(frame.px(each.at), rect.bottom(), frame.px(each.at), rect.bottom() + mark) for each in across]
        + [QLineF(rect.left() - mark, frame.py(each.at), rect.left(), frame.py(each.at)) for each in along]
    )
    painter.setPen(theme.color("ink3"))
    for each in across:
        box = QRectF(frame.px(each.at) - 60, rect.bottom() + mark + 1, 120, tall)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, each.text)
    for each in along:
        box = QRectF(rect.left() - gap - 120, frame.py(each.at) - tall / 2, 120, tall)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, each.text)
    _write_titles(painter, theme, rect, titles)


def _write_titles(painter: QPainter, theme: Theme, rect: QRectF, titles: tuple[str, str]) -> None:
    painter.setFont(theme.font("caption"))
    metrics = QFontMetricsF(painter.font())
    painter.setPen(theme.color("ink3"))
    tick = QFontMetricsF(theme.font("tick")).height()
    below = QRectF(rect.left(), rect.bottom() + tick + theme.pxf(_GAP), rect.width(), metrics.height())
    right = Qt.TextElideMode.ElideRight
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, metrics.elidedText(titles[0], right, rect.width()))
    painter.save()
    painter.translate(theme.pxf(1), rect.center().y())
    painter.rotate(-90)
    beside = QRectF(-rect.height() / 2, 0, rect.height(), metrics.height())
    painter.drawText(
        beside, Qt.AlignmentFlag.AlignCenter, metrics.elidedText(titles[1], right, rect.height())
    )
    painter.restore()


def halo_line(painter: QPainter, theme: Theme, x: Floats, y: Floats, width: float) -> None:
    """Draw a line in ink on a wider one in the window's colour, so that it is seen on every ground."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    draw_curve(painter, x, y, theme.color("win"), theme.pxf(width + 2.0))
    draw_curve(painter, x, y, theme.color("ink"), theme.pxf(width))
