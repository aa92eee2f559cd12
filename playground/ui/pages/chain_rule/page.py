"""The page "Chain rule": it asks about one weight or bias, and hands the answer to its panels."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.document.choices import ChainMode, Extent
from playground.document.experiment import Aspect
from playground.session.training import TrainingState
from playground.ui.canvas.design import design_of
from playground.ui.canvas.names import neuron_name
from playground.ui.pages.chain_rule.arrangement import Arrangement
from playground.ui.pages.chain_rule.inquiry import Inquiry
from playground.ui.pages.chain_rule.title_choices import TitleChoices
from playground.ui.pages.panel_walk import focus_next
from playground.ui.panels.chain_rule.by_hand_panel import ByHandPanel
from playground.ui.panels.chain_rule.check_panel import CheckPanel
from playground.ui.panels.chain_rule.lane_panel import LanePanel
from playground.ui.panels.chain_rule.naming import symbol_text
from playground.ui.panels.chain_rule.paths_panel import PathsPanel
from playground.ui.panels.chain_rule.pick_panel import PickPanel
from playground.ui.panels.chain_rule.product_panel import ProductPanel
from playground.ui.panels.chain_rule.samples_panel import SamplesPanel
from playground.ui.panels.chain_rule.stage import EVERYTHING, NOTHING, Stage
from playground.ui.panels.page_title import PageTitle
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.panels.chain_rule.net_picture import Key
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import ChainAnswer
    from playground.worker.snapshots import Neuron, Parameter

GAP = 10
MODES = (
    Choice(ChainMode.WALK, "Step by step", tip="One value, one derivative at a time"),
    Choice(ChainMode.ALL, "All at once", tip="Every number there is"),
    Choice(ChainMode.BY_HAND, "By hand", tip="Work the numbers out yourself"),
)
QUESTION = "If {} moves a little, how much does the {} move?"
LOSSES = {Extent.SAMPLE: "loss", Extent.BATCH: "batch's mean loss", Extent.ALL: "mean loss"}
SAMPLE_KEYS = {
    Qt.Key.Key_Comma: -1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Period: 1,
    Qt.Key.Key_PageDown: 1,
}


class AnswerPanel(Protocol):
    """What every panel of the page does with an answer."""

    def show_answer(self, answer: ChainAnswer, stage: Stage) -> None:
        """Show it, as far as the walk has come."""


class LitPanel(Protocol):
    """A panel in which what is pointed at elsewhere can be seen."""

    def light(self, key: Key | None) -> None:
        """Emphasize the value or link of the chosen path that this key names."""


class ChainRulePage(QWidget):
    """Follows one parameter while it is in sight; `canvas_wanted` asks for it on the network's page."""

    canvas_wanted = Signal(object)

    def __init__(
        self, theme: Theme, session: Session, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self.answer: ChainAnswer | None = None
        self._walked = EVERYTHING
        self._shown: tuple[object, ...] = ()
        self._design = design_of(session.experiment)
        self.inquiry = Inquiry(session, self)
        self.title = PageTitle(theme, actions, "Chain rule", self)
        self.choices = TitleChoices(theme, self)
        self.mode = Segmented(theme, MODES, self, name="How to go through it")
        self._mode_panel = Panel(theme, "", self)
        self.pick = PickPanel(theme, self._name_of, self)
        self.paths = PathsPanel(theme, self._name_of, self)
        self.samples = SamplesPanel(theme, self)
        self.parts = Arrangement(theme, (self._mode_panel, self.pick, self.paths), self.samples, self)
        self.lane = LanePanel(theme, session, self._name_of, self)
        self.product = ProductPanel(theme, session, self)
        self.check = CheckPanel(theme, session, self)
        self.by_hand = ByHandPanel(theme, session, self)
        # Every answer goes to each of these, with what the walk knows of it by now.
        self.panels: tuple[AnswerPanel, ...] = (self.pick, self.paths, self.samples, self.product)
        # In each of these lights up what is pointed at in another.
        self.lit: tuple[LitPanel, ...] = (self.pick, self.lane, self.product)
        self._lay_out()
        self._connect()

    # In sight

    def enter(self, experiment: Experiment) -> None:
        """Come into sight: show this, and ask."""
        self.show_experiment(experiment, Aspect.DATA | Aspect.NETWORK | Aspect.TRAINING | Aspect.VIEW)
        if not self.isAncestorOf(self.window().focusWidget() or self.window()):
            self.setFocus()

    def leave(self) -> None:
        """Ask nothing more."""
        self.inquiry.stop()
        self.check.leave()
        self.by_hand.leave()

    def show_experiment(self, experiment: Experiment, aspects: Aspect) -> None:
        """Show what has changed, and ask anew."""
        if aspects & (Aspect.DATA | Aspect.NETWORK):
            self.inquiry.follow_structure(experiment)
        chain, count = experiment.view.chain_rule, len(self._session.samples.train_inputs)
        self.choices.show_choices(self.inquiry.sample, count, chain.extent)
        self.mode.show_choice(chain.mode)
        self.parts.show_mode(chain.mode)
        self.lane.show_experiment(experiment)
        if chain.mode is not ChainMode.BY_HAND:
            self.by_hand.leave()
        self.inquiry.ask()
        self._show()

    def show_state(self, state: TrainingState) -> None:
        """Show whether it trains."""
        self.title.show_state(state)

    def focus_next_panel(self) -> None:
        """Move the focus to the next panel."""
        left = (self.title, self._mode_panel, self.pick, self.paths)
        right = (self.samples, self.lane, self.product, self.check, self.by_hand)
        focus_next((*left, *right), self.window().focusWidget())

    # Showing

    @property
    def stage(self) -> Stage:
        """How much of the answer is to be seen: what the walk has come to, all, or nothing to copy from."""
        mode = self._session.experiment.view.chain_rule.mode
        if mode is ChainMode.BY_HAND:
            return EVERYTHING if self.by_hand.is_filled else NOTHING
        return self._walked if mode is ChainMode.WALK else EVERYTHING

    def show_stage(self, stage: Stage) -> None:
        """Show what the walk has come to."""
        self._walked = stage
        self._show()

    def light(self, key: Key | None) -> None:
        """Light up in all panels what is pointed at in one of them."""
        for panel in self.lit:
            panel.light(key)

    def _take(self, answer: ChainAnswer) -> None:
        self.answer = answer
        self._design = design_of(self._session.experiment)
        self.parts.show_answer()
        self.lane.show_answer(answer)  # the walk tells by `stage_changed` how much the others are to show
        self._show()

    def _show(self) -> None:
        experiment = self._session.experiment
        state = (self.answer, self.stage, experiment.view.chain_rule, experiment.network, experiment.data)
        # Several notices come of one change: the panels are painted once for all of them.
        if self.answer is None or (self._shown and all(map(is_, self._shown, state))):
            return
        self._shown = state
        extent = self._session.experiment.view.chain_rule.extent
        by_hand = self._session.experiment.view.chain_rule.mode is ChainMode.BY_HAND
        whose = f"loss of sample {format_integer(self.answer.sample + 1)}" if by_hand else LOSSES[extent]
        self.title.ask(QUESTION.format(symbol_text(self.answer.parameter), whose))
        for panel in self.panels:
            panel.show_answer(self.answer, self.stage)
        if by_hand:
            self.check.leave()
            self.by_hand.show_answer(self.answer, EVERYTHING)
        else:
            self._show_check(self.answer)

    def _show_check(self, answer: ChainAnswer) -> None:
        """Check what is known; before the walk has come to its end, that would tell how it ends."""
        self.check.setVisible(self.stage.summed)
        if self.stage.summed:
            self.check.show_answer(answer, self.stage)
        else:
            self.check.leave()

    def _show_reason(self, text: str) -> None:
        self.answer = None
        self.title.ask("")
        blown_up = self._session.training.state is TrainingState.DIVERGED
        self.parts.show_reason(self._session.can_train if blown_up else text)
        self.by_hand.show_reason(text)

    def _name_of(self, neuron: Neuron) -> str:
        name, classes = neuron_name(self._design, neuron), self._design.classes
        if not classes or neuron.layer <= self._design.hidden:
            return name
        return f"output {neuron.index + 1} “{classes[neuron.index]}”"  # the formulas know it by its number

    # Choosing

    def _try(self, parameter: Parameter) -> None:
        self.inquiry.walking = self.pick.view.walking
        self.inquiry.try_parameter(parameter)

    def _settle(self) -> None:
        self.inquiry.walking = False
        self.inquiry.settle()

    def _show_on_canvas(self) -> None:
        if self.answer is not None:
            self.canvas_wanted.emit(self.answer.parameter)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next or the previous sample."""
        by = SAMPLE_KEYS.get(Qt.Key(event.key()))
        sample = None if by is None else self.inquiry.try_sample(by)
        if sample is None:
            super().keyPressEvent(event)
        else:
            self.choices.sample.show_sample(sample, len(self._session.samples.train_inputs))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Keep to the sample that the key led to."""
        if event.isAutoRepeat() or not self.inquiry.settle_sample():
            super().keyReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words of the title out where they have no room."""
        super().resizeEvent(event)
        self.choices.fit(self.width() / self._theme.k)

    def _connect(self) -> None:
        self.inquiry.answered.connect(self._take)
        self.inquiry.refused.connect(self._show_reason)
        self.choices.sample_chosen.connect(self.inquiry.choose_sample)
        self.choices.extent_chosen.connect(self.inquiry.choose_extent)
        self.mode.chosen.connect(lambda key: self.inquiry.look(mode=ChainMode(key)))
        self.pick.picked.connect(self._try)
        self.pick.settled.connect(self._settle)
        self.pick.largest_wanted.connect(self.inquiry.take_largest)
        self.pick.canvas_wanted.connect(self._show_on_canvas)
        self.pick.pointed.connect(self.light)
        self.paths.chosen.connect(self.inquiry.choose_path)
        self.product.path_chosen.connect(self.inquiry.choose_path)
        self.product.pointed.connect(self.light)
        self.samples.chosen.connect(self.inquiry.choose_sample)
        self.lane.pointed.connect(self.light)
        self.lane.stage_changed.connect(self.show_stage)
        self.by_hand.filled.connect(self._show)
        self.check.picked.connect(self._try)
        self.check.picked.connect(self._settle)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        Spacing(self._theme, self, layout, GAP)
        self.title.choices.addWidget(self.choices)
        self._mode_panel.body.addWidget(self.mode, 0, Qt.AlignmentFlag.AlignHCenter)
        Spacing(self._theme, self, self._mode_panel.body, 0, (4, 4, 4, 4))
        self.parts.place_lane(self.lane)
        self.parts.place_below((self.product, self.check), (560, 410), (480, 290))
        self.parts.place_by_hand(self.by_hand)
        layout.addWidget(self.title)
        layout.addWidget(self.parts, 1)
        self.setFocusProxy(self.pick.view)
