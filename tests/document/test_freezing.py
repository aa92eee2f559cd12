"""What is frozen keeps its name through edits, and goes with what it belonged to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playground.document import edits, limits
from playground.document.choices import Dataset, Initializer, Loss, Normalization
from playground.document.codec import from_json, to_json
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.document.freezing import FrozenParameter
from playground.document.parameters import frozen_places, is_frozen
from playground.document.sources import TableSource

OUTPUT = 2
IMAGE = TableSource(
    "digits", "0" * 64, tuple(f"p{i}" for i in range(16)), "kind", ("a", "b"), image=(1, 4, 4)
)


def frozen(experiment: Experiment) -> list[tuple[int, int | None, int]]:
    return list(frozen_places(experiment))


def test_a_frozen_weight_is_named_by_what_it_joins() -> None:
    after = edits.set_parameter_frozen(Experiment(), 0, 1, 2, True)
    assert after.training.frozen == (FrozenParameter(1, "x2", 2),)
    assert is_frozen(after, 0, 1, 2)
    assert not is_frozen(after, 0, 0, 2)
    assert edits.set_parameter_frozen(after, 0, 1, 2, False) == Experiment()


def test_a_frozen_weight_follows_its_neuron_to_another_place() -> None:
    before = edits.set_parameter_frozen(Experiment(), 1, 3, 0, True)
    assert frozen(edits.remove_neuron(before, 0, 1)) == [(1, 2, 0)]


@pytest.mark.parametrize(
    "removed",
    [
        lambda e: edits.remove_neuron(e, 0, 3),
        lambda e: edits.remove_neuron(e, 1, 0),
        lambda e: edits.remove_layer(e, 0),
        lambda e: edits.remove_layer(e, 1),
        lambda e: edits.add_layer(e, 1),
        lambda e: edits.set_hidden(e, (4, 2)),
    ],
)
def test_a_frozen_weight_goes_with_either_of_its_ends(removed: object) -> None:
    before = edits.set_parameter_frozen(Experiment(), 1, 3, 0, True)
    assert callable(removed)
    assert removed(before).training.frozen == ()


def test_a_new_neuron_with_an_old_key_is_not_frozen() -> None:
    before = edits.set_neuron_frozen(Experiment(), 0, 3, True)
    assert frozen(edits.add_neuron(edits.remove_neuron(before, 0), 0)) == []


def test_freezing_a_neuron_freezes_all_that_leads_into_it() -> None:
    after = edits.set_neuron_frozen(Experiment(), 1, 1, True)
    assert sorted(frozen(after), key=str) == sorted([(1, s, 1) for s in (0, 1, 2, 3, None)], key=str)
    assert edits.set_neuron_frozen(after, 1, 1, False) == Experiment()


def test_without_biases_there_is_none_to_freeze() -> None:
    plain = edits.set_layer_bias(Experiment(), 0, False)
    assert frozen(edits.set_neuron_frozen(plain, 0, 0, True)) == [(0, 0, 0), (0, 1, 0)]
    frozen_bias = edits.set_parameter_frozen(Experiment(), 0, None, 0, True)
    assert edits.set_layer_bias(frozen_bias, 0, False).training.frozen == ()


def test_an_input_that_is_switched_off_takes_its_frozen_weights_along() -> None:
    before = edits.set_neuron_frozen(Experiment(), 0, 0, True)
    after = edits.set_input_on(before, "x1", False)
    assert frozen(after) == [(0, 0, 0), (0, None, 0)]
    assert after.training.frozen[0].source == "x2"


def test_a_frozen_layer_stays_frozen_until_it_is_gone() -> None:
    before = edits.set_layer_frozen(edits.set_layer_frozen(Experiment(), 0, True), OUTPUT, True)
    assert before.training.frozen_layers == (1, 0)
    assert is_frozen(before, 0, None, 1)
    assert is_frozen(before, OUTPUT, 1, 0)
    assert edits.remove_layer(before, 0).training.frozen_layers == (0,)
    assert edits.set_layer_frozen(before, 0, False).training.frozen_layers == (0,)


def test_a_single_score_is_none_of_many_outputs() -> None:
    before = edits.set_parameter_frozen(Experiment(), OUTPUT, None, 0, True)
    assert frozen(edits.set_loss(before, Loss.BINARY_CROSS_ENTROPY)) == [(OUTPUT, None, 0)]
    assert frozen(edits.set_loss(before, Loss.SOFTMAX_CROSS_ENTROPY)) == []


def test_other_data_takes_along_what_it_does_not_have() -> None:
    before = edits.set_neuron_frozen(Experiment(), 0, 0, True)
    assert len(frozen(edits.set_dataset(before, Dataset.XOR))) == 3
    flowers = TableSource("flowers", "0" * 64, ("a", "b"), "kind", ("x", "y"))
    assert frozen(edits.set_table(before, flowers)) == [(0, None, 0)]


def test_a_channel_s_weights_are_frozen_only_with_its_layer() -> None:
    hidden = Experiment().network.hidden
    convolving = replace(hidden[0], kernel=2)
    before = edits.set_table(Experiment(), IMAGE)
    before = replace(before, network=replace(before.network, hidden=(convolving, hidden[1])))
    for layer in (0, 1):
        with pytest.raises(ExperimentError, match="whole layer"):
            edits.set_neuron_frozen(before, layer, 0, True)
    assert is_frozen(edits.set_layer_frozen(before, 0, True), 0, None, 0)


def test_too_many_single_ones_are_refused_with_the_remedy() -> None:
    wide = edits.set_hidden(Experiment(), (100, 100))
    for neuron in range(limits.MOST_FROZEN // 101):
        wide = edits.set_neuron_frozen(wide, 1, neuron, True)
    with pytest.raises(ExperimentError, match="whole layers"):
        edits.set_neuron_frozen(wide, 1, 99, True)


def test_everything_of_a_layer_and_what_is_frozen_is_written_and_read() -> None:
    experiment = edits.set_layer_bias(Experiment(), OUTPUT, False)
    experiment = edits.set_layer_bias(experiment, 1, False)
    experiment = edits.set_layer_initializer(experiment, 0, Initializer.HE)
    experiment = edits.set_layer_dropout(experiment, 0, 0.25)
    experiment = edits.set_layer_normalization(experiment, 1, Normalization.LAYER)
    experiment = edits.set_neuron_frozen(experiment, 0, 2, True)
    experiment = edits.set_layer_frozen(experiment, OUTPUT, True)
    experiment = edits.set_sample(experiment, 7)
    assert from_json(to_json(experiment)) == experiment


def test_an_experiment_without_any_of_it_is_written_as_before() -> None:
    text = to_json(Experiment())
    assert not any(word in text for word in ("bias", "frozen", "sample", '"initializer": null'))


def test_a_missing_bias_is_no_parameter() -> None:
    assert edits.set_layer_bias(Experiment(), 0, False).parameter_count == Experiment().parameter_count - 4
    assert (
        edits.set_layer_bias(Experiment(), OUTPUT, False).parameter_count == Experiment().parameter_count - 1
    )
