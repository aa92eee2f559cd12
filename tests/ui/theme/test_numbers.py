from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.ui.theme import numbers
from playground.ui.theme.numbers import MINUS, THIN_SPACE


@pytest.mark.parametrize(
    ("value", "text"),
    [(4520, f"4{THIN_SPACE}520"), (7, "7"), (-1234567, f"{MINUS}1{THIN_SPACE}234{THIN_SPACE}567"), (0, "0")],
)
def test_integers_have_thin_spaces_and_a_true_minus(value: int, text: str) -> None:
    assert numbers.format_integer(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.02124, "0.0212"),
        (12.345, "12.3"),
        (0.9996, "1.00"),
        (4520.4, f"4{THIN_SPACE}520"),
        (-0.5, f"{MINUS}0.500"),
        (0.0, "0.00"),
        (2.1e-5, "2.10·10⁻⁵"),
        (3.456e7, "3.46·10⁷"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
        (-math.inf, f"{MINUS}∞"),
    ],
)
def test_significant_digits(value: float, text: str) -> None:
    assert numbers.format_significant(value) == text


def test_signed_numbers_say_plus() -> None:
    assert numbers.format_signed(0.899) == "+0.899"
    assert numbers.format_signed(-0.0029) == f"{MINUS}0.00290"


def test_compact_drops_what_says_nothing() -> None:
    assert [numbers.format_compact(x) for x in (0.5, 15, 100, 3e-5, 0.0)] == [
        "0.5",
        "15",
        "100",
        "3·10⁻⁵",
        "0",
    ]


def test_fixed_has_no_negative_zero() -> None:
    assert numbers.format_fixed(-0.001) == "0.00"
    assert numbers.format_fixed(-1.5, 1) == f"{MINUS}1.5"


def test_percent_has_a_thin_space() -> None:
    assert numbers.format_percent(0.15) == f"15{THIN_SPACE}%"
    assert numbers.format_percent(0.977, 1) == f"97.7{THIN_SPACE}%"


@pytest.mark.parametrize(
    ("rate", "text"), [(0.1, "0.100"), (2.0, "2.00"), (0.03, "0.0300"), (3e-4, "3·10⁻⁴"), (1e-5, "1·10⁻⁵")]
)
def test_learning_rates(rate: float, text: str) -> None:
    assert numbers.format_rate(rate) == text


def test_decades_are_plain_near_one_and_powers_far_away() -> None:
    decades = [numbers.format_decade(10.0**exponent) for exponent in (-4, -3, -2, -1, 0, 1, 2, 6)]
    assert decades == ["10⁻⁴", "10⁻³", "0.01", "0.1", "1", "10", "100", "10⁶"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("0,5", 0.5),
        (",5", 0.5),
        ("5.", 5.0),
        ("3e-2", 0.03),
        ("3E−2", 0.03),
        ("−1", -1.0),
        (" +0.25 ", 0.25),
        (f"4{THIN_SPACE}520", 4520.0),
        ("3·10⁻⁴", 3e-4),
        ("2*10⁵", 2e5),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, value: float) -> None:
    assert numbers.parse_number(text) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "1,000.5", "nan", "inf", "1e999", "--1", "e5", "٣", "0x10", "1_0"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert numbers.parse_number(text) is None


def test_percents_are_read_with_or_without_their_sign() -> None:
    assert numbers.PERCENT.read(f"15{THIN_SPACE}%") == pytest.approx(0.15)
    assert numbers.PERCENT_POINTS.read("15") == 15
    assert numbers.PERCENT_POINTS.write(15) == f"15{THIN_SPACE}%"
    assert numbers.PERCENT.read("much") is None


@given(st.floats(min_value=-1e12, max_value=1e12, allow_nan=False))
def test_what_is_written_can_be_read_back(value: float) -> None:
    for write in (numbers.format_significant, numbers.format_compact):
        read = numbers.parse_number(write(value))
        assert read == pytest.approx(value, rel=0.006, abs=1e-300)
