"""How many of each hidden layer's answers are flat, and of its neurons dead, over epochs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from playground.ui.plots.layers import layer_names
from playground.ui.plots.line_plot import LinePlot
from playground.ui.plots.series import Series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

Floats = NDArray[np.float64]
_WIDTH, _DEAD_WIDTH, _DOT = 1.8, 1.4, 5.0


class FlatPlot(LinePlot):
    """A curve per layer in percent; dashed is the share of dead neurons, where there are any."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, parent, x_title="epoch", invitation="Press play to see how flat the answers are"
        )
        self.setAccessibleName("Share of flat answers and dead neurons per layer over epochs")

    def show_shares(self, epochs: Floats, flat: Floats, dead: Floats, layers: Sequence[int]) -> None:
        """Draw shares (n, all layers) at rising epochs (n,) of the chosen layers."""
        count = flat.shape[1]
        names = layer_names(count)
        curves = []
        for layer in layers:
            ink = partial(_layer_color, index=layer, count=count)
            curves.append(Series(names[layer], epochs, 100 * flat[:, layer], ink, _WIDTH, dot=_DOT))
            if dead[:, layer].any():
                name, share = f"{names[layer]} dead", 100 * dead[:, layer]
                curves.append(Series(name, epochs, share, ink, _DEAD_WIDTH, dashed=True, dot=_DOT))
        self.show_series(curves)


def _layer_color(theme: Theme, index: int, count: int) -> QColor:
    return theme.layer_color(index, count)
