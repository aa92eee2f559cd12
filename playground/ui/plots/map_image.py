"""Values and winning classes as pictures of a pixel each: a look-up, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap

Packed = NDArray[np.uint32]
_LEVELS = 256
# Where no class is likely, the likeliest one is still to be seen.
_LEAST_SHADE = 0.4
_OPAQUE = np.uint32(0xFF000000)


def map_image(theme: Theme, decision: DecisionMap, discretize: bool) -> QImage:
    """Return a decision map as a picture; what is not a finite number is left transparent."""
    levels = color_levels(decision.values, decision.low, decision.high)
    if decision.winners is None:
        table = packed_colors(theme.lut("area"))
        pixels = table[[0, -1]][(levels >= _LEVELS // 2).astype(np.intp)] if discretize else table[levels]
    else:
        tables = class_tables(theme, int(decision.winners.max(initial=0)) + 1)
        pixels = tables[decision.winners, _LEVELS - 1 if discretize else levels]
    return to_image(pixels, np.isfinite(decision.values))


def area_pixels(
    theme: Theme, values: NDArray, winners: NDArray[np.uint8] | None, low: float, high: float
) -> Packed:
    """Return the colours of an area where a network answers these values, or these classes so surely."""
    levels = color_levels(values, low, high)
    if winners is None:
        return packed_colors(theme.lut("area"))[levels]
    return class_tables(theme, int(winners.max(initial=0)) + 1)[winners, levels]


def color_levels(values: NDArray, low: float, high: float) -> NDArray[np.intp]:
    """Return which of 256 colours each value gets between `low` and `high`; any for what is not a number."""
    scale = (_LEVELS - 1) / (high - low) if high > low else 0.0
    steps = (values - low) * scale + 0.5
    return np.nan_to_num(np.clip(steps, 0, _LEVELS - 1), nan=0.0).astype(np.intp)


def packed_colors(table: NDArray[np.uint8]) -> Packed:
    """Return a table of red, green and blue as Qt holds a pixel."""
    red, green, blue = table.astype(np.uint32).T
    return np.asarray(_OPAQUE | red << 16 | green << 8 | blue, dtype=np.uint32)


def to_image(pixels: Packed, known: NDArray[np.bool_]) -> QImage:
    """Return packed pixels (rows, columns) as a picture that owns its memory, transparent where not known."""
    whole = bool(known.all())
    pixels = np.ascontiguousarray(pixels if whole else np.where(known, pixels, np.uint32(0)))
    form = QImage.Format.Format_RGB32 if whole else QImage.Format.Format_ARGB32_Premultiplied
    rows, columns = pixels.shape
    return QImage(pixels.data, columns, rows, 4 * columns, form).copy()


def class_tables(theme: Theme, count: int) -> Packed:
    """Return 256 shades of each class's area, from hardly to surely."""
    panel = theme.color("panel")
    return np.stack([_shades(panel, theme.class_area_color(index)) for index in range(count)])


def _shades(weak: QColor, strong: QColor) -> Packed:
    ends = np.array([_rgb(weak), _rgb(strong)], dtype=np.float64)
    share = np.linspace(_LEAST_SHADE, 1.0, _LEVELS)[:, None]
    return packed_colors(np.rint(ends[0] + share * (ends[1] - ends[0])).astype(np.uint8))


def _rgb(color: QColor) -> Sequence[int]:
    return color.red(), color.green(), color.blue()
