"""What is said of the design and the first weights."""

from __future__ import annotations

from playground.document import edits
from playground.document.choices import Activation, Dataset, Feature, Initializer
from playground.session.insights.beginning import alike, all_frozen, not_started, straight_only
from playground.worker.snapshots import Parameter
from tests.session.insights.runs import Trained, activated, on, trained

CIRCLE, GAUSS, PLANE, XOR = Dataset.CIRCLE, Dataset.GAUSS, Dataset.PLANE, Dataset.XOR


def frozen(layers: int) -> object:
    experiment = on(CIRCLE)
    for layer in range(layers):
        experiment = edits.set_layer_frozen(experiment, layer, True)
    return Trained(experiment)


def test_before_the_first_step_it_says_what_play_will_do() -> None:
    run = Trained(on(CIRCLE, (4, 2), batch_size=20))
    insight = not_started(run.situation())
    assert insight is not None
    weights = 2 * 4 + 4 + 4 * 2 + 2 + 2 * 1 + 1
    assert insight.reason == f"Play fits {weights} parameters to 250 samples, 13 steps an epoch."
    assert "fewer" not in insight.more
    assert not_started(run.go(1).situation()) is None


def test_a_network_larger_than_its_data_is_told_before_it_begins() -> None:
    insight = not_started(Trained(on(CIRCLE, (40, 8))).situation())
    assert insight is not None
    assert "more parameters than samples" in insight.more


def test_that_all_layers_are_frozen() -> None:
    situation = frozen(3).go(2).situation()  # type: ignore[attr-defined]
    insight = all_frozen(situation)
    assert insight is not None
    assert insight.reason == "Training changes none of the 25 parameters."
    assert insight.remedy is not None
    assert insight.remedy.edit(situation.experiment).training.frozen_layers == ()
    assert all_frozen(frozen(2).go(2).situation()) is None  # type: ignore[attr-defined]


def test_that_zeros_make_the_neurons_of_a_layer_one() -> None:
    run = Trained(edits.set_initializer(on(CIRCLE), Initializer.ZEROS)).go(3)
    insight = alike(run.situation())
    assert insight is not None
    assert insight.claim == "Hidden 1 works as one neuron."
    assert "4 neurons" in insight.reason
    first, second = run.run.network.weights(0), run.run.network.weights(1)
    assert (first == first[:, :1]).all()
    assert (second == second[:1]).all()


def test_not_once_a_weight_of_it_was_set_by_hand_nor_of_random_first_weights() -> None:
    zeros = Trained(edits.set_initializer(on(CIRCLE, (4,)), Initializer.ZEROS)).go(3)
    zeros.run.set_parameter(Parameter(0, 0, 1), 0.5)
    assert alike(zeros.situation()) is None
    assert alike(Trained(on(CIRCLE)).go(3).situation()) is None


def test_that_without_a_bend_only_straight_borders_can_be_learned() -> None:
    situation = trained(on(CIRCLE, ()), 12)
    insight = straight_only(situation)
    assert insight is not None
    assert insight.reason == (
        f"There is no hidden layer: {100 * situation.rows[-1, 5]:.3g}\N{THIN SPACE}% right at epoch 12."
    )
    assert insight.remedy is not None
    assert insight.remedy.edit(situation.experiment).network.hidden[0].activation is Activation.TANH
    linear = straight_only(trained(activated(on(XOR, (4,)), Activation.LINEAR), 12))
    assert linear is not None
    assert linear.reason.startswith("Its layers are linear: ")


def test_not_where_a_straight_border_is_enough_or_the_inputs_bend() -> None:
    assert straight_only(trained(on(GAUSS, ()), 12)) is None
    assert straight_only(trained(on(PLANE, ()), 12)) is None
    squared = edits.set_input_on(on(CIRCLE, (), learning_rate=1e-4), Feature.X1_SQUARED.value, True)
    assert straight_only(trained(squared, 12)) is None
    assert straight_only(trained(on(CIRCLE, (1,), learning_rate=1e-4), 12)) is None
