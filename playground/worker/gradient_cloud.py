"""The gradients of single samples, so that what a batch leaves to chance can be seen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.sample_gradients import are_products, sample_gradients
from playground.document import limits
from playground.document.choices import Normalization
from playground.engine import Evaluation
from playground.engine.order import Order
from playground.worker import build
from playground.worker.gradient_plane import best_plane, faced, plane_of_steps, turned_towards
from playground.worker.snapshots import CloudPlane, GradientCloud

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.calculus.sample_gradients import SampleGradients
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats

    Numbers = NDArray[np.intp]

MOST_SAMPLES, MOST_ONE_BY_ONE, FEWEST = 200, 60, 8
MOST_WORK, MOST_WRITTEN = 40_000_000, 8_000_000  # samples times parameters
LARGER = 4  # times as large a batch is compared with


@dataclass(frozen=True)
class Chosen:
    """Samples to be looked at, in rising order; `shares` sum to 1 and make means of the whole set of them."""

    numbers: Numbers
    shares: Floats
    in_batch: NDArray[np.bool_]


class Clouds:
    """Looks at one run again and again, along axes that stay as near to those before as they can."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._samples = len(run.samples.train_inputs)
        self._order = Order(max(self._samples, 1), run.experiment.data.seed)
        self._gradients: SampleGradients | None = None
        self._smoothing = 0.0
        self._evaluation: tuple[float, Evaluation] | None = None
        self._former: tuple[CloudPlane, Floats] | None = None

    def cloud(self, wanted: CloudPlane) -> GradientCloud | None:
        """Return the gradients as they are now; None of too large or too small a network, or no numbers."""
        run = self._run
        if run.why_untrainable or not 2 <= run.network.size <= limits.MOST_CLOUD_PARAMETERS:
            return None
        full = self._full_gradient()
        if not np.isfinite(full).all():
            return None
        batch = last_batch(run, self._order)
        chosen = choose(self._samples, batch, how_many(run))
        gradients = self._load(chosen)
        squares = gradients.squared_lengths()
        if not np.isfinite(squares).all():
            return None
        kind, plane = self._plane(gradients, wanted, full)
        return self._seen(kind, plane, gradients, chosen, full, self._batch_gradient(batch, full), squares)

    def _seen(
        self,
        kind: CloudPlane,
        plane: Floats,
        gradients: SampleGradients,
        chosen: Chosen,
        full: Floats,
        batch: Floats | None,
        squares: Floats,
    ) -> GradientCloud:
        points = np.stack([gradients.along(axis) for axis in plane], axis=1)
        there, along = plane @ full, gradients.along(full)
        spread = Spread(self._samples, chosen.shares, squares, along, float(full @ full))
        size = min(self._run.experiment.training.batch_size, self._samples)
        aside = points - there
        total = float(squares.sum())
        experiment = self._run.experiment
        return GradientCloud(
            plane=kind,
            share=float((points**2).sum() / total) if total > 0 else 0.0,
            points=points,
            against=along < 0,
            in_batch=chosen.in_batch,
            batch=None if batch is None else _pair(plane @ batch),
            full=_pair(there),
            covariance=spread.of_mean(size) * (aside.T * chosen.shares) @ aside,
            training_samples=self._samples,
            batch_size=size,
            full_length=math.sqrt(spread.squared),
            noise=spread.noise(size),
            angle=None if batch is None else angle_between(batch, full),
            typical=spread.typical(sorted({size, min(LARGER * size, self._samples)})),
            running=any(each.normalization is Normalization.BATCH for each in experiment.network.hidden),
        )

    def _full_gradient(self) -> Floats:
        """Return that of the loss alone, (size,): what the penalty adds is taken away again."""
        run = self._run
        gradient = run.full_gradient().astype(np.float64)
        added = np.zeros_like(run.network.parameters)
        for add in build.penalty_of(run.experiment).plan(run.network, added):
            add()
        return gradient - added

    def _batch_gradient(self, batch: Numbers, full: Floats) -> Floats | None:
        if not len(batch):
            return None
        if len(batch) == self._samples:
            return full
        run = self._run
        inputs, targets = run.samples.train_inputs[batch], run.train_targets[batch]
        return self._of_batches().gradient(inputs, targets).astype(np.float64)

    def _of_batches(self) -> Evaluation:
        run, smoothing = self._run, self._run.experiment.training.label_smoothing
        if self._evaluation is None or self._evaluation[0] != smoothing:
            loss = run.experiment.network.loss.value
            self._evaluation = smoothing, Evaluation(run.network, loss, smoothing)
        return self._evaluation[1]

    def _load(self, chosen: Chosen) -> SampleGradients:
        run, smoothing = self._run, self._run.experiment.training.label_smoothing
        count, gradients = len(chosen.numbers), self._gradients
        if gradients is None or (gradients.samples, self._smoothing) != (count, smoothing):
            loss = run.experiment.network.loss.value
            gradients = self._gradients = sample_gradients(run.network, loss, count, smoothing)
            self._smoothing = smoothing
        gradients.load(run.samples.train_inputs[chosen.numbers], run.train_targets[chosen.numbers])
        return gradients

    def _plane(
        self, gradients: SampleGradients, wanted: CloudPlane, full: Floats
    ) -> tuple[CloudPlane, Floats]:
        steps = self._run.footsteps.last_two() if wanted is CloudPlane.STEPS else None
        plane = None if steps is None else plane_of_steps(*steps)
        kind = CloudPlane.BEST if plane is None else CloudPlane.STEPS
        if plane is None:
            plane = best_plane(gradients)
        former = self._former[1] if self._former is not None and self._former[0] is kind else None
        if kind is CloudPlane.STEPS:
            # What the first axis means says which way it points; the second has no such sign of its own.
            plane = faced(plane, full if former is None else former[1], axes=(1,))
        else:
            plane = faced(plane, full) if former is None else turned_towards(plane, former)
        self._former = kind, plane
        return kind, plane


class Spread:
    """How far the means of batches lie from the full gradient g = mean of all n samples' gradients.

    Let S be the covariance of the n gradients, divided by n. The mean of B of them, drawn without putting
    any back as an epoch draws them, has the covariance

        S / B * (n - B) / (n - 1)

    (Cochran, "Sampling Techniques", 1977, theorem 2.2): less than with putting back, and 0 where the batch
    is everything. Of the trace of S, the part along g lengthens or shortens a batch's mean m, and the rest
    R turns it: the mean square of the part of m across g is R (n - B) / (B (n - 1)), and its root over |g|
    is the tangent of the angle to be expected.

    `shares` (samples,) make means of all samples out of those that were looked at; `squares` are their |g_s|²
    and `along` their g_s . g; `squared` is |g|².
    """

    def __init__(self, samples: int, shares: Floats, squares: Floats, along: Floats, squared: float) -> None:
        self._samples, self.squared = samples, squared
        trace = float(shares @ (squares - 2.0 * along)) + squared
        self._trace = max(trace, 0.0)
        lengthwise = float(shares @ (along - squared) ** 2) / squared if squared > 0 else 0.0
        self._across = max(self._trace - lengthwise, 0.0)

    def of_mean(self, batch: int) -> float:
        """Return what part of S the covariance of the mean of so many samples is."""
        return (self._samples - batch) / (batch * max(self._samples - 1, 1))

    def noise(self, batch: int) -> float | None:
        """Return the root of the mean squared distance of such a mean from g, as a share of |g|."""
        return math.sqrt(self._trace * self.of_mean(batch) / self.squared) if self.squared > 0 else None

    def typical(self, batches: list[int]) -> tuple[tuple[int, float], ...] | None:
        """Return the angle with g to be expected of each batch size, in degrees."""
        if not self.squared > 0:
            return None
        lengths = [math.sqrt(self._across * self.of_mean(batch)) for batch in batches]
        angles = [math.degrees(math.atan2(each, math.sqrt(self.squared))) for each in lengths]
        return tuple(zip(batches, angles, strict=True))


def last_batch(run: Run, order: Order) -> Numbers:
    """Return which training samples the last step was made from; none before a run's first step."""
    trainer = run.trainer
    size = trainer.batch_samples
    ended = trainer.position == 0
    stop = len(run.samples.train_inputs) if ended else trainer.position
    if not size or trainer.epoch < ended or stop < size:
        return np.zeros(0, np.intp)
    return order.of_epoch(trainer.epoch - ended)[stop - size : stop]


def how_many(run: Run) -> int:
    """Return how many samples may be looked at."""
    size, quick = int(run.network.size), are_products(run.network)
    most, work = (MOST_SAMPLES, MOST_WORK) if quick else (MOST_ONE_BY_ONE, MOST_WRITTEN)
    return max(FEWEST, min(most, work // size))


def choose(samples: int, batch: Numbers, most: int) -> Chosen:
    """Choose some of the samples evenly, and a batch that fills no more than half of them whole.

    A sample of the batch then stands for itself, one of the others for all the others that it was chosen of.
    """
    if samples <= most:
        numbers, shares = np.arange(samples), np.full(samples, 1.0 / samples)
    elif 2 * len(batch) > most:
        numbers = np.arange(most) * samples // most
        shares = np.full(most, 1.0 / most)
    else:
        others = np.setdiff1d(np.arange(samples), batch)
        room = most - len(batch)
        some = others[np.arange(room) * len(others) // room]
        numbers = np.concatenate([batch, some])
        of_others = len(others) / (samples * room)
        shares = np.concatenate([np.full(len(batch), 1.0 / samples), np.full(room, of_others)])
        order = np.argsort(numbers)
        numbers, shares = numbers[order], shares[order]
    return Chosen(numbers, shares, np.isin(numbers, batch))


def angle_between(one: Floats, other: Floats) -> float | None:
    """Return the angle between two vectors in degrees, None where one of them is 0.

    By Kahan's formula, which is exact for small angles too, where the cosine is not.
    """
    lengths = float(np.linalg.norm(one)), float(np.linalg.norm(other))
    if not min(lengths) > 0:
        return None
    a, b = one / lengths[0], other / lengths[1]
    return math.degrees(2.0 * math.atan2(float(np.linalg.norm(a - b)), float(np.linalg.norm(a + b))))


def _pair(point: Floats) -> tuple[float, float]:
    return float(point[0]), float(point[1])
