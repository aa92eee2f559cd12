"""How the heights of a landscape become shares of a colour map, and where its lines of equal loss run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.ui.plots.contour import Polyline, zero_contour
from playground.ui.theme.numbers import format_significant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from playground.worker.questions import LandscapeAnswer

    Floats = NDArray[np.float64]

LINES = 16
WIDE = 3.0  # where the largest loss is so many times the smallest, colours follow its logarithm
_EVEN = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """Heights (rows, columns), row 0 at the bottom, as shares from 0 (lowest) to 1; NaN where not finite."""

    shares: Floats
    low: float
    high: float
    logarithmic: bool

    def loss_at(self, share: float) -> float:
        """Return the loss at a share of the scale."""
        low, high = self._ends()
        at = low + share * (high - low)
        return float(10.0**at if self.logarithmic else at)

    def _ends(self) -> tuple[float, float]:
        return (np.log10(self.low), np.log10(self.high)) if self.logarithmic else (self.low, self.high)

    @property
    def texts(self) -> tuple[str, str, str]:
        """What stands under the ends and the middle of the colour bar."""
        name = "loss, log scale" if self.logarithmic else "loss"
        return format_significant(self.low, 2), name, format_significant(self.high, 2)

    def lines(self) -> Iterator[tuple[float, list[Polyline]]]:
        """Yield 16 levels, evenly spaced on the scale, with their lines as (column, row) in cells."""
        for number in range(LINES):
            level = (number + 1) / (LINES + 1)
            yield level, zero_contour(self.shares - level)


def relief_of(answer: LandscapeAnswer) -> Relief | None:
    """Return the relief of an answer, None where no height is a finite number."""
    known = answer.known
    if not known.any():
        return None
    heights = np.where(known, answer.heights.astype(np.float64), np.nan)
    low, high = float(np.nanmin(heights)), float(np.nanmax(heights))
    if not high - low > _EVEN * max(abs(high), abs(low)):
        high = low + max(abs(low), 1.0) * 1e-6
    logarithmic = low > 0.0 and high >= WIDE * low
    scaled = np.log10(heights) if logarithmic else heights
    bottom, top = (np.log10(low), np.log10(high)) if logarithmic else (low, high)
    return Relief((scaled - bottom) / (top - bottom), low, high, logarithmic)
