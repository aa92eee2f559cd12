"""How layers fare, against a second network written out by hand and parameters before and after a step."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Optimizer
from playground.document.experiment import Experiment
from playground.document.training_choices import Schedule
from playground.worker import first_samples, teller
from playground.worker.first_samples import most_samples
from playground.worker.messages import Advance, Play, SetParameters, Start, Visit, Watch
from playground.worker.probes import Probes
from playground.worker.run import Run
from playground.worker.snapshots import LayerHealth, Parameter, Probe
from tests.worker.local import LocalLoop

HEALTH = Watch(frozenset({Probe.HEALTH}))
# f and f', by hand.
BY_HAND = {
    Activation.RELU: (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(float)),
    Activation.TANH: (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
    Activation.SIGMOID: (
        lambda z: 1 / (1 + np.exp(-z)),
        lambda z: 1 / (np.exp(-z / 2) + np.exp(z / 2)) ** 2,
    ),
}


def health_of(run: Run) -> tuple[LayerHealth, ...]:
    found = Probes(run, HEALTH).compute(Probe.HEALTH)
    assert isinstance(found, tuple)
    return found  # type: ignore[return-value]


def told(local: LocalLoop) -> tuple[LayerHealth, ...]:
    found = [frame.probes[Probe.HEALTH] for frame in local.frames if Probe.HEALTH in frame.probes]
    return found[-1]  # type: ignore[return-value]


def layers_of(run: Run) -> list[np.ndarray]:
    """Return copies of each layer's weights and biases in one vector."""
    network = run.network
    count = len(run.anatomy.weighted)
    return [np.concatenate([network.weights(i).ravel(), network.biases(i)]) for i in range(count)]


def ratios_by_hand(experiment: Experiment, step: int) -> list[float]:
    before, after = Run(experiment), Run(experiment)
    before.trainer.run(step - 1)
    after.trainer.run(step)
    pairs = zip(layers_of(before), layers_of(after), strict=True)
    return [float(np.linalg.norm(b - a) / np.linalg.norm(a)) for a, b in pairs]


@pytest.mark.parametrize("activation", list(BY_HAND))
def test_the_flat_and_the_dead_are_counted(activation: Activation) -> None:
    run = Run(edits.set_activation(Experiment(), activation))
    run.trainer.run(40)
    run.network.weights(0)[:] *= 6
    # One neuron of the first layer gives nothing for any sample, or its greatest value.
    run.network.weights(0)[:, 1] = 0
    run.network.biases(0)[1] = -800
    f, slope = BY_HAND[activation]
    a = run.samples.train_inputs
    for index, found in enumerate(health_of(run)[:-1]):
        z = a @ run.network.weights(index) + run.network.biases(index)
        with np.errstate(over="ignore"):
            slopes = slope(z)
            a = f(z)
        assert found.neurons == z.shape[1]
        assert found.samples == len(a)
        assert found.dead == (np.abs(slopes) == 0).all(axis=0).sum()
        assert found.flat_share == pytest.approx((np.abs(slopes) < 0.01).mean())
    assert health_of(run)[0].dead == 1
    assert 0.3 < health_of(run)[0].flat_share < 1


def test_what_has_no_flat_part_is_never_flat() -> None:
    for activation in (Activation.LINEAR, Activation.SINE, Activation.LEAKY_RELU):
        run = Run(edits.set_activation(Experiment(), activation))
        assert {(each.dead, each.flat_share) for each in health_of(run)} == {(0, 0.0)}


def test_only_the_first_thousand_samples_are_looked_at() -> None:
    experiment = edits.set_train_share(edits.set_samples(Experiment(), 2_400), 0.9)
    run = Run(edits.set_activation(experiment, Activation.RELU))
    assert len(run.samples.train_inputs) == 2_160
    first = health_of(run)[0]
    z = run.samples.train_inputs[:1_000] @ run.network.weights(0) + run.network.biases(0)
    assert first.samples == 1_000
    assert first.flat_share == pytest.approx((z <= 0).mean())


def test_fewer_samples_go_through_a_large_network(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(Experiment())
    assert most_samples(run.network) == 1_000
    products = sum(each.size for each in layers_of(run))
    monkeypatch.setattr(first_samples, "MOST_PRODUCTS", 130 * products)
    assert most_samples(run.network) == 130
    assert {each.samples for each in health_of(run)} == {130}
    monkeypatch.setattr(first_samples, "MOST_PRODUCTS", 1)
    assert most_samples(run.network) == first_samples.FEWEST_SAMPLES


@pytest.mark.parametrize(
    ("optimizer", "batch"),
    [(Optimizer.SGD, 250), (Optimizer.SGD, 10), (Optimizer.MOMENTUM, 10), (Optimizer.ADAM, 10)],
)
def test_the_step_is_the_one_the_optimiser_made(optimizer: Optimizer, batch: int) -> None:
    experiment = edits.set_batch_size(edits.set_optimizer(Experiment(), optimizer), batch)
    local = LocalLoop()
    local.give(HEALTH, Start(1, experiment))
    assert [layer.step_ratio for layer in told(local)] == [None] * 3
    for steps in (1, 4, 20):
        local.give(Advance(steps), turns=40)
        assert [layer.step_ratio for layer in told(local)] == pytest.approx(
            ratios_by_hand(experiment, local.last.step), rel=1e-12
        )
    assert local.last.step == 25


def test_a_frozen_layer_does_not_step() -> None:
    experiment = edits.set_layer_frozen(Experiment(), 0, True)
    local = LocalLoop()
    local.give(HEALTH, Start(1, experiment), Advance(5), turns=20)
    first, *others = (layer.step_ratio for layer in told(local))
    assert first == 0.0
    assert all(others)


def test_while_playing_the_step_is_that_of_the_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    for copied in (teller.CHEAPLY_COPIED, 0):
        monkeypatch.setattr(teller, "CHEAPLY_COPIED", copied)
        local = LocalLoop()
        local.give(HEALTH, Start(1, Experiment()), Play(), turns=150)
        seen = [frame for frame in local.frames if Probe.HEALTH in frame.probes and frame.step]
        assert len(seen) > 2
        for frame in seen:
            found = [layer.step_ratio for layer in frame.probes[Probe.HEALTH]]  # type: ignore[union-attr]
            assert found == pytest.approx(ratios_by_hand(Experiment(), frame.step), rel=1e-12)


def test_looking_changes_nothing() -> None:
    ends = []
    for watch in (HEALTH, Watch(frozenset())):
        local = LocalLoop()
        local.give(watch, Start(1, Experiment()), Advance(120), turns=150)
        assert local.last.step == 120
        assert local.last.checkpoint is not None
        ends.append(local.last.checkpoint.parameters)
    assert np.array_equal(*ends)


def test_a_weight_set_by_hand_is_no_step() -> None:
    local = LocalLoop()
    local.give(HEALTH, Start(1, Experiment()), Advance(3), turns=20)
    before = told(local)
    local.give(SetParameters(((Parameter(0, 0, 0), 5.0),)), turns=3)
    after = told(local)
    assert after[0].step_ratio == before[0].step_ratio


def test_an_earlier_moment_is_told_with_its_own_step() -> None:
    local = LocalLoop()
    local.give(HEALTH, Start(1, Experiment()), Advance(60), turns=80)
    local.give(Visit(2, 37), turns=40)
    assert local.last.step == 37
    assert [layer.step_ratio for layer in told(local)] == pytest.approx(ratios_by_hand(Experiment(), 37))


def test_schedules_are_in_the_step() -> None:
    experiment = edits.set_schedule(Experiment(), Schedule.COSINE)
    local = LocalLoop()
    local.give(HEALTH, Start(1, experiment), Advance(30), turns=60)
    assert [layer.step_ratio for layer in told(local)] == pytest.approx(ratios_by_hand(experiment, 30))
