"""How the sentences of the walk write numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.theme.numbers import MINUS, format_compact, format_significant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DIGITS, MOST_DIGITS = 3, 10
NEAR = 0.005  # half a unit of the third digit, at worst
SMALL = 0.01  # by how much something rises where a sentence says what follows
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")


def count_in_words(count: int) -> str:
    """Return "seven", or figures from twelve on."""
    return _WORDS[count] if count < len(_WORDS) else str(count)


def number(value: float, digits: int = DIGITS) -> str:
    """Return three digits: "0.292"."""
    return format_significant(value, digits)


def exact(value: float) -> str:
    """Return four digits, as products and sums are written: "0.5558"."""
    return format_significant(value, 4)


def factor(value: float, digits: int = DIGITS) -> str:
    """Return a number as it stands after a sign of arithmetic: "(−0.596)"."""
    return _bracketed(number(value, digits))


def digits_for(values: Sequence[float], combine: Callable[..., float]) -> int:
    """Return with how many digits the values must be written so that they lead to their result.

    Where terms cancel, three leave next to nothing that is true of what is left.
    """
    result = combine(*values)
    for digits in range(DIGITS, MOST_DIGITS):
        if abs(combine(*(_rounded(value, digits) for value in values)) - result) <= NEAR * abs(result):
            return digits
    return MOST_DIGITS


def summand(value: float, first: bool = False) -> str:
    """Return " + 0.5558" or " − 0.0705", the first without a plus."""
    text = exact(abs(value))
    if first:
        return f"{MINUS if value < 0 else ''}{text}"
    return f" {MINUS if value < 0 else '+'} {text}"


def target(value: float) -> str:
    """Return a target as it was given: "1", "−1" or "0.25"."""
    return format_compact(value, 4)


def bracketed_target(value: float) -> str:
    """Return a target as it stands after a sign of arithmetic."""
    return _bracketed(target(value))


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits - 1}e}")


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith(MINUS) else text
