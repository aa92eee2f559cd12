"""The numbers of all curves at one place, for the read-out and as text."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
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
    """Return the places to read at: where the first named curve has points, beyond it where others go on."""
    named = [each.told[0] for each in series if each.name and len(each.told[0])]
    places = named[0] if named else np.zeros(0)
    for others in named[1:]:
        if others[0] < places[0] or others[-1] > places[-1]:
            before, behind = others[others < places[0]], others[others > places[-1]]
            places = np.concatenate([before, places, behind])
    return places


def reading_at(series: Sequence[Series], x: float) -> Reading | None:
    """Return the numbers at the point nearest to `x`, of each curve that runs there; None if none has any."""
    places = shared_x(series)
    if not len(places):
        return None
    nearest = float(places[nearest_index(places, x)])
    there = (each for each in series if each.name and _runs_at(each.told[0], nearest))
    return Reading(nearest, tuple((each, _value_at(*each.told, nearest)) for each in there))


def _runs_at(places: Floats, x: float) -> bool:
    return bool(len(places)) and bool(places[0] <= x <= places[-1])


def _value_at(places: Floats, values: Floats, x: float) -> float:
    return float(values[nearest_index(places, x)])


def nearest_index(places: Floats, x: float) -> int:
    """Return which of the rising places is nearest to `x`."""
    after = min(int(np.searchsorted(places, x)), len(places) - 1)
    before = max(after - 1, 0)
    return before if x - places[before] < places[after] - x else after


def series_as_text(series: Sequence[Series], title: str) -> str:
    """Return the named curves as comma-separated values with full precision; empty where one has no point."""
    named = [each for each in series if each.name]
    places = np.unique(np.concatenate([np.zeros(0), *(each.told[0] for each in named)]))
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([title, *(each.name for each in named)])
    columns = [_column(*each.told, places) for each in named]
    table.writerows(zip(places.tolist(), *columns, strict=True))
    return text.getvalue()


def _column(x: Floats, y: Floats, places: Floats) -> list[float | str]:
    cells: list[float | str] = [""] * len(places)
    for place, value in zip(np.searchsorted(places, x).tolist(), y.tolist(), strict=True):
        cells[place] = value
    return cells
