"""Where a curve of curvatures is broken, and how the edge changes."""

from __future__ import annotations

import numpy as np

from playground.ui.plots.sharpness_plot import in_steps, parts_of


def test_the_edge_changes_at_once() -> None:
    x, y = in_steps(np.array([0.0, 1.0, 2.0, 3.0]), np.array([20.0, 20.0, 10.0, 10.0]))
    assert x.tolist() == [0.0, 1.0, 2.0, 2.0, 3.0]
    assert y.tolist() == [20.0, 20.0, 20.0, 10.0, 10.0]


def test_a_curve_is_broken_where_nothing_was_measured() -> None:
    looks = np.array([0.0, 1.0, 2.0, 90.0, 91.0, 92.0])
    assert [looks[part].tolist() for part in parts_of(looks)] == [[0.0, 1.0, 2.0], [90.0, 91.0, 92.0]]
    faster = np.array([0.0, 1.0, 2.0, 52.0, 102.0, 152.0])
    assert parts_of(faster) == [slice(0, 6)]
    assert parts_of(looks[:1]) == [slice(0, 1)]
