"""The tab “Gradients”: four ways to look at ∂L/∂w, each with one sentence about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from playground.ui.panels.gradients.samples_page import SamplesPage
from playground.ui.panels.gradients.size_page import SizePage
from playground.ui.panels.gradients.spread_page import SpreadPage
from playground.ui.panels.gradients.step_page import StepPage
from playground.ui.panels.tab import Tab
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.sentence import Sentence
from playground.ui.widgets.spacing import Spacing
from playground.worker.snapshots import CloudPlane, Probe

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.panels.gradients.page import Page
    from playground.ui.theme.theme import Theme


class GradientsView(Tab):
    """Shows one page at a time; the gradient's spread is kept over time whichever it is."""

    KEY, TITLE = "gradients", "Gradients"
    TIP = "How large the gradient of each layer is, how it spreads, and what a batch leaves to chance"
    CAPTION = "over the whole training set"

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.size_page = SizePage(theme, session, self)
        self.spread = SpreadPage(theme, session, self)
        self.step = StepPage(theme, session, self)
        self.samples = SamplesPage(theme, session, self)
        pages = (self.size_page, self.spread, self.step, self.samples)
        self._pages: dict[str, Page] = {each.KEY: each for each in pages}
        choices = [Choice(each.KEY, each.TEXT, tip=each.TIP) for each in pages]
        self.views = Segmented(theme, choices, self, name="What is shown of the gradients")
        self.sentence = Sentence(theme, self)
        self._stack = QStackedWidget(self)
        self._lay_out(theme)
        self.views.chosen.connect(self.turn_to)

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self._pages[self.views.choice()]

    @property
    def cloud_plane(self) -> CloudPlane:
        """The plane to show the samples' gradients in."""
        return self.samples.plane

    @property
    def probes(self) -> frozenset[Probe]:
        """The spread of the gradient, and what the open page needs."""
        return frozenset({Probe.GRADIENT_HISTOGRAMS}) | self.page.probes

    def turn_to(self, key: str) -> None:
        """Open a page."""
        self.views.show_choice(key)
        self._stack.setCurrentWidget(self.page)
        self.show_history()
        self.wants_changed.emit()

    def show_experiment(self, experiment: Experiment) -> None:
        """Let every page show what belongs to the experiment."""
        for page in self._pages.values():
            page.show_experiment(experiment)
        self._say()

    def show_probe(self, probe: Probe, value: Any) -> None:
        """Let the open page show what the worker computed."""
        self.page.show_probe(probe, value)
        self._say()

    def show_history(self) -> None:
        """Let the open page show the run so far."""
        self.page.show_history()
        self._say()

    def _say(self) -> None:
        self.sentence.show_text(self.page.sentence())

    def _lay_out(self, theme: Theme) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        Spacing(theme, self, column, 6)
        Spacing(theme, self, row, 12)
        row.addWidget(self.views)
        row.addWidget(self.sentence, 1)
        for page in self._pages.values():
            self._stack.addWidget(page)
            page.changed.connect(self._say)
            page.wants_changed.connect(self.wants_changed)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
