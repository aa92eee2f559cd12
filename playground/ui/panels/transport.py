"""The bar at the top: reset, play, step, the epoch, and the settings that change most."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import Activation, Optimizer, Regularization
from playground.document.training_choices import Schedule
from playground.session.training import TrainingState
from playground.session.wording import ACTIVATIONS, OPTIMIZERS, REGULARIZATIONS, choices
from playground.ui.panels.options.optimiser import OPTIMIZER_TIP, forbidden
from playground.ui.panels.options.running import SpeedCombo
from playground.ui.panels.rate_mark import RateMark
from playground.ui.panels.rate_note import RateNote
from playground.ui.panels.training_options import TrainingOptions
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.buttons import IconButton, PlayButton
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.learning_rate import LearningRateSlider
from playground.ui.widgets.metric import Metric
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.room import show_where_room
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction, QResizeEvent

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

HEIGHT = 76
MIXED = ("mixed", "mixed")
LEAST_WIDTH = 560
ROOM_FOR_NOTE, ROOM_FOR_ALL = 1_180, 1_300


class TransportBar(Panel):
    """Runs the training and edits its settings."""

    def __init__(
        self, theme: Theme, session: Session, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "", parent)
        self._session, self._actions = session, actions
        self._reset = self._button("rotate-ccw", "reset", "Reset", "R")
        self.play_button = PlayButton(theme, self)
        self._step = self._button("step-forward", "step", "One step", "S")
        self._epoch = Metric(theme, "Epoch", self, role="counter", widest="000 000")
        self.speed = SpeedCombo(theme, session, self, width=126)
        self.rate_note = RateNote(theme, self)
        self.rate = LearningRateSlider(theme, self)
        self.mark = RateMark(self.rate)
        self.activation = LabelledCombo(theme, "Activation", choices(ACTIVATIONS), self, width=104)
        self.optimizer = LabelledCombo(theme, "Optimiser", choices(OPTIMIZERS), self, width=132)
        set_tip(self.activation, "The function that every hidden layer applies to its sums")
        set_tip(self.optimizer, OPTIMIZER_TIP)
        self.regularization = LabelledCombo(
            theme, "Regularisation", choices(REGULARIZATIONS), self, width=104
        )
        set_tip(self.regularization, "The penalty on large weights")
        self._more = IconButton(theme, "sliders-horizontal", "More settings", self, size=32, quiet=True)
        self._undo = self._button("undo-2", "undo", "Undo", "Ctrl+Z", quiet=True)
        self._redo = self._button("redo-2", "redo", "Redo", "Ctrl+Shift+Z", quiet=True)
        self._text = self._button("a-large-small", "text_size", "Text size", "Ctrl+Shift+L", quiet=True)
        self._look = self._button("sun", "theme", "Dark or light", "Ctrl+T", quiet=True)
        self._options = TrainingOptions(theme, session)
        self._scheduled = False
        self._rules = (
            (self.regularization, 1_080),
            (self.optimizer, 960),
            (self.activation, 830),
            (self._redo, 720),
            (self._undo, 680),
            (self._text, 640),
        )
        self._lay_out()
        self._connect()
        theme.changed.connect(self._show_theme)
        self._show_theme()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the settings."""
        training = experiment.training
        self.rate.show_as_part(training.optimizer.second_order)
        self.rate.show_value(training.learning_rate)
        self.mark.show_experiment(experiment)
        self.optimizer.forbid(forbidden(experiment))
        self.optimizer.show_choice(training.optimizer.value)
        self.regularization.show_choice(training.regularization.value)
        self._show_activation(experiment)
        self.speed.show_experiment(experiment)
        self.rate_note.show_training(training)
        self._scheduled = training.schedule is not Schedule.CONSTANT
        self._show_where_room()
        self._options.show_experiment(experiment)
        self.play_button.setEnabled(not self._session.can_train)

    def show_state(self, state: TrainingState) -> None:
        """Show whether it trains, and forbid it where it cannot."""
        self.play_button.set_playing(state is TrainingState.PLAYING)
        self.play_button.setEnabled(not self._session.can_train)

    def show_epoch(self, epoch: float) -> None:
        """Show how many passes over the training set are done."""
        self._epoch.show_value(format_integer(int(epoch)))

    def show_rate(self, epoch: float, rate: float) -> None:
        """Show the learning rate that the schedule has come to."""
        self.rate_note.show_now(epoch, rate)
        self._options.show_now(epoch, rate)

    def minimumSizeHint(self) -> QSize:
        """Allow less than all: what has no room is also in the card of further settings and in the menus."""
        return QSize(self._theme.px(LEAST_WIDTH), self._theme.px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the rarer settings to the card where there is no room."""
        super().resizeEvent(event)
        self._show_where_room()

    def _show_where_room(self) -> None:
        room = self.width() / self._theme.k
        note = ROOM_FOR_NOTE if self._scheduled else math.inf
        speed = ROOM_FOR_ALL if self._scheduled else ROOM_FOR_NOTE
        show_where_room(room, (*self._rules, (self.rate_note, note), (self.speed, speed)))

    def _show_activation(self, experiment: Experiment) -> None:
        used = {layer.activation for layer in experiment.network.hidden}
        mixed = len(used) > 1
        self.activation.set_choices([*choices(ACTIVATIONS), *([MIXED] if mixed else [])])
        self.activation.show_choice(MIXED[0] if mixed else next(iter(used), Activation.TANH).value)
        self.activation.setEnabled(bool(used))

    def _show_theme(self) -> None:
        self._look.set_icon("sun" if self._theme.name == "dark" else "moon")
        self.setFixedHeight(self._theme.px(HEIGHT))
        side, above = self._theme.px(14), self._theme.px(5)
        self.body.setContentsMargins(side, above, side, above)

    def _button(self, icon: str, key: str, name: str, keys: str, *, quiet: bool = False) -> IconButton:
        button = IconButton(
            self._theme, icon, name, self, size=32 if quiet else 36, quiet=quiet, shortcut=keys
        )
        action = self._actions[key]
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        button.setEnabled(action.isEnabled())
        return button

    def _connect(self) -> None:
        edit = self._session.edit
        self.play_button.clicked.connect(self._actions["play"].trigger)
        self.rate.moved.connect(
            lambda rate: edit("Learning rate", edits.set_learning_rate, rate, gesture=self.rate.gesture)
        )
        self.activation.chosen.connect(self._choose_activation)
        self.optimizer.chosen.connect(lambda key: edit("Optimiser", edits.set_optimizer, Optimizer(key)))
        self.regularization.chosen.connect(
            lambda key: edit("Regularisation", edits.set_regularization, Regularization(key))
        )
        self._more.clicked.connect(self._open_options)

    def _open_options(self) -> None:
        self._options.open_below(self._more)

    def _choose_activation(self, key: str) -> None:
        if key != MIXED[0]:
            self._session.edit("Activation", edits.set_activation, Activation(key))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        Spacing(self._theme, self, row, 8)
        for button in (self._reset, self.play_button, self._step):
            row.addWidget(button)
        row.addSpacing(self._theme.px(10))
        row.addWidget(self._epoch)
        row.addWidget(self.speed)
        row.addStretch(2)
        row.addWidget(self.rate)
        row.addWidget(self.rate_note)
        row.addStretch(2)
        for part in (self.activation, self.optimizer, self.regularization, self._more):
            row.addWidget(part)
        row.addStretch(2)
        for quiet in (self._undo, self._redo, self._text, self._look):
            row.addWidget(quiet)
        self.body.addLayout(row)
