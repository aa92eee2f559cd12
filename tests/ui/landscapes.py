"""Slices of a loss that is known by a formula, as the worker would tell them."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.document.choices import LandscapeAxes
from playground.worker.questions import Direction, DirectionKind, LandscapeAnswer

EXTENT = (-2.0, 3.0, -2.0, 2.0)
ROWS, COLUMNS = 40, 50


def middles() -> tuple[np.ndarray, np.ndarray]:
    """Return x and y at the middles of the cells, (rows, columns) each, row 0 at the bottom."""
    left, right, bottom, top = EXTENT
    x = left + (np.arange(COLUMNS) + 0.5) * (right - left) / COLUMNS
    y = bottom + (np.arange(ROWS) + 0.5) * (top - bottom) / ROWS
    across, up = np.meshgrid(x, y)
    return across, up


def bowl(**changes: Any) -> LandscapeAnswer:
    """Return L = 0.1 + x² + 2y², seen from (0, 0), with a path from (2, 1) straight to there."""
    x, y = middles()
    heights = (0.1 + x**2 + 2 * y**2).astype(np.float32)
    fields: dict[str, Any] = {
        "plane": 1,
        "axes": LandscapeAxes.PATH,
        "directions": (
            Direction(DirectionKind.MAIN, 1, share=0.95),
            Direction(DirectionKind.MAIN, 2, share=0.03),
        ),
        "extent": EXTENT,
        "heights": heights,
        "known": np.isfinite(heights),
        "fine": True,
        "here": (0.0, 0.0),
        "loss": 0.1,
        "slope": 0.0,
        "downhill": (0.6, 0.8),
        "path_x": np.linspace(2.0, 0.0, 5),
        "path_y": np.linspace(1.0, 0.0, 5),
        "distances": np.array([0.1, 0.2, 0.1, 0.05, 0.0]),
        "lengths": np.array([2.2, 1.7, 1.1, 0.6, 0.0]),
        "path_losses": np.array([6.1, 3.5, 1.6, 0.48, 0.1]),
        "path_steps": np.array([0, 10, 20, 30, 40]),
        "share": 0.98,
        "samples": 250,
        "train_samples": 250,
        "penalised": False,
        "drops": False,
        "step": 40,
        "epoch": 4.0,
        "seconds": 0.1,
    }
    return LandscapeAnswer(**(fields | changes))
