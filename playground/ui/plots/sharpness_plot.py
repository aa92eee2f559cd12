"""The largest eigenvalue of the Hessian over epochs, and the one that the learning rate can stand."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from playground.ui.plots.line_plot import LinePlot
from playground.ui.plots.series import Series

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

Floats = NDArray[np.float64]
_WIDTH, _EDGE_WIDTH, _DOT = 1.8, 1.4, 5.0
_LONG = 8.0  # times as long as its neighbours, a time between two looks is a gap


class SharpnessPlot(LinePlot):
    """λ₁ in the colour of a derivative, the edge dashed, on a logarithmic axis."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, parent, x_title="epoch", logarithmic=True, invitation="Press play to see the curvature"
        )
        self.setAccessibleName("Largest eigenvalue of the Hessian over epochs, and the largest stable one")

    def show_sharpness(self, epochs: Floats, sharpness: Floats, edges: Floats, edge_name: str) -> None:
        """Draw λ₁ (n,) and the edge (n,), NaN where there is none, at rising epochs (n,)."""
        if not (sharpness > 0).any():
            self.show_series([])
            return
        curves: list[Series] = []
        parts = parts_of(epochs)
        for part in parts:
            # The last one has the name, and what is read out of all.
            last = part is parts[-1]
            whole = (epochs, sharpness) if last else None
            name = "λ₁" if last else ""
            ends = _DOT if last else 0.0
            curves.append(Series(name, epochs[part], sharpness[part], _sharp, _WIDTH, dot=ends, exact=whole))
            if edge_name and np.isfinite(edges[part]).any():
                curves.append(self._edge_of(epochs, edges, part, edge_name if last else ""))
        self.show_series(curves)

    def _edge_of(self, epochs: Floats, edges: Floats, part: slice, name: str) -> Series:
        x, y = in_steps(epochs[part], edges[part])
        return Series(name, x, y, _edge, _EDGE_WIDTH, dashed=True, dot=0.0, exact=(epochs, edges))


def parts_of(epochs: Floats) -> list[slice]:
    """Return the parts between which nothing was measured for far longer than before and after."""
    apart = np.diff(epochs)
    around = np.maximum(apart[:-2], apart[2:])
    ends = np.flatnonzero(apart[1:-1] > _LONG * around) + 2
    bounds = [0, *ends.tolist(), len(epochs)]
    return [slice(first, last) for first, last in itertools.pairwise(bounds)]


def in_steps(epochs: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Return a curve that keeps each value until the next one, and changes at once where that differs."""
    after = np.flatnonzero(values[1:] != values[:-1]) + 1
    return np.insert(epochs, after, epochs[after]), np.insert(values, after, values[after - 1])


def _sharp(theme: Theme) -> QColor:
    return theme.color("dpos")


def _edge(theme: Theme) -> QColor:
    return theme.color("danger")
