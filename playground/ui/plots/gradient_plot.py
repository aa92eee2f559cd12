"""How large something of each layer was, over epochs: where learning vanishes, explodes or stands still."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from playground.ui.plots.layers import layer_names
from playground.ui.plots.line_plot import LinePlot
from playground.ui.plots.series import Series
from playground.ui.plots.smoothing import smoothed

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_WIDTH = 1.8
_DOT = 5.0
_RAW = 0.3

Floats = NDArray[np.float64]


class GradientNormPlot(LinePlot):
    """A curve per layer in the layers' colours, on a logarithmic axis."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, parent, x_title="epoch", logarithmic=True, invitation="Press play to see the gradients"
        )
        self.setAccessibleName("Gradient size per layer over epochs")

    def show_norms(self, epochs: ArrayLike, norms: ArrayLike) -> None:
        """Draw the norms (n, layers) at rising epochs (n,); the last layer is the output."""
        self.show_series(layer_curves(epochs, norms))


def layer_curves(epochs: ArrayLike, values: ArrayLike) -> list[Series]:
    """Return a curve per layer of values (n, layers) at rising epochs (n,), the noise thin under its mean."""
    places = np.asarray(epochs, dtype=np.float64)
    columns = np.asarray(values, dtype=np.float64).T
    names = layer_names(len(columns))
    inks = [partial(_layer_color, index=index, count=len(names)) for index in range(len(names))]
    curves = [_curve(name, places, *each) for name, *each in zip(names, columns, inks, strict=True)]
    raw = [_raw(curve) for curve in curves if curve.y is not curve.told[1]]
    return [*curves, *raw]


def _curve(name: str, x: Floats, values: Floats, ink: Callable[[Theme], QColor]) -> Series:
    mean_x, mean = smoothed(x, values, logarithmic=True)
    return Series(name, mean_x, mean, ink, _WIDTH, dot=_DOT, exact=(x, values))


def _raw(curve: Series) -> Series:
    return Series("", *curve.told, partial(_faint, ink=curve.ink), width=1.0)


def _faint(theme: Theme, ink: Callable[[Theme], QColor]) -> QColor:
    color = ink(theme)
    color.setAlphaF(_RAW)
    return color


def _layer_color(theme: Theme, index: int, count: int) -> QColor:
    return theme.layer_color(index, count)
