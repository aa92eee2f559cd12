"""Where a sampled field crosses zero, and where one class gives way to another, as joined lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Polyline = NDArray[np.float64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.int64]

_TOP, _RIGHT, _BOTTOM, _LEFT = range(4)
_LARGEST_LEAD = 16.0
_SMALLEST_LEAD = 0.05


def zero_contour(values: ArrayLike) -> list[Polyline]:
    """Return the lines along which a field is zero, by marching squares.

    Parameters
    ----------
    values : (rows, columns)
        The field at the points of a grid; cells touching a value that is not finite hold no line.

    Returns
    -------
    list of (n, 2) float64
        Points as (column, row) in samples; a closed line ends where it began.
    """
    field = np.asarray(values, dtype=np.float64)
    known = np.isfinite(field)
    positive = field >= 0.0
    cells = _mixed_cells(positive, known)
    flat = field.ravel()
    count = cells.crossed.sum(axis=1)
    pairs = np.concatenate([_plain(cells, count == 2), *_saddles(cells, flat, count == 4)])
    used, ends = np.unique(pairs, return_inverse=True)
    first, second = _edge_samples(used, cells.columns)
    share = flat[first] / (flat[first] - flat[second])
    return _join(ends.reshape(-1, 2), _edge_points(used, share, cells.columns))


def twice_as_fine(field: Floats) -> Floats:
    """Return a finite field (rows, columns) with a value between every two samples, by cubics through four.

    The result is (2 * rows - 1, 2 * columns - 1); every other value is a sample of the field.
    """
    return _with_middles(_with_middles(field).T).T


def _with_middles(field: Floats) -> Floats:
    fine = np.empty((2 * len(field) - 1, field.shape[1]))
    fine[::2] = field
    fine[1::2] = (field[:-1] + field[1:]) / 2.0
    fine[3:-3:2] += (field[1:-2] + field[2:-1] - field[:-3] - field[3:]) / 16.0
    return fine


def class_borders(winners: ArrayLike, confidence: ArrayLike) -> list[Polyline]:
    """Return the lines along which the winning class changes.

    A border is put where the log-odds of two neighbouring winners, each going on evenly, would meet; so it is
    as smooth as the probabilities are. Where three or four classes meet, their borders end in one point.

    Parameters
    ----------
    winners : (rows, columns) of int
        The winning class at the points of a grid.
    confidence : (rows, columns)
        The winner's probability; cells touching one that is not finite hold no line.

    Returns
    -------
    list of (n, 2) float64
        Points as (column, row) in samples; a closed line ends where it began.
    """
    sure = np.asarray(confidence, dtype=np.float64)
    cells = _mixed_cells(np.asarray(winners), np.isfinite(sure))
    lead = _lead(sure).ravel()
    plain = cells.crossed.sum(axis=1) == 2
    rims = cells.edges[~plain][cells.crossed[~plain]]
    used, ends = np.unique(np.concatenate([_plain(cells, plain).ravel(), rims]), return_inverse=True)
    first, second = _edge_samples(used, cells.columns)
    points = _edge_points(used, lead[first] / (lead[first] + lead[second]), cells.columns)
    split = len(ends) - len(rims)
    spokes, hubs = _junctions(ends[split:], points, cells.crossed[~plain])
    return _join(np.concatenate([ends[:split].reshape(-1, 2), spokes]), np.concatenate([points, hubs]))


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells that a line passes: corners and edges, clockwise from the top left, and which are crossed."""

    corners: Indices
    edges: Indices
    crossed: Flags
    columns: int


def _mixed_cells(labels: NDArray, known: Flags) -> _Cells:
    columns = labels.shape[1]
    here = labels[:-1, :-1]
    mixed = (here != labels[:-1, 1:]) | (here != labels[1:, :-1]) | (here != labels[1:, 1:])
    if not known.all():
        mixed &= known[:-1, :-1] & known[:-1, 1:] & known[1:, :-1] & known[1:, 1:]
    row, column = np.nonzero(mixed)
    origin = (row * columns + column)[:, None]
    corners = origin + np.array([0, 1, columns + 1, columns])
    # An edge is numbered after its first sample: even along a row, odd along a column.
    edges = 2 * origin + np.array([0, 3, 2 * columns, 1])
    at_corners = labels.ravel()[corners]
    return _Cells(corners, edges, at_corners != np.roll(at_corners, -1, axis=1), columns)


def _edge_samples(edges: Indices, columns: int) -> tuple[Indices, Indices]:
    first = edges >> 1
    return first, first + np.where(edges & 1, columns, 1)


def _edge_points(edges: Indices, share: Floats, columns: int) -> Floats:
    row, column = np.divmod(edges >> 1, columns)
    down = edges & 1
    return np.column_stack([column + share * (1 - down), row + share * down])


def _lead(probability: Floats) -> Floats:
    safe = np.clip(probability, 1e-7, 1.0 - 1e-7)
    return np.clip(np.log(safe / (1.0 - safe)), _SMALLEST_LEAD, _LARGEST_LEAD)


def _plain(cells: _Cells, chosen: Flags) -> Indices:
    return cells.edges[chosen][cells.crossed[chosen]].reshape(-1, 2)


def _saddles(cells: _Cells, flat: Floats, chosen: Flags) -> list[Indices]:
    corners, edges = flat[cells.corners[chosen]], cells.edges[chosen]
    along = (corners.sum(axis=1) >= 0.0) == (corners[:, 0] >= 0.0)
    joined, parted = edges[along], edges[~along]
    return [
        joined[:, [_TOP, _RIGHT]],
        joined[:, [_BOTTOM, _LEFT]],
        parted[:, [_TOP, _LEFT]],
        parted[:, [_BOTTOM, _RIGHT]],
    ]


def _junctions(rims: Indices, points: Floats, crossed: Flags) -> tuple[Indices, Floats]:
    cell = np.nonzero(crossed)[0]
    sums = np.zeros((len(crossed), 2))
    np.add.at(sums, cell, points[rims])
    hubs = sums[cell] / crossed.sum(axis=1)[cell][:, None]
    # Every spoke gets a hub of its own, so that lines end there and never have to choose a way on.
    return np.column_stack([rims, len(points) + np.arange(len(rims))]), hubs


def _join(pairs: Indices, points: Floats) -> list[Polyline]:
    first, second = _neighbors(pairs, len(points))
    return [points[walk] for walk in _walks(first.tolist(), second.tolist())]


def _neighbors(pairs: Indices, count: int) -> tuple[Indices, Indices]:
    source = np.concatenate([pairs[:, 0], pairs[:, 1]])
    target = np.concatenate([pairs[:, 1], pairs[:, 0]])
    order = np.argsort(source, kind="stable")
    degree = np.bincount(source, minlength=count)
    last = np.cumsum(degree) - 1
    target = target[order]
    return target[last - degree + 1], np.where(degree == 2, target[last], -1)


def _walks(first: list[int], second: list[int]) -> list[list[int]]:
    seen = [False] * len(first)
    starts = [place for place, other in enumerate(second) if other < 0]
    return [_walk(start, first, second, seen) for start in [*starts, *range(len(first))] if not seen[start]]


def _walk(start: int, first: list[int], second: list[int], seen: list[bool]) -> list[int]:
    walk, here, following = [start], start, first[start]
    seen[start] = True
    while following >= 0 and not seen[following]:
        walk.append(following)
        seen[following] = True
        here, following = following, second[following] if first[following] == here else first[following]
    if following == start and len(walk) > 2:
        walk.append(start)
    return walk
