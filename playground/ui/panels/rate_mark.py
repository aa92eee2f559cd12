"""The mark on the learning rate: where steps become too long for the bend of the loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.session.curvature_words import mark_words, rate_name
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.ui.widgets.learning_rate import LearningRateSlider
    from playground.worker.snapshots import Curvature

TIP = "How far each step goes down the gradient ([ and ])"


class RateMark:
    """Follows the curvature; there is none where the optimiser knows no bound, or nothing bends up."""

    def __init__(self, slider: LearningRateSlider) -> None:
        self._slider = slider
        self._experiment: Experiment | None = None

    @property
    def wanted(self) -> bool:
        """Whether the curvature is needed for it."""
        return self._experiment is not None and bool(rate_name(self._experiment.training))

    def show_experiment(self, experiment: Experiment) -> None:
        """Take the mark away where it is of another network, other samples or another optimiser."""
        before, self._experiment = self._experiment, experiment
        if before is None or _kind(before) != _kind(experiment):
            self.show_curvature(None)

    def show_curvature(self, curvature: Curvature | None) -> None:
        """Mark the largest stable rate."""
        experiment = self._experiment
        bound = None if curvature is None else curvature.stable_setting
        if curvature is None or experiment is None or bound is None or not self.wanted:
            self._slider.set_bound(None)
            set_tip(self._slider, TIP)
            return
        self._slider.set_bound(bound, rate_name(experiment.training))
        set_tip(self._slider, f"{TIP}. {mark_words(curvature, experiment.training)}")


def _kind(experiment: Experiment) -> tuple[object, ...]:
    training = experiment.training
    return experiment.data, experiment.network, training.optimizer, training.momentum
