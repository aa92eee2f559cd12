"""The course of the learning rate: which, how long and how far, and a picture with the present epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import edits
from playground.document.course import rate_at, shown_epochs
from playground.document.training_choices import Schedule
from playground.session.wording import SCHEDULES
from playground.ui.panels.options.section import Section
from playground.ui.theme.numbers import RATE
from playground.ui.widgets.rate_course import RateCourse
from playground.ui.widgets.scale import Scale

if TYPE_CHECKING:
    from playground.document.experiment import Experiment, Training

POINTS = 240
WIDER = 1.5  # times, where training has gone on beyond the picture
FACTORS = (1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0)
TIPS = {
    Schedule.CONSTANT: "The learning rate stays as it is set",
    Schedule.STEP: "At the end of each length the learning rate is multiplied by the factor",
    Schedule.EXPONENTIAL: "Over each length the learning rate falls evenly to the factor of what it was",
    Schedule.COSINE: "The learning rate falls to the factor in half a wave, and stays there",
    Schedule.WARM_UP: "The learning rate rises from the factor to the whole, and stays there",
    Schedule.ONE_CYCLE: "The learning rate rises from the factor to the whole and falls again",
}
LENGTHS = {Schedule.STEP: "Epochs between steps", Schedule.EXPONENTIAL: "Epochs per factor"}
FACTOR_NAMES = {Schedule.WARM_UP: "Begins with factor", Schedule.ONE_CYCLE: "Begins with factor"}


class ScheduleSection(Section):
    """The schedule of the learning rate."""

    title = "Learning-rate schedule"

    def _build(self) -> None:
        self.kind = self._combo("Course", SCHEDULES, edits.set_schedule, Schedule, TIPS[Schedule.CONSTANT])
        self.length = self._slider(
            "Epochs",
            Scale.log(1.0, 10_000.0),
            edits.set_schedule_epochs,
            "How many epochs the course takes, or one step of it",
            default=100.0,
            widest="10 000",
        )
        self.factor = self._slider(
            "Factor",
            Scale.explicit(FACTORS),
            edits.set_schedule_factor,
            "The part of the learning rate that is left, or begun with",
            default=0.1,
            notation=RATE,
            widest="0.0000",
        )
        self.picture = RateCourse(self._theme, self, named=True)
        self._add(self.picture, "The learning rate over epochs; the dot is now")

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the course, with its numbers and its picture where there is one."""
        training = experiment.training
        self.kind.show_choice(training.schedule.value)
        self.kind.setToolTip(TIPS[training.schedule])
        for part in (self.length, self.factor, self.picture):
            part.setVisible(training.schedule is not Schedule.CONSTANT)
        self.length.set_label(LENGTHS.get(training.schedule, "Epochs"))
        self.factor.set_label(FACTOR_NAMES.get(training.schedule, "Factor"))
        self.length.show_value(training.schedule_epochs)
        self.factor.show_value(training.schedule_factor)
        now = self.picture.now()
        draw_course(self.picture, training, 0.0 if now is None else now[0])

    def show_now(self, epoch: float, rate: float) -> None:
        """Mark the present epoch."""
        draw_course(self.picture, self._session.experiment.training, epoch)
        self.picture.show_now(epoch, rate)


def draw_course(picture: RateCourse, training: Training, epoch: float) -> None:
    """Draw a schedule's course, at least as far as the epoch."""
    span = shown_epochs(training)
    while span < epoch:
        span *= WIDER
    epochs = [span * index / POINTS for index in range(POINTS + 1)]
    picture.show_course(epochs, [rate_at(training, each) for each in epochs])
