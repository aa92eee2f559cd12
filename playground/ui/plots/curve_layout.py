"""How a curve over one input fills its widget: the room for ticks and titles, and the range of heights."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from playground.ui.plots import axes_painter
from playground.ui.plots.frame import Frame
from playground.ui.plots.ticks import linear_ticks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.plots.points import PointCloud
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap

Range = tuple[float, float]
_MARGIN = 0.08
_TICKS = 5
_LEAST_SIDE = 40.0


def height_range(
    decision: DecisionMap | None, points: PointCloud, values: NDArray[np.float64]
) -> tuple[float, float]:
    """Return the heights to show: of the output those of the samples, of a neuron those of its activation."""
    if decision is not None and decision.focus is not None:
        shown = values[np.isfinite(values)]
    else:
        labels = np.concatenate([points.train_labels, points.test_labels]).astype(np.float64)
        shown = np.append(labels[np.isfinite(labels)], [points.low, points.high])
    low, high = (float(shown.min()), float(shown.max())) if len(shown) else (-1.0, 1.0)
    margin = _MARGIN * (high - low) or 1.0
    return low - margin, high + margin


def curve_frame(theme: Theme, area: QRectF, across: Range, heights: Range, title: str) -> Frame:
    """Return where the curve is drawn, with room for ticks at the left and ticks and a title below."""
    left = math.ceil(axes_painter.left_margin(theme, linear_ticks(*heights, _TICKS)))
    below = math.ceil(axes_painter.bottom_margin(theme, title))
    above = math.ceil(QFontMetricsF(theme.font("tick")).height() / 2)
    width = max(area.width() - left - theme.px(4), _LEAST_SIDE)
    height = max(area.height() - above - below, _LEAST_SIDE)
    return Frame(QRectF(area.left() + left, area.top() + above, width, height), across, heights)
