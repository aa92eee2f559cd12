"""What is said of single layers."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset, Initializer
from playground.session.insights.layers import cut_off, dead, explodes, lags, saturated, vanishes
from playground.worker.snapshots import LayerHealth, Parameter
from tests.session.insights.reading import numbers_in
from tests.session.insights.runs import Trained, activated, made, on, trained

CIRCLE = Dataset.CIRCLE
DEEP = on(CIRCLE, (4, 4, 4, 4, 4))
RELU = activated(on(CIRCLE, (4, 4)), Activation.RELU)


def test_the_gradient_vanishes_through_five_sigmoids() -> None:
    situation = trained(activated(DEEP, Activation.SIGMOID), 10)
    insight = vanishes(situation)
    assert insight is not None
    first, last = (median(situation.norms[-5:, layer].tolist()) for layer in (0, -1))
    assert numbers_in(insight.reason) == [1, pytest.approx(last / first, rel=0.05), 5]
    assert "sigmoid layers" in insight.reason
    assert insight.remedy is not None
    assert insight.remedy.edit(situation.experiment).network.hidden[4].activation is Activation.TANH


def test_it_does_not_vanish_through_tanh_with_xavier_weights_or_few_layers() -> None:
    assert vanishes(trained(edits.set_initializer(DEEP, Initializer.XAVIER), 10)) is None
    assert vanishes(trained(activated(on(CIRCLE, (4,)), Activation.SIGMOID), 10)) is None
    assert vanishes(made([0.3] * 20, norms=[(0.02, 0.5, 1.0)] * 20)) is None


def test_the_gradient_explodes_towards_the_first_layer() -> None:
    situation = made([0.3] * 20, norms=[(52.0, 3.0, 0.2)] * 20)
    insight = explodes(situation)
    assert insight is not None
    assert numbers_in(insight.reason) == [1, 260, 2]
    assert explodes(made([0.3] * 20, norms=[(5.0, 3.0, 0.2)] * 20)) is None
    assert explodes(made([0.3] * 20, norms=[(0.002, 3.0, 0.2)] * 20)) is None


def test_great_weights_make_the_gradient_explode_in_a_real_network() -> None:
    run = Trained(edits.set_initializer(activated(DEEP, Activation.SINE), Initializer.XAVIER))
    for layer in range(1, 5):
        run.run.network.weights(layer)[:] *= 12.0
    run.run._forget()
    situation = run.go(5).situation()
    insight = explodes(situation)
    assert insight is not None
    first, last = (median(situation.norms[-5:, layer].tolist()) for layer in (0, -1))
    assert numbers_in(insight.reason) == [1, pytest.approx(first / last, rel=0.05), 5]


def test_no_gradient_reaches_what_lies_behind_a_dead_layer() -> None:
    run = Trained(RELU)
    for neuron in range(4):
        run.run.set_parameter(Parameter(1, None, neuron), -100.0)
    insight = cut_off(run.go(6).situation())
    assert insight is not None
    assert insight.claim == "No gradient reaches Hidden 2."
    assert (run.history.norms[-5:, :2] == 0).all()
    _count, _fives, output = numbers_in(insight.reason)
    assert output == pytest.approx(run.history.norms[-1, -1], rel=0.005)
    assert cut_off(trained(RELU, 6)) is None


def test_dead_neurons_are_counted() -> None:
    run = Trained(RELU)
    for neuron in range(2):
        run.run.set_parameter(Parameter(1, None, neuron), -100.0)
    situation = run.go(2).situation()
    z = run.run.samples.train_inputs @ run.run.network.weights(0) + run.run.network.biases(0)
    above = z.clip(min=0) @ run.run.network.weights(1) + run.run.network.biases(1)
    count = int((above <= 0).all(axis=0).sum())
    assert count >= 2
    insight = dead(situation)
    assert insight is not None
    assert numbers_in(insight.claim) == [count, 4, 2]
    assert insight.remedy is not None
    hidden = insight.remedy.edit(situation.experiment).network.hidden
    assert [layer.activation for layer in hidden] == [Activation.RELU, Activation.LEAKY_RELU]


def healthy(**changes: float) -> LayerHealth:
    return replace(LayerHealth(4, 250, 0, 0.1, 1e-3), **changes)  # type: ignore[arg-type]


def test_a_spare_dead_neuron_or_flat_ones_of_tanh_are_no_dead_layer() -> None:
    wide = activated(on(CIRCLE, (8,)), Activation.RELU)
    one = made([0.3] * 5, experiment=wide, health=(healthy(neurons=8, dead=1), healthy(neurons=1)))
    assert dead(one) is None
    of_another = made([0.3] * 5, experiment=wide, health=(healthy(neurons=7, dead=7), healthy(neurons=1)))
    assert dead(of_another) is None
    tanh = on(CIRCLE, (4,))
    assert dead(made([0.3] * 5, experiment=tanh, health=(healthy(dead=4), healthy(neurons=1)))) is None


def test_great_weights_saturate_a_layer() -> None:
    run = Trained(on(CIRCLE, (4, 4)))
    run.run.network.weights(0)[:] *= 50.0
    run.run._forget()
    situation = run.go(1).situation()
    insight = saturated(situation)
    assert insight is not None
    assert insight.claim == "Hidden 1 is saturated."
    assert numbers_in(insight.reason)[0] == pytest.approx(100 * situation.health[0].flat_share, abs=0.06)
    assert saturated(trained(on(CIRCLE, (4, 4)), 1)) is None


def test_flat_slopes_are_no_trouble_where_all_is_right() -> None:
    flat = (healthy(flat_share=0.7), healthy(neurons=2), healthy(neurons=1))
    experiment = on(CIRCLE, (4, 2))
    assert saturated(made([0.3] * 5, experiment=experiment, health=flat)) is not None
    assert saturated(made([0.01] * 5, experiment=experiment, health=flat, accuracies=(0.99, 0.99))) is None


def test_a_layer_that_hardly_moves() -> None:
    health = (healthy(step_ratio=2e-7), healthy(neurons=2, step_ratio=1e-3), healthy(neurons=1))
    experiment = on(CIRCLE, (4, 2))
    insight = lags(made([0.3] * 5, experiment=experiment, health=health))
    assert insight is not None
    assert insight.claim == "Hidden 1 hardly moves."
    assert numbers_in(insight.reason) == [2e-7, 2, pytest.approx(1e-3), 5000]
    frozen = edits.set_layer_frozen(experiment, 0, True)
    assert lags(made([0.3] * 5, experiment=frozen, health=health)) is None
    near = (healthy(step_ratio=2e-5), *health[1:])
    assert lags(made([0.3] * 5, experiment=experiment, health=near)) is None


def test_the_first_of_many_sigmoids_hardly_moves_in_a_real_run() -> None:
    assert lags(trained(edits.set_initializer(DEEP, Initializer.XAVIER), 3)) is None
