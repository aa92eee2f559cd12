"""All that a sentence about a run may rest on, at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Loss, Task
from playground.session.insights.trends import line_through

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.insights.trends import Line
    from playground.worker.snapshots import Curvature, Floats, LayerHealth, ParameterSnapshot

STEP, EPOCH, TRAIN, TEST, PENALTY, TRAIN_ACCURACY, TEST_ACCURACY = range(7)
# A trend of fewer measures, or within a single pass over the samples, may be an accident of their order.
FEWEST_MEASURES = 12
FEWEST_EPOCHS = 2.0
RECENT = 0.25  # of the epochs since the last change: long enough to average, short enough to be the present
STOPPED = "stopped"  # how a note begins that tells of no change


@dataclass(frozen=True, slots=True)
class SampleFacts:
    """How many samples train and test; of classes the `largest` one's count in training.

    `variance` is that of the training labels, of numbers only; 0 for classes.
    """

    train: int
    test: int
    largest: int = 0
    variance: float = 0.0

    @property
    def largest_share(self) -> float:
        """What part of the training samples a constant answer gets right, at most."""
        return self.largest / self.train if self.train else 0.0


@dataclass(frozen=True)
class Situation:
    """The run so far: `rows`, (points, 7), `norms` and `norm_epochs` as its history has them.

    There is at least one measure wherever something is looked for.

    `markers` are its (epoch, text) notes. `changed_step` is the last step at which the person changed
    anything, weights included: trends are looked for behind it. `health` is () and `parameters` None where
    nobody has told. `curvature` is the last look at the Hessian and `bends` all of them, (looks, 5), with the
    columns of `CurvatureHistory.rows`. `quiet` says that there is nothing to say: it has blown up, or cannot
    be trained.
    """

    experiment: Experiment
    samples: SampleFacts
    rows: Floats
    norms: Floats = field(default_factory=lambda: np.empty((0, 0)))
    norm_epochs: Floats = field(default_factory=lambda: np.empty(0))
    markers: tuple[tuple[float, str], ...] = ()
    changed_step: int = 0
    health: tuple[LayerHealth, ...] = ()
    parameters: ParameterSnapshot | None = None
    curvature: Curvature | None = None
    bends: Floats = field(default_factory=lambda: np.empty((0, 5)))
    quiet: bool = False

    def earlier(self, step: int, epoch: float) -> Situation:
        """Return what was known at an earlier moment; how layers fared there nobody has told.

        Nor is more known of the curvature there than its numbers over time.
        """
        points = int(np.searchsorted(self.rows[:, STEP], step, side="right"))
        norms = int(np.searchsorted(self.norm_epochs, epoch, side="right"))
        return replace(
            self,
            rows=self.rows[:points],
            norms=self.norms[:norms],
            norm_epochs=self.norm_epochs[:norms],
            markers=tuple(marker for marker in self.markers if marker[0] <= epoch),
            changed_step=self.changed_step if self.changed_step <= step else 0,
            health=(),
            curvature=None,
            bends=self.bends[: int(np.searchsorted(self.bends[:, 0], epoch, side="right"))],
        )

    # The present

    @property
    def started(self) -> bool:
        """Whether a step has been taken and measured."""
        return len(self.rows) > 0 and self.rows[-1, STEP] > 0

    @property
    def epoch(self) -> float:
        """Epochs at the last measure."""
        return float(self.rows[-1, EPOCH])

    @property
    def train_loss(self) -> float:
        """The last training loss, without the penalty."""
        return float(self.rows[-1, TRAIN])

    @property
    def test_loss(self) -> float | None:
        """The last test loss, None without a test set."""
        return self._last(TEST)

    @property
    def train_accuracy(self) -> float | None:
        """The last share of right answers in training, None for numbers."""
        return self._last(TRAIN_ACCURACY)

    @property
    def test_accuracy(self) -> float | None:
        """The last share of right answers on the test set, None for numbers or without one."""
        return self._last(TEST_ACCURACY)

    def _last(self, column: int) -> float | None:
        value = float(self.rows[-1, column])
        return None if np.isnan(value) else value

    @property
    def classifies(self) -> bool:
        """Whether it learns classes."""
        return self.experiment.task is Task.CLASSIFICATION

    @property
    def explained(self) -> float | None:
        """How much of the variance of the numbers it explains, R²; None for classes and for other losses."""
        squared = self.experiment.network.loss is Loss.HALF_SQUARED
        if self.classifies or not squared or self.samples.variance <= 0:
            return None
        return 1.0 - 2.0 * self.train_loss / self.samples.variance

    @property
    def quality(self) -> float | None:
        """From nothing to 1, all: the training accuracy, of numbers R²; None where neither is known."""
        return self.train_accuracy if self.classifies else self.explained

    @property
    def full_batch(self) -> bool:
        """Whether each step sees all training samples."""
        return self.experiment.training.batch_size >= self.samples.train

    # The layers

    @property
    def layer_names(self) -> tuple[str, ...]:
        """What the layers with weights are called, from the first hidden one to the output."""
        hidden = len(self.experiment.network.hidden)
        return (*(f"Hidden {number}" for number in range(1, hidden + 1)), "output")

    @property
    def known_health(self) -> tuple[LayerHealth, ...]:
        """The health of each layer, () where it is of a network with other layers."""
        layers = self.experiment.network.hidden
        units = [None if layer.convolves else layer.units for layer in layers]
        if len(self.health) != len(layers) + 1:
            return ()
        pairs = zip(self.health, units, strict=False)
        return self.health if all(number in (None, each.neurons) for each, number in pairs) else ()

    # The trend

    @cached_property
    def settled(self) -> Floats:
        """The measures since anything was last changed, (points, 7)."""
        changes = [epoch for epoch, text in self.markers if not text.startswith(STOPPED)]
        by_step = int(np.searchsorted(self.rows[:, STEP], self.changed_step))
        by_note = int(np.searchsorted(self.rows[:, EPOCH], max(changes, default=0.0)))
        return self.rows[max(by_step, by_note) :]

    @cached_property
    def recent(self) -> Floats | None:
        """The last quarter of the settled measures, or more where they are few; None while too few."""
        rows = self.settled
        if len(rows) < FEWEST_MEASURES:
            return None
        last, span = float(rows[-1, EPOCH]), float(rows[-1, EPOCH] - rows[0, EPOCH])
        since = last - max(RECENT * span, FEWEST_EPOCHS)
        start = int(np.searchsorted(rows[:, EPOCH], since))
        window = rows[min(start, len(rows) - FEWEST_MEASURES) :]
        return window if float(window[-1, EPOCH] - window[0, EPOCH]) >= FEWEST_EPOCHS else None

    @cached_property
    def recent_epochs(self) -> float:
        """How many epochs the recent measures span, 0 without any."""
        return 0.0 if self.recent is None else float(self.recent[-1, EPOCH] - self.recent[0, EPOCH])

    @cached_property
    def trend(self) -> Line | None:
        """The line through the recent training losses over epochs."""
        return None if self.recent is None else line_through(self.recent[:, EPOCH], self.recent[:, TRAIN])

    @cached_property
    def log_trend(self) -> Line | None:
        """The line through the logarithms of the recent training losses; None where one is 0."""
        if self.recent is None or self.recent[:, TRAIN].min() <= 0:
            return None
        return line_through(self.recent[:, EPOCH], np.log(self.recent[:, TRAIN]))

    @property
    def relative_change(self) -> float | None:
        """How far the trend of the recent training loss goes, as a part of its mean."""
        if self.trend is None or self.recent is None:
            return None
        mean = float(self.recent[:, TRAIN].mean())
        return self.trend.rise / mean if mean > 0 else None
