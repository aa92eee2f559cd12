"""The panel of one path: its stations, and the walk through them with a sentence of each."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from playground.document.choices import ChainMode
from playground.session.training import TrainingState
from playground.ui.panels.chain_rule.descent import descent_of
from playground.ui.panels.chain_rule.lane import lane_of
from playground.ui.panels.chain_rule.lane_view import LaneView
from playground.ui.panels.chain_rule.lane_words import note_of, route_of, title_of
from playground.ui.panels.chain_rule.stage import EVERYTHING
from playground.ui.panels.chain_rule.walk import stages_of
from playground.ui.panels.chain_rule.walk_controls import WalkControls
from playground.ui.panels.chain_rule.walker import Walker
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.panels.chain_rule.lane import Key
    from playground.ui.panels.chain_rule.naming import NameOf
    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import ChainAnswer

PAUSED = "Training is paused, so that the numbers stand still while you walk."
KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class LanePanel(Panel):
    """`stage_changed` carries what is known by now, `pointed` the key of what is pointed at.

    The panel is where the walk is: it is handed answers, and says of each what the others are to show.
    """

    stage_changed = Signal(object)
    pointed = Signal(object)

    def __init__(
        self, theme: Theme, session: Session, name_of: NameOf, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "One path to the loss", parent)
        self._session, self._name_of = session, name_of
        self._answer: ChainAnswer | None = None
        self._paused_here = False
        self.walker = Walker(self)
        self.controls = WalkControls(theme, self.walker, self)
        self.view = LaneView(theme, self)
        self._route = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self._note = Label(theme, "", self, role="caption", token="ink2", wrap=True)
        self._caption = Label(theme, "", self, role="live", wrap=True)
        self._shown_by: tuple[object, ...] = ()
        self._lay_out()
        self._connect()
        self._give_room()
        self.show_experiment(session.experiment)

    @property
    def stage(self) -> Stage:
        """What of the path is known by now."""
        return self.walker.stage if self._walks else EVERYTHING

    @property
    def caption(self) -> str:
        """The sentence of the stage, "" where nothing is walked through."""
        return self._caption.text()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the walk or everything at once, as is chosen."""
        walks = experiment.view.chain_rule.mode is ChainMode.WALK
        self.controls.setVisible(walks)
        if not walks:
            self.walker.stop()
            if self.view.arrows_step:
                self.view.horizontalScrollBar().setValue(0)  # all of it is there, from the beginning
        self.view.arrows_step = walks
        shown_by = (walks, experiment.training, experiment.network, experiment.data)
        known = bool(self._shown_by) and all(map(is_, shown_by, self._shown_by))
        if self._answer is not None and not known:
            self._take_stages()
            self._show()
        self._shown_by = shown_by

    def show_answer(self, answer: ChainAnswer) -> None:
        """Show a path, from the first station on if it begins at another weight than before."""
        self._answer = answer
        self._take_stages()
        self._show()

    def show_reason(self, text: str) -> None:
        """Show why there is no path."""
        self._answer = None
        self.walker.take((), None)
        self.view.show_lane(None, text)
        self.set_title("No path to show")
        self._route.setText("")
        self._say("")
        self._note.hide()
        self.controls.hide()

    def light(self, key: Key | None) -> None:
        """Light what is pointed at elsewhere."""
        self.view.light(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk on or back, to the start or to the end."""
        if not self._walks or not self._walk_by(event):
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Walk no further while nobody sees it."""
        self.walker.stop()
        super().hideEvent(event)

    @property
    def _walks(self) -> bool:
        return self.view.arrows_step

    def _walk_by(self, event: QKeyEvent) -> bool:
        key, walker = Qt.Key(event.key()), self.walker
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            return False
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match key:
            case Qt.Key.Key_N:
                walker.step(-1 if back else 1)
            case Qt.Key.Key_Home:
                walker.go(0)
            case Qt.Key.Key_End:
                walker.go(walker.count)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                walker.step(KEYS[key])
            case _:
                return False
        return True

    def _take_stages(self) -> None:
        answer = self._answer
        if answer is not None and self._walks:
            descent = descent_of(self._session.experiment, answer.parameter)
            self.walker.take(stages_of(answer, descent), answer.parameter)

    def _show(self) -> None:
        answer, stage = self._answer, self.stage
        if answer is None:
            return
        self.controls.setVisible(self._walks)
        self.controls.show_walk()
        self.set_title(title_of(answer))
        self._route.setText(route_of(answer, self._name_of))
        self.view.show_lane(lane_of(answer, stage), stage.caption)
        self._say(stage.caption)
        self._show_note()
        self.stage_changed.emit(stage)

    def _say(self, text: str) -> None:
        self._caption.setText(text)
        self._caption.setVisible(bool(text))

    def _show_note(self) -> None:
        paused = self._paused_here and self._walks
        texts = [note_of(self._answer) if self._answer else "", PAUSED if paused else ""]
        note = " ".join(text for text in texts if text)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _pause(self) -> None:
        """Let the numbers stand still: a sentence cannot be read while they change in it."""
        training = self._session.training
        if training.state is TrainingState.PLAYING:
            training.pause()
            self._paused_here = True

    def _forget_pause(self, state: TrainingState) -> None:
        if state is TrainingState.PLAYING and self._paused_here:
            self._paused_here = False
            self._show_note()

    def _give_room(self) -> None:
        """Keep two lines for the sentence, so that the lane stands still from one to the next."""
        self._caption.setMinimumHeight(2 * self._caption.fontMetrics().lineSpacing())

    def _lay_out(self) -> None:
        self.header.addWidget(self._route, 1)
        self.header.addWidget(self.controls)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.body.addWidget(self._note)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._caption)

    def _connect(self) -> None:
        self._theme.changed.connect(self._give_room)
        self.view.pointed.connect(self.pointed)
        self.walker.moved.connect(self._show)
        self.walker.begun.connect(self._pause)
        self._session.training.state_changed.connect(self._forget_pause)
