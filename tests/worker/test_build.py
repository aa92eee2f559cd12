from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import (
    Activation,
    Dataset,
    Initializer,
    Loss,
    Normalization,
    Optimizer,
    Precision,
    Regularization,
)
from playground.document.choices import Pooling as PoolingKind
from playground.document.experiment import Experiment, Layer
from playground.document.sources import TableSource
from playground.engine import ACTIVATIONS, INITIALIZERS, LOSSES, RULES, Network, Penalty
from playground.engine.layers import NORMALIZATIONS, POOLINGS
from playground.worker.build import build_network, carry_over, penalty_of, targets_of
from playground.worker.samples import samples_of

if TYPE_CHECKING:
    from collections.abc import Callable


def numbered(experiment: Experiment) -> Network:
    network = build_network(experiment)
    network.parameters[:] = np.arange(1000, 1000 + network.size)
    return network


def carried(before: Experiment, edit: Callable[[Experiment], Experiment]) -> tuple[Network, Network, Network]:
    """Give the old network, the new one as it would be drawn, and the new one with what it kept."""
    after = edit(before)
    old, drawn, new = numbered(before), build_network(after), build_network(after)
    carry_over(before, old, after, new)
    return old, drawn, new


@pytest.mark.parametrize(
    ("choices", "table"),
    [(Activation, ACTIVATIONS), (Loss, LOSSES), (Optimizer, RULES), (Initializer, INITIALIZERS)],
)
def test_the_engine_has_every_choice(choices: type, table: dict[str, object]) -> None:
    assert {each.value for each in choices} <= set(table)


def test_the_engine_has_no_choice_that_an_experiment_lacks() -> None:
    for choices, table in ((Activation, ACTIVATIONS), (Loss, LOSSES), (Optimizer, RULES)):
        assert set(table) == {each.value for each in choices}
    assert {each.value for each in Normalization} == set(NORMALIZATIONS)
    assert {each.value for each in PoolingKind} - {"none"} == set(POOLINGS)


@pytest.mark.parametrize(
    ("kind", "penalty"),
    [
        (Regularization.NONE, Penalty()),
        (Regularization.L1, Penalty(l1=0.1)),
        (Regularization.L2, Penalty(l2=0.1)),
        (Regularization.L1_L2, Penalty(0.1, 0.1)),
    ],
)
def test_the_penalty_is_the_one_that_was_chosen(kind: Regularization, penalty: Penalty) -> None:
    experiment = edits.set_regularization_rate(edits.set_regularization(Experiment(), kind), 0.1)
    assert penalty_of(experiment) == penalty


def test_a_removed_neuron_takes_only_its_own_weights_along() -> None:
    old, _, new = carried(Experiment(), lambda e: edits.remove_neuron(e, 0, 1))
    assert np.array_equal(new.weights(0), np.delete(old.weights(0), 1, axis=1))
    assert np.array_equal(new.biases(0), np.delete(old.biases(0), 1))
    assert np.array_equal(new.weights(1), np.delete(old.weights(1), 1, axis=0))
    assert np.array_equal(new.weights(2), old.weights(2))


def test_an_added_neuron_leaves_all_weights_alone() -> None:
    old, drawn, new = carried(Experiment(), lambda e: edits.add_neuron(e, 0))
    assert np.array_equal(new.weights(0)[:, :4], old.weights(0))
    assert np.array_equal(new.weights(1)[:4], old.weights(1))
    assert np.array_equal(new.weights(0)[:, 4], drawn.weights(0)[:, 4])
    assert np.array_equal(new.weights(1)[4], drawn.weights(1)[4])
    assert np.array_equal(new.weights(2), old.weights(2))


def test_a_layer_in_the_middle_leaves_the_first_alone_and_is_drawn_itself() -> None:
    old, drawn, new = carried(Experiment(), lambda e: edits.add_layer(e, at=1))
    assert np.array_equal(new.weights(0), old.weights(0))
    assert np.array_equal(new.weights(1), drawn.weights(1))
    assert np.array_equal(new.weights(2), drawn.weights(2))
    assert np.array_equal(new.biases(2), old.biases(1))
    assert np.array_equal(new.weights(3), old.weights(2))


def test_an_input_switched_on_leaves_the_others_weights_alone() -> None:
    old, drawn, new = carried(Experiment(), lambda e: edits.set_input_on(e, "x1^2", True))
    assert np.array_equal(new.weights(0)[:2], old.weights(0))
    assert np.array_equal(new.weights(0)[2], drawn.weights(0)[2])
    for layer in (1, 2):
        assert np.array_equal(new.block(layer), old.block(layer))


def test_an_input_switched_off_takes_only_its_own_weights_along() -> None:
    old, _, new = carried(Experiment(), lambda e: edits.set_input_on(e, "x1", False))
    assert np.array_equal(new.weights(0), old.weights(0)[1:])
    assert np.array_equal(new.biases(0), old.biases(0))


def test_another_loss_of_one_output_keeps_everything() -> None:
    old, _, new = carried(Experiment(), lambda e: edits.set_loss(e, Loss.BINARY_CROSS_ENTROPY))
    assert np.array_equal(new.parameters, old.parameters)


def test_a_score_is_no_classs_output() -> None:
    old, drawn, new = carried(Experiment(), lambda e: edits.set_loss(e, Loss.SOFTMAX_CROSS_ENTROPY))
    assert np.array_equal(new.block(1), old.block(1))
    assert np.array_equal(new.block(2), drawn.block(2))


def test_no_hidden_layer_in_common_keeps_the_output_biases_only() -> None:
    old, drawn, new = carried(Experiment(), lambda e: edits.set_hidden(e, ()))
    assert np.array_equal(new.weights(0), drawn.weights(0))
    assert np.array_equal(new.biases(0), old.biases(2))


def test_targets_are_as_the_loss_wants_them() -> None:
    experiment = Experiment()
    samples = samples_of(experiment.data)
    signed, _ = targets_of(experiment, samples)
    assert np.array_equal(signed[:, 0], np.where(samples.train_labels == 1, 1.0, -1.0))
    hot, _ = targets_of(edits.set_loss(experiment, Loss.SOFTMAX_CROSS_ENTROPY), samples)
    assert np.array_equal(hot.argmax(axis=1), samples.train_labels)
    assert np.array_equal(hot.sum(axis=1), np.ones(len(hot)))


def test_a_number_as_the_target_stays_a_number() -> None:
    experiment = edits.set_dataset(Experiment(), Dataset.PLANE)
    samples = samples_of(experiment.data)
    train, test = targets_of(experiment, samples)
    assert np.array_equal(train[:, 0], samples.train_labels)
    assert np.array_equal(test[:, 0], samples.test_labels)


def test_a_table_that_is_not_there_is_named() -> None:
    source = TableSource("flowers", "0" * 64, ("a", "b"), "kind", ("x", "y"))
    with pytest.raises(ValueError, match="“flowers” are not here"):
        samples_of(edits.set_table(Experiment(), source).data)


IMAGES = TableSource(
    "digits", "0" * 64, tuple(f"p{i}" for i in range(36)), "digit", ("0", "1", "2"), image=(1, 6, 6)
)
CONVOLUTION = Layer(1, (0, 1), Activation.RELU, kernel=3, padding=1, pooling=PoolingKind.MAX)
PLAIN = Layer(2, (0, 1, 2), Activation.TANH, Normalization.BATCH, dropout=0.25)


def of_images(*hidden: Layer) -> Experiment:
    experiment = edits.set_table(Experiment(), IMAGES)
    return replace(experiment, network=replace(experiment.network, hidden=hidden))


def test_a_convolution_that_pools_is_two_layers_and_all_is_counted() -> None:
    experiment = of_images(CONVOLUTION, PLAIN)
    network = build_network(experiment)
    assert [type(layer).__name__ for layer in network.layers] == ["Convolution", "Pooling", "Dense", "Dense"]
    assert experiment.shapes == ((1, 6, 6), (2, 3, 3), (3,), (3,))
    assert experiment.parameter_count == network.size == 2 * 10 + 3 * (19 + 2) + 3 * 4
    assert experiment.running_count == network.statistics.size == 6
    assert network.layers[2].dropout == 0.25  # type: ignore[union-attr]


def test_a_channel_keeps_its_patch_and_what_leads_on_from_it() -> None:
    before = of_images(CONVOLUTION, PLAIN)
    after = of_images(replace(CONVOLUTION, neurons=(1, 7)), PLAIN)
    old, drawn, new = numbered(before), build_network(after), build_network(after)
    carry_over(before, old, after, new)
    assert np.array_equal(new.weights(0)[:, 0], old.weights(0)[:, 1])
    assert np.array_equal(new.weights(0)[:, 1], drawn.weights(0)[:, 1])
    assert np.array_equal(new.weights(2)[:9], old.weights(2)[9:])
    assert np.array_equal(new.weights(2)[9:], drawn.weights(2)[9:])
    assert np.array_equal(new.block(3), old.block(3))


@pytest.mark.parametrize("other", [replace(CONVOLUTION, pooling=PoolingKind.NONE), replace(PLAIN, key=1)])
def test_what_reads_other_images_is_drawn_anew(other: Layer) -> None:
    before, after = of_images(CONVOLUTION, PLAIN), of_images(other, PLAIN)
    old, drawn, new = numbered(before), build_network(after), build_network(after)
    carry_over(before, old, after, new)
    reads = len(new.layers) - 2
    assert np.array_equal(new.weights(reads), drawn.weights(reads))
    assert np.array_equal(new.biases(reads), old.biases(2))


def test_layers_draw_by_their_keys_whether_they_pool_or_not() -> None:
    pooled, plain = (
        build_network(of_images(CONVOLUTION, PLAIN)),
        build_network(of_images(replace(CONVOLUTION, pool=3), PLAIN)),
    )
    assert np.array_equal(pooled.weights(0), plain.weights(0))
    assert np.array_equal(pooled.weights(3), plain.weights(3))


def test_the_precision_is_the_experiments() -> None:
    assert build_network(Experiment()).dtype == np.float64
    assert build_network(edits.set_precision(Experiment(), Precision.SINGLE)).dtype == np.float32


def test_data_without_images_turns_convolutions_into_plain_layers() -> None:
    circle = edits.set_dataset(of_images(CONVOLUTION, PLAIN), Dataset.CIRCLE)
    first, second = circle.network.hidden
    assert (first.kernel, first.units, first.activation) == (0, 2, Activation.RELU)
    assert second == PLAIN
    assert build_network(circle).size == circle.parameter_count


def test_a_layer_is_drawn_by_its_own_initialiser_and_the_others_as_before() -> None:
    plain = build_network(Experiment())
    own = build_network(edits.set_layer_initializer(Experiment(), 1, Initializer.ZEROS))
    assert not own.weights(1).any() and not own.biases(1).any()
    for layer in (0, 2):
        assert np.array_equal(own.weights(layer), plain.weights(layer))
        assert np.array_equal(own.biases(layer), plain.biases(layer))


def test_a_layer_of_the_network_s_initialiser_follows_it() -> None:
    experiment = edits.set_layer_initializer(Experiment(), 0, Initializer.HE)
    after = edits.set_initializer(experiment, Initializer.ZEROS)
    assert build_network(after).weights(0).any()
    assert not build_network(after).weights(1).any()
