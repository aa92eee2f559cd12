from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from playground.ui.plots.end_labels import spread


def test_labels_that_are_apart_stay() -> None:
    assert spread([10.0, 50.0, 30.0], 12.0, 0.0, 100.0) == [10.0, 50.0, 30.0]


def test_labels_that_touch_part_around_their_middle() -> None:
    assert spread([50.0, 50.0], 12.0, 0.0, 100.0) == [44.0, 56.0]
    assert spread([51.0, 50.0, 49.0], 10.0, 0.0, 100.0) == [60.0, 50.0, 40.0]


def test_labels_at_the_border_move_inwards() -> None:
    assert spread([99.0, 100.0], 10.0, 0.0, 100.0) == [90.0, 100.0]
    assert spread([0.0, 0.0, 0.0, 0.0], 50.0, 0.0, 90.0) == [0.0, 30.0, 60.0, 90.0]


@given(st.lists(st.floats(0, 200), max_size=12), st.floats(1, 15))
def test_labels_are_apart_in_order_and_in_bounds(wanted: list[float], distance: float) -> None:
    places = spread(wanted, distance, 0.0, 200.0)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    for above, below in itertools.pairwise(order):
        assert places[below] - places[above] >= distance - 1e-6
    assert all(-1e-6 <= place <= 200.0 + 1e-6 for place in places)
