"""How weights and activations spread, against counts of a second network written out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation
from playground.document.experiment import Experiment
from playground.worker.messages import Watch
from playground.worker.probes import Probes
from playground.worker.run import Run
from playground.worker.snapshots import Histogram, Probe

SHARES = (5, 25, 50, 75, 95)
BY_HAND = {
    Activation.RELU: lambda z: np.where(z > 0, z, 0),
    Activation.TANH: lambda z: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)),
    Activation.SIGMOID: lambda z: 1 / (1 + np.exp(-z)),
}


def told(run: Run, probe: Probe) -> tuple[Histogram, ...]:
    found = Probes(run, Watch(frozenset({probe}))).compute(probe)
    assert isinstance(found, tuple)
    return found  # type: ignore[return-value]


def a_run(activation: Activation = Activation.TANH, steps: int = 60) -> Run:
    run = Run(edits.set_hidden(edits.set_activation(Experiment(), activation), (6, 4)))
    run.trainer.run(steps)
    return run


@pytest.mark.parametrize("activation", list(BY_HAND))
def test_activations_are_those_of_a_pass_by_hand(activation: Activation) -> None:
    run = a_run(activation)
    a = run.samples.train_inputs
    for index, found in enumerate(told(run, Probe.ACTIVATIONS)[:-1]):
        a = BY_HAND[activation](a @ run.network.weights(index) + run.network.biases(index))
        assert found.counts.sum() == a.size
        assert found.percentiles == pytest.approx(np.percentile(a, SHARES))
        edges = np.linspace(found.low, found.high, len(found.counts) + 1)
        # A value beside an edge may be counted on either side of it.
        below = [(a < edge).sum() for edge in edges[1:-1]]
        assert np.abs(np.cumsum(found.counts)[:-1] - below).max() <= 1
        assert found.low <= a.min() <= a.max() <= found.high


@pytest.mark.parametrize(
    ("activation", "low", "high"), [(Activation.TANH, -1, 1), (Activation.SIGMOID, 0, 1)]
)
def test_the_axis_of_a_bounded_activation_is_its_range(
    activation: Activation, low: float, high: float
) -> None:
    run = a_run(activation)
    run.network.weights(0)[:] *= 8
    first = told(run, Probe.ACTIVATIONS)[0]
    assert (first.low, first.high) == (low, high)


def test_the_axis_of_a_relu_begins_at_zero_even_where_all_are_dead() -> None:
    run = a_run(Activation.RELU)
    assert told(run, Probe.ACTIVATIONS)[0].low == 0
    run.network.biases(0)[:] = -1_000
    dead = told(run, Probe.ACTIVATIONS)[0]
    assert (dead.low, dead.high, dead.counts[0], set(dead.percentiles)) == (0, 1, 6 * 250, {0})


def test_the_output_is_what_the_last_layer_gives() -> None:
    run = a_run()
    said = run.network.predict(run.samples.train_inputs)
    assert told(run, Probe.ACTIVATIONS)[-1].percentiles == pytest.approx(np.percentile(said, SHARES))


def test_weights_spread_on_one_axis_without_biases() -> None:
    run = a_run()
    run.network.biases(0)[:] = 100
    found = told(run, Probe.WEIGHT_HISTOGRAMS)
    reach = max(np.abs(run.network.weights(layer)).max() for layer in range(3))
    for layer, histogram in enumerate(found):
        weights = run.network.weights(layer)
        assert (histogram.low, histogram.high) == (-reach, reach)
        assert histogram.percentiles == pytest.approx(np.percentile(weights, SHARES))
        if weights.size < 12:
            assert sorted(histogram.values) == sorted(weights.ravel())
        else:
            assert histogram.counts.sum() == weights.size


def test_numbers_that_are_not_finite_are_not_told() -> None:
    run = a_run()
    run.network.weights(0)[0, 0] = np.nan
    for probe in (Probe.ACTIVATIONS, Probe.WEIGHT_HISTOGRAMS, Probe.HEALTH):
        assert Probes(run, Watch(frozenset({probe}))).compute(probe) is None
