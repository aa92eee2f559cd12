"""Which of the engine's layers belong to which layer of an experiment: a convolution that pools has two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Pooling

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.engine import Network
    from playground.engine.arrays import Array


class Anatomy:
    """The layers of an experiment, hidden ones and the output, and where the engine has them.

    `weighted` holds for each the index of the engine's layer with its weights, `given` that of the layer
    whose activation the next one reads.
    """

    def __init__(self, experiment: Experiment) -> None:
        hidden = experiment.network.hidden
        self.weighted: list[int] = []
        self.given: list[int] = []
        for pools in (*(layer.convolves and layer.pooling is not Pooling.NONE for layer in hidden), False):
            self.weighted.append(self.given[-1] + 1 if self.given else 0)
            self.given.append(self.weighted[-1] + pools)

    def layer_of(self, engine_layer: int) -> int:
        """Return the experiment's layer that an engine's layer belongs to."""
        return next(index for index, given in enumerate(self.given) if engine_layer <= given)


def by_unit(network: Network, layer: int, values: Array) -> Array:
    """Return one row per unit of (features, samples): of a channel, the mean over its places."""
    shape = network.places[layer].shape
    if len(shape) == 1:
        return values
    return np.asarray(values.reshape(shape[0], -1, values.shape[1]).mean(axis=1))
