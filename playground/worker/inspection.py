"""What the cards are told: one neuron's sum over one sample, and what a layer's activation is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import NEVER_FLAT, Activation
from playground.document.parameters import layer_keys, names_each_weight
from playground.engine import ACTIVATIONS, ForwardPass
from playground.worker.passes import part_size
from playground.worker.snapshots import Flatness, LayerDistribution, NeuronSum

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats, Neuron

MOST_SAMPLES = 1_000
BINS = 41
POINTS = 161
REACHES = (3.0, 4.0, 6.0, 8.0)
ROUND = (1.0, 1.5, 2.0, 3.0, 5.0, 7.5, 10.0, 15.0)
NEARLY_FLAT = 0.01
EXACTLY_FLAT = frozenset({Activation.RELU})


class Inspection:
    """Looks into one run; a pass over the training samples is made when first asked for."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._many: ForwardPass | None = None
        self._one: ForwardPass | None = None

    def sum_of(self, neuron: Neuron | None, sample: int) -> NeuronSum | None:
        """Return a neuron's sum over a training sample, of the nearest number there is.

        None where there is no such neuron, or where its weights are those of patches.
        """
        if neuron is None or not self._has_sum(neuron):
            return None
        layer, network = neuron.layer - 1, self._run.network
        at = self._run.anatomy.weighted[layer]
        samples = self._run.samples.train_inputs
        number = min(max(sample, 0), len(samples) - 1)
        values, below = self._pass_over_one(samples[number : number + 1], layer)
        z, n, a = (float(part[neuron.index, 0]) for part in values)
        biases = network.biases(at)
        given = np.array([n], np.float64)
        weights = np.array(network.weights(at)[:, neuron.index], np.float64)
        normalizes = network.places[at].gains.start != network.places[at].gains.stop
        return NeuronSum(
            neuron=neuron,
            sample=number,
            samples=len(samples),
            activation=self._activation(layer).value,
            inputs=below,
            weights=weights,
            products=weights * below,
            bias=float(biases[neuron.index]) if biases.size else None,
            z=z,
            normalized=n if normalizes else None,
            a=a,
            slope=float(ACTIVATIONS[self._activation(layer).value].at(given)[1][0]),
            flatness=self._flatness(layer, self._given(layer)[neuron.index]),
        )

    def distribution_of(self, layer: int | None) -> LayerDistribution | None:
        """Return what a layer's activation is given over the training set; None where it is a convolution."""
        experiment = self._run.experiment
        if layer is None or not 0 <= layer < len(layer_keys(experiment)) or self._convolves(layer):
            return None
        given = self._given(layer).astype(np.float64)
        if not np.isfinite(given).all():
            return None
        reach = _reach(float(np.abs(given).max()))
        counts, _ = np.histogram(given, BINS, (-reach, reach))
        activation = self._activation(layer)
        z = _places(activation, reach)
        values, slopes, _ = ACTIVATIONS[activation.value].at(z)
        place = self._run.network.places[self._run.anatomy.weighted[layer]]
        return LayerDistribution(
            layer=layer,
            activation=activation.value,
            samples=given.shape[1],
            low=-reach,
            high=reach,
            counts=counts.astype(np.int64),
            mean=float(given.mean()),
            deviation=float(given.std()),
            z=z,
            values=np.asarray(values, np.float64),
            slopes=np.asarray(slopes, np.float64),
            normalized=place.gains.start != place.gains.stop,
            flatness=self._flatness(layer, given),
        )

    def _has_sum(self, neuron: Neuron) -> bool:
        experiment = self._run.experiment
        sizes = experiment.layer_sizes
        there = 1 <= neuron.layer < len(sizes) and 0 <= neuron.index < sizes[neuron.layer]
        return there and names_each_weight(experiment, neuron.layer - 1)

    def _convolves(self, layer: int) -> bool:
        hidden = self._run.experiment.network.hidden
        return layer < len(hidden) and hidden[layer].convolves

    def _activation(self, layer: int) -> Activation:
        hidden = self._run.experiment.network.hidden
        return hidden[layer].activation if layer < len(hidden) else self._run.experiment.output_activation

    def _pass_over_one(self, sample: Array, layer: int) -> tuple[tuple[Array, Array, Array], Floats]:
        """Return z, what f is given and f of it, and the activations below, for a single sample."""
        if self._one is None:
            self._one = ForwardPass(self._run.network, sample)
        self._one.load(sample)
        self._one.run()
        values = self._one.plan.layers[self._run.anatomy.weighted[layer]].values
        if layer == 0:
            below = sample[0]
        else:
            below = self._one.plan.a[self._run.anatomy.given[layer - 1]][:, 0]
        return (values.z, values.n, values.y), np.array(below, np.float64)

    def _given(self, layer: int) -> Array:
        """Return what a layer's activation is given, (units, samples); a buffer."""
        if self._many is None:
            most = min(MOST_SAMPLES, part_size(self._run.network))
            self._many = ForwardPass(self._run.network, self._run.samples.train_inputs[:most])
        self._many.run()
        return self._many.plan.layers[self._run.anatomy.weighted[layer]].values.n

    def _flatness(self, layer: int, given: Array) -> Flatness | None:
        """Count the samples for which the activation's slope is 0; or nearly so, if it never quite is."""
        activation = self._activation(layer)
        if activation in NEVER_FLAT:
            return None
        slopes = np.abs(ACTIVATIONS[activation.value].at(np.ascontiguousarray(given))[1])
        nearly = activation not in EXACTLY_FLAT
        flat = np.count_nonzero(slopes < NEARLY_FLAT if nearly else slopes == 0)
        return Flatness(int(flat), given.size, nearly)


def _reach(largest: float) -> float:
    """Return a round number that is not smaller, so that the axis does not tremble while it trains."""
    if largest <= REACHES[-1]:
        return next(each for each in REACHES if largest <= each)
    power = float(10.0 ** np.floor(np.log10(largest)))
    return next(each * power for each in ROUND if largest <= each * power)


def _places(activation: Activation, reach: float) -> Floats:
    """Return where the curves are told: evenly, and on both sides of each kink."""
    even = np.linspace(-reach, reach, POINTS)
    kinks = [kink for kink in ACTIVATIONS[activation.value].kinks if abs(kink) < reach]
    beside = [np.nextafter(kink, np.inf) for kink in kinks]
    return np.unique(np.concatenate([even, kinks, beside]))
