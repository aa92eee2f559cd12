"""How strongly each edge is drawn: its value against the others, its width, its rank in its gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import CanvasMode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from playground.ui.canvas.edges import Edges
    from playground.ui.canvas.values import Values

LEVELS = 26
STRONG_PER_GAP = 15
MOST_PER_GAP = 160
PERCENTILE = 97.0
GRADIENT_POWER = 0.6
THINNEST, WIDEST = 0.8, 4.4
FAINTEST, FULLEST = 0.30, 0.65
HIDDEN, DIMMED, FADED, FULL = 0, 1, 2, 3
OPACITY = {DIMMED: 0.15, FADED: 0.48, FULL: 1.0}


@dataclass(frozen=True)
class Strokes:
    """For each edge its value `t` in [-1, 1], whether it is a number at all, and its rank in its gap.

    `standing` is the rank over the number of edges in the gap, below 1.
    """

    t: NDArray[np.float64]
    finite: NDArray[np.bool_]
    rank: NDArray[np.intp]
    standing: NDArray[np.float64]

    def widths(self, k: float) -> NDArray[np.float64]:
        """Return the drawn widths in pixels."""
        return k * (THINNEST + WIDEST * np.abs(self.t))

    def strongest(self, edges: Edges, count: int) -> Iterator[tuple[int, int]]:
        """Yield (edge, rank) of the `count` largest edges of each gap that are not zero."""
        chosen = np.flatnonzero((self.rank < count) & self.finite & (self.t != 0.0))
        yield from ((int(edge), int(self.rank[edge])) for edge in chosen)


@dataclass(frozen=True, slots=True)
class Pen:
    """A pen and the edges drawn with it: `t` picks the colour, `opacity` how much; `weak` ones stand back."""

    edges: list[int]
    t: float
    opacity: float
    width: float
    weak: bool


def strokes_of(edges: Edges, values: Values) -> Strokes | None:
    """Return the strokes of all drawn edges for what the mode shows, or None while that is not known."""
    layers = values.layers
    if layers is None:
        return None
    given = np.empty(len(edges))
    for number, layer in enumerate(layers):
        here = edges.layer == number
        given[here] = layer.weights[edges.source[here], edges.target[here]]
    finite = np.isfinite(given)
    t = shares(np.where(finite, given, 0.0), values.mode)
    rank = _ranks(edges, t)
    return Strokes(t, finite, rank, rank / np.bincount(edges.layer)[edges.layer])


def shares(given: NDArray[np.float64], mode: CanvasMode) -> NDArray[np.float64]:
    """Return values over the 97th percentile of their sizes, cut to [-1, 1]; slopes are lifted by a power."""
    size = np.abs(given)
    reach = float(np.percentile(size, PERCENTILE)) if size.size else 0.0
    reach = reach or float(size.max(initial=0.0)) or 1.0
    t = np.clip(given / reach, -1.0, 1.0)
    return t if mode is CanvasMode.WEIGHTS else np.sign(t) * np.abs(t) ** GRADIENT_POWER


def _ranks(edges: Edges, t: NDArray[np.float64]) -> NDArray[np.intp]:
    ranks = np.empty(len(edges), dtype=np.intp)
    for number in np.unique(edges.layer):
        here = np.flatnonzero(edges.layer == number)
        order = np.argsort(-np.abs(t[here]), kind="stable")
        ranks[here[order]] = np.arange(len(here))
    return ranks


def emphasis(
    strokes: Strokes, touching: NDArray[np.bool_] | None, only: bool, share: float = 1.0
) -> NDArray[np.intp]:
    """Return how much each edge is to be seen: the strong, and those `touching`; with `only` no others.

    Beyond the strongest `share` of each gap edges are not drawn at all, but for those `touching`.
    """
    strong = strokes.rank < STRONG_PER_GAP
    others = np.where(strokes.standing < share, DIMMED if only else FADED, HIDDEN)
    if touching is None:
        return np.where(strong & (others != HIDDEN), FULL, others)
    full = touching if only else touching | (strong & (others != HIDDEN))
    return np.where(full, FULL, others)


def pens(strokes: Strokes, seen: NDArray[np.intp], k: float) -> list[Pen]:
    """Return the pens that draw all finite edges, weakest first; what nobody could see is left out."""
    level = np.rint(np.abs(strokes.t) * LEVELS).astype(np.intp)
    key = (seen * (LEVELS + 1) + level) * 2 + (strokes.t > 0)
    visible = (strokes.rank < MOST_PER_GAP) & (level > 0) | (seen == FULL)
    drawn = np.flatnonzero(strokes.finite & visible & (seen != HIDDEN))
    ordered = drawn[np.argsort(key[drawn], kind="stable")]
    groups = np.split(ordered, np.flatnonzero(np.diff(key[ordered])) + 1)
    return [_pen(group, int(key[group[0]]), k) for group in groups if group.size]


def _pen(group: NDArray[np.intp], key: int, k: float) -> Pen:
    seen, level = divmod(key // 2, LEVELS + 1)
    size = level / LEVELS
    opacity = (FAINTEST + FULLEST * size) * OPACITY[seen]
    return Pen(
        group.tolist(), size if key % 2 else -size, opacity, k * (THINNEST + WIDEST * size), seen < FULL
    )
