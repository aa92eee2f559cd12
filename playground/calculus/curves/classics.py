"""Functions that everybody meets, each with its derivatives by the rules written beside it."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.curves.curve import Curve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playground.calculus.curves.curve import Floats, Jet

_AROUND = (-3.0, 3.0)
_WAVES = (-7.0, 7.0)
_FROM_ZERO = (0.0, math.inf)


def _parabola(x: Floats) -> Jet:
    """Give x^2, 2x, 2."""
    return x * x, 2 * x, np.full_like(x, 2.0)


def _narrow_valley(x: Floats) -> Jet:
    """Give 12 x^2, 24 x, 24."""
    return 12 * x * x, 24 * x, np.full_like(x, 24.0)


def _flat_valley(x: Floats) -> Jet:
    """Give x^4 / 4, x^3, 3 x^2."""
    return x * x * x * x / 4, x * x * x, 3 * x * x


def _cubic(x: Floats) -> Jet:
    """Give x^3, 3 x^2, 6 x."""
    return x * x * x, 3 * x * x, 6 * x


def _double_well(x: Floats) -> Jet:
    """Give x^4 - 2 x^2, 4 x^3 - 4 x, 12 x^2 - 4."""
    square = x * x
    return square * (square - 2), 4 * x * (square - 1), 12 * square - 4


def _bumpy(x: Floats) -> Jet:
    """Give x^2 / 10 + sin 2x, x / 5 + 2 cos 2x, 1 / 5 - 4 sin 2x."""
    sine = np.sin(2 * x)
    return x * x / 10 + sine, x / 5 + 2 * np.cos(2 * x), 0.2 - 4 * sine


def _steep_wall(x: Floats) -> Jet:
    """Give e^x - x, e^x - 1, e^x."""
    power = np.exp(x)
    return power - x, np.expm1(x), power


def _sine(x: Floats) -> Jet:
    """Give sin x, cos x, -sin x."""
    sine = np.sin(x)
    return sine, np.cos(x), -sine


def _cosine(x: Floats) -> Jet:
    """Give cos x, -sin x, -cos x."""
    cosine = np.cos(x)
    return cosine, -np.sin(x), -cosine


def _exponential(x: Floats) -> Jet:
    """Give e^x three times."""
    power = np.exp(x)
    return power, power, power


def _logarithm(x: Floats) -> Jet:
    """Give ln x, 1 / x, -1 / x^2, where x > 0."""
    x = np.where(x > 0, x, np.nan)
    return np.log(x), 1 / x, -1 / (x * x)


def _root(x: Floats) -> Jet:
    """Give sqrt x, 1 / (2 sqrt x), -1 / (4 x sqrt x); at 0 the slope is infinite."""
    root = np.sqrt(x)
    return root, 0.5 / root, -0.25 / (x * root)


def _reciprocal(x: Floats) -> Jet:
    """Give 1 / x, -1 / x^2, 2 / x^3."""
    return 1 / x, -1 / (x * x), 2 / (x * x * x)


def _absolute(x: Floats) -> Jet:
    """Give |x|, sign x, 0; at the kink the mean of both slopes."""
    return np.abs(x), np.sign(x), np.zeros_like(x)


CLASSICS: Mapping[str, Curve] = MappingProxyType(
    {
        "parabola": Curve(_parabola, _AROUND, 1.5),
        "narrow_valley": Curve(_narrow_valley, (-2.0, 2.0), 1.5),
        "flat_valley": Curve(_flat_valley, _AROUND, 2.0),
        "cubic": Curve(_cubic, (-2.0, 2.0), 1.0),
        "double_well": Curve(_double_well, (-2.0, 2.0), 1.5),
        "bumpy": Curve(_bumpy, (-6.0, 6.0), 4.0),
        "steep_wall": Curve(_steep_wall, (-5.0, 3.0), -3.0),
        "sine": Curve(_sine, _WAVES, 1.0),
        "cosine": Curve(_cosine, _WAVES, 1.0),
        "exponential": Curve(_exponential, (-4.0, 2.5), 1.0),
        "logarithm": Curve(_logarithm, (-1.0, 6.0), 1.0, poles=(0.0,), domain=_FROM_ZERO),
        "root": Curve(_root, (-1.0, 6.0), 1.0, domain=_FROM_ZERO),
        "reciprocal": Curve(_reciprocal, _AROUND, 1.0, poles=(0.0,)),
        "absolute": Curve(_absolute, _AROUND, 1.0, kinks=(0.0,)),
    }
)
