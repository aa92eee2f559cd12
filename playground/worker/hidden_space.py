"""How each layer bends the plane: samples and a grid over the inputs, seen in a layer's activations."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Task
from playground.document.sources import TableSource
from playground.engine import Network
from playground.worker.anatomy import by_unit
from playground.worker.answers import answers
from playground.worker.best_plane import BestPlane
from playground.worker.passes import Passes, part_size, products_of
from playground.worker.pictures import GREATEST
from playground.worker.snapshots import HiddenSpace, SpaceChoice

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.engine.arrays import Array
    from playground.worker.plane import Plane
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats, Picture

# Of each part: more take longer, and cover each other.
MOST_SAMPLES = 2_000
MOST_WORK = 1.5e8  # samples times products
FEWEST_SAMPLES = 100
# Of the grid, each way: every third one is on a line, every second one at the corner of a coloured cell.
NODES = (37, 25, 19, 13)

Border = tuple[float, float, float] | None


class HiddenSpaces:
    """Looks into the layers of one run; a layer's best plane is followed from look to look."""

    def __init__(self, run: Run, plane: Plane) -> None:
        self._run, self._plane = run, plane
        self._most, self._nodes = most_samples(run), most_nodes(run)
        self._passes: dict[bool, Passes] = {}
        self._inputs: dict[bool, Floats] = {}
        self._planes: dict[int, BestPlane] = {}

    def space(self, choice: SpaceChoice | None) -> HiddenSpace | None:
        """Return a layer's space, None where nobody asks for one, or where there is nothing to see."""
        run = self._run
        if choice is None or not len(run.samples.train_inputs):
            return None
        layer = min(max(choice.layer, 0), len(run.anatomy.weighted))
        values, outputs = self._look(layer, choice.test)
        if not np.isfinite(values).all():
            return None
        train, test, sheet = np.split(values, self._ends(choice.test))
        centre = train.mean(axis=0)
        axes, basis, share = self._axes(layer, choice.axes, train - centre)
        origin = np.zeros_like(centre) if axes else centre
        nodes = self._nodes
        side = nodes if self._has_two else 1
        said, winners, low, high = self._said(outputs[:, -side * nodes :])
        return HiddenSpace(
            layer=layer,
            units=values.shape[1],
            axes=axes,
            share=share,
            samples=len(train),
            train=_picture_of(train - origin, basis),
            test=_picture_of(test - origin, basis),
            sheet=_picture_of(sheet - origin, basis).reshape(side, nodes, -1),
            said=said.reshape(side, nodes).astype(np.float32),
            winners=None if winners is None else winners.reshape(side, nodes),
            low=low,
            high=high,
            extent=self._plane.extent,
            border=self._border(layer, centre, axes, basis),
            by_channel=self._is_picture(layer),
        )

    # What is looked at

    @cached_property
    def _quick_network(self) -> Network:
        """A copy of the network: a picture needs no more than single precision, which takes half the time."""
        return Network(self._run.network.input_shape, self._run.network.layers, np.float32)

    @property
    def _has_two(self) -> bool:
        source = self._run.experiment.data.source
        return source.coordinates == 2 if not isinstance(source, TableSource) else len(source.columns) > 1

    def _ends(self, test: bool) -> list[int]:
        samples = self._run.samples
        train = min(len(samples.train_inputs), self._most)
        return [train, train + (min(len(samples.test_inputs), self._most) if test else 0)]

    def _stacked(self, test: bool) -> Floats:
        """Return the inputs of all that is shown: training samples, test samples, the grid row by row."""
        if test not in self._inputs:
            samples = self._run.samples.first(self._most)
            nodes = grid_nodes(self._plane, self._nodes)
            parts = [samples.train_inputs, nodes if self._has_two else nodes[: self._nodes]]
            if test:
                parts.insert(1, samples.test_inputs)
            self._inputs[test] = np.concatenate(parts)
        return self._inputs[test]

    def _look(self, layer: int, test: bool) -> tuple[Floats, Array]:
        """Return the layer's activations (n, units) and the network's raw outputs (outputs, n)."""
        inputs = self._stacked(test)
        if test not in self._passes:
            self._passes[test] = Passes(self._quick_network, inputs)
        self._quick_network.parameters[:] = self._run.network.parameters
        self._quick_network.statistics[:] = self._run.network.statistics
        given = self._run.anatomy.given
        last = len(given)
        at = given[layer - 1] if 0 < layer < last else given[-1]
        found = self._passes[test].run(lambda layers: [layers[at], layers[-1]])
        outputs = found[1]
        if layer == 0:
            return inputs, outputs
        values = self._answered(outputs) if layer == last else by_unit(self._run.network, at, found[0])
        return np.ascontiguousarray(values.T, dtype=np.float64), outputs

    def _answered(self, outputs: Array) -> Array:
        """Return the answers, numbers in the data's own unit."""
        said = answers(self._run.experiment, outputs)
        if self._run.experiment.task is not Task.REGRESSION:
            return said
        offset, factor = self._run.samples.target_scale
        return said * factor + offset

    def _said(self, outputs: Array) -> tuple[Array, NDArray[np.uint8] | None, float, float]:
        """Return the answers over the grid, who wins, and the ends of the scale, as on a decision map."""
        said = self._answered(outputs)
        if len(said) > 2:
            return said.max(axis=0), said.argmax(axis=0).astype(np.uint8), 1.0 / len(said), 1.0
        if self._run.experiment.task is Task.REGRESSION:
            offset, factor = self._run.samples.target_scale
            return said[0], None, offset - factor, offset + factor
        return said[0] if len(said) == 1 else said[1] - said[0], None, -1.0, 1.0

    # Axes

    def _axes(
        self, layer: int, chosen: tuple[int, int] | None, centred: Floats
    ) -> tuple[tuple[int, ...], Floats, float | None]:
        """Return the neurons that are axes, none for the best plane, a column per axis, and its share."""
        units = centred.shape[1]
        fits = chosen is not None and max(chosen) < units
        if units > 2 and not fits:
            basis, share = self._planes.setdefault(layer, BestPlane()).fit(centred)
            return (), basis, share
        axes = chosen if chosen is not None and fits else tuple(range(min(units, 2)))
        spread = np.square(centred).sum(axis=0)
        total = float(spread.sum())
        share = min(float(spread[list(axes)].sum()) / total, 1.0) if total > 0.0 else None
        return axes, np.eye(units)[:, list(axes)], share

    def _border(self, layer: int, centre: Floats, axes: tuple[int, ...], basis: Floats) -> Border:
        """Return where two classes part, on the plane through the samples' mean.

        With a = m + B c, the sum that decides, w.a + b, is (B'w).c + (w.m + b), and it is 0 at the border.
        Along neurons, which are measured from 0, only the other neurons stand at their mean.
        """
        experiment = self._run.experiment
        last = len(experiment.network.hidden)
        parts_two = experiment.task is not Task.REGRESSION and experiment.outputs <= 2
        if not parts_two or layer < last or self._is_picture(layer):
            return None
        of_answers = np.array([-1.0, 1.0])[-experiment.outputs :], 0.0
        weights, bias = self._score() if layer == last else of_answers
        rest = centre.copy()
        rest[list(axes)] = 0.0
        slopes = basis.T @ weights
        return float(slopes[0]), float(slopes[1]) if len(slopes) > 1 else 0.0, float(weights @ rest + bias)

    def _score(self) -> tuple[Floats, float]:
        """Return the weights and the bias of the sum that is 0 between two classes."""
        network, layer = self._run.network, self._run.anatomy.weighted[-1]
        weights = np.asarray(network.weights(layer), np.float64)
        biases = np.asarray(network.biases(layer), np.float64)
        if not biases.size:
            biases = np.zeros(weights.shape[1])
        if weights.shape[1] == 1:
            return weights[:, 0], float(biases[0])
        return weights[:, 1] - weights[:, 0], float(biases[1] - biases[0])

    def _is_picture(self, layer: int) -> bool:
        hidden = self._run.experiment.network.hidden
        return 0 < layer <= len(hidden) and hidden[layer - 1].convolves


def most_samples(run: Run) -> int:
    """Return how many samples are looked at: fewer where so large a network would take too long."""
    return min(MOST_SAMPLES, max(FEWEST_SAMPLES, _affordable(run)), part_size(run.network))


def most_nodes(run: Run) -> int:
    """Return how many nodes the grid has each way, fewer for a large network."""
    return next((nodes for nodes in NODES if nodes**2 <= _affordable(run)), NODES[-1])


def _affordable(run: Run) -> int:
    return int(MOST_WORK / products_of(run.network))


def grid_nodes(plane: Plane, nodes: int) -> Floats:
    """Return the network's inputs at the nodes of a square grid, from border to border, top row first."""
    left, right, bottom, top = plane.extent
    # A plane is sampled at the middles of pixels: half a pixel more on each side puts them on the borders.
    across, up = (right - left) / (2 * (nodes - 1)), (top - bottom) / (2 * (nodes - 1))
    return replace(plane, extent=(left - across, right + across, bottom - up, top + up)).inputs(nodes)


def _picture_of(values: Floats, basis: Floats) -> Picture:
    return np.clip(values @ basis, -GREATEST, GREATEST).astype(np.float32)
