"""What some view is looking at, computed from a run at one moment; nothing else is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Task
from playground.engine import Network
from playground.worker.anatomy import by_unit
from playground.worker.answers import answers
from playground.worker.curvature import Curvatures
from playground.worker.errors import errors_of
from playground.worker.first_samples import FirstSamples
from playground.worker.gradient_cloud import Clouds
from playground.worker.health import Health
from playground.worker.hidden_space import HiddenSpaces
from playground.worker.input_gradients import SIDE, GradientField
from playground.worker.inspection import Inspection
from playground.worker.passes import Passes, part_size, parts_of, products_of
from playground.worker.pictures import histogram, is_finite, picture, pictures
from playground.worker.plane import plane_of
from playground.worker.separability import Separabilities
from playground.worker.snapshots import (
    DecisionMap,
    GradientSnapshot,
    InputMaps,
    LayerValues,
    Neuron,
    NeuronMaps,
    ParameterSnapshot,
    Probe,
    ProbeResult,
    SensitivityMaps,
)
from playground.worker.values import activation_histograms, weight_histograms

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array
    from playground.worker.messages import Watch
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats

MOST_MAPPED_UNITS = 400
MOST_MAP_WORK = 3e8  # pixels times products
PRODUCTS_PER_UNIT = 30  # what an activation costs
SMALLEST_MAP = 8


class Probes:
    """The probes of one run under one watch; grids and buffers are made once."""

    def __init__(self, run: Run, watch: Watch, most_work: float = MOST_MAP_WORK) -> None:
        """Look at a run; a map may take so much work, in pixels times products."""
        self._run, self._most_work = run, most_work
        self._watch = watch
        self._plane = plane_of(run.experiment.data, run.samples, _axes(run, watch))
        # Pictures need no more than single precision, which takes half the time.
        self._single = Network(run.network.input_shape, run.network.layers, np.float32)
        self._inputs: dict[int, Floats] = {}
        self._passes: dict[int, Passes] = {}
        self._inspection = Inspection(run)
        first = FirstSamples(run)
        self._health = Health(run, first)
        self._clouds = Clouds(run)
        self._spaces, self._fits = HiddenSpaces(run, self._plane), Separabilities(run)
        self.curvatures = Curvatures(run)
        # There and back again, and not more than a map may take.
        self._field = GradientField(run, self._plane, affordable(SIDE, run.network, most_work / 3))
        self._makers: dict[Probe, Callable[[], ProbeResult | None]] = {
            Probe.PARAMETERS: self._parameters,
            Probe.GRADIENTS: self._gradients,
            Probe.GRADIENT_HISTOGRAMS: self._gradient_histograms,
            Probe.NEURON_MAPS: self._neuron_maps,
            Probe.SENSITIVITY_MAPS: self._sensitivity_maps,
            Probe.DECISION_MAP: self._decision_map,
            Probe.INPUT_GRADIENTS: lambda: self._field.of(self._focus()),
            Probe.NEURON_SUM: lambda: self._inspection.sum_of(self._watch.summed, self._watch.sample),
            Probe.LAYER_DISTRIBUTION: lambda: self._inspection.distribution_of(self._watch.spread),
            Probe.HEALTH: self._health.layers,
            Probe.WEIGHT_HISTOGRAMS: lambda: weight_histograms(run),
            Probe.ACTIVATIONS: lambda: activation_histograms(run, first),
            Probe.ERRORS: lambda: errors_of(self._run),
            Probe.GRADIENT_CLOUD: lambda: self._clouds.cloud(self._watch.cloud_plane),
            Probe.HIDDEN_SPACE: lambda: self._spaces.space(self._watch.space),
            Probe.SEPARABILITY: self._fits.compute,
            Probe.CURVATURE: self.curvatures.compute,
        }
        self.watch(watch)

    def watch(self, watch: Watch) -> None:
        """Look at other probes, or another neuron, over the same grids."""
        self._watch = watch
        self._run.footsteps.wanted = Probe.GRADIENT_CLOUD in watch.probes

    @np.errstate(all="ignore")
    def compute(self, probe: Probe) -> ProbeResult | None:
        """Return what the probe shows now, None where a number in it is not finite."""
        result = self._makers[probe]()
        return result if result is not None and is_finite(result) else None

    def input_maps(self) -> InputMaps:
        """Return the pictures of all inputs, which stay the same through a run."""
        names = self._run.experiment.data.available_inputs
        return InputMaps(names, self._plane.pictures(self._watch.neuron_size), self._plane.extent)

    def _parameters(self) -> ProbeResult:
        return ParameterSnapshot(self._layers(self._run.network.parameters))

    def _gradients(self) -> ProbeResult:
        return GradientSnapshot(self._layers(self._run.full_gradient()))

    def _layers(self, flat: Array) -> tuple[LayerValues, ...]:
        """Return every weight and bias; nothing where there are too many, or patches instead of pairs."""
        if not self._run.experiment.shows_parameters:
            return ()
        return tuple(_values_of(weights, biases) for weights, biases in self._run.network.split(flat))

    def _gradient_histograms(self) -> ProbeResult:
        gradient = self._run.full_gradient()
        network = self._run.network
        reach = max(float(gradient.max()), -float(gradient.min()))
        layers = self._run.anatomy.weighted
        return tuple(histogram(gradient[network.layer_slice(layer)], reach) for layer in layers)

    # Maps

    def _grid(self, size: int) -> Floats:
        if size not in self._inputs:
            self._inputs[size] = self._plane.inputs(size)
        return self._inputs[size]

    def _over_plane(self, size: int) -> Passes:
        if size not in self._passes:
            self._passes[size] = Passes(self._single, self._grid(size))
        self._single.parameters[:] = self._run.network.parameters
        self._single.statistics[:] = self._run.network.statistics
        return self._passes[size]

    def _neuron_maps(self) -> ProbeResult:
        size = affordable(self._watch.neuron_size, self._run.network)
        shown = _mapped(self._widths()[1:])
        layers = self._over_plane(size).run(lambda engine_layers: _few(self._units(engine_layers), shown))
        said = answers(self._run.experiment, layers[-1])
        return NeuronMaps(tuple(pictures(each, size) for each in (*layers[:-1], said)))

    def _widths(self) -> list[int]:
        """Return how many units each layer has, from the inputs to the output; channels of a convolution."""
        run = self._run
        return [run.network.inputs, *(run.network.places[index].rows for index in run.anatomy.weighted)]

    def _units(self, engine_layers: list[Array]) -> list[Array]:
        """Return of the engine's layers what each layer of the experiment gives, a row per unit."""
        network = self._run.network
        return [by_unit(network, index, engine_layers[index]) for index in self._run.anatomy.given]

    def _sensitivity_maps(self) -> ProbeResult:
        network = self._run.network
        size = affordable(self._watch.neuron_size, network)
        shown = _mapped(self._widths())
        slopes = []
        for part in parts_of(self._grid(size), part_size(network)):
            by_inputs, *by_layers = (s.T for s in network.sensitivities(part))
            slopes.append(_few([by_inputs, *self._units(by_layers)], shown))
        whole = (np.concatenate(pieces, axis=1) for pieces in zip(*slopes, strict=True))
        return SensitivityMaps(tuple(pictures(each, size) for each in whole))

    def _decision_map(self) -> ProbeResult:
        size = affordable(self._watch.map_size, self._run.network, self._most_work)
        focus = self._focus()
        last = len(self._run.anatomy.weighted)
        if focus is not None and focus.layer < last:
            return self._unit_map(focus, size)
        said = answers(self._run.experiment, self._over_plane(size).outputs())
        if len(said) > 2 and focus is None:
            return self._winners(said, size)
        return self._score_map(focus, _score(said, focus), size)

    def _focus(self) -> Neuron | None:
        """Return the neuron in focus if this network has it: the watch may be of the one before."""
        focus, widths = self._watch.focus, self._widths()
        fits = focus is not None and 0 <= focus.layer < len(widths) and 0 <= focus.index < widths[focus.layer]
        return focus if fits else None

    def _unit_map(self, focus: Neuron, size: int) -> DecisionMap:
        index = slice(focus.index, focus.index + 1)
        if focus.layer == 0:
            values = self._grid(size).T[focus.index]
        else:
            layer = focus.layer - 1
            values = self._over_plane(size).run(lambda layers: [self._units(layers)[layer][index]])[0][0]
        shown = picture(values, size)
        reach = float(np.abs(shown).max()) or 1.0
        return DecisionMap(focus, shown, None, -reach, reach, self._plane.extent)

    def _winners(self, said: Array, size: int) -> DecisionMap:
        winners = said.argmax(axis=0).astype(np.uint8).reshape(size, size)
        return DecisionMap(
            None, picture(said.max(axis=0), size), winners, 1.0 / len(said), 1.0, self._plane.extent
        )

    def _score_map(self, focus: Neuron | None, values: Array, size: int) -> DecisionMap:
        low, high = -1.0, 1.0
        if self._run.experiment.task is Task.REGRESSION:
            offset, factor = self._run.samples.target_scale
            values = values * factor + offset
            low, high = offset - factor, offset + factor
        return DecisionMap(focus, picture(values, size), None, low, high, self._plane.extent)


def affordable(size: int, network: Network, most_work: float = MOST_MAP_WORK) -> int:
    """Return the side of a map, smaller than asked for where so large a network would take too long."""
    work = products_of(network) + PRODUCTS_PER_UNIT * sum(network.widths[1:])
    return min(size, max(SMALLEST_MAP, math.isqrt(int(most_work / work))))


def _axes(run: Run, watch: Watch) -> tuple[int, int]:
    """Return the watched columns if this data has them: the watch may be of the data before."""
    columns = len(run.experiment.data.source.available_inputs)
    return watch.slice_axes if max(watch.slice_axes) < columns else (0, min(1, columns - 1))


def _values_of(weights: Array, biases: Array) -> LayerValues:
    """Copy the parameters of a layer; one without biases is given zeros."""
    given = biases if biases.size else np.zeros(weights.shape[1])
    return LayerValues(np.array(weights, np.float64), np.array(given, np.float64))


def _mapped(widths: list[int]) -> list[bool]:
    """Say which layers are drawn unit by unit: as many as the window has a use for, and always the last."""
    shown, left = [], MOST_MAPPED_UNITS
    for width in widths[:-1]:
        shown.append(width <= left)
        left -= width if shown[-1] else 0
    return [*shown, True]


def _few(layers: list[Array], shown: list[bool]) -> list[Array]:
    return [layer if wanted else layer[:0] for layer, wanted in zip(layers, shown, strict=True)]


def _score(said: Array, focus: Neuron | None) -> Array:
    if len(said) == 1:
        return np.asarray(said[0])
    return np.asarray(said[1] - said[0] if focus is None else 2.0 * said[focus.index] - 1.0)
