"""A weighted sum in few terms whose rounded numbers add up to the rounded total."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_TERMS = 6
USUAL_DECIMALS, MOST_DECIMALS = 2, 12
# Between these two decimals say enough; beyond the last, whole numbers are too long to be added by eye.
SMALL, LARGE, TOO_LARGE = 0.1, 1e3, 1e6
NOISE = 1e-6


@dataclass(frozen=True, slots=True)
class Terms:
    """Which terms are written, what the others come to, and all numbers in one count of decimals.

    `shown` are places of the terms given, in their order; `products`, `bias`, `rest` and `total` are rounded
    so that products, bias and rest add up to the total; each is less than one last digit off. `others` are
    left out.
    """

    shown: tuple[int, ...]
    products: tuple[float, ...]
    others: int
    rest: float
    bias: float
    total: float
    decimals: int | None


def terms_of(products: Sequence[float], bias: float, total: float, most: int = MOST_TERMS) -> Terms:
    """Choose the largest terms, at most so many, and round them with what is left."""
    shown = _largest(products, most)
    rest = math.fsum(each for place, each in enumerate(products) if place not in set(shown))
    exact = [*(products[place] for place in shown), rest, bias]
    decimals = _decimals(max(abs(each) for each in (*exact, total)))
    rounded = exact if decimals is None else add_up(exact, total, decimals)
    return Terms(
        shown=shown,
        products=tuple(rounded[:-2]),
        others=len(products) - len(shown),
        rest=rounded[-2],
        bias=rounded[-1],
        total=total if decimals is None else round(_units(total, decimals)) / 10.0**decimals,
        decimals=decimals,
    )


def add_up(values: Sequence[float], total: float, decimals: int) -> list[float]:
    """Round values so that they add up to the rounded total: those with the largest remainders upwards."""
    units = [_units(each, decimals) for each in values]
    floors = [math.floor(each) for each in units]
    missing = round(_units(total, decimals)) - sum(floors)
    # A number that needs no rounding keeps its value, whatever the others need.
    broken = [place for place, each in enumerate(units) if each != floors[place]]
    for place in sorted(broken, key=lambda place: floors[place] - units[place])[: max(missing, 0)]:
        floors[place] += 1
    return [floor / 10.0**decimals for floor in floors]


def _units(value: float, decimals: int) -> float:
    """Return a value in units of its last digit; what is whole but for the noise of floats is whole."""
    units = value * 10.0**decimals
    whole = round(units)
    return float(whole) if abs(units - whole) < NOISE else units


def _largest(products: Sequence[float], most: int) -> tuple[int, ...]:
    if len(products) <= most:
        return tuple(range(len(products)))
    by_size = sorted(range(len(products)), key=lambda place: -abs(products[place]))
    return tuple(sorted(by_size[: most - 1]))


def _decimals(largest: float) -> int | None:
    if not math.isfinite(largest) or largest >= TOO_LARGE:
        return None
    if largest == 0 or SMALL <= largest < LARGE:
        return USUAL_DECIMALS
    return min(max(1 - math.floor(math.log10(largest)), 0), MOST_DECIMALS)
