"""The ways of all racers over the loss, in the plane of their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF

from playground.ui.panels.landscape.race_marks import draw_mark, racer_color
from playground.ui.panels.landscape.race_words import racer_names
from playground.ui.plots.contour import zero_contour
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.map_image import color_levels, packed_colors, to_image
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.widgets import painting
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import RaceAnswer

CONTOURS = 10
RADIUS = 8
LEAST_LOSS = 1e-12
CAPTION, LOWER = "plane of all ends", {"dark": "darker", "light": "lighter"}


class RaceMap(PaintedPlot):
    """The colours are those of the logarithm of the loss; where it is not a finite number there is none."""

    SIZE, LEAST = (320, 300), (200, 160)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "The ways of all optimisers in the plane of their ends", parent)
        self._answer: RaceAnswer | None = None
        self._places: tuple[int, ...] = ()
        self._image: QImage | None = None
        self._contours: list[NDArray[np.float64]] = []
        self._kept = KeptPicture(self)
        theme.changed.connect(self._restyle)

    def show_race(self, answer: RaceAnswer, places: Sequence[int]) -> None:
        """Draw the ways; `places` are the rows that the racers stand in."""
        self._answer, self._places = answer, tuple(places)
        self._make_ground()
        names = ", ".join(racer_names(answer))
        set_tip(self, f"Ways of {names}: a point here is a whole set of weights, flattened onto a plane")
        self.update()

    def clear(self) -> None:
        """Draw nothing."""
        self._answer, self._places = None, ()
        self._make_ground()
        self.update()

    def _restyle(self) -> None:
        self._make_ground()
        self.update()

    def _make_ground(self) -> None:
        self._kept.forget()
        self._image, self._contours = None, []
        answer = self._answer
        if answer is None or not answer.heights.size or not answer.known.any():
            return
        heights = np.where(answer.known, np.log(np.maximum(answer.heights, LEAST_LOSS)), np.nan)
        low, high = float(np.nanmin(heights)), float(np.nanmax(heights))
        table = packed_colors(self._theme.lut("loss"))
        # The first row is the lowest, and pictures begin at the top.
        pixels = table[color_levels(heights, low, high)][::-1]
        self._image = to_image(np.ascontiguousarray(pixels), np.ascontiguousarray(answer.known[::-1]))
        levels = np.linspace(low, high, CONTOURS + 2)[1:-1]
        self._contours = [line for level in levels for line in zero_contour(heights - level)]

    def field(self) -> QRectF:
        """Return the square that the plane is drawn in."""
        below = QFontMetricsF(self._theme.font("caption")).height() + self._theme.pxf(4)
        side = max(min(self.width(), self.height() - below), 20.0)
        return QRectF((self.width() - side) / 2, 0, side, side)

    def at(self, x: float, y: float) -> QPointF:
        """Return where a place of the plane is drawn."""
        assert self._answer is not None
        left, right, bottom, top = self._answer.extent
        field = self.field()
        across = (x - left) / (right - left) * field.width()
        return QPointF(field.left() + across, field.bottom() - (y - bottom) / (top - bottom) * field.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the kept picture, and the ring of the focus."""
        with QPainter(self) as painter:
            painting.smooth(painter)
            painter.drawPixmap(0, 0, self._kept.get(self._draw))
            if self._focus.shown and not self._plain:
                painting.focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(RADIUS))

    def _draw(self, painter: QPainter) -> None:
        """Draw the ground, its contours and all ways."""
        theme, field = self._theme, self.field()
        painting.smooth(painter)
        painting.fill_round(painter, field, theme.pxf(RADIUS), theme.color("card"))
        if self._answer is not None:
            clip = QPainterPath()
            clip.addRoundedRect(field, theme.pxf(RADIUS), theme.pxf(RADIUS))
            painter.save()
            painter.setClipPath(clip)
            self._draw_ground(painter, field)
            self._draw_ways(painter, self._answer)
            painter.restore()
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink3"))
        below = QRectF(0, field.bottom() + theme.pxf(4), self.width(), self.height() - field.bottom())
        caption = CAPTION if self._image is None else f"{CAPTION}; {LOWER[theme.name]} is lower"
        painter.drawText(below, _CENTRE, caption)

    def _draw_ground(self, painter: QPainter, field: QRectF) -> None:
        if self._image is None or self._answer is None:
            return
        painter.drawImage(field, self._image)
        rows, columns = self._answer.heights.shape
        across, up = field.width() / columns, field.height() / rows
        painter.setPen(QPen(self._theme.color("ink", 0.28), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in self._contours:
            xs = field.left() + (line[:, 0] + 0.5) * across
            ys = field.bottom() - (line[:, 1] + 0.5) * up
            painter.drawPolyline(_polygon(xs, ys))

    def _draw_ways(self, painter: QPainter, answer: RaceAnswer) -> None:
        theme = self._theme
        for place, result in zip(self._places, answer.results, strict=True):
            points = [self.at(*pair) for pair in zip(result.x.tolist(), result.y.tolist(), strict=True)]
            line = QPolygonF([_near(point, self.width()) for point in points])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for color, width in ((theme.color("win", 0.75), 4.2), (racer_color(theme, place), 2.2)):
                pen = QPen(color, theme.pxf(width))
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                painter.setPen(pen)
                painter.drawPolyline(line)
        for place, result in zip(self._places, answer.results, strict=True):
            draw_mark(painter, theme, place, self.at(float(result.x[-1]), float(result.y[-1])), 6.0)
        self._draw_start(painter)

    def _draw_start(self, painter: QPainter) -> None:
        theme, start = self._theme, self.at(0.0, 0.0)
        painter.setPen(QPen(theme.color("win"), theme.pxf(1.5)))
        painter.setBrush(theme.color("ink"))
        painter.drawEllipse(start, theme.pxf(4.5), theme.pxf(4.5))
        painter.setFont(theme.font("caption"))
        width = painting.text_width(painter.font(), "start") + theme.pxf(10)
        tall = QFontMetricsF(painter.font()).height() + theme.pxf(4)
        box = QRectF(start.x() + theme.pxf(8), start.y() + theme.pxf(6), width, tall)
        field = self.field()
        box.moveRight(min(box.right(), field.right() - theme.pxf(4)))
        box.moveBottom(min(box.bottom(), field.bottom() - theme.pxf(4)))
        painting.fill_round(painter, box, theme.pxf(5), theme.color("win", 0.8))
        painter.setPen(theme.color("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "start")


_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


def _polygon(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> QPolygonF:
    return QPolygonF([QPointF(*at) for at in zip(xs.tolist(), ys.tolist(), strict=True)])


def _near(point: QPointF, reach: float) -> QPointF:
    """Return a point that is not absurdly far outside, as one of a racer that blew up may be."""
    far = 20.0 * max(reach, 1.0)
    return QPointF(min(max(point.x(), -far), far), min(max(point.y(), -far), far))
