"""Curves cut into dashes, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHORTEST = 0.3


def dash_lines(points: NDArray[np.float64], on: float, off: float, phase: float = 0.0) -> list[QLineF]:
    """Return straight dashes along curves (curves, points, 2): `on` pixels drawn, `off` pixels not."""
    if not len(points):
        return []
    lengths = np.zeros(points.shape[:2])
    lengths[:, 1:] = np.cumsum(np.hypot(*np.moveaxis(np.diff(points, axis=1), -1, 0)), axis=1)
    period = on + off
    starts = np.arange(phase % period - period, lengths[:, -1].max(), period)
    begin = np.clip(starts[None, :], 0.0, lengths[:, -1:])
    end = np.clip(starts[None, :] + on, 0.0, lengths[:, -1:])
    kept = end - begin > SHORTEST
    corners = np.concatenate([_along(points, lengths, begin), _along(points, lengths, end)], axis=-1)[kept]
    return [QLineF(*corner) for corner in corners.tolist()]


def _along(
    points: NDArray[np.float64], lengths: NDArray[np.float64], at: NDArray[np.float64]
) -> NDArray[np.float64]:
    last = points.shape[1] - 2
    piece = np.minimum((lengths[:, None, :] <= at[:, :, None]).sum(axis=-1) - 1, last)
    curve = np.arange(len(points))[:, None]
    before, after = lengths[curve, piece], lengths[curve, piece + 1]
    share = ((at - before) / np.maximum(after - before, 1e-9))[..., None]
    return points[curve, piece] * (1.0 - share) + points[curve, piece + 1] * share
