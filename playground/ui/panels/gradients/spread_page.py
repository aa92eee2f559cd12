"""The view “Spread”: how the values of the gradient lie, for one layer over time and for all layers now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from playground.session.gradient_words import spread_words
from playground.ui.panels.gradients.page import Page
from playground.ui.panels.gradients.titled import Titled
from playground.ui.plots.ridges import RidgePlot
from playground.ui.plots.spread_plot import SpreadPlot
from playground.ui.widgets.chip import MenuChip
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

BAND_TIP = "The dark band holds half of the values, the light one nine in ten; kept while this tab is open"


class SpreadPage(Page):
    """Nested bands over the epochs beside ridges."""

    KEY, TEXT = "spread", "Spread"
    TIP = "How the gradient's values are distributed in each layer, over time and now"

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._names: tuple[str, ...] = ()
        self.bands = SpreadPlot(theme, self)
        self.ridges = RidgePlot(theme, self)
        self.layers = MenuChip(theme, "Layer", [("0", "Output")], self)
        set_tip(self.layers, "Whose gradient is shown over time")
        set_tip(self.bands, BAND_TIP)
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 14)
        self._over_time = Titled(theme, "", self.bands, self, control=self.layers)
        row.addWidget(self._over_time, 3)
        self._now = Titled(theme, "Distribution of ∂L/∂w now", self.ridges, self)
        row.addWidget(self._now, 2)
        theme.changed.connect(self._align)
        self._align()
        self.layers.chosen.connect(self._turn)

    @property
    def layer(self) -> int:
        """The layer that is shown, counted from 0, the output last."""
        return int(self.layers.choice())

    def sentence(self) -> str:
        """Say where most values of the layer lie now."""
        spreads = self._session.history.spreads
        if spreads.layers != len(self._names):
            return ""
        latest = spreads.of_layer(self.layer)[1][-1]
        return spread_words(self.layer, len(self._names), latest.tolist())

    def show_experiment(self, experiment: Experiment) -> None:
        """Offer the experiment's layers."""
        hidden = len(experiment.network.hidden)
        names = (*(f"Hidden {number}" for number in range(1, hidden + 1)), "Output")
        if names != self._names:
            shown = min(self.layer, hidden) if self._names else 0
            self._names = names
            self.layers.set_choices([(str(number), name) for number, name in enumerate(names)])
            self.layers.show_choice(str(shown))
            self.layers.updateGeometry()
            self.show_history()

    def show_probe(self, probe: Probe, value: Any) -> None:
        """Draw how the values spread now."""
        if probe is Probe.GRADIENT_HISTOGRAMS:
            self.ridges.show_histograms(value)
            self.show_history()

    def show_history(self) -> None:
        """Draw the bands of the layer as far as they are known."""
        spreads, layers = self._session.history.spreads, len(self._names)
        self._over_time.title.setText(f"∂L/∂w of {self._name()} over epochs")
        if spreads.layers in (0, layers):
            self.bands.show_percentiles(*spreads.of_layer(self.layer), self.layer, layers)

    def _align(self) -> None:
        """Let both plots begin at one height, though only one has a choice beside its title."""
        self._now.title.setMinimumHeight(self.layers.sizeHint().height())

    def _name(self) -> str:
        name = self._names[self.layer] if self._names else "Output"
        return "the output" if name == "Output" else name

    def _turn(self) -> None:
        self.layers.updateGeometry()
        self.show_history()
        self.changed.emit()
