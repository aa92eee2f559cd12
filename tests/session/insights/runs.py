"""Situations of runs that were really trained, and of histories made up number by number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.document import edits
from playground.document.experiment import Experiment
from playground.session.history import History
from playground.session.insight_source import facts_of
from playground.session.insights.situation import SampleFacts, Situation
from playground.session.markers import change_in_words
from playground.worker.messages import Watch
from playground.worker.probes import Probes
from playground.worker.run import Run
from playground.worker.snapshots import LayerHealth, LossPoint, Probe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playground.document.choices import Activation, Dataset

FUNCTIONS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "relu": (lambda z: np.maximum(z, 0.0), lambda z: (z > 0).astype(float)),
    "tanh": (np.tanh, lambda z: 1.0 - np.tanh(z) ** 2),
    "linear": (lambda z: z, np.ones_like),
}


def on(dataset: Dataset, hidden: Sequence[int] = (4, 2), **training: Any) -> Experiment:
    """Return an experiment on a generated set, with hidden layers of these sizes."""
    experiment = edits.set_hidden(edits.set_dataset(Experiment(), dataset), tuple(hidden))
    return replace(experiment, training=replace(experiment.training, **training))


def activated(experiment: Experiment, activation: Activation) -> Experiment:
    return edits.set_activation(experiment, activation)


class Trained:
    """A run in training whose measures are kept as the session keeps them, one at each epoch's end."""

    def __init__(self, experiment: Experiment) -> None:
        self.run = Run(experiment)
        self.history = History()
        self.history.add([self.run.measure()])
        self.changed_step = 0
        self.ratios: tuple[float, ...] = ()

    def go(self, epochs: int) -> Trained:
        for _ in range(epochs):
            self.run.trainer.run(self.run.steps_to_epoch_end() - 1)
            before = self.run.network.parameters.copy()
            self.run.trainer.run(1)
            self.ratios = self._ratios(before)
            self.run._forget()
            self.history.add([self.run.measure()])
        return self

    def _ratios(self, before: Any) -> tuple[float, ...]:
        parts = [self.run.network.layer_slice(layer) for layer in self.run.anatomy.weighted]
        now = self.run.network.parameters
        size = np.linalg.norm
        return tuple(float(size(now[part] - before[part]) / max(size(before[part]), 1e-12)) for part in parts)

    def change(self, edit: Callable[..., Experiment], *args: Any) -> Trained:
        before, after = self.run.experiment, edit(self.run.experiment, *args)
        self.run.retune(after)
        self.history.markers.append((self.run.epoch, change_in_words(before, after)))
        self.changed_step = self.run.step
        return self

    def situation(self, **rest: Any) -> Situation:
        values = Probes(self.run, Watch(frozenset())).compute(Probe.PARAMETERS)
        return Situation(
            **{
                "experiment": self.run.experiment,
                "samples": facts_of(self.run.samples),
                "rows": self.history.rows,
                "norms": self.history.norms,
                "norm_epochs": self.history.norm_epochs,
                "markers": tuple(self.history.markers),
                "changed_step": self.changed_step,
                "parameters": values,
                "health": self.health(),
                **rest,
            }
        )

    def health(self) -> tuple[LayerHealth, ...]:
        """Look at each layer, plainly; () for activations that are not written down here."""
        network, a = self.run.network, self.run.samples.train_inputs
        if any(layer.activation not in FUNCTIONS for layer in network.layers):
            return ()
        found = []
        for index, layer in enumerate(network.layers):
            value, slope = FUNCTIONS[layer.activation]
            z = a @ network.weights(index)
            z = z + network.biases(index) if network.biases(index).size else z
            a, slopes = value(z), np.abs(slope(z))
            ratio = self.ratios[index] if self.ratios else None
            dead, flat = int((slopes == 0).all(axis=0).sum()), float((slopes < 0.01).mean())
            found.append(LayerHealth(z.shape[1], len(z), dead, flat, ratio))
        return tuple(found)


def trained(experiment: Experiment, epochs: int) -> Situation:
    return Trained(experiment).go(epochs).situation()


def made(
    train: Sequence[float] | Any,
    test: Sequence[float] | Any | None = None,
    *,
    experiment: Experiment | None = None,
    accuracies: tuple[float, float] = (0.8, 0.8),
    penalty: float = 0.0,
    norms: Any = None,
    samples: SampleFacts | None = None,
    **rest: Any,
) -> Situation:
    """Return the situation after such losses, one at each epoch's end, with the same accuracies."""
    history = History()
    for epoch, loss in enumerate(train):
        held_back = float(loss if test is None else test[epoch])
        sizes = (1.0, 1.0, 1.0) if norms is None else tuple(map(float, norms[epoch]))
        history.add(
            [LossPoint(25 * epoch, float(epoch), float(loss), held_back, penalty, *accuracies, sizes)]
        )
    return Situation(
        experiment=experiment or Experiment(),
        samples=samples or SampleFacts(250, 250, 125),
        rows=history.rows,
        norms=history.norms,
        norm_epochs=history.norm_epochs,
        **rest,
    )
