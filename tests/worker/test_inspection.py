"""What the cards are told, against sums worked out plainly."""

from __future__ import annotations

import math

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset, Loss, Normalization, Precision
from playground.document.experiment import Experiment
from playground.worker.inspection import Inspection
from playground.worker.run import Run
from playground.worker.snapshots import LayerDistribution, Neuron, NeuronSum, Parameter
from tests.worker.tables import experiment_on, table_with


def a_run(experiment: Experiment, steps: int = 40, **kwargs: object) -> Run:
    run = Run(experiment, **kwargs)  # type: ignore[arg-type]
    run.trainer.run(steps)
    return run


def summed(run: Run, neuron: Neuron, sample: int = 0) -> NeuronSum:
    found = Inspection(run).sum_of(neuron, sample)
    assert found is not None
    return found


def spread(run: Run, layer: int) -> LayerDistribution:
    found = Inspection(run).distribution_of(layer)
    assert found is not None
    return found


def pre_activations(run: Run, layer: int) -> np.ndarray:
    """Send the training set through a tanh network, plainly, up to a layer's sums."""
    a = run.samples.train_inputs
    for index in range(layer + 1):
        z = a @ run.network.weights(index) + run.network.biases(index)
        a = np.tanh(z)
    return np.asarray(z)


@pytest.mark.parametrize("neuron", [Neuron(1, 2), Neuron(2, 1), Neuron(3, 0)])
def test_the_sum_of_a_neuron_is_the_sum_by_hand(neuron: Neuron) -> None:
    run = a_run(Experiment())
    layer = neuron.layer - 1
    found = summed(run, neuron, 17)
    z = pre_activations(run, layer)[17, neuron.index]
    below = run.samples.train_inputs[17] if layer == 0 else np.tanh(pre_activations(run, layer - 1)[17])
    assert found.inputs == pytest.approx(below)
    assert found.weights == pytest.approx(run.network.weights(layer)[:, neuron.index])
    assert found.bias == run.network.biases(layer)[neuron.index]
    assert found.z == pytest.approx(z)
    assert found.z == pytest.approx(float(found.inputs @ found.weights) + found.bias)
    assert (found.a, found.slope) == pytest.approx((math.tanh(z), 1 - math.tanh(z) ** 2))
    assert (found.sample, found.samples, found.activation, found.normalized) == (17, 250, "tanh", None)


@pytest.mark.parametrize(("asked", "given"), [(-5, 0), (10**9, 249)])
def test_a_sample_that_is_not_there_is_the_nearest(asked: int, given: int) -> None:
    assert summed(Run(Experiment()), Neuron(1, 0), asked).sample == given


def test_saturated_samples_are_those_whose_slope_is_small() -> None:
    run = a_run(Experiment())
    run.network.weights(0)[:] *= 20
    flat = np.abs(1 - np.tanh(pre_activations(run, 0)) ** 2) < 0.01
    found = summed(run, Neuron(1, 2)).flatness
    assert found is not None
    assert (found.flat, found.samples, found.nearly) == (flat[:, 2].sum(), 250, True)
    everywhere = spread(run, 0).flatness
    assert everywhere is not None
    assert everywhere.flat == flat.sum()


def test_dead_samples_are_those_below_zero() -> None:
    run = a_run(edits.set_activation(Experiment(), Activation.RELU))
    z = run.samples.train_inputs @ run.network.weights(0) + run.network.biases(0)
    found = summed(run, Neuron(1, 1)).flatness
    assert found is not None
    assert (found.flat, found.nearly) == ((z[:, 1] <= 0).sum(), False)


@pytest.mark.parametrize("activation", [Activation.LINEAR, Activation.LEAKY_RELU, Activation.SINE])
def test_what_is_never_flat_claims_no_share(activation: Activation) -> None:
    run = Run(edits.set_activation(Experiment(), activation))
    assert summed(run, Neuron(1, 0)).flatness is None


def test_a_layer_without_biases_has_none_in_its_sum() -> None:
    run = a_run(edits.set_layer_bias(Experiment(), 0, False))
    found = summed(run, Neuron(1, 0))
    assert found.bias is None
    assert found.z == pytest.approx(float(found.inputs @ found.weights))


@pytest.mark.parametrize("kind", [Normalization.BATCH, Normalization.LAYER])
def test_a_normalised_layer_tells_both_sums(kind: Normalization) -> None:
    run = a_run(edits.set_layer_normalization(Experiment(), 0, kind))
    found = summed(run, Neuron(1, 3), 5)
    assert found.normalized is not None
    assert found.normalized != pytest.approx(found.z)
    assert found.a == pytest.approx(math.tanh(found.normalized))
    assert spread(run, 0).normalized


def test_single_precision_is_told_in_the_same_numbers() -> None:
    run = a_run(edits.set_precision(Experiment(), Precision.SINGLE))
    found = summed(run, Neuron(2, 0))
    assert found.z == pytest.approx(float(found.inputs @ found.weights) + (found.bias or 0), abs=1e-5)


def test_the_output_of_many_classes_has_its_own_sum() -> None:
    table = table_with(classes=3)
    run = a_run(experiment_on(table), table=table)
    found = summed(run, Neuron(3, 2), 4)
    assert found.a == pytest.approx(run.network.predict(run.samples.train_inputs[4:5])[0, 2])


def test_the_distribution_is_that_of_the_training_set() -> None:
    run = a_run(Experiment())
    z = pre_activations(run, 1)
    found = spread(run, 1)
    assert found.counts.sum() == z.size
    assert (found.mean, found.deviation) == pytest.approx((z.mean(), z.std()))
    expected, _ = np.histogram(z, len(found.counts), (found.low, found.high))
    assert found.counts.tolist() == expected.tolist()
    assert found.low <= z.min() and z.max() <= found.high
    assert found.values == pytest.approx(np.tanh(found.z))
    assert found.slopes == pytest.approx(1 - np.tanh(found.z) ** 2)


def test_a_kink_is_told_from_both_sides() -> None:
    found = spread(Run(edits.set_activation(Experiment(), Activation.RELU)), 0)
    at = int(np.searchsorted(found.z, 0.0))
    assert found.slopes[at : at + 2].tolist() == [0.0, 1.0]


@pytest.mark.parametrize("largest", [0.0, 2.9, 3.1, 7.0, 11.0, 99.0, 1234.5, 9.99e8])
def test_the_axis_ends_at_a_round_number_that_holds_all(largest: float) -> None:
    run = Run(edits.set_hidden(Experiment(), ()))
    run.network.parameters[:] = 0
    run.network.biases(0)[:] = -largest
    found = spread(run, 0)
    assert largest <= found.high == -found.low
    assert found.high <= max(3.0, 2 * largest)


def test_what_is_not_there_has_no_numbers() -> None:
    look = Inspection(Run(Experiment()))
    assert look.sum_of(None, 0) is None
    assert look.sum_of(Neuron(0, 0), 0) is None
    assert look.sum_of(Neuron(1, 4), 0) is None
    assert look.sum_of(Neuron(4, 0), 0) is None
    assert look.distribution_of(None) is None
    assert look.distribution_of(3) is None


# Frozen parameters, layers without biases, initialisers of their own


def test_frozen_parameters_stay_bit_for_bit_and_the_others_move() -> None:
    experiment = edits.set_parameter_frozen(Experiment(), 0, 1, 2, True)
    experiment = edits.set_neuron_frozen(experiment, 1, 0, True)
    experiment = edits.set_layer_frozen(experiment, 2, True)
    run = Run(experiment)
    before = [(run.network.weights(k).copy(), run.network.biases(k).copy()) for k in range(3)]
    run.trainer.run(100)
    same = [(run.network.weights(k) == w, run.network.biases(k) == b) for k, (w, b) in enumerate(before)]
    assert np.argwhere(same[0][0]).tolist() == [[1, 2]]
    assert not same[0][1].any()
    assert same[1][0][:, 0].all() and not same[1][0][:, 1].any()
    assert same[1][1].tolist() == [True, False]
    assert same[2][0].all() and same[2][1].all()


def test_freezing_takes_hold_in_mid_run_and_lets_go_again() -> None:
    run = a_run(Experiment())
    run.retune(edits.set_layer_frozen(Experiment(), 0, True))
    held = run.network.weights(0).copy()
    run.trainer.run(100)
    assert np.array_equal(run.network.weights(0), held)
    run.retune(Experiment())
    run.trainer.run(1)
    assert not np.array_equal(run.network.weights(0), held)


def test_a_frozen_weight_can_still_be_set_by_hand() -> None:
    run = Run(edits.set_parameter_frozen(Experiment(), 0, 0, 0, True))
    run.set_parameter(Parameter(0, 0, 0), 0.75)
    run.trainer.run(100)
    assert run.network.weights(0)[0, 0] == 0.75


def test_a_layer_without_biases_trains_without_them() -> None:
    run = a_run(edits.set_layer_bias(Experiment(), 1, False), 100)
    assert run.network.size == Experiment().parameter_count - 2
    assert run.network.biases(1).size == 0
    z = np.tanh(pre_activations(run, 0)) @ run.network.weights(1)
    assert spread(run, 1).mean == pytest.approx(z.mean())
    run.set_parameter(Parameter(1, None, 0), 5.0)
    assert spread(run, 1).mean == pytest.approx(z.mean())


def test_an_output_without_a_bias_is_zero_where_all_inputs_are() -> None:
    experiment = edits.set_hidden(edits.set_dataset(Experiment(), Dataset.PLANE), ())
    run = a_run(edits.set_layer_bias(experiment, 0, False))
    assert run.network.predict(np.zeros((1, 2)))[0, 0] == 0.0


def test_biases_that_are_switched_off_and_on_again_leave_the_weights() -> None:
    run = a_run(Experiment())
    off = Run(edits.set_layer_bias(Experiment(), 0, False))
    off.carry_from(run)
    assert np.array_equal(off.network.weights(0), run.network.weights(0))
    assert np.array_equal(off.network.biases(1), run.network.biases(1))
    on = Run(Experiment())
    on.carry_from(off)
    assert np.array_equal(on.network.weights(0), run.network.weights(0))
    assert on.network.biases(0).tolist() == [0.1] * 4


def test_drawn_anew_are_the_numbers_of_the_layer_s_initialiser_from_the_other_seed() -> None:
    experiment = edits.set_loss(Experiment(), Loss.BINARY_CROSS_ENTROPY)
    run, other = a_run(experiment), Run(edits.set_network_seed(experiment, 99))
    before = run.network.parameters.copy()
    run.redraw((Parameter(0, 1, 2), Parameter(1, None, 0)), 99)
    assert run.network.weights(0)[1, 2] == other.network.weights(0)[1, 2]
    assert run.network.biases(1)[0] == other.network.biases(1)[0]
    assert np.count_nonzero(run.network.parameters != before) == 2
    run.redraw((Parameter(7, 0, 0), Parameter(0, 9, 0)), 99)
    assert np.count_nonzero(run.network.parameters != before) == 2
