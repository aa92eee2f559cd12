from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.ui.plots.ticks import Tick, limit_text, linear_ticks, log_ticks, nice_limit


def texts(ticks: list[Tick]) -> list[str]:
    return [tick.text for tick in ticks]


def test_linear_ticks_are_round_with_a_true_minus() -> None:
    ticks = linear_ticks(-6.0, 6.0, 6)
    assert [tick.at for tick in ticks] == [-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0]
    assert texts(ticks) == ["−6", "−4", "−2", "0", "2", "4", "6"]
    assert texts(linear_ticks(0.0, 0.52, 6)) == ["0", "0.1", "0.2", "0.3", "0.4", "0.5"]
    assert texts(linear_ticks(0.0, 12_000.0, 4)) == ["0", "5\N{THIN SPACE}000", "10\N{THIN SPACE}000"]


def test_log_ticks_are_one_two_five_over_little_and_decades_over_much() -> None:
    assert texts(log_ticks(math.log10(0.018), math.log10(0.6), 8)) == ["0.02", "0.05", "0.1", "0.2", "0.5"]
    assert texts(log_ticks(-4.2, 0.3, 8)) == ["10⁻⁴", "10⁻³", "0.01", "0.1", "1"]
    assert texts(log_ticks(-1.0, 7.5, 5)) == ["1", "100", "10⁴", "10⁶"]


def test_a_log_axis_within_a_decade_has_even_ticks_at_their_logarithms() -> None:
    ticks = log_ticks(math.log10(0.41), math.log10(0.48), 5)
    assert texts(ticks) == ["0.42", "0.44", "0.46", "0.48"]
    for tick in ticks:
        assert 10.0**tick.at == pytest.approx(float(tick.text))


@given(st.floats(-1e9, 1e9), st.floats(1e-9, 1e9), st.integers(2, 12))
def test_linear_ticks_are_few_and_inside(low: float, span: float, most: int) -> None:
    high = low + span
    ticks = linear_ticks(low, high, most)
    assert len(ticks) <= most + 1
    for tick in ticks:
        assert low - 1e-6 * span <= tick.at <= high + 1e-6 * span


@given(st.floats(-12, 6), st.floats(0.05, 12), st.integers(3, 10))
def test_log_ticks_are_few_and_inside(low: float, span: float, most: int) -> None:
    ticks = log_ticks(low, low + span, most)
    assert len(ticks) <= max(most + 1, 6)
    for tick in ticks:
        assert low - 1e-6 <= tick.at <= low + span + 1e-6


@pytest.mark.parametrize(
    ("least", "limit"), [(0.031, 0.04), (1.2, 1.5), (0.00081, 0.001), (6.1, 8.0), (0.0, 0.0)]
)
def test_a_limit_is_the_next_round_number(least: float, limit: float) -> None:
    assert nice_limit(least) == pytest.approx(limit)


def test_small_limits_are_written_with_powers() -> None:
    assert limit_text(0.08) == "0.08"
    assert limit_text(-4e-4) == "−4·10⁻⁴"
    assert limit_text(1e-5) == "10⁻⁵"
    assert limit_text(0.0) == "0"
