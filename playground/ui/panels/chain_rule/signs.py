"""Which colour a number has by its sign: values in one pair, derivatives in the other."""

from __future__ import annotations


def value_token(value: float) -> str:
    """Return the colour of a value."""
    return _token(value, "neg", "pos")


def slope_token(derivative: float) -> str:
    """Return the colour of a derivative."""
    return _token(derivative, "dneg", "dpos")


def _token(number: float, below: str, above: str) -> str:
    if number == 0:
        return "ink2"
    return above if number > 0 else below
