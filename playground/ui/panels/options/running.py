"""How a run goes: samples per step, when it stops by itself, and how fast it is played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import edits, limits
from playground.document.choices import Task
from playground.session.wording import SPEEDS, choices, speed_in_words
from playground.ui.panels.options.section import WIDTH, Section
from playground.ui.theme.numbers import (
    Notation,
    format_compact,
    format_integer,
    parse_number,
    parse_percent,
)
from playground.ui.widgets.batch import BatchSlider
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

OFF = "off"
BATCH_HELD = "Newton and L-BFGS use all samples in each step; choose another optimiser to use fewer"
SPEED_TIP = (
    "How fast playing goes: slowly, with every step shown exactly, or as fast as the machine can. "
    "Single steps and single epochs do not wait."
)
EPOCHS_TIP = "Pauses at the end of this epoch, then after as many again; 0 for never"
LOSS_TIP = (
    "Pauses at the end of the first epoch with a training loss at or below this; playing on, it pauses again "
    "once the loss was above it. 0 for never"
)
ACCURACY_TIP = "The same for the test accuracy, or the training accuracy where there are no test samples"
PATIENCE_TIP = (
    "Pauses when so many epochs have not brought the training loss down by 0.1 %; playing on, they are "
    "counted anew. 0 for never"
)


def or_off(write: Callable[[float], str], read: Callable[[str], float | None]) -> Notation:
    """Return a notation that writes 0 as off."""
    return Notation(
        lambda value: write(value) if value else OFF,
        lambda text: 0.0 if text.strip().lower() in ("", OFF) else read(text),
    )


COUNT = or_off(lambda value: format_integer(round(value)), parse_number)
LOSS = or_off(lambda value: format_compact(value, 4), parse_number)
SHARE = or_off(lambda value: f"{format_compact(100 * value, 4)} %", parse_percent)


class BatchSection(Section):
    """How many samples a step uses."""

    title = "Batch"

    def _build(self) -> None:
        self.batch = BatchSlider(self._theme, limits.ALL_SAMPLES, self)
        self.batch.moved.connect(
            lambda value: self._session.edit(
                "Batch size", edits.set_batch_size, round(value), gesture=self.batch.gesture
            )
        )
        self._add(self.batch)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the size, up to all training samples."""
        self.batch.show_samples(len(self._session.samples.train_labels))
        self.batch.show_value(experiment.training.batch_size)
        self.batch.show_held(BATCH_HELD if experiment.training.optimizer.second_order else "")


class StopSection(Section):
    """When playing pauses by itself; a run that blows up always does."""

    title = "Stop when…"

    def _build(self) -> None:
        self.epochs = self._field(
            "Epochs done", limits.STOP_EPOCHS, edits.set_stop_epochs, EPOCHS_TIP, whole=True, notation=COUNT
        )
        self.train_loss = self._field(
            "Training loss ≤", limits.STOP_LOSS, edits.set_stop_loss, LOSS_TIP, notation=LOSS
        )
        self.accuracy = self._field(
            "Test accuracy ≥", limits.STOP_ACCURACY, edits.set_stop_accuracy, ACCURACY_TIP, notation=SHARE
        )
        self.patience = self._field(
            "Epochs without progress",
            limits.PATIENCE,
            edits.set_patience,
            PATIENCE_TIP,
            whole=True,
            notation=COUNT,
        )

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the rules; a number has no accuracy."""
        stop = experiment.training.stop
        self.epochs.show_value(stop.epochs)
        self.train_loss.show_value(stop.train_loss)
        self.accuracy.show_value(stop.accuracy)
        self.patience.show_value(stop.patience)
        self._show_row(self.accuracy, experiment.task is Task.CLASSIFICATION)


class SpeedCombo(LabelledCombo):
    """Steps a second, from one to as many as there can be."""

    def __init__(
        self, theme: Theme, session: Session, parent: QWidget | None = None, *, width: float
    ) -> None:
        super().__init__(theme, "Speed", choices(SPEEDS), parent, width=width)
        set_tip(self, SPEED_TIP)
        self.chosen.connect(lambda key: session.edit("Speed", edits.set_speed, float(key)))

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the speed, also one that is not in the list."""
        speed = experiment.view.speed
        self.set_choices(choices({**SPEEDS, **({} if speed in SPEEDS else {speed: speed_in_words(speed)})}))
        self.show_choice(str(speed))


class SpeedSection(Section):
    """How fast playing goes."""

    title = "Playing"

    def _build(self) -> None:
        self.speed = SpeedCombo(self._theme, self._session, self, width=WIDTH)
        self._add(self.speed)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the speed."""
        self.speed.show_experiment(experiment)
