"""What each layer does to a small circle around one sample, slice by slice, a layer at a time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.jacobian import (
    CircleImage,
    ForwardMode,
    best_plane,
    image_of,
    reverse_jacobian,
    singular_values,
    unit_circle,
)
from playground.calculus.jacobian.circle import in_two
from playground.document.sources import TableSource
from playground.engine.losses import LOSSES
from playground.worker.questions import JacobianAnswer, JacobianLayer
from playground.worker.studies.jacobian_base import base_of, refuse_too_wide, running_jacobians, stages_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.engine.arrays import Array
    from playground.worker.questions import JacobianQuestion
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats

MOST_TOLD = 24
QUICK = 40_000  # numbers of all Jacobians together that are dealt with in one slice


def study_jacobian(run: Run, question: JacobianQuestion) -> Iterator[tuple[float, JacobianAnswer | None]]:
    """Answer the question of the run as it stands; raise `ExperimentError` where there is no answer."""
    study = _Circle(run, question)
    layers: list[JacobianLayer] = []
    count = len(study.stages)
    for at in range(count):
        layers.append(study.layer(at, layers[-1] if layers else None))
        if not study.is_quick:
            yield (at + 1) / (count + 1), None
    yield 1.0, study.answer(tuple(layers))


class _Circle:
    """One question about one moment of a run, whose network may train on between slices."""

    def __init__(self, run: Run, question: JacobianQuestion) -> None:
        self._run, self._radius = run, question.radius
        self._step, self._epoch = run.step, run.epoch
        count = len(run.samples.train_inputs)
        self._sample = min(max(question.sample, 0), max(count - 1, 0))
        self._base = base_of(run, slice(self._sample, self._sample + 1))
        refuse_too_wide(run, self._base.dimensions)
        self._network = run.network.copy(np.float64)
        x = self._base.points[0]
        self._of = ForwardMode(self._network, self._base.inputs(x[None]))
        self._running = [each[:, 0, :] for each in running_jacobians(self._base, self._of)]
        self.stages = stages_of(self._base)
        self._plane = best_plane(self._reference())
        self._circle = unit_circle(self._plane.shape[1])
        around = self._base.inputs(x + question.radius * self._circle @ self._plane.T)
        self._around = self._of_stages(ForwardMode(self._network, around).activations)
        self._here = self._of_stages(self._of.activations)
        self._reverse = self._by_reverse_mode()

    @property
    def is_quick(self) -> bool:
        """Whether all is done in a few milliseconds."""
        return sum(each.size for each in self._running) <= QUICK

    def _reference(self) -> Array:
        """Return the Jacobian whose best plane is looked at: of the last stage with two units at least."""
        return next((each for each in reversed(self._running) if len(each) > 1), self._running[-1])

    def _of_stages(self, activations: list[Array]) -> list[Array]:
        layers = [activations[given + 1] for given in self._run.anatomy.given]
        return [activations[0], *layers] if self._base.features else layers

    def _by_reverse_mode(self) -> Array:
        by_inputs = reverse_jacobian(self._network, self._of.activations[0][:, 0])[0]
        return np.asarray(by_inputs @ self._base.slopes[:, 0, :])

    def _own(self, at: int) -> Array:
        """Return the Jacobian of a stage, not the first, by what it reads."""
        given, ends = at - self._base.features, self._run.anatomy.given
        first = ends[given - 1] + 1 if given else 0
        moved = self._of.unit_tangents(first)
        for layer in range(first, ends[given] + 1):
            moved = self._of.push(layer, moved)
        return np.asarray(moved[:, 0, :])

    def layer(self, at: int, before: JacobianLayer | None) -> JacobianLayer:
        """Return what a stage does."""
        jacobian = self._running[at]
        running = singular_values(jacobian)
        own = singular_values(self._own(at)) if at else running
        stretch = float(np.linalg.norm(jacobian) / np.sqrt(self._base.dimensions))
        came = 1.0 if before is None else before.stretch
        image = image_of(jacobian, self._plane)
        moved = self._around[at] - self._here[at]
        return JacobianLayer(
            name=self.stages[at],
            units=len(jacobian),
            activation=self._activation(at),
            own=_told(own[:MOST_TOLD]),
            own_count=len(own),
            running=_told(running[:MOST_TOLD]),
            running_count=len(running),
            stretch=stretch,
            factor=stretch / came if came > 0 else None,
            bound=float(own[0]) * (1.0 if before is None else before.bound),
            kept=image.kept,
            ellipse=_told(image.ellipse),
            axes=_told(image.axes),
            curve=_told(in_two((image.basis.T @ moved).T / self._radius)),
            bend=self._bend(jacobian, moved, image),
            turned=image.turned,
        )

    def _bend(self, jacobian: Array, moved: Array, image: CircleImage) -> float:
        """Return how far the true curve leaves the ellipse, over the longest half axis; 0 where that is 0."""
        straight = jacobian @ self._plane @ self._circle.T
        longest = float(np.linalg.norm(image.axes[0]))
        away = float(np.linalg.norm(moved / self._radius - straight, axis=0).max())
        return away / longest if longest > 0 else 0.0

    def _activation(self, at: int) -> str:
        given = at - self._base.features
        if given < 0:
            return ""
        layer = self._network.layers[self._run.anatomy.weighted[given]]
        return str(getattr(layer, "activation", ""))

    def answer(self, layers: tuple[JacobianLayer, ...]) -> JacobianAnswer:
        """Return all of it."""
        run, forward = self._run, self._running[-1]
        scores = LOSSES[run.experiment.network.loss.value].on_logits
        centred = scores and len(forward) > 1
        return JacobianAnswer(
            sample=self._sample,
            samples=len(run.samples.train_inputs),
            label=self._label(),
            names=self._base.names,
            dimensions=self._base.dimensions,
            best_plane=self._base.dimensions > 2,
            radius=self._radius,
            circle=_told(in_two(self._circle)),
            layers=layers,
            outputs=run.samples.classes if len(forward) > 1 else (run.samples.target_name,),
            slopes=_told(forward - forward.mean(axis=0) if centred else forward),
            scores=scores,
            centred=centred,
            image=self._image(),
            values=np.array(self._base.points[0]),
            forward_passes=self._base.dimensions,
            reverse_passes=len(forward),
            difference=float(np.abs(forward - self._reverse).max()),
            largest=float(np.abs(forward).max()),
            parameters=run.network.size,
            step=self._step,
            epoch=self._epoch,
        )

    def _image(self) -> tuple[int, ...]:
        """Return the shape of x as a picture, () where not every pixel of one is on."""
        source = self._run.experiment.data.source
        if not isinstance(source, TableSource) or math.prod(source.image) != self._base.dimensions:
            return ()
        return source.image

    def _label(self) -> str:
        """Return which class the sample is of, or its number in the target's own unit."""
        samples = self._run.samples
        given = samples.train_labels[self._sample]
        if samples.classes:
            return samples.classes[int(given)]
        offset, factor = samples.target_scale
        return f"{float(given) * factor + offset:.3g}".replace("-", "−")


def _told(values: Array) -> Floats:
    return np.asarray(values, np.float64)
