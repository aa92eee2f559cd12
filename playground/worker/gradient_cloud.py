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
from playground.worker.batch_noise import BatchNoise
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
        batch = next_batch(run, self._order)
        chosen = choose(self._samples, batch, how_many(run))
        gradients = self._load(chosen)
        products = gradients.products()
        if not np.isfinite(products).all():
            return None
        kind, plane = self._plane(gradients, products, wanted, full)
        return self._seen(kind, plane, gradients, chosen, full, self._batch_gradient(batch, full), products)

    def _seen(
        self,
        kind: CloudPlane,
        plane: Floats,
        gradients: SampleGradients,
        chosen: Chosen,
        full: Floats,
        batch: Floats,
        products: Floats,
    ) -> GradientCloud:
        points = np.stack([gradients.along(axis) for axis in plane], axis=1)
        there, along = plane @ full, gradients.along(full)
        noise = BatchNoise(self._samples, chosen.shares, products, along, float(full @ full))
        size = min(self._run.experiment.training.batch_size, self._samples)
        aside = points - there
        total = float(np.trace(products))
        experiment = self._run.experiment
        return GradientCloud(
            plane=kind,
            share=float((points**2).sum() / total) if total > 0 else 0.0,
            points=points,
            against=along < 0,
            in_batch=chosen.in_batch,
            batch=_pair(plane @ batch),
            full=_pair(there),
            covariance=noise.of_mean(size) * (aside.T * chosen.shares) @ aside,
            training_samples=self._samples,
            batch_size=size,
            full_length=math.sqrt(noise.squared),
            noise=noise.share(size),
            angle=angle_between(batch, full),
            typical=noise.typical(sorted({size, min(LARGER * size, self._samples)})),
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

    def _batch_gradient(self, batch: Numbers, full: Floats) -> Floats:
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
        self, gradients: SampleGradients, products: Floats, wanted: CloudPlane, full: Floats
    ) -> tuple[CloudPlane, Floats]:
        steps = self._run.footsteps.last_two() if wanted is CloudPlane.STEPS else None
        plane = None if steps is None else plane_of_steps(*steps)
        kind = CloudPlane.BEST if plane is None else CloudPlane.STEPS
        if plane is None:
            plane = best_plane(gradients, products)
        former = self._former[1] if self._former is not None and self._former[0] is kind else None
        if kind is CloudPlane.STEPS:
            # What the first axis means says which way it points; the second has no such sign of its own.
            plane = faced(plane, full if former is None else former[1], axes=(1,))
        else:
            plane = faced(plane, full) if former is None else turned_towards(plane, former)
        self._former = kind, plane
        return kind, plane


def next_batch(run: Run, order: Order) -> Numbers:
    """Return which training samples the next step will be made from."""
    start = run.trainer.position
    return order.of_epoch(run.trainer.epoch)[start : start + run.trainer.settings.batch_size]


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
