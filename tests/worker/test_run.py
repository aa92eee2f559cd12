from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset, Loss, Optimizer, Regularization
from playground.document.experiment import Experiment
from playground.engine import NonFinite
from playground.worker import passes
from playground.worker.answers import answers
from playground.worker.passes import Passes
from playground.worker.run import Run
from playground.worker.snapshots import LossPoint, Parameter
from tests.worker.tables import experiment_on, table_with


def outputs(run: Run, inputs: np.ndarray) -> np.ndarray:
    """Send samples through the network, plainly."""
    functions = {"tanh": np.tanh, "linear": lambda z: z}
    a = inputs
    for index, layer in enumerate(run.network.layers):
        a = functions[layer.activation](a @ run.network.weights(index) + run.network.biases(index))
    return a


def trained(experiment: Experiment, steps: int, **kwargs: object) -> Run:
    run = Run(experiment, **kwargs)  # type: ignore[arg-type]
    run.trainer.run(steps)
    return run


def test_the_measures_of_two_classes() -> None:
    run = trained(Experiment(), 100)
    point = run.measure()
    for said, loss, share, labels in (
        (
            outputs(run, run.samples.train_inputs),
            point.train_loss,
            point.train_accuracy,
            run.samples.train_labels,
        ),
        (
            outputs(run, run.samples.test_inputs),
            point.test_loss,
            point.test_accuracy,
            run.samples.test_labels,
        ),
    ):
        signs = np.where(labels == 1, 1.0, -1.0)
        assert loss == pytest.approx(np.mean((said[:, 0] - signs) ** 2) / 2)
        assert share == np.mean(np.sign(said[:, 0]) == signs)
    assert (point.step, point.epoch, point.penalty) == (100, 4.0, 0.0)


def test_the_measures_of_many_classes() -> None:
    table = table_with(classes=3)
    run = trained(experiment_on(table), 50, table=table)
    point = run.measure()
    logits = outputs(run, run.samples.test_inputs)
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    right = shares[np.arange(len(shares)), run.samples.test_labels]
    assert point.test_loss == pytest.approx(-np.log(right).mean())
    assert point.test_accuracy == np.mean(logits.argmax(axis=1) == run.samples.test_labels)


def test_a_number_has_no_accuracy() -> None:
    point = trained(edits.set_dataset(Experiment(), Dataset.PLANE), 10).measure()
    assert point.train_accuracy is None
    assert point.test_accuracy is None


def test_the_penalty_is_told_apart_and_is_part_of_the_gradient_norms() -> None:
    experiment = edits.set_regularization(Experiment(), Regularization.L2)
    run = Run(edits.set_regularization_rate(experiment, 0.3))
    point = run.measure()
    weights = [run.network.weights(layer) for layer in range(3)]
    assert point.penalty == pytest.approx(0.15 * sum(np.sum(w**2) for w in weights))
    base, h = run.network.parameters.copy(), 1e-6

    def loss_at(parameters: np.ndarray) -> float:
        run.network.parameters[:] = parameters
        signs = np.where(run.samples.train_labels == 1, 1.0, -1.0)
        mean = np.mean((outputs(run, run.samples.train_inputs)[:, 0] - signs) ** 2) / 2
        return float(mean + 0.15 * sum(np.sum(run.network.weights(layer) ** 2) for layer in range(3)))

    slopes = [(loss_at(base + h * e) - loss_at(base - h * e)) / (2 * h) for e in np.eye(run.network.size)]
    norms = [np.linalg.norm(np.array(slopes)[run.network.layer_slice(layer)]) for layer in range(3)]
    assert point.gradient_norms == pytest.approx(norms, rel=1e-6)


@pytest.mark.parametrize("optimizer", Optimizer)
def test_a_run_from_a_checkpoint_goes_on_bit_for_bit(optimizer: Optimizer) -> None:
    experiment = edits.set_optimizer(Experiment(), optimizer)
    whole = trained(experiment, 333)
    begun = trained(experiment, 120)
    rest = trained(experiment, 213, checkpoint=begun.trainer.checkpoint())
    assert np.array_equal(rest.network.parameters, whole.network.parameters)
    assert rest.measure() == whole.measure()


def test_measuring_changes_nothing() -> None:
    looked_at = Run(Experiment())
    for _ in range(50):
        looked_at.trainer.run(1)
        looked_at.measure()
        looked_at.full_gradient()
    assert np.array_equal(looked_at.network.parameters, trained(Experiment(), 50).network.parameters)


def test_a_place_beyond_the_training_set_begins_the_epoch_again() -> None:
    checkpoint = replace(trained(Experiment(), 5).trainer.checkpoint(), position=10_000)
    run = trained(Experiment(), 1, checkpoint=checkpoint)
    assert (run.step, run.epoch) == (6, 10 / 250)


def test_a_checkpoint_of_another_network_is_carried_over() -> None:
    before, after = Experiment(), edits.add_neuron(Experiment(), 0)
    old = trained(before, 77)
    directly = Run(after)
    directly.carry_from(old)
    later = Run(after, checkpoint=old.trainer.checkpoint(), origin=before)
    assert np.array_equal(later.network.parameters, directly.network.parameters)
    assert np.array_equal(later.network.weights(0)[:, :4], old.network.weights(0))
    assert (later.step, later.epoch) == (77, old.epoch)


def test_other_settings_keep_the_weights() -> None:
    run = trained(Experiment(), 30)
    before = run.network.parameters.copy()
    after = edits.set_optimizer(edits.set_batch_size(Experiment(), 7), Optimizer.ADAM)
    run.retune(edits.set_regularization(edits.set_learning_rate(after, 0.5), Regularization.L1))
    assert np.array_equal(run.network.parameters, before)
    assert run.trainer.learning_rate == 0.5
    run.trainer.run(1)
    assert run.epoch == pytest.approx((300 + 7) / 250)


def test_the_gradient_follows_other_settings_and_weights_at_once() -> None:
    run = Run(Experiment())
    plain = run.full_gradient().copy()
    run.retune(edits.set_regularization_rate(edits.set_regularization(Experiment(), Regularization.L2), 1.0))
    assert np.allclose(run.full_gradient() - plain, run.network.parameters * run.network.weight_mask)
    run.set_parameter(Parameter(2, 0, 0), 3.0)
    assert not np.allclose(run.full_gradient(), plain + run.network.parameters * run.network.weight_mask)


def test_a_weight_and_a_bias_set_by_hand() -> None:
    run = Run(Experiment())
    run.set_parameter(Parameter(0, 1, 2), 7.5)
    run.set_parameter(Parameter(1, None, 1), -2.5)
    assert run.network.weights(0)[1, 2] == 7.5
    assert run.network.biases(1)[1] == -2.5


def test_steps_to_the_end_of_an_epoch() -> None:
    run = Run(edits.set_batch_size(Experiment(), 30))
    assert run.steps_to_epoch_end() == 9
    run.trainer.run(4)
    run.trainer.run(run.steps_to_epoch_end())
    assert run.epoch == 1.0


def test_a_loss_a_million_times_the_first_is_refused() -> None:
    run = Run(edits.set_dataset(Experiment(), Dataset.PLANE))
    first = run.measure()
    run.network.biases(2)[0] = np.sqrt(2e6 * first.train_loss) * 1.1
    with pytest.raises(NonFinite) as caught:
        run.measure()
    assert (caught.value.layer, caught.value.quantity) == (2, "loss")


def test_a_weight_set_by_hand_is_no_divergence_by_itself() -> None:
    run = Run(edits.set_dataset(Experiment(), Dataset.PLANE))
    first = run.measure()
    run.set_parameter(Parameter(2, None, 0), 1e5)
    assert run.measure().train_loss > 1e6 * first.train_loss


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e200])
def test_what_is_not_finite_is_never_measured(value: float) -> None:
    run = Run(edits.set_dataset(Experiment(), Dataset.PLANE))
    run.network.weights(2)[0, 0] = value
    with pytest.raises(NonFinite):
        run.measure()


def test_a_penalty_beyond_all_numbers_is_refused() -> None:
    run = Run(edits.set_regularization(Experiment(), Regularization.L2))
    run.network.weights(2)[0, 0] = 1e200
    with pytest.raises(NonFinite):
        run.measure()


def test_a_wide_network_is_evaluated_in_parts() -> None:
    experiment = edits.set_hidden(Experiment(), (64, 64))
    run = trained(experiment, 3)
    whole = Passes(run.network, run.samples.train_inputs).outputs()
    parts = Passes(run.network, run.samples.train_inputs, most_bytes=7 * 8 * 6 * 131)
    assert parts.in_parts
    assert np.allclose(parts.outputs(), whole, rtol=1e-12, atol=1e-14)
    assert np.allclose(parts.outputs()[0], outputs(run, run.samples.train_inputs)[:, 0])


def test_the_parts_of_the_widest_networks_stay_within_the_memory_allowed() -> None:
    run = Run(edits.set_hidden(Experiment(), (4096, 16)))
    size = passes.part_size(run.network)
    assert size * 2 * 8 * (4096 + 16 + 1) <= passes.MOST_BYTES
    assert sum(len(part) for part in passes.parts_of(run.samples.train_inputs, 33)) == 250


def test_the_loss_point_of_cross_entropy_is_the_textbooks() -> None:
    run = trained(edits.set_loss(Experiment(), Loss.BINARY_CROSS_ENTROPY), 40)
    point: LossPoint = run.measure()
    p = 1 / (1 + np.exp(-outputs(run, run.samples.train_inputs)[:, 0]))
    y = run.samples.train_labels
    assert point.train_loss == pytest.approx(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
    assert point.train_accuracy == np.mean((p > 0.5) == y)


def test_a_measure_without_the_gradient_is_the_same_but_for_its_norms() -> None:
    run = trained(Experiment(), 40)
    whole, quick = run.measure(), run.measure(gradient=False)
    assert quick.gradient_norms == ()
    assert quick.train_loss == pytest.approx(whole.train_loss, rel=1e-12)
    assert replace(quick, gradient_norms=whole.gradient_norms, train_loss=whole.train_loss) == whole


@pytest.mark.parametrize("regularization", Regularization)
def test_the_gradient_in_parts_is_the_trainers(
    regularization: Regularization, monkeypatch: pytest.MonkeyPatch
) -> None:
    experiment = edits.set_regularization(Experiment(), regularization)
    whole = trained(experiment, 40)
    assert np.array_equal(whole.full_gradient(), whole.trainer.full_gradient())
    monkeypatch.setattr("playground.engine.evaluation._MOST_AT_ONCE", 33)
    parts = trained(experiment, 40)
    assert np.allclose(parts.full_gradient(), whole.trainer.full_gradient(), rtol=1e-12, atol=1e-15)
    assert parts.measure().train_loss == pytest.approx(whole.measure().train_loss)


def test_under_the_hinge_loss_sure_is_who_has_the_margin() -> None:
    run = trained(edits.set_loss(Experiment(), Loss.HINGE), 400)
    raw = outputs(run, run.samples.train_inputs)[:, 0]
    said = answers(run.experiment, raw[None])
    assert np.array_equal(said[0], np.clip(raw, -1, 1))
    signs = np.where(run.samples.train_labels == 1, 1.0, -1.0)
    point = run.measure()
    assert point.train_loss == pytest.approx(np.maximum(0, 1 - signs * raw).mean())
    assert point.train_accuracy == np.mean((raw > 0) == (signs > 0))
