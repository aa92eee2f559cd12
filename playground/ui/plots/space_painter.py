"""The bent sheet, its grid, the border and the samples of a layer's space."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from playground.ui.plots.map_image import area_pixels
from playground.ui.plots.strokes import line_pen, polygon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import HiddenSpace

# Every third node of the grid is on a line, every second one at a corner of a coloured cell.
LINE_EVERY, CELL_EVERY = 3, 2
_TINT = {"dark": 0.62, "light": 0.72}
_LINE, _AXIS, _BORDER = 1.0, 1.5, 1.8
_LINE_ALPHA = {"dark": 0.42, "light": 0.40}
_PADDING = 4
_LONGEST = 90
_ROD = 7.0
# Far outside, where a pen would only waste time.
_FAR = 4_000.0


class SheetPainter:
    """Fills the cells of the bent plane; it holds the brushes that it has made for one theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._brushes: dict[int, QBrush] = {}

    def forget(self) -> None:
        """Make all brushes anew, for another theme."""
        self._brushes.clear()

    def paint(self, painter: QPainter, frame: Frame, space: HiddenSpace) -> None:
        """Fill each cell in the colour of the answer there; where the plane is folded, it is denser."""
        places = sheet_places(frame, space)[::CELL_EVERY, ::CELL_EVERY]
        rows, columns = places.shape[:2]
        if min(rows, columns) < 2:
            return
        nodes = _line(places.reshape(-1, 2)).toList()
        brushes = self._brushes_of(space)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for row in range(rows - 1):
            for column in range(columns - 1):
                at = row * columns + column
                painter.setBrush(brushes[at - row])
                painter.drawPolygon([nodes[at], nodes[at + 1], nodes[at + columns + 1], nodes[at + columns]])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _brushes_of(self, space: HiddenSpace) -> list[QBrush]:
        middles = (slice(1, None, CELL_EVERY), slice(1, None, CELL_EVERY))
        winners = None if space.winners is None else space.winners[middles]
        pixels = (
            area_pixels(self._theme, space.said[middles], winners, space.low, space.high).ravel().tolist()
        )
        alpha = int(255 * _TINT[self._theme.name]) << 24
        for pixel in set(pixels) - self._brushes.keys():
            self._brushes[pixel] = QBrush(QColor.fromRgba(alpha | (pixel & 0xFFFFFF)))
        return [self._brushes[pixel] for pixel in pixels]


def draw_grid(painter: QPainter, theme: Theme, frame: Frame, space: HiddenSpace) -> None:
    """Draw the bent lines of the input plane, the two through its middle stronger."""
    places = sheet_places(frame, space)
    rows, columns = places.shape[:2]
    painter.setPen(line_pen(theme.color("ink2", _LINE_ALPHA[theme.name]), _LINE))
    middle_row, middle_column = (rows - 1) // 2, (columns - 1) // 2
    if rows > 1:
        for row in range(0, rows, LINE_EVERY):
            if row != middle_row:
                painter.drawPolyline(_line(places[row]))
        for column in range(0, columns, LINE_EVERY):
            if column != middle_column:
                painter.drawPolyline(_line(places[:, column]))
    painter.setPen(line_pen(theme.color("ink2"), theme.pxf(_AXIS)))
    painter.drawPolyline(_line(places[middle_row]))
    if rows > 1:
        painter.drawPolyline(_line(places[:, middle_column]))


def draw_rod(painter: QPainter, theme: Theme, frame: Frame, space: HiddenSpace) -> None:
    """Draw what a single neuron makes of the plane: all of it folded onto one line, a stroke per crossing."""
    places = space.sheet[::LINE_EVERY, ::LINE_EVERY, 0].astype(np.float64).ravel()
    across = frame.rect.left() + (places - frame.x_range[0]) * (
        frame.rect.width() / (frame.x_range[1] - frame.x_range[0])
    )
    middle, reach = frame.rect.center().y(), theme.pxf(_ROD)
    painter.setPen(line_pen(theme.color("ink2", _LINE_ALPHA[theme.name]), _LINE))
    painter.drawLines([QLineF(x, middle - reach, x, middle + reach) for x in across.tolist()])
    painter.setPen(line_pen(theme.color("ink2"), theme.pxf(_AXIS)))
    painter.drawLine(QPointF(across.min(), middle), QPointF(across.max(), middle))


def draw_border(painter: QPainter, theme: Theme, frame: Frame, border: tuple[float, float, float]) -> None:
    """Draw the straight line on which the network does not decide."""
    ends = border_in(frame, border)
    if ends is not None:
        painter.setPen(line_pen(theme.color("ink"), theme.pxf(_BORDER)))
        painter.drawLine(*ends)


def border_in(frame: Frame, border: tuple[float, float, float]) -> tuple[QPointF, QPointF] | None:
    """Return the two ends of p x + q y + r = 0 within the frame in pixels, None where it lies outside."""
    p, q, r = border
    (left, right), (low, high) = frame.x_range, frame.y_range
    found: list[tuple[float, float]] = []
    if q:
        found += [(x, -(p * x + r) / q) for x in (left, right) if low <= -(p * x + r) / q <= high]
    if p:
        found += [(-(q * y + r) / p, y) for y in (low, high) if left < -(q * y + r) / p < right]
    if len(found) < 2:
        return None
    first, last = found[0], found[-1]
    return QPointF(frame.px(first[0]), frame.py(first[1])), QPointF(frame.px(last[0]), frame.py(last[1]))


def draw_names(
    painter: QPainter, theme: Theme, frame: Frame, space: HiddenSpace, names: Sequence[str]
) -> None:
    """Write the inputs' names at the positive ends of the two middle lines."""
    places = sheet_places(frame, space)
    rows, columns = places.shape[:2]
    ends = [places[(rows - 1) // 2, -1]]
    if rows > 1:
        ends.append(places[0, (columns - 1) // 2])
    taken = QRectF()
    for name, (x, y) in zip(names, ends, strict=False):
        if name:
            taken = draw_tag(painter, theme, frame.rect, QPointF(x, y), name, beside=taken)


def draw_tag(
    painter: QPainter,
    theme: Theme,
    within: QRectF,
    at: QPointF,
    text: str,
    token: str = "ink2",
    *,
    beside: QRectF | None = None,
) -> QRectF:
    """Write a few letters at a place, on a ground of their own, always within and never over another's."""
    painter.setFont(theme.font("tick"))
    metrics, pad = QFontMetricsF(painter.font()), theme.pxf(_PADDING)
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, theme.pxf(_LONGEST))
    box = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * pad, metrics.height())
    inner = within.adjusted(pad, pad, -pad, -pad)
    x = min(max(at.x() - box.width() / 2, inner.left()), inner.right() - box.width())
    y = min(max(at.y() - box.height() / 2, inner.top()), inner.bottom() - box.height())
    box.moveTo(round(x), round(y))
    if beside is not None and box.intersects(beside):
        above = beside.top() - box.height() - 1
        box.moveTop(above if above >= inner.top() else beside.bottom() + 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("card", 0.82))
    painter.drawRoundedRect(box, pad, pad)
    painter.setPen(QPen(theme.color(token), 1))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return box


def sheet_places(frame: Frame, space: HiddenSpace) -> NDArray[np.float64]:
    """Return the grid's nodes in pixels, (rows, columns, 2); what lies far outside is brought nearer."""
    sheet = space.sheet.astype(np.float64)
    (left, right), (low, high) = frame.x_range, frame.y_range
    x = frame.rect.left() + (sheet[..., 0] - left) * (frame.rect.width() / (right - left))
    y = frame.rect.bottom() - (sheet[..., 1] - low) * (frame.rect.height() / (high - low))
    return np.clip(np.stack([x, y], axis=-1), -_FAR, _FAR)


def _line(places: NDArray[np.float64]) -> QPolygonF:
    return polygon(places[:, 0].copy(), places[:, 1].copy())
