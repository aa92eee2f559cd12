from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.ui.widgets.scale import Scale

SCALES = [
    Scale.linear(0, 50, 5),
    Scale.linear(-2, 2, 0.01),
    Scale.log(1e-5, 10),
    Scale.explicit([0, 1e-3, 0.1, 10]),
]


def test_linear_stops_carry_no_rounding_dust() -> None:
    assert Scale.linear(0, 1, 0.1).stops == (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def test_a_step_that_does_not_fit_ends_before_the_end() -> None:
    assert Scale.linear(0, 10, 4).stops == (0, 4, 8)


def test_log_stops_are_round_and_ten_a_decade() -> None:
    scale = Scale.log(1e-5, 10)
    assert (scale.low, scale.high, len(scale.stops)) == (1e-5, 10.0, 61)
    assert {0.1, 0.03, 0.001, 2.5} <= set(scale.stops)
    ratios = [after / before for before, after in zip(scale.stops, scale.stops[1:], strict=False)]
    assert max(ratios) < 1.36 and min(ratios) > 1.19


def test_log_places_are_even_in_the_exponent() -> None:
    scale = Scale.log(1e-5, 10)
    for exponent in range(-5, 2):
        assert scale.place(10.0**exponent) == pytest.approx((exponent + 5) / 6)
    assert scale.place(4.2) == pytest.approx((math.log10(4.2) + 5) / 6, abs=0.002)


def test_values_beyond_the_ends_lie_at_the_ends() -> None:
    scale = Scale.linear(1, 30, 1)
    assert (scale.place(-5), scale.place(99)) == (0.0, 1.0)


def test_a_step_from_between_two_stops_leads_to_the_next_one() -> None:
    scale = Scale.linear(0, 1, 0.1)
    assert scale.stepped(0.25, 1) == 0.3
    assert scale.stepped(0.25, -1) == 0.2
    assert scale.stepped(0.2, 1) == 0.3
    assert scale.stepped(0.9, 10) == 1.0
    assert scale.stepped(0.1, -10) == 0.0


@given(scale=st.sampled_from(SCALES), index=st.integers(0, 10_000))
def test_each_stop_is_found_again_at_its_place(scale: Scale, index: int) -> None:
    stop = scale.stops[index % len(scale.stops)]
    assert scale.nearest(scale.place(stop)) == stop
    assert scale.stops[scale.index(stop)] == stop


@given(scale=st.sampled_from(SCALES), place=st.floats(-1, 2))
def test_the_nearest_stop_is_the_nearest(scale: Scale, place: float) -> None:
    distances = [abs(other - place) for other in scale.places]
    assert abs(scale.place(scale.nearest(place)) - place) == pytest.approx(min(distances))
