"""Numbers with all their digits, those that count told from those that do not."""

from __future__ import annotations

import math
from dataclasses import dataclass

from playground.ui.theme.numbers import MINUS, format_compact, format_significant

SIGNIFICANT = 16
_LEAST, _MOST = 1e-4, 1e6
_SEEN = 0.005


@dataclass(frozen=True, slots=True)
class Digits:
    """A written number; the characters from `begin` to `end` are the ones that count."""

    text: str
    begin: int
    end: int


def whole(text: str) -> Digits:
    """Return a text that counts as it is."""
    return Digits(text, 0, len(text))


def aligned(first: float, second: float) -> tuple[str, str]:
    """Return two numbers with as many decimals as the larger one has in 16 digits."""
    largest = max(abs(first), abs(second))
    if not _LEAST <= largest < _MOST:
        return format_significant(first, SIGNIFICANT), format_significant(second, SIGNIFICANT)
    decimals = SIGNIFICANT - 1 - math.floor(math.log10(largest))
    return _fixed(first, decimals), _fixed(second, decimals)


def agreeing(first: float, second: float, digits: float | None) -> tuple[Digits, Digits]:
    """Return two numbers in which the first so many digits count."""
    texts = aligned(first, second)
    count = 0 if digits is None else int(digits)
    return _leading(texts[0], count), _leading(texts[1], count)


def differing(first: float, second: float) -> tuple[Digits, Digits]:
    """Return two numbers in which the digits behind those that are the same count."""
    one, other = aligned(first, second)
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return Digits(one, same, len(one)), Digits(other, min(same, len(other)), len(other))


def told_apart(first: float, second: float, least: int, most: int) -> tuple[str, str] | None:
    """Return two numbers with as few digits as their difference can be seen from, to 1 in 200.

    None where that takes more than `most` digits.
    """
    exact = first - second
    for digits in range(least, most + 1):
        shown = float(f"{first:.{digits - 1}e}") - float(f"{second:.{digits - 1}e}")
        if abs(shown - exact) <= _SEEN * abs(exact):
            return format_compact(first, digits), format_compact(second, digits)
    return None


def _fixed(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace("-", MINUS)


def _leading(text: str, count: int) -> Digits:
    """Return a number of which the first so many significant digits count."""
    seen, begun = 0, False
    for at, character in enumerate(text):
        if character.isdecimal():
            begun = begun or character != "0"
            seen += begun
        if seen > count:
            return Digits(text, 0, at if count else 0)
    return Digits(text, 0, len(text) if count else 0)
