"""The loss or the accuracy over time, what it came to, and the way back in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import LossPicture, LossScale, Regularization, Smoothing, Task
from playground.ui.panels.runs_button import RunsButton
from playground.ui.panels.timeline import Timeline
from playground.ui.plots.loss_curves import earlier
from playground.ui.plots.loss_plot import Besides, LossPlot
from playground.ui.theme.numbers import format_percent, format_significant
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.chip import MenuChip
from playground.ui.widgets.metric import Metric
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from playground.document.experiment import Experiment
    from playground.session.runs import EarlierRun
    from playground.session.session import Session
    from playground.ui.plots.series import Series
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Floats, LossPoint

NONE = "none"
PICTURES = [(LossPicture.LOSS.value, "Loss"), (LossPicture.ACCURACY.value, "Accuracy, %")]
SCALES = [(LossScale.LINEAR.value, "linear"), (LossScale.LOG.value, "log")]
SMOOTHINGS = [
    (Smoothing.OFF.value, "raw"),
    (Smoothing.SOME.value, "smooth"),
    (Smoothing.STRONG.value, "smoother"),
]
COLUMNS = {LossPicture.LOSS: (2, 3), LossPicture.ACCURACY: (5, 6)}  # of `History.rows`: train, test
PERCENT = 100.0


class LossPanel(Panel):
    """Train and test as curves, with the latest numbers above them and the timeline below."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._session = session
        self.setAccessibleName("Loss")
        self._picture = MenuChip(theme, "What is drawn", PICTURES, self)
        self._smoothing = MenuChip(theme, "Smoothing", SMOOTHINGS, self)
        self._scale = MenuChip(theme, "Loss axis", SCALES, self)
        self._whole = IconButton(theme, "maximize-2", "Show the whole run", self)
        self.runs = RunsButton(theme, session, self)
        self._train = Metric(theme, "Train loss", self)
        self._test = Metric(theme, "Test loss", self)
        self._accuracy = Metric(theme, "Test accuracy", self, widest="100.0 %")
        self.plot = LossPlot(theme, self)
        self.timeline = Timeline(theme, session, self)
        self._drawn_by: tuple[object, ...] = ()
        self._made: dict[tuple[EarlierRun, int], Series] = {}
        self._lay_out()
        self._connect()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show what was chosen to be looked at, and the accuracy where there is one."""
        view, classes = experiment.view, experiment.task is Task.CLASSIFICATION
        self._picture.setVisible(classes)
        self._picture.show_choice(self._shown(experiment).value)
        self._scale.show_choice(view.loss_scale.value)
        self._smoothing.show_choice(view.smoothing.value)
        self._scale.setVisible(self._shown(experiment) is LossPicture.LOSS)
        self.set_title("" if classes else "Loss")
        self._title.setVisible(not classes)
        self.setAccessibleName("Loss")
        self._accuracy.setVisible(classes)
        self.plot.set_smoothing(view.smoothing)
        if self._drawn_by != self._draws_by(experiment):
            self._draw()
        self.runs.show_runs()

    def show_point(self, point: LossPoint | None) -> None:
        """Show the latest measures, none before the first."""
        if point is None:
            for metric in (self._train, self._test, self._accuracy):
                metric.show_value("–")
            return
        self._train.show_value(format_significant(point.train_loss, 3))
        self._test.show_value(NONE if point.test_loss is None else format_significant(point.test_loss, 3))
        accuracy = point.test_accuracy
        self._accuracy.show_value(NONE if accuracy is None else format_percent(accuracy, 1))

    def show_history(self) -> None:
        """Draw the curves as far as they go."""
        self.timeline.show_time()
        self.plot.set_markers(self._session.history.markers)
        self._draw()
        self.runs.show_progress()

    def show_time(self, epoch: float | None) -> None:
        """Mark the earlier moment that is looked at; None for now."""
        self.timeline.show_time()
        self.plot.show_moment(epoch)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what has come while nobody could see it."""
        super().showEvent(event)
        self.show_history()

    def _shown(self, experiment: Experiment) -> LossPicture:
        classes = experiment.task is Task.CLASSIFICATION
        return experiment.view.loss_picture if classes else LossPicture.LOSS

    def _draws_by(self, experiment: Experiment) -> tuple[object, ...]:
        """Return all of the experiment that the curves depend on."""
        view, penalty = experiment.view, experiment.training.regularization
        kind = experiment.data.source.title, experiment.network.loss
        return view.loss_picture, view.loss_scale, experiment.task, penalty, kind

    def _draw(self) -> None:
        experiment, rows = self._session.experiment, self._session.history.rows
        self._drawn_by = self._draws_by(experiment)
        picture = self._shown(experiment)
        train, test = COLUMNS[picture]
        by = PERCENT if picture is LossPicture.ACCURACY else 1.0
        loss = picture is LossPicture.LOSS
        self.plot.set_scale(experiment.view.loss_scale if loss else LossScale.LINEAR)
        penalized = loss and experiment.training.regularization is not Regularization.NONE
        self.plot.show_points(
            rows[:, 1],
            by * rows[:, train],
            by * rows[:, test],
            steps=rows[:, 0],
            penalty=rows[:, 4] if penalized else (),
            others=self._others(train, by),
            besides=_besides(picture, rows),
            in_words=format_significant if loss else _percent_points,
        )

    def _others(self, column: int, by: float) -> list[Series]:
        """Return the curves of the earlier runs that can be compared, the newest first, made once each."""
        present = self._session.experiment
        runs = self._session.runs.all[::-1]
        shown = [run for run in runs if run.shown and run.can_be_compared(present)]
        self._made = {
            (run, column): self._made.get((run, column)) or _curve(run, column, by) for run in shown
        }
        return list(self._made.values())

    def _choose_picture(self, key: str) -> None:
        self._session.edit("Loss plot", edits.set_loss_picture, LossPicture(key))

    def _choose_scale(self, key: str) -> None:
        self._session.edit("Loss axis", edits.set_loss_scale, LossScale(key))

    def _choose_smoothing(self, key: str) -> None:
        self._session.edit("Smoothing", edits.set_smoothing, Smoothing(key))

    def _lay_out(self) -> None:
        set_tip(self._picture, "Draw the loss, or the share of right answers")
        set_tip(self._scale, "Powers of ten, or even steps (Shift+L)")
        set_tip(self._smoothing, "How much of the noise is averaged away; the thin line is the noise itself")
        set_tip(self._whole, "Show the whole run again (double click, End)")
        self._whole.hide()
        self.header.addWidget(self._title)
        self.header.addWidget(self._picture)
        self.header.addStretch(1)
        for part in (self._whole, self.runs, self._smoothing, self._scale):
            self.header.addWidget(part)
        metrics = QHBoxLayout()
        for metric in (self._train, self._test, self._accuracy):
            metrics.addWidget(metric)
        self.body.addLayout(self.header)
        self.body.addLayout(metrics)
        self.body.addWidget(self.plot, 1)
        self.body.addWidget(self.timeline)

    def _connect(self) -> None:
        self._picture.chosen.connect(self._choose_picture)
        self._scale.chosen.connect(self._choose_scale)
        self._smoothing.chosen.connect(self._choose_smoothing)
        self._whole.clicked.connect(self.plot.follow)
        self.plot.zoomed.connect(self._whole.setVisible)
        self.plot.arranged.connect(lambda: self.timeline.stand_under(self.plot))
        self._session.runs.changed.connect(self._draw)


def _besides(picture: LossPicture, rows: Floats) -> list[Besides]:
    """Return what the read-out tells of the picture that is not shown."""
    if picture is LossPicture.LOSS:
        return [
            Besides("train accuracy", rows[:, 5], _share),
            Besides("test accuracy", rows[:, 6], _share),
        ]
    return [
        Besides("train loss", rows[:, 2], format_significant),
        Besides("test loss", rows[:, 3], format_significant),
    ]


def _share(share: float) -> str:
    return format_percent(share, 1)


def _percent_points(percent: float) -> str:
    return format_percent(percent / PERCENT, 1)


def _curve(run: EarlierRun, column: int, by: float) -> Series:
    """Return the curve of an earlier run from where it left the present one."""
    apart = run.rows[:, 1] >= run.since
    known = apart & np.isfinite(run.rows[:, column])
    return earlier(run.name, run.rows[known, 1], by * run.rows[known, column])
