"""How the weights of a layer spread over time, and those of all layers now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.ui.panels.gradients.titled import Titled
from playground.ui.plots.ridges import RidgePlot
from playground.ui.plots.spread_plot import SpreadPlot
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Histogram

BAND_TIP = "The dark band holds half of the weights, the light one nine in ten; kept while this tab is open"


class WeightsOverTime(QWidget):
    """Nested bands over the epochs beside ridges; biases are left out."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._names: tuple[str, ...] = ()
        self.bands = SpreadPlot(theme, self)
        self.bands.setAccessibleName("Spread of a layer's weights over epochs")
        self.ridges = RidgePlot(theme, self)
        self.ridges.setAccessibleName("Spread of the weights per layer")
        set_tip(self.bands, BAND_TIP)
        self._over_time = Titled(theme, "", self.bands, self)
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 14)
        row.addWidget(self._over_time, 3)
        row.addWidget(Titled(theme, "Distribution of w now", self.ridges, self), 2)

    def show_names(self, names: tuple[str, ...]) -> None:
        """Show layers of these names; what was known of others is not theirs."""
        self._names = names
        self.ridges.show_histograms(())

    def latest(self, layer: int) -> Sequence[float]:
        """Return the last percentiles of a layer's weights, () where there are none."""
        spreads = self._session.history.inside.weights
        if not len(spreads) or spreads.layers != len(self._names):
            return ()
        last: list[float] = spreads.of_layer(layer)[1][-1].tolist()
        return last

    def show_histograms(self, histograms: Sequence[Histogram]) -> None:
        """Draw how the weights spread now."""
        if len(histograms) == len(self._names):
            self.ridges.show_histograms(histograms)

    def show_layer(self, layer: int) -> None:
        """Draw the bands of a layer as far as they are known."""
        spreads, layers = self._session.history.inside.weights, len(self._names)
        name = self._names[layer] if layer < layers - 1 else "the output"
        self._over_time.title.setText(f"w of {name} over epochs, kept while this is open")
        if layers and spreads.layers in (0, layers):
            self.bands.show_percentiles(*spreads.of_layer(layer), layer, layers)
