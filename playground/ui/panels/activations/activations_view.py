"""The tab “Activations”: what each layer gives, over time and now, and which neurons answer no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from playground.document.choices import NEVER_FLAT
from playground.session.health_words import activations_of, health_sentence, layer_words
from playground.ui.panels.gradients.titled import Titled
from playground.ui.panels.tab import Tab
from playground.ui.plots.activation_rows import ActivationRows, Fate
from playground.ui.plots.flat_plot import FlatPlot
from playground.ui.plots.spread_plot import SpreadPlot
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.chip import MenuChip
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.sentence import Sentence
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from playground.document.choices import Activation
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

SPREAD, FLAT = "spread", "flat"
VIEWS = (
    Choice(SPREAD, "Spread", tip="Where a layer's activations lie, over time"),
    Choice(FLAT, "Flat", tip="How many answers are flat and how many neurons dead, over time"),
)
ROWS_TIP = (
    "Flat: |f′| < 0.01, so hardly any gradient comes through. Dead (hatched): flat for every sample. "
    "A ridge's height is the square root of its count. Of classes, the output is what softmax is given."
)
BAND_TIP = "The dark band holds half of the activations, the light one 90 %; kept while this tab is open"
FLAT_TITLE = "Flat answers, % (dashed: dead neurons, %)"


class ActivationsView(Tab):
    """Ridges and bars now, beside bands or curves over time."""

    KEY, TITLE = "activations", "Activations"
    TIP = "What the neurons of each layer give, and how many are dead or saturated"

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._activations: tuple[Activation, ...] = ()
        self._samples = -1
        self.rows = ActivationRows(theme, self)
        self.bands = SpreadPlot(theme, self)
        self.bands.setAccessibleName("Spread of a layer's activations over epochs")
        self.flat = FlatPlot(theme, self)
        self.views = Segmented(theme, VIEWS, self, name="What is shown over time")
        self.layers = MenuChip(theme, "Layer", [("0", "Output")], self)
        self.sentence = Sentence(theme, self)
        self._now = Titled(theme, "Activations now", self.rows, self)
        self._over_time = Titled(theme, "", self.bands, self)
        self._stack = QStackedWidget(self)
        self._lay_out(theme)
        self.views.chosen.connect(self._turn)
        self.layers.chosen.connect(self._turn_layer)

    @property
    def probes(self) -> frozenset[Probe]:
        """How the activations spread, and how the layers fare."""
        return frozenset({Probe.ACTIVATIONS, Probe.HEALTH})

    @property
    def layer(self) -> int:
        """The layer whose spread is shown over time, counted from 0, the output last."""
        return int(self.layers.choice())

    def show_experiment(self, experiment: Experiment) -> None:
        """Offer the experiment's layers; what was seen of others is not theirs."""
        activations = activations_of(experiment)
        if len(activations) != len(self._activations):
            hidden = len(activations) - 1
            shown = min(self.layer, hidden) if self._activations else 0
            names = (*(f"Hidden {number}" for number in range(1, hidden + 1)), "Output")
            self.layers.set_choices([(str(number), name) for number, name in enumerate(names)])
            self.layers.show_choice(str(shown))
            self.layers.updateGeometry()
            self.rows.show_histograms(())
        self._activations = activations
        if self.isVisible():
            self.show_history()

    def show_probe(self, probe: Probe, value: Any) -> None:
        """Draw how the activations spread now, or how the layers fare."""
        if probe is Probe.ACTIVATIONS and len(value) == len(self._activations):
            self.rows.show_histograms(value)
        self.show_history()

    def show_history(self) -> None:
        """Draw all that is kept of the run."""
        self._show_health()
        if self.views.choice() == SPREAD:
            self._show_spread()
        else:
            self._show_flat()

    def _show_health(self) -> None:
        health = self._session.health.latest
        fits = len(health) == len(self._activations)
        told = zip(self._activations, health, strict=True) if fits else ()
        self.rows.show_fates(
            [Fate(layer_words(*each), each[1].dead / each[1].neurons, each[1].flat_share) for each in told]
        )
        self.sentence.show_text(health_sentence(self._activations, health))
        self._show_samples(health[0].samples if fits and health else 0)

    def _show_samples(self, samples: int) -> None:
        if samples != self._samples:
            self._samples = samples
            every = samples == len(self._session.samples.train_inputs)
            over = f"over {'all' if every else 'the first'} {format_integer(samples)} training samples"
            self._now.title.setText(f"Activations now, {over}" if samples else "Activations now")

    def _show_spread(self) -> None:
        spreads, layers = self._session.history.inside.activations, len(self._activations)
        name = f"Hidden {self.layer + 1}" if self.layer < layers - 1 else "the output"
        self._over_time.title.setText(f"Activations of {name} over epochs, kept while this is open")
        if layers and spreads.layers in (0, layers):
            self.bands.show_percentiles(*spreads.of_layer(self.layer), self.layer, layers)

    def _show_flat(self) -> None:
        health, activations = self._session.health, self._activations
        curved = [index for index, each in enumerate(activations[:-1]) if each not in NEVER_FLAT]
        if health.dead.shape[1] == len(activations):
            dead = health.dead / np.maximum(health.neurons, 1)
            self.flat.show_shares(health.epochs, health.flat_shares, dead, curved)
        else:
            self.flat.show_series([])

    def _turn(self, view: str) -> None:
        self._stack.setCurrentIndex((SPREAD, FLAT).index(view))
        self.layers.setVisible(view == SPREAD)
        self.show_history()

    def _turn_layer(self) -> None:
        self.layers.updateGeometry()
        self.show_history()

    def _lay_out(self, theme: Theme) -> None:
        set_tip(self.rows, ROWS_TIP)
        set_tip(self.bands, BAND_TIP)
        set_tip(self.layers, "Whose activations are shown over time")
        column, head, body = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        Spacing(theme, self, column, 6)
        Spacing(theme, self, head, 12)
        Spacing(theme, self, body, 18)
        head.addWidget(self.sentence, 1)
        head.addWidget(self.layers)
        head.addWidget(self.views)
        self._stack.addWidget(self._over_time)
        self._stack.addWidget(Titled(theme, FLAT_TITLE, self.flat, self))
        body.addWidget(self._now, 1)
        body.addWidget(self._stack, 1)
        column.addLayout(head)
        column.addLayout(body, 1)
