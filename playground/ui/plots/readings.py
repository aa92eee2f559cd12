"""The numbers of all curves at one place, for the read-out and as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from playground.ui.theme.numbers import format_fixed, format_significant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.plots.series import Series

Floats = NDArray[np.float64]

_WHOLE = 0.005


@dataclass(frozen=True, slots=True)
class Reading:
    """What each named curve says at `x`, a place where points were given."""

    x: float
    values: tuple[tuple[Series, float], ...]

    def heading(self, title: str) -> str:
        """Return ``epoch 120``."""
        whole = abs(self.x - round(self.x)) < _WHOLE
        return f"{title} {format_fixed(self.x, 0 if whole else 2)}".strip()

    def text(self, title: str) -> str:
        """Return all of it as one line."""
        told = [f"{series.name} {format_significant(value)}" for series, value in self.values]
        return ", ".join([self.heading(title), *told])


def shared_x(series: Sequence[Series]) -> Floats:
    """Return the places at which the named curves have points."""
    return next((each.told[0] for each in series if each.name), np.zeros(0))


def reading_at(series: Sequence[Series], x: float) -> Reading | None:
    """Return the numbers at the point nearest to `x`, or None where there is no point."""
    places = shared_x(series)
    if not len(places):
        return None
    nearest = float(places[nearest_index(places, x)])
    return Reading(nearest, tuple((each, _value_at(*each.told, nearest)) for each in series if each.name))


def _value_at(places: Floats, values: Floats, x: float) -> float:
    return float(values[nearest_index(places, x)]) if len(places) else float("nan")


def nearest_index(places: Floats, x: float) -> int:
    """Return which of the rising places is nearest to `x`."""
    after = min(int(np.searchsorted(places, x)), len(places) - 1)
    before = max(after - 1, 0)
    return before if x - places[before] < places[after] - x else after


def series_as_text(series: Sequence[Series], title: str) -> str:
    """Return the named curves as comma-separated values with full precision."""
    named = [each for each in series if each.name]
    lines = [",".join([title, *(each.name for each in named)])]
    columns = [shared_x(series).tolist(), *(each.told[1].tolist() for each in named)]
    lines += [",".join(map(repr, row)) for row in zip(*columns, strict=False)]
    return "\n".join(lines) + "\n"
