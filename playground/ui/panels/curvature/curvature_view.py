"""The tab “Curvature”: λ₁ over epochs at the edge of stability, the eigenvalues, and what they mean."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from playground.session import curvature_words as words
from playground.session.training import TrainingState
from playground.ui.panels.curvature.bars_of import bars_of_curvature, bars_of_spectrum
from playground.ui.panels.gradients.titled import Titled
from playground.ui.panels.tab import Tab
from playground.ui.plots.eigenvalue_bars import EigenvalueBars
from playground.ui.plots.sharpness_plot import SharpnessPlot
from playground.ui.theme.numbers import format_integer, format_significant
from playground.ui.widgets.metric import Metric
from playground.ui.widgets.sentence import Sentence
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import SpectrumAnswer, SpectrumQuestion
from playground.worker.snapshots import Curvature, Probe

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told

SLOT = "curvature tab"
MOST_PARAMETERS = 300  # of which all eigenvalues are found again and again
SHORTEST, TIMES = 2.0, 30.0  # seconds between two times, and times the seconds that the last one took
BARS_WIDTH, SIDE = 260, 164
NONE = "–"
MANY = f"Told of up to {MOST_PARAMETERS} weights; of more on the page Landscape"
BARS_TIP = "Each bar is λ of one direction: above 0 the loss bends up along it, below 0 it bends down"
SIZE_TIP = "λ₁ is how sharply the loss bends in its steepest direction; 2/η is the most a step of η can stand"


class CurvatureView(Tab):
    """Asks for all eigenvalues of a small network as well, now and then, while it is open."""

    KEY, TITLE = "curvature", "Curvature"
    TIP = "How sharply the loss bends, and how long a step may be"
    CAPTION = "of the mean training loss with its penalty, without dropout"

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self.curvature: Curvature | None = None
        self._spectrum: SpectrumAnswer | None = None
        self._shape: tuple[object, object] | None = None
        self._next = 0.0
        self.sentence = Sentence(theme, self)
        self.plot = SharpnessPlot(theme, self)
        self.bars = EigenvalueBars(theme, self, invitation="No eigenvalues yet")
        self.sharpest, self.allowed = Metric(theme, "λ₁", self), Metric(theme, "2/η", self)
        self.condition, self.trace = Metric(theme, "Condition", self), Metric(theme, "Trace", self)
        self._bars_title = Titled(theme, "Eigenvalues of the Hessian", self.bars, self)
        self._side = QWidget(self)
        self._lay_out()
        set_tip(self.plot, SIZE_TIP)
        set_tip(self.bars, BARS_TIP)
        session.studies.told.connect(self._take)
        session.training.state_changed.connect(self._ask_now_and_then)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._say()

    @property
    def probes(self) -> frozenset[Probe]:
        """The outermost eigenvalues."""
        return frozenset({Probe.CURVATURE})

    def show_experiment(self, experiment: Experiment) -> None:
        """Forget the eigenvalues of another network or of other samples."""
        shape = experiment.network, experiment.data
        if shape != self._shape:
            self._shape, self._next = shape, 0.0
            self._spectrum = self.curvature = None
        self._say()

    def show_probe(self, probe: Probe, value: Any) -> None:
        """Show the newest eigenvalues, and ask for all of them now and then."""
        if probe is Probe.CURVATURE and isinstance(value, Curvature):
            self.curvature = value
            self.show_history()
            self._ask_now_and_then()

    def show_history(self) -> None:
        """Draw λ₁ as far as it is known."""
        history, training = self._session.history.inside.curvature, self._session.experiment.training
        self.plot.show_sharpness(history.epochs, history.sharpness, history.edges, words.edge_name(training))
        self._say()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask nothing more."""
        self._session.studies.stop(SLOT)
        self._next = 0.0
        super().hideEvent(event)

    def _ask_now_and_then(self, _state: object = None) -> None:
        curvature = self.curvature
        if curvature is None or not self.isVisible() or curvature.parameters > MOST_PARAMETERS:
            return
        if not self._plays or time.monotonic() >= self._next:
            self._next = time.monotonic() + SHORTEST
            self._session.studies.ask(SLOT, SpectrumQuestion(MOST_PARAMETERS))

    @property
    def _plays(self) -> bool:
        return self._session.training.state is TrainingState.PLAYING

    def _take(self, told: Told) -> None:
        if told.slot == SLOT and isinstance(told.answer, SpectrumAnswer):
            self._spectrum = told.answer
            self._next = time.monotonic() + max(SHORTEST, TIMES * told.answer.seconds)
            self._say()

    def _say(self) -> None:
        curvature, training = self.curvature, self._session.experiment.training
        name = words.edge_name(training)
        self.allowed.set_caption(name or "2/η")
        if curvature is None:
            self.sentence.show_text("")
            self.bars.show_bars(None)
            for metric in (self.sharpest, self.allowed, self.condition, self.trace):
                metric.show_value(NONE)
            return
        self.sentence.show_text(words.step_words(curvature, training))
        self.sharpest.show_value(format_significant(curvature.sharpness))
        set_tip(self.sharpest, words.sure_words(curvature))
        self.allowed.show_value(NONE if curvature.edge is None else format_significant(curvature.edge))
        self._show_bars(curvature, name)
        self._show_whole()

    def _show_bars(self, curvature: Curvature, name: str) -> None:
        spectrum = self._spectrum
        # While it trains the outermost alone keep up with it.
        if spectrum is not None and not self._plays and spectrum.step == curvature.step:
            self.bars.show_bars(bars_of_spectrum(spectrum, name))
        else:
            self.bars.show_bars(bars_of_curvature(curvature, name))
        self._bars_title.title.setText(
            f"Outermost of {format_integer(curvature.parameters)} eigenvalues"
            if self.bars.bars is not None and self.bars.bars.omits
            else "Eigenvalues of the Hessian"
        )

    def _show_whole(self) -> None:
        """Show what can only be told of all eigenvalues."""
        spectrum = self._spectrum
        if spectrum is None:
            for metric in (self.condition, self.trace):
                metric.show_value(NONE)
                set_tip(metric, MANY)
            return
        at = f" (step {format_integer(spectrum.step)})"
        self.trace.show_value(format_significant(spectrum.trace))
        set_tip(self.trace, words.trace_words(spectrum.trace, spectrum.parameters) + at)
        condition = spectrum.condition
        self.condition.show_value(NONE if condition is None else format_significant(condition, 2))
        set_tip(self.condition, MANY if condition is None else words.condition_words(condition) + at)

    def _lay_out(self) -> None:
        column, row, numbers = QVBoxLayout(self), QHBoxLayout(), QGridLayout()
        side = QVBoxLayout(self._side)
        for layout, gap in ((column, 6), (row, 14), (side, 6), (numbers, 6)):
            Spacing(self._theme, self, layout, gap)
        side.setContentsMargins(0, 0, 0, 0)
        for place, metric in enumerate((self.sharpest, self.allowed, self.condition, self.trace)):
            numbers.addWidget(metric, place // 2, place % 2)
        side.addLayout(numbers)
        side.addStretch(1)
        row.addWidget(Titled(self._theme, "Steepest bend λ₁ over epochs", self.plot, self), 3)
        row.addWidget(self._bars_title, 2)
        row.addWidget(self._side)
        column.addWidget(self.sentence)
        column.addLayout(row, 1)

    def _restyle(self) -> None:
        self._bars_title.setMaximumWidth(self._theme.px(BARS_WIDTH))
        self._side.setFixedWidth(self._theme.px(SIDE))
