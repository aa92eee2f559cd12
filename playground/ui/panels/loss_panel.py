"""The loss over time, and what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import LossScale, Task
from playground.ui.panels.timeline import Timeline
from playground.ui.plots.loss_plot import LossPlot
from playground.ui.theme.numbers import format_percent, format_significant
from playground.ui.widgets.chip import MenuChip
from playground.ui.widgets.metric import Metric
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import LossPoint

NONE = "none"
SCALES = [(LossScale.LINEAR.value, "linear scale"), (LossScale.LOG.value, "log scale")]


class LossPanel(Panel):
    """Train and test loss as curves, with the latest numbers above them."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Loss", parent)
        self._session = session
        self._scale = MenuChip(theme, "Loss axis", SCALES, self)
        set_tip(self._scale, "Powers of ten, or even steps (Shift+L)")
        self._train = Metric(theme, "Train loss", self)
        self._test = Metric(theme, "Test loss", self)
        self._accuracy = Metric(theme, "Test accuracy", self, widest="100.0 %")
        self.plot = LossPlot(theme, self)
        self.timeline = Timeline(theme, session, self)
        self.header.addStretch(1)
        self.header.addWidget(self._scale)
        metrics = QHBoxLayout()
        for metric in (self._train, self._test, self._accuracy):
            metrics.addWidget(metric)
        self.body.addLayout(metrics)
        self.body.addWidget(self.plot, 1)
        self.body.addWidget(self.timeline)
        self._scale.chosen.connect(self._choose_scale)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the axis that was chosen, and the accuracy where there is one."""
        self._scale.show_choice(experiment.view.loss_scale.value)
        self.plot.set_scale(experiment.view.loss_scale)
        self._accuracy.setVisible(experiment.task is Task.CLASSIFICATION)

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
        history = self._session.history
        self.timeline.show_time()
        self.plot.set_markers(history.markers)
        self.plot.show_points(history.epochs, history.train_losses, history.test_losses, steps=history.steps)

    def _choose_scale(self, key: str) -> None:
        self._session.edit("Loss axis", edits.set_loss_scale, LossScale(key))
