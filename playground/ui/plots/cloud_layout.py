"""Which part of the gradients' plane is in sight: one scale for both axes, around zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from playground.ui.plots import axes_painter
from playground.ui.plots.frame import Frame
from playground.ui.plots.ticks import linear_ticks, nice_limit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.plots.ticks import Tick
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import GradientCloud

SHOWN = 0.75  # of the samples at least: a few of them are often many times as long as all the others
_ROOM = 1.15
_STEADY = 2.5  # times as much as is needed is kept, so that the picture does not breathe
_LEAST = 40.0
_TICKS = 5


def needed(cloud: GradientCloud, aspect: float) -> float:
    """Return how far up the plane must be seen for the arrows, the ellipse and nearly all samples."""
    reach = np.sqrt(np.maximum(np.diagonal(cloud.covariance), 0.0))
    marks = np.abs(np.array([cloud.full, cloud.batch, np.abs(cloud.full) + reach])) / (aspect, 1.0)
    points = (np.abs(cloud.points) / (aspect, 1.0)).max(axis=1)
    return _ROOM * max(float(marks.max()), float(np.quantile(points, SHOWN)))


def steady_limit(former: float, least: float) -> float:
    """Return a round limit that holds so much, the former one where that is not far too large."""
    if 0.0 < former / _STEADY <= least <= former:
        return former
    return nice_limit(least) or 1.0


def frame_of(theme: Theme, area: QRectF, limit: float, title: str) -> Frame:
    """Return the frame in an area, with room for ticks and titles, from -limit to limit upright."""
    left = axes_painter.left_margin(theme, upright_ticks(limit))
    below = axes_painter.bottom_margin(theme, title)
    above = QFontMetricsF(theme.font("tick")).height() / 2
    width = max(area.width() - left - theme.pxf(4), _LEAST)
    height = max(area.height() - above - below, _LEAST)
    across = limit * width / height
    rect = QRectF(area.left() + left, area.top() + above, width, height)
    return Frame(rect, (-across, across), (-limit, limit))


def upright_ticks(limit: float) -> list[Tick]:
    """Return the ticks of the upright axis."""
    return linear_ticks(-limit, limit, _TICKS)


def level_ticks(theme: Theme, frame: Frame) -> list[Tick]:
    """Return the ticks of the axis across, no closer than the upright one's and than their texts allow."""
    upright = upright_ticks(frame.y_range[1])
    metrics = QFontMetricsF(theme.font("tick"))
    widest = max((metrics.horizontalAdvance(tick.text) for tick in upright), default=0.0) + theme.pxf(16)
    step = upright[1].at - upright[0].at if len(upright) > 1 else 0.0
    ticks = linear_ticks(*frame.x_range, max(2, int(frame.rect.width() / widest)), step)
    half = widest / 2
    return [each for each in ticks if frame.px(each.at) + half <= frame.rect.right() + theme.pxf(8)]


def outside(points: NDArray[np.float64], frame: Frame) -> int:
    """Return how many points lie beyond the frame."""
    (_, right), (_, top) = frame.x_range, frame.y_range
    return int((np.abs(points) > (right, top)).any(axis=1).sum())


def ellipse_of(covariance: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return the half axes of the ellipse of one standard deviation, and the angle of the first, in degrees.

    They are the roots of the eigenvalues, along the eigenvectors.
    """
    values, vectors = np.linalg.eigh(covariance)
    first, second = np.sqrt(np.maximum(values[::-1], 0.0))
    return float(first), float(second), float(np.degrees(np.arctan2(vectors[1, 1], vectors[0, 1])))
