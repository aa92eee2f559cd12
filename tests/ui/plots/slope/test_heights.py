"""How much of the upright axis is shown."""

from __future__ import annotations

import numpy as np

from playground.ui.plots.slope.heights import heights
from playground.worker.questions import Piece


def piece(x: np.ndarray, y: np.ndarray) -> Piece:
    return Piece(x, y)


def test_all_of_a_tame_curve_and_most_of_a_wild_one() -> None:
    x = np.linspace(-3.0, 3.0, 481)
    low, high = heights([piece(x, x * x)], [[piece(x, 2 * x)]])
    assert low < -5.0 and 9.0 < high < 11.0
    right = x[x > 0.001]
    low, high = heights([piece(-right[::-1], -1 / right[::-1]), piece(right, 1 / right)], [])
    assert 3.0 < high < 20.0 and -20.0 < low < -3.0


def test_a_level_line_has_room_above_and_below() -> None:
    x = np.linspace(-1.0, 1.0, 5)
    low, high = heights([piece(x, np.full(5, 2.0))], [[piece(x, np.zeros(5))]])
    assert low <= 0.5 and high >= 3.0
    low, high = heights([], [])
    assert low < high


def test_steep_derivatives_leave_the_curve_its_room() -> None:
    x = np.linspace(-1.0, 1.0, 201)
    low, high = heights([piece(x, np.sin(x))], [[piece(x, 1e6 * x)]])
    assert high - low < 3 * (2 * np.sin(1.0))
