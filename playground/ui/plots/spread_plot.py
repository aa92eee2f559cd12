"""How the values of a layer's gradient lay over epochs: nested bands around their median."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from playground.ui.plots.decimation import stretch_length
from playground.ui.plots.line_plot import LinePlot
from playground.ui.plots.series import Series
from playground.ui.plots.strokes import polygon

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

Floats = NDArray[np.float64]

NAMES = ("5 %", "25 %", "median", "75 %", "95 %")
_BANDS = ((0, 4, 0.20), (1, 3, 0.36))
_WIDTHS = (1.0, 1.0, 2.0, 1.0, 1.0)
_STRETCHES = 400
_MIDDLE = 2


class SpreadPlot(LinePlot):
    """Bands that hold half and nine tenths of the values; a moment of NaN parts them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._layer, self._layers = 0, 1
        self._stretches: list[tuple[Floats, Floats]] = []
        super().__init__(theme, parent, x_title="epoch", invitation="Press play to see how they spread")
        self.setAccessibleName("Spread of a layer's gradient over epochs")

    def show_percentiles(self, epochs: Floats, percentiles: Floats, layer: int, layers: int) -> None:
        """Draw percentiles (n, 5) at rising epochs (n,) in the colour of a layer."""
        self._layer, self._layers = layer, layers
        self._stretches = _between_gaps(epochs, percentiles)
        known = np.isfinite(percentiles).all(axis=1) if len(percentiles) else np.zeros(0, bool)
        told = epochs[known], percentiles[known]
        named = [self._curve(index, *self._stretches[-1], told) for index in (4, 3, 2, 1, 0)]
        others = [
            self._curve(index, *stretch) for stretch in self._stretches[:-1] for index in range(len(NAMES))
        ]
        self.show_series([*named, *others])

    def _curve(
        self, index: int, x: Floats, values: Floats, told: tuple[Floats, Floats] | None = None
    ) -> Series:
        exact = None if told is None else (told[0], told[1][:, index])
        name = "" if told is None else NAMES[index]
        ink = partial(self._ink, alpha=1.0)
        return Series(name, x, values[:, index], ink, _WIDTHS[index], dot=4.0, exact=exact)

    def _ink(self, theme: Theme, alpha: float) -> QColor:
        color = theme.layer_color(self._layer, self._layers)
        color.setAlphaF(alpha)
        return color

    def paint_below(self, painter: QPainter) -> None:
        """Fill the bands."""
        frame = self.arrangement.frame
        painter.save()
        area: QRectF = frame.rect.adjusted(0, -1, 0, 1)
        area.setRight(self.arrangement.right)
        painter.setClipRect(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for x, values in self._stretches:
            for low, high, alpha in _BANDS:
                painter.setBrush(self._ink(self.theme, alpha))
                edges = _outline(x, values[:, low], values[:, high])
                painter.drawPolygon(polygon(*frame.pixels(*edges)))
        painter.restore()


def _between_gaps(x: Floats, values: Floats) -> list[tuple[Floats, Floats]]:
    """Return the stretches of moments that are known, at least one, maybe empty."""
    gaps = np.flatnonzero(~np.isfinite(values).all(axis=1))
    parts = zip(np.split(x, gaps), np.split(values, gaps), strict=True)
    known = [(a[np.isfinite(b[:, 0])], b[np.isfinite(b[:, 0])]) for a, b in parts]
    return [each for each in known if len(each[0])] or [(np.zeros(0), np.zeros((0, len(NAMES))))]


def _outline(x: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return the outline of a band, over a long stretch that of its extremes."""
    length = stretch_length(len(x), _STRETCHES)
    if length > 1:
        starts = np.arange(0, len(x), length)
        low, high = np.minimum.reduceat(low, starts), np.maximum.reduceat(high, starts)
        x = np.append(x[starts[:-1]], x[-1])
    return np.concatenate([x, x[::-1]]), np.concatenate([high, low[::-1]])
