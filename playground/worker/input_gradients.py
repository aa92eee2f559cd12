"""The derivative of what a decision map shows by the coordinates under it: exact, on a coarse grid."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Task
from playground.document.sources import TableSource
from playground.engine import ForwardPass, Network
from playground.engine.sensitivities import Sensitivities
from playground.worker.answers import answers, answers_sent_back
from playground.worker.passes import part_size
from playground.worker.snapshots import InputGradients, Neuron

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.worker.plane import Plane
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats

SIDE = 16  # even, so that no place lies on an axis, where |x| has its kink
PERCENTILE = 95.0


@dataclass(frozen=True, slots=True)
class _Way:
    """A network up to some layer with a pass over the grid, and the way back through it."""

    network: Network
    forward: ForwardPass
    sensitivities: Sensitivities


class GradientField:
    """The input gradients of one run over one plane; grids and buffers are made when first asked for."""

    def __init__(self, run: Run, plane: Plane, most_side: int) -> None:
        """Look at `most_side` places along each side at most."""
        self._run, self._plane = run, plane
        self._side = max(2, min(SIDE, most_side, math.isqrt(part_size(run.network))))
        self._ways: dict[int, _Way] = {}
        self._by_coordinate: Floats | None = None

    def of(self, focus: Neuron | None) -> InputGradients | None:
        """Return the gradients of the answer, or of the neuron whose map is drawn; None if there is none."""
        shape = (2, self._side, self._side)
        by_inputs = self._by_inputs(focus)
        # The chain rule: the inputs are functions of the two coordinates.
        slopes = np.einsum("is,csi->cs", by_inputs, self._slopes_of_inputs()).reshape(shape)
        known = np.isfinite(slopes).all(axis=0)
        if not known.any():
            return None
        slopes = np.where(known, slopes, 0.0)
        unit = self._unit()
        lengths = np.hypot(slopes[0] * unit[0], slopes[1] * unit[1])[known]
        return InputGradients(
            focus=focus,
            slopes=slopes,
            known=known,
            unit=unit,
            reach=float(np.percentile(lengths, PERCENTILE)),
            of_winner=focus is None and self._run.network.outputs > 2,
            extent=self._plane.extent,
        )

    def _unit(self) -> tuple[float, float]:
        if not isinstance(self._run.experiment.data.source, TableSource):
            return 1.0, 1.0
        left, right, bottom, top = self._plane.extent
        return right - left, top - bottom

    def _slopes_of_inputs(self) -> Floats:
        if self._by_coordinate is None:
            self._by_coordinate = self._plane.slopes(self._side)
        return self._by_coordinate

    # By the network's inputs

    def _by_inputs(self, focus: Neuron | None) -> Array:
        """Return d(shown value)/d(input), (inputs, places)."""
        last = len(self._run.anatomy.weighted)
        if focus is not None and focus.layer == 0:
            one = np.zeros((self._run.network.inputs, self._side**2))
            one[focus.index] = 1.0
            return one
        way = self._way(last if focus is None else focus.layer)
        outputs = way.forward.run()[-1]
        hidden = focus is not None and focus.layer < last
        seeds = _of_unit(way.network, focus) if hidden and focus else self._of_answer(outputs, focus)
        return way.sensitivities.send_back(seeds)[0]

    def _way(self, layer: int) -> _Way:
        if layer not in self._ways:
            run = self._run
            ends = run.anatomy.given[layer - 1] + 1
            network = Network(run.network.input_shape, run.network.layers[:ends])
            forward = ForwardPass(network, self._plane.inputs(self._side))
            self._ways[layer] = _Way(network, forward, Sensitivities(network, forward))
        way = self._ways[layer]
        # What belongs to the first layers stands first.
        way.network.parameters[:] = self._run.network.parameters[: way.network.size]
        way.network.statistics[:] = self._run.network.statistics[: way.network.statistics.size]
        return way

    def _of_answer(self, outputs: Array, focus: Neuron | None) -> Array:
        """Return d(value of the decision map)/d(output), (outputs, places)."""
        said = answers(self._run.experiment, outputs)
        by_said = np.zeros_like(said)
        if len(said) == 1:
            by_said[0] = 1.0
        elif focus is not None:
            by_said[focus.index] = 2.0
        elif len(said) == 2:
            by_said[:] = [[-1.0], [1.0]]
        else:
            by_said[said.argmax(axis=0), np.arange(said.shape[1])] = 1.0
        if self._run.experiment.task is Task.REGRESSION:
            by_said *= self._run.samples.target_scale[1]
        return answers_sent_back(self._run.experiment, outputs, by_said)


def _of_unit(network: Network, neuron: Neuron) -> Array:
    """Return d(unit)/d(activation), (numbers of the last layer, 1): of a channel, the mean of its places."""
    places = math.prod(network.places[-1].shape[1:])
    seeds = np.zeros((network.outputs, 1))
    seeds[neuron.index * places : (neuron.index + 1) * places] = 1.0 / places
    return seeds
