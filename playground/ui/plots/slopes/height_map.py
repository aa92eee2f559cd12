"""The ground of a function over a plane: colours that step evenly between lines of equal value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt

from playground.ui.plots.contour import twice_as_fine, zero_contour
from playground.ui.plots.map_contours import Level, draw_levels
from playground.ui.plots.map_image import packed_colors, to_image
from playground.ui.theme.numbers import format_compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import SurfaceAnswer

_COLORS = 255
_FEWEST, _MOST_DIGITS = 3, 12
_SMOOTHED = 60  # fewer values along a side are put in between before they are drawn


def levels_in(answer: SurfaceAnswer) -> list[Level]:
    """Return the lines of equal value, as (column, row) in samples with the top row first."""
    field = np.where(answer.known, answer.values, np.nan)[::-1]
    found = []
    values = answer.levels[1:-1].tolist()
    for value, text in zip(values, texts_of(values), strict=True):
        lines = zero_contour(field - value)
        if lines:
            found.append(Level(value, text, lines))
    return found


def texts_of(values: Sequence[float]) -> list[str]:
    """Return numbers with as few digits as they can be told apart by."""
    for digits in range(_FEWEST, _MOST_DIGITS):
        texts = [format_compact(value, digits) for value in values]
        if len(set(texts)) == len(texts):
            return texts
    return [format_compact(value, _MOST_DIGITS) for value in values]


def draw_ground(
    painter: QPainter, theme: Theme, frame: Frame, answer: SurfaceAnswer, levels: list[Level]
) -> None:
    """Draw colours and lines into a frame; its borders are where the outermost samples stand."""
    rows, columns = answer.values.shape
    painter.save()
    painter.setClipRect(frame.rect)
    painter.fillRect(frame.rect, theme.color("card"))
    _draw_colors(painter, theme, frame, answer)
    area = _around(frame.rect, rows, columns)
    painter.translate(area.topLeft())
    draw_levels(painter, theme, QRectF(0, 0, area.width(), area.height()), (rows, columns), levels)
    painter.restore()


def _draw_colors(painter: QPainter, theme: Theme, frame: Frame, answer: SurfaceAnswer) -> None:
    values, known = answer.values, answer.known
    if known.all() and len(values) < _SMOOTHED:
        values = twice_as_fine(values)
        known = np.ones(values.shape, bool)
    places = np.linspace(0.0, _COLORS, max(len(answer.levels), 2))
    steps = np.interp(values, answer.levels, places[: len(answer.levels)]).astype(np.intp)
    image = to_image(packed_colors(theme.lut("loss"))[steps][::-1], known[::-1])
    # Qt's smooth scaling of a picture by much is a mean of four pixels, which is what is wanted here.
    scaled = image.scaled(
        max(int(2 * frame.rect.width()), 1),
        max(int(2 * frame.rect.height()), 1),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    painter.drawImage(_around(frame.rect, *values.shape), scaled)


def _around(rect: QRectF, rows: int, columns: int) -> QRectF:
    """Return the rectangle in which each sample has a cell of its own, the outer ones half outside."""
    across, down = rect.width() / (columns - 1) / 2, rect.height() / (rows - 1) / 2
    return rect.adjusted(-across, -down, across, down)
