"""How the sentences of the walk write numbers."""

from __future__ import annotations

from playground.ui.theme.numbers import MINUS, format_compact, format_significant

SMALL = 0.01  # by how much something rises where a sentence says what follows
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")


def count_in_words(count: int) -> str:
    """Return "seven", or figures from twelve on."""
    return _WORDS[count] if count < len(_WORDS) else str(count)


def number(value: float) -> str:
    """Return three digits: "0.292"."""
    return format_significant(value, 3)


def exact(value: float) -> str:
    """Return four digits, as products and sums are written: "0.5558"."""
    return format_significant(value, 4)


def factor(value: float) -> str:
    """Return a number as it stands after a sign of arithmetic: "(−0.596)"."""
    return _bracketed(number(value))


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


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith(MINUS) else text
