from __future__ import annotations

from dataclasses import replace

import pytest

from playground.document import edits, limits
from playground.document.choices import Activation, Dataset, Loss, Optimizer
from playground.document.errors import ExperimentError
from playground.document.experiment import Aspect, Experiment, Layer
from playground.document.rules import check
from playground.document.sources import GeneratedSource, TableSource

THREE_CLASSES = TableSource("flowers", "0" * 64, ("a", "b", "c"), "kind", ("x", "y", "z"))
A_NUMBER = TableSource("houses", "0" * 64, ("a", "b"), "price")


def test_the_default_experiment_is_the_reference_default() -> None:
    experiment = Experiment()
    assert experiment.layer_sizes == (2, 4, 2, 1)
    assert experiment.training.learning_rate == 0.03
    assert experiment.training.batch_size == 10
    assert experiment.data.train_share == 0.5
    assert experiment.output_activation is Activation.TANH


def test_parameters_are_weights_and_biases() -> None:
    assert Experiment().parameter_count == (2 * 4 + 4) + (4 * 2 + 2) + (2 * 1 + 1)


def test_a_new_layer_comes_last_with_its_own_key() -> None:
    after = edits.add_layer(Experiment())
    assert after.layer_sizes == (2, 4, 2, 2, 1)
    assert len({layer.key for layer in after.network.hidden}) == 3


def test_a_layer_inserted_first_leaves_the_others_keys_alone() -> None:
    before = Experiment()
    after = edits.add_layer(before, at=0)
    assert after.network.hidden[1:] == before.network.hidden


def test_removing_a_neuron_keeps_the_identity_of_the_others() -> None:
    after = edits.remove_neuron(Experiment(), 0, 1)
    assert after.network.hidden[0].neurons == (0, 2, 3)


def test_a_new_neuron_never_takes_the_key_of_one_that_was_there() -> None:
    after = edits.add_neuron(edits.remove_neuron(Experiment(), 0, 1), 0)
    assert after.network.hidden[0].neurons == (0, 2, 3, 4)


def test_the_last_neuron_of_a_layer_stays() -> None:
    one = edits.set_hidden(Experiment(), (1,))
    with pytest.raises(ExperimentError) as caught:
        edits.remove_neuron(one, 0)
    assert caught.value.field == "Hidden layer 1"


def test_no_layer_can_be_removed_where_there_is_none() -> None:
    with pytest.raises(ExperimentError, match="none left"):
        edits.remove_layer(edits.set_hidden(Experiment(), ()))


@pytest.mark.parametrize("layers", [limits.MAX_LAYERS, limits.MAX_LAYERS + 1])
def test_the_number_of_layers_is_limited(layers: int) -> None:
    sizes = (1,) * layers
    if layers <= limits.MAX_LAYERS:
        assert len(edits.set_hidden(Experiment(), sizes).network.hidden) == layers
    else:
        with pytest.raises(ExperimentError, match="too many"):
            edits.set_hidden(Experiment(), sizes)


def test_too_many_parameters_are_refused_before_anything_is_allocated() -> None:
    with pytest.raises(ExperimentError, match="parameters"):
        edits.set_hidden(Experiment(), (4_096,) * 5)


@pytest.mark.parametrize("rate", [1e-6, 10.1, float("nan"), float("inf"), -1.0])
def test_a_learning_rate_out_of_range_names_the_range(rate: float) -> None:
    with pytest.raises(ExperimentError, match="from 1e-05 to 10"):
        edits.set_learning_rate(Experiment(), rate)


def test_inputs_keep_the_order_of_the_features() -> None:
    after = edits.set_input_on(edits.set_input_on(Experiment(), "sin x1", True), "x1^2", True)
    assert after.data.inputs == ("x1", "x2", "x1^2", "sin x1")


def test_the_last_input_cannot_be_switched_off() -> None:
    one = edits.set_input_on(Experiment(), "x2", False)
    with pytest.raises(ExperimentError, match="all are off"):
        edits.set_input_on(one, "x1", False)


def test_an_unknown_input_is_refused() -> None:
    with pytest.raises(ExperimentError, match="no input"):
        edits.set_input_on(Experiment(), "x3", True)


def test_the_loss_follows_the_target() -> None:
    three = edits.set_table(Experiment(), THREE_CLASSES)
    assert three.network.loss is Loss.SOFTMAX_CROSS_ENTROPY
    assert three.outputs == 3
    number = edits.set_table(three, A_NUMBER)
    assert (number.network.loss, number.outputs) == (Loss.HALF_SQUARED, 1)
    assert number.output_activation is Activation.LINEAR


def test_cross_entropy_with_a_number_says_why_it_is_wrong() -> None:
    with pytest.raises(ExperimentError, match="needs classes"):
        edits.set_loss(edits.set_dataset(Experiment(), Dataset.PLANE), Loss.BINARY_CROSS_ENTROPY)


def test_half_squared_error_with_three_classes_says_why_it_is_wrong() -> None:
    with pytest.raises(ExperimentError, match="softmax"):
        edits.set_loss(edits.set_table(Experiment(), THREE_CLASSES), Loss.HALF_SQUARED)


def test_the_features_and_noise_stay_when_another_set_is_chosen() -> None:
    noisy = edits.set_noise(edits.set_input_on(Experiment(), "sin x1", True), 0.2)
    after = edits.set_dataset(noisy, Dataset.SPIRAL)
    assert after.data.inputs == noisy.data.inputs
    assert after.data.source == GeneratedSource(Dataset.SPIRAL, 0.2)


def test_a_table_brings_all_its_columns_and_leaves_with_them() -> None:
    table = edits.set_table(Experiment(), THREE_CLASSES)
    assert table.data.inputs == ("a", "b", "c")
    assert edits.set_dataset(table, Dataset.XOR).data.inputs == ("x1", "x2")


def test_noise_is_refused_for_a_table() -> None:
    with pytest.raises(ExperimentError, match="generated"):
        edits.set_noise(edits.set_table(Experiment(), THREE_CLASSES), 0.1)


def test_changes_names_exactly_the_aspects_that_differ() -> None:
    before = Experiment()
    assert before.changes(before) is Aspect.NONE
    assert before.changes(edits.set_learning_rate(before, 0.1)) is Aspect.TRAINING
    assert before.changes(edits.set_show_test(before, True)) is Aspect.VIEW
    assert before.changes(edits.set_noise(before, 0.1)) is Aspect.DATA
    both = edits.add_layer(edits.set_train_share(before, 0.7))
    assert before.changes(both) == Aspect.DATA | Aspect.NETWORK


def test_two_layers_with_one_key_are_refused() -> None:
    network = replace(Experiment().network, hidden=(Layer(1, (0,)), Layer(1, (0,))))
    with pytest.raises(ExperimentError, match="key"):
        check(replace(Experiment(), network=network))


def test_a_decay_that_would_shrink_weights_past_0_is_refused_with_what_fits() -> None:
    quick = edits.set_learning_rate(edits.set_optimizer(Experiment(), Optimizer.ADAMW), 0.5)
    assert edits.set_weight_decay(quick, 2.0).training.weight_decay == 2.0
    with pytest.raises(ExperimentError, match="Use at most 2,"):
        edits.set_weight_decay(quick, 2.5)
    with pytest.raises(ExperimentError, match="Weight decay"):
        edits.set_learning_rate(edits.set_weight_decay(quick, 2.0), 0.6)
