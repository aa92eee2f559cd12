"""Draws weights in the colours of their values, with the names and numbers that there is room for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen

from playground.ui.plots.map_image import packed_colors
from playground.ui.plots.weight_arrangement import (
    MOST_NAMES,
    NAME_GAP,
    WIDEST_NAME,
    cell_height,
    heading_height,
)
from playground.ui.plots.weight_layout import MatrixPlace, PicturesPlace
from playground.ui.theme.numbers import format_significant
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from playground.ui.plots.weight_arrangement import NameOf, Shown
    from playground.ui.plots.weight_layout import Place
    from playground.ui.theme.theme import Theme

MOST_NUMBERS = 120
_NUMBER_WIDTH, _NUMBER_HEIGHT = 38, 14
_LEAST_LINED = 6
_LEAST_SIGNED = 9
_STRONG = 0.5  # of the colour map's reach: from here on its colours are far from the panel's
_MINUS = 0.22
_NOTHING = 255  # the level that is transparent

Levels = NDArray[np.uint8]


class WeightPainter:
    """Draws the numbers of layers; the colours reach from -`reach` to `reach`."""

    def __init__(self, theme: Theme, reach: float) -> None:
        self._theme, self._reach = theme, reach
        self._table = value_table(theme)
        self._metrics = QFontMetricsF(theme.font("tick"))
        self._widths: dict[str, float] = {}

    def draw(self, painter: QPainter, place: MatrixPlace | PicturesPlace, shown: Shown) -> None:
        """Draw a layer."""
        if isinstance(place, PicturesPlace):
            self._draw_pictures(painter, place, shown.values.weights)
        else:
            self._draw_matrix(painter, place, shown)

    def _draw_image(self, painter: QPainter, levels: Levels, area: QRectF, smooth: bool) -> None:
        rows, columns = levels.shape
        image = QImage(levels.data, columns, rows, columns, QImage.Format.Format_Indexed8)
        image.setColorTable(self._table)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(area, image)

    # A matrix

    def _draw_matrix(self, painter: QPainter, place: MatrixPlace, shown: Shown) -> None:
        weights, biases = shown.values.weights, shown.values.biases[np.newaxis]
        small = min(place.cell) < 1
        self._draw_image(painter, value_levels(weights, self._reach), place.weights, small)
        self._draw_image(painter, value_levels(biases, self._reach), place.biases, small)
        self._draw_lines(painter, place)
        wide, high = place.cell
        numbers = (place.rows + 1) * place.columns
        room = wide >= self._theme.pxf(_NUMBER_WIDTH) and high >= self._theme.pxf(_NUMBER_HEIGHT)
        if room and numbers <= MOST_NUMBERS:
            self._draw_numbers(painter, place, shown)
        elif self._theme.signs == "dashes" and min(wide, high) >= self._theme.pxf(_LEAST_SIGNED):
            self._draw_signs(painter, place, shown)

    def _draw_lines(self, painter: QPainter, place: MatrixPlace) -> None:
        """Part the cells by hairlines in the panel's colour."""
        wide, high = place.cell
        if min(wide, high) < self._theme.pxf(_LEAST_LINED):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self._theme.color("panel"), 1))
        area = place.weights
        across = [area.top() + row * high for row in range(1, place.rows)]
        down = [area.left() + column * wide for column in range(1, place.columns)]
        lines = [QLineF(area.left(), y, area.right(), y) for y in map(round, across)]
        lines += [QLineF(x, area.top(), x, place.area.bottom()) for x in map(round, down)]
        painter.drawLines(lines)

    def _cells(self, place: MatrixPlace, shown: Shown) -> list[tuple[Place, float]]:
        rows: list[int | None] = [*range(place.rows), None]
        table = np.vstack([shown.values.weights, shown.values.biases]).tolist()
        return [
            ((row, column), value)
            for row, line in zip(rows, table, strict=True)
            for column, value in enumerate(line)
        ]

    def _draw_numbers(self, painter: QPainter, place: MatrixPlace, shown: Shown) -> None:
        painter.setFont(self._theme.font("tick"))
        inks = {strong: self._theme.color("inv" if strong else "ink") for strong in (False, True)}
        wide, high = place.cell
        below = (high + self._metrics.ascent() - self._metrics.descent()) / 2
        for strong, ink in inks.items():
            painter.setPen(ink)
            for where, value in self._cells(place, shown):
                if (abs(value) > _STRONG * self._reach) is strong:
                    text, corner = format_significant(value, 2), place.rect(where).topLeft()
                    left = corner.x() + (wide - self._width(text)) / 2
                    painter.drawText(QPointF(left, corner.y() + below), text)

    def _width(self, text: str) -> float:
        """Return how wide a number is: its figures are all alike, and measured once."""
        total = 0.0
        for sign in text:
            if sign not in self._widths:
                self._widths[sign] = self._metrics.horizontalAdvance(sign)
            total += self._widths[sign]
        return total

    def _draw_signs(self, painter: QPainter, place: MatrixPlace, shown: Shown) -> None:
        """Draw a stroke in each negative cell."""
        strokes = []
        for where, value in self._cells(place, shown):
            if value < 0:
                middle, half = place.rect(where).center(), _MINUS * min(place.cell)
                strokes.append(QLineF(middle.x() - half, middle.y(), middle.x() + half, middle.y()))
        painter.setPen(QPen(self._theme.color("ink"), self._theme.pxf(1.2)))
        painter.drawLines(strokes)

    # Pictures

    def _draw_pictures(self, painter: QPainter, place: PicturesPlace, weights: NDArray) -> None:
        """Draw all pictures as one, whose gaps are transparent."""
        high, wide = place.shape
        pixels = np.array(place.pixels)
        whole = np.full((place.down * place.across, high + place.gap, wide + place.gap), _NOTHING, np.uint8)
        levels = value_levels(weights, self._reach)[pixels]
        levels[pixels < 0] = _NOTHING
        whole[: place.columns, :high, :wide] = levels.T.reshape(place.columns, high, wide)
        rows = whole.reshape(place.down, place.across, high + place.gap, wide + place.gap)
        atlas = rows.swapaxes(1, 2).reshape(place.down * (high + place.gap), -1)
        self._draw_image(painter, np.ascontiguousarray(atlas), place.area, place.scale < 1)


class NamePainter:
    """Draws the names of layers, of their neurons and of what these read, where there is room."""

    def __init__(self, theme: Theme, name_of: NameOf) -> None:
        self._theme, self._name_of = theme, name_of
        self._metrics = QFontMetricsF(theme.font("tick"))

    def draw(self, painter: QPainter, place: MatrixPlace | PicturesPlace, shown: Shown) -> None:
        """Draw the names of a layer."""
        self._draw_title(painter, place.area, shown)
        if isinstance(place, MatrixPlace):
            self._draw_names(painter, place, shown)

    def _draw_title(self, painter: QPainter, area: QRectF, shown: Shown) -> None:
        top = area.top() - heading_height(self._theme)
        metrics = QFontMetricsF(self._theme.font("caption"))
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.layer_color(shown.layer, shown.count))
        box = QRectF(area.left(), top, area.width(), metrics.height())
        title = metrics.elidedText(shown.name, Qt.TextElideMode.ElideRight, box.width() + 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, title)

    def _draw_names(self, painter: QPainter, place: MatrixPlace, shown: Shown) -> None:
        painter.setFont(self._theme.font("tick"))
        painter.setPen(self._theme.color("ink3"))
        if place.columns <= MOST_NAMES:
            self._draw_neurons(painter, place)
        high = cell_height(self._theme, shown.rows, 1e9)
        if shown.rows <= MOST_NAMES and min(place.cell[1], high) >= 0.9 * self._metrics.height():
            self._draw_sources(painter, place)

    def _draw_neurons(self, painter: QPainter, place: MatrixPlace) -> None:
        names = [self._name_of(Neuron(place.layer + 1, column)) for column in range(place.columns)]
        wide = place.cell[0] - self._theme.pxf(2)
        if max(map(self._metrics.horizontalAdvance, names)) > max(wide, self._theme.pxf(24)):
            names = [self._metrics.elidedText(name, Qt.TextElideMode.ElideRight, wide) for name in names]
        if wide < self._metrics.horizontalAdvance("0.00"):
            return
        tall = self._metrics.height()
        for column, name in enumerate(names):
            left = place.area.left() + column * place.cell[0]
            box = QRectF(left, place.area.top() - tall, place.cell[0], tall)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, name)

    def _draw_sources(self, painter: QPainter, place: MatrixPlace) -> None:
        widest = self._theme.pxf(WIDEST_NAME)
        rows: list[int | None] = [*range(place.rows), None]
        for row in rows:
            name = "b" if row is None else self._name_of(Neuron(place.layer, row))
            name = self._metrics.elidedText(name, Qt.TextElideMode.ElideRight, widest)
            cell = place.rect((row, 0))
            right = cell.left() - self._theme.pxf(NAME_GAP)
            box = QRectF(right - widest - 1, cell.top(), widest + 1, cell.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)


def value_table(theme: Theme) -> list[int]:
    """Return the colours of values from the least to the greatest, and a transparent one after them."""
    places = np.rint(np.linspace(0, 255, _NOTHING)).astype(np.intp)
    return [*packed_colors(theme.lut("value"))[places].tolist(), 0]


def value_levels(values: NDArray, reach: float) -> Levels:
    """Return which colour of the table each value gets; what is no number gets the transparent one."""
    half = (_NOTHING - 1) / 2
    levels = values * (half / reach)
    levels += half + 0.5
    np.clip(levels, 0, _NOTHING - 1, out=levels)
    if math.isfinite(float(levels.sum())):
        return levels.astype(np.uint8)
    return np.where(np.isfinite(values), np.nan_to_num(levels), _NOTHING).astype(np.uint8)
