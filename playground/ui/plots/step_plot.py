"""How far each step moved each layer, as a share of its weights, over epochs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from playground.ui.plots.arrangement import extent
from playground.ui.plots.gradient_plot import layer_curves
from playground.ui.plots.line_plot import LinePlot
from playground.ui.plots.series import Series

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

Floats = NDArray[np.float64]
_SHADE = 0.06
_INSET = 6


class StepRatioPlot(LinePlot):
    """A curve of |Δw| / |w| per layer on a logarithmic axis, over the band that is usual.

    `usual` holds the lower end of the band, what is most usual, and its upper end.
    """

    def __init__(
        self, theme: Theme, usual: tuple[float, float, float], parent: QWidget | None = None
    ) -> None:
        self._usual = usual
        super().__init__(
            theme, parent, x_title="epoch", logarithmic=True, invitation="Press play to see the steps"
        )
        self.setAccessibleName("Ratio of step to weights per layer over epochs")

    def show_ratios(self, epochs: ArrayLike, ratios: ArrayLike) -> None:
        """Draw ratios (n, layers) at rising epochs (n,), NaN where none is known."""
        curves = layer_curves(epochs, ratios)
        known = bool(np.isfinite(np.asarray(ratios, np.float64)).any())
        self.show_series([*curves, *self._ends_of_band(curves)] if known else [])

    def _ends_of_band(self, curves: list[Series]) -> list[Series]:
        """Return curves that cannot be seen, for which the axis makes room as for others."""
        ends = np.array(extent(curves))
        return [Series("", ends, np.full(2, each), _no_ink, width=1.0) for each in self._usual[::2]]

    def band(self) -> QRectF:
        """Return where the usual band is, in pixels, as far as it is in sight."""
        frame = self.arrangement.frame
        low, _, high = (frame.py(self.axis.coordinate(each) or 0.0) for each in self._usual)
        rect = QRectF(frame.rect.left(), high, frame.rect.width(), low - high)
        return rect.intersected(frame.rect)

    def paint_below(self, painter: QPainter) -> None:
        """Shade the band, with a line in its middle."""
        rect, theme = self.band(), self.theme
        if not rect.height() > 0:
            return
        painter.fillRect(rect, theme.color("ink", _SHADE))
        middle = round(self.arrangement.frame.py(self.axis.coordinate(self._usual[1]) or 0.0)) + 0.5
        painter.setPen(QPen(theme.color("line2"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(int(rect.left()), int(middle), int(rect.right()), int(middle))
        painter.setFont(theme.font("tick"))
        painter.setPen(theme.color("ink3"))
        inset = theme.pxf(_INSET)
        tall = QFontMetricsF(painter.font()).height()
        painter.drawText(
            QRectF(rect.left() + inset, middle - tall, rect.width(), tall), 0, "usual: about 10⁻³"
        )


def _no_ink(theme: Theme) -> QColor:
    return theme.color("ink", 0.0)
