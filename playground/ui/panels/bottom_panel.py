"""The panel under the canvas: a tab for each way to look at the network's inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from playground.ui.panels.activations.activations_view import ActivationsView
from playground.ui.panels.curvature.curvature_view import CurvatureView
from playground.ui.panels.errors.errors_view import ErrorsView
from playground.ui.panels.folding import FoldButton
from playground.ui.panels.gradients.gradients_view import GradientsView
from playground.ui.panels.insight_line import InsightLine
from playground.ui.panels.weights.weights_view import WeightsView
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.segmented import Choice, Segmented

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.panels.tab import Tab
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Neuron, Probe

QWIDGETSIZE_MAX = 16_777_215


class BottomPanel(Panel):
    """Folds to its row of tabs; `wants_changed` says that something else is looked at."""

    fold_wanted = Signal()
    wants_changed = Signal()

    def __init__(
        self, theme: Theme, session: Session, name_of: Callable[[Neuron], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "", parent)
        self.setAccessibleName("Inside the network")
        self.gradients = GradientsView(theme, session, self)
        self.weights = WeightsView(theme, session, name_of, self)
        self.activations = ActivationsView(theme, session, self)
        self.errors = ErrorsView(theme, session, self)
        self.curvature = CurvatureView(theme, session, self)
        tabs = (self.gradients, self.weights, self.activations, self.errors, self.curvature)
        self._tabs: dict[str, Tab] = {tab.KEY: tab for tab in tabs}
        choices = [Choice(tab.KEY, tab.TITLE, tip=tab.TIP) for tab in self._tabs.values()]
        self.tabs = Segmented(theme, choices, self, name="What is shown below the network")
        self._caption = Label(theme, self.gradients.CAPTION, self, role="caption", token="ink3", elide=True)
        self._fold = FoldButton(theme, "panel below", "Ctrl+J", self)
        self._pages = QStackedWidget(self)
        self.insight = InsightLine(theme, session, self)
        self._folded = False
        self._lay_out()
        self._fold.clicked.connect(self.fold_wanted)
        self.tabs.chosen.connect(self._turn)
        self.tabs.kept.connect(self._unfold)

    @property
    def tab(self) -> str:
        """Which tab is open, "" while the panel is folded."""
        return "" if self._folded else self.tabs.choice()

    @property
    def probes(self) -> frozenset[Probe]:
        """What the worker has to tell for the open tab."""
        return self._tabs[self.tab].probes if self.tab else frozenset()

    def turn_to(self, tab: str) -> None:
        """Open a tab."""
        self.tabs.show_choice(tab)
        self._turn(tab)

    def set_folded(self, folded: bool) -> None:
        """Show the row of tabs only, or all."""
        self._folded = folded
        self._pages.setVisible(not folded)
        self.insight.setVisible(not folded)
        self._fold.show_folded(folded)
        self.setMaximumHeight(self.sizeHint().height() if folded else QWIDGETSIZE_MAX)

    def show_experiment(self, experiment: Experiment) -> None:
        """Let every tab show what belongs to the experiment."""
        for tab in self._tabs.values():
            tab.show_experiment(experiment)

    def show_probe(self, probe: Probe, value: Any) -> None:
        """Let the open tab show what it asked for."""
        if probe in self.probes:
            self._tabs[self.tab].show_probe(probe, value)

    def show_moment(self, epoch: float | None) -> None:
        """Mark the earlier moment that is looked at; None for now."""
        for tab in self._tabs.values():
            tab.show_moment(epoch)

    def show_history(self) -> None:
        """Let the open tab show the run so far."""
        if self.tab:
            self._tabs[self.tab].show_history()

    def _turn(self, key: str) -> None:
        self._pages.setCurrentWidget(self._tabs[key])
        self._caption.setText(self._tabs[key].CAPTION)
        if self._folded:
            self.fold_wanted.emit()
        self.show_history()
        self.wants_changed.emit()

    def _unfold(self, _key: str) -> None:
        """Open the tab that looks chosen while only the row of tabs is shown."""
        if self._folded:
            self.fold_wanted.emit()

    def _lay_out(self) -> None:
        for tab in self._tabs.values():
            self._pages.addWidget(tab)
            tab.wants_changed.connect(self.wants_changed)
        self.header.addWidget(self.tabs)
        self.header.addWidget(self._caption, 1)
        self.header.addWidget(self._fold)
        self.body.addLayout(self.header)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self.insight)
