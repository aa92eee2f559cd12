"""A curve with gaps, drawn piece by piece."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from playground.ui.plots.strokes import draw_curve

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QColor, QPainter

    Floats = NDArray[np.float64]


def draw_pieces(
    painter: QPainter, x: Floats, y: Floats, color: QColor, width: float, *, dashed: bool = False
) -> None:
    """Draw a line through points in pixels, none where a height is not a number."""
    known = np.isfinite(y)
    if known.all():
        draw_curve(painter, x, y, color, width, dashed)
        return
    edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]])))
    for start, end in list(pairwise(edges.tolist()))[::2]:
        draw_curve(painter, x[start:end], y[start:end], color, width, dashed)
