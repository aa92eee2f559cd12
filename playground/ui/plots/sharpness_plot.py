"""The largest eigenvalue of the Hessian over epochs, and the one that the learning rate can stand."""

from __future__ import annotations

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
        curves = [Series("λ₁", epochs, sharpness, _sharp, _WIDTH, dot=_DOT)]
        if np.isfinite(edges).any():
            curves.append(
                Series(edge_name or "edge", epochs, edges, _edge, _EDGE_WIDTH, dashed=True, dot=0.0)
            )
        self.show_series(curves)


def _sharp(theme: Theme) -> QColor:
    return theme.color("dpos")


def _edge(theme: Theme) -> QColor:
    return theme.color("danger")
