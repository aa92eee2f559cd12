"""Few and round ticks for an axis, with their texts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from playground.ui.theme.numbers import (
    MINUS,
    THIN_SPACE,
    TIMES_TEN,
    format_compact,
    format_decade,
    superscript,
)

FEW_DECADES = 1.8
MANY_DECADES = 3.0
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, in the axis's own coordinate, and what stands there."""

    at: float
    text: str


def linear_ticks(low: float, high: float, most: int, finest: float = 0.0) -> list[Tick]:
    """Return at most `most` ticks at multiples of 1, 2 or 5 times a power of ten, a `finest` step apart."""
    step = nice_step(max((high - low) / max(most, 1), finest))
    if step == 0.0:
        return []
    first, last = math.ceil(low / step - _SLACK), math.floor(high / step + _SLACK)
    return [Tick(number * step, number_text(number * step, step)) for number in range(first, last + 1)]


def log_ticks(low: float, high: float, most: int) -> list[Tick]:
    """Return ticks between two decimal exponents: 1-2-5 where they span little, else decades."""
    decades = _decades(low, high, most)
    if high - low >= MANY_DECADES or (high - low >= FEW_DECADES and len(decades) > 2):
        return decades
    between = _parts_of_decades(low, high, (1.0, 2.0, 5.0))
    if len(between) > most + 1:
        coarser = _parts_of_decades(low, high, (1.0, 3.0))
        return decades if len(coarser) > most + 2 and len(decades) > 1 else coarser
    return between if len(between) >= 2 else _within_a_decade(low, high, most)


def nice_step(least: float) -> float:
    """Return the smallest 1, 2 or 5 times a power of ten that is not below `least`; 0 if there is none."""
    return _rounded_up(least, (1.0, 2.0, 5.0))


def nice_limit(least: float) -> float:
    """Return the smallest number of one digit, or 1.5, that is not below `least`; 0 if there is none."""
    return _rounded_up(least, (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0))


def _rounded_up(least: float, parts: tuple[float, ...]) -> float:
    if not 0.0 < least < math.inf:
        return 0.0
    power = 10.0 ** math.floor(math.log10(least))
    enough = least * (1.0 - _SLACK)
    return next((part * power for part in parts if part * power >= enough), 10.0 * power)


def limit_text(value: float) -> str:
    """Return the round number at an axis's end: ``0.08``, ``4·10⁻⁴``."""
    plain = value == 0.0 or 1e-3 <= abs(value) < 1e5
    step = 10.0 ** (math.floor(math.log10(abs(value)) + _SLACK) - 1) if value else 1.0
    return format_compact(value) if plain else _scientific(value, step)


def number_text(value: float, step: float) -> str:
    """Return a tick's number with the digits that its step needs."""
    if abs(value) < step * _SLACK:
        return "0"
    if step < 1e-4 or abs(value) >= 1e6:
        return _scientific(value, step)
    decimals = max(0, -math.floor(math.log10(step) + _SLACK))
    return f"{value:,.{decimals}f}".replace(",", THIN_SPACE).replace("-", MINUS)


def _scientific(value: float, step: float) -> str:
    exponent = math.floor(math.log10(abs(value)) + _SLACK)
    decimals = max(0, exponent - math.floor(math.log10(step) + _SLACK))
    mantissa = f"{abs(value) / 10.0**exponent:.{decimals}f}"
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    factor = "10" if mantissa == "1" else mantissa + TIMES_TEN
    return f"{MINUS if value < 0 else ''}{factor}{superscript(exponent)}"


def _decades(low: float, high: float, most: int) -> list[Tick]:
    stride = max(1, math.ceil((high - low) / max(most, 1)))
    first, last = math.ceil(low / stride - _SLACK), math.floor(high / stride + _SLACK)
    return [Tick(float(at * stride), format_decade(10.0 ** (at * stride))) for at in range(first, last + 1)]


def _parts_of_decades(low: float, high: float, parts: tuple[float, ...]) -> list[Tick]:
    places = [(part, exponent) for exponent in range(math.floor(low), math.ceil(high) + 1) for part in parts]
    ticks = [
        Tick(math.log10(part) + exponent, number_text(part * 10.0**exponent, 10.0**exponent))
        for part, exponent in places
    ]
    return [tick for tick in ticks if low - _SLACK <= tick.at <= high + _SLACK]


def _within_a_decade(low: float, high: float, most: int) -> list[Tick]:
    if high > 300 or low < -300:
        return []
    ticks = linear_ticks(10.0**low, 10.0**high, most)
    return [Tick(math.log10(tick.at), tick.text) for tick in ticks if tick.at > 0.0]
