"""The panel “Hessian eigenvalues”: how the loss bends in every direction, and a step away from a saddle."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from playground.session import curvature_words as words
from playground.session.blown_up import is_blown_up
from playground.session.training import TrainingState
from playground.ui.panels.curvature.bars_of import bars_of_spectrum
from playground.ui.plots.density_plot import DensityPlot
from playground.ui.plots.eigenvalue_bars import EigenvalueBars
from playground.ui.theme.numbers import format_percent
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.progress_line import ProgressLine
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import SaddleStep, SpectrumAnswer, SpectrumQuestion

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Frame, Told

SLOT = "spectrum"
BY_ITSELF = 300  # weights: of a larger network the eigenvalues are found when asked for
SHORTEST, TIMES = 2.0, 30.0  # seconds between two times, and times the seconds that the last one took
FIND, AGAIN, CANCEL = "Find eigenvalues", "Find again", "Cancel"
MOVED = "The weights have moved on since."
PAUSE = "Pause to take a step along a saddle direction."
BARS_TIP = "Each bar is λ of one direction: how the slope changes along it. Click one that bends down"


class SpectrumPanel(Panel):
    """Asks by itself for a small network's eigenvalues while it is in sight, for others when told to."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Hessian eigenvalues", parent)
        self._session = session
        self.spectrum: SpectrumAnswer | None = None
        self._stale = self._here = self._working = False
        self._chosen: int | None = None
        self._next = 0.0
        self._shape: tuple[object, object] | None = None
        self._caption = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self.find_button = TextButton(theme, FIND, self)
        self._line = ProgressLine(theme, "Share of the eigenvalues found", self)
        self.bars = EigenvalueBars(theme, self, invitation="Not found yet")
        self.density = DensityPlot(theme, self)
        self._density_title = Label(
            theme, "About how many lie where", self, role="caption", token="ink3", elide=True
        )
        self._signs = Label(theme, "", self, role="caption", token="ink2", wrap=True)
        self._cost = Label(theme, "", self, role="caption", token="ink3", wrap=True)
        self._saddle = Label(theme, "", self, role="caption", token="ink2", wrap=True)
        self.step_button = TextButton(theme, "Take this step", self)
        self._lay_out()
        set_tip(self.find_button, "All of up to 1 000 weights; of more the outermost and the density")
        set_tip(self.bars, BARS_TIP)
        set_tip(self.step_button, "Move all weights along the direction; undo takes it back")
        self.find_button.clicked.connect(self._find_or_cancel)
        self.step_button.clicked.connect(self._take_step)
        self.bars.chosen.connect(self._choose)
        session.studies.told.connect(self._take)
        session.training.frame_arrived.connect(self._follow)
        session.training.state_changed.connect(self._say)
        session.undo_stack.indexChanged.connect(self._age)
        self._say()

    # Asking

    def enter(self) -> None:
        """Come into sight."""
        self._here = True
        self._next = 0.0
        self._ask_by_itself()

    def leave(self) -> None:
        """Ask nothing more."""
        self._here = False
        self._cancel()

    def show_experiment(self, experiment: Experiment) -> None:
        """Forget the eigenvalues of another network or of other samples."""
        shape = experiment.network, experiment.data
        if shape != self._shape:
            self._shape, self.spectrum, self._next = shape, None, 0.0
            self._cancel()

    def _ask_by_itself(self) -> None:
        small = self._session.experiment.parameter_count <= BY_ITSELF
        if small and not self._working and time.monotonic() >= self._next:
            self._ask()

    def _ask(self) -> None:
        self._working, self._stale = True, False
        self._session.studies.restart(SLOT, SpectrumQuestion())
        self._say()

    def _find_or_cancel(self) -> None:
        if self._working:
            self._cancel()
        else:
            self._ask()

    def _cancel(self) -> None:
        if self._working:
            self._session.studies.stop(SLOT)
        self._working = False
        self._line.show_share(None)
        self._say()

    def _age(self) -> None:
        """Find the eigenvalues anew after a change by hand, or one that was undone."""
        self._stale, self._next = True, 0.0
        self._say()

    def _follow(self, frame: Frame) -> None:
        if not self._here:
            return
        moved = self.spectrum is None or self._stale or self.spectrum.step != frame.step
        if moved and (frame.playing or self._session.training.answers(frame)):
            self._ask_by_itself()
        self._say()

    def _take(self, told: Told) -> None:
        if told.slot != SLOT:
            return
        self._line.show_share(told.share if told.share < 1 and not told.reason else None)
        if told.reason or told.share >= 1.0:
            self._working = False
        if isinstance(told.answer, SpectrumAnswer):
            self.spectrum = told.answer
            self._next = time.monotonic() + max(SHORTEST, TIMES * told.answer.seconds)
            self._show_plots(told.answer)
        self._say(reason="" if is_blown_up(self._session) else told.reason, share=told.share)

    # Showing

    def _show_plots(self, spectrum: SpectrumAnswer) -> None:
        edge = words.edge_name(self._session.experiment.training)
        self.bars.show_bars(bars_of_spectrum(spectrum, edge))
        self.density.show_density(spectrum.edges, spectrum.counts)
        step = self.step()
        self.bars.mark(None if step is None else step.number)

    def step(self) -> SaddleStep | None:
        """Return the step along the chosen direction, or along the most negative one."""
        steps = () if self.spectrum is None else self.spectrum.steps
        chosen = next((step for step in steps if step.number == self._chosen), None)
        return chosen or (steps[0] if steps else None)

    def _say(self, _state: object = None, *, reason: str = "", share: float = 0.0) -> None:
        spectrum = self.spectrum
        if spectrum is None:
            self.bars.show_bars(None)
        by_hand = self._session.experiment.parameter_count > BY_ITSELF
        self.find_button.setVisible(by_hand)
        self.find_button.set_text(CANCEL if self._working else FIND if spectrum is None else AGAIN)
        working = self._working and by_hand
        self._caption.setText(f"{format_percent(share)} done" if working else "")
        for part in (self.density, self._density_title):
            part.setVisible(spectrum is not None and not spectrum.everything)
        self._signs.setText(reason or ("" if spectrum is None else words.signs_words(spectrum)))
        self._cost.setText("" if spectrum is None else words.cost_words(spectrum))
        self._say_step(spectrum)

    def _say_step(self, spectrum: SpectrumAnswer | None) -> None:
        step = self.step()
        if spectrum is None or step is None:
            self._saddle.setText("")
            self.step_button.setVisible(False)
            return
        plays = self._session.training.state is TrainingState.PLAYING
        moved = self._stale or spectrum.step != self._session.step
        told = PAUSE if plays else MOVED if moved else words.saddle_words(step, spectrum)
        self._saddle.setText(told)
        self.step_button.setVisible(not plays and not moved)

    def _choose(self, number: int) -> None:
        steps = () if self.spectrum is None else self.spectrum.steps
        if any(step.number == number for step in steps):
            self._chosen = number
            self.bars.mark(number)
            self._say()

    def _take_step(self) -> None:
        step = self.step()
        if step is not None:
            self._session.by_hand.set_parameters(step.changes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up long work on Esc."""
        if event.key() == Qt.Key.Key_Escape and self._working:
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.header.addWidget(self._caption, 1)
        self.header.addWidget(self.find_button)
        self.body.addWidget(self._line)
        self.body.addWidget(self.bars, 3)
        self.body.addWidget(self._density_title)
        self.body.addWidget(self.density, 2)
        for label in (self._signs, self._cost, self._saddle):
            self.body.addWidget(label)
        self.body.addWidget(self.step_button, 0, Qt.AlignmentFlag.AlignLeft)
