"""Training: which samples each step takes, what it does with them, and what may change between steps."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.engine import (
    OPTIMIZERS,
    Backpropagation,
    Checkpoint,
    Clipping,
    Constants,
    Convolution,
    Dense,
    Network,
    Penalty,
    Pooling,
    Schedule,
    Settings,
    Trainer,
)
from playground.engine.order import Order
from playground.engine.threads import Team
from tests.engine.cases import make_case, network_case

N = 23


def make_trainer(*, dtype: type = np.float64, seed: int = 6, **settings) -> Trainer:
    case = make_case([(4, "tanh"), (3, "tanh")], "half_squared", "tanh", samples=N, seed=2, dtype=dtype)
    chosen = Settings(**({"learning_rate": 0.1, "batch_size": 5} | settings))
    return Trainer(case.network, "half_squared", case.X, case.T, chosen, seed=seed)


def samples_of_steps(
    batch_size: int, steps: int, seed: int = 6, changes: dict[int, int] | None = None
) -> list[list[int]]:
    """Which samples each step took: a linear unit with an input per sample has them in its gradient."""
    network = Network(N, [Dense(1, "linear")])
    trainer = Trainer(network, "half_squared", np.eye(N), np.ones((N, 1)), Settings(0, batch_size), seed=seed)
    taken = []
    for step in range(steps):
        if changes and step in changes:
            trainer.retune(Settings(0, changes[step]))
        trainer.step()
        taken.append(np.flatnonzero(network.split(trainer.batch_gradient)[0][0][:, 0]).tolist())
    return taken


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.integers(1, 30), st.integers(0, 1000))
def test_each_sample_once_an_epoch_the_last_batch_smaller(batch_size: int, seed: int) -> None:
    steps = -(-N // batch_size)
    taken = samples_of_steps(batch_size, 2 * steps, seed)
    for epoch in (taken[:steps], taken[steps:]):
        assert sorted(sample for batch in epoch for sample in batch) == list(range(N))
        assert [len(batch) for batch in epoch[:-1]] == [batch_size] * (steps - 1)
    if N > 1 and batch_size < N:
        assert taken[:steps] != taken[steps:]


def test_the_order_is_the_stated_permutation() -> None:
    for epoch, batches in enumerate([samples_of_steps(5, 10)[:5], samples_of_steps(5, 10)[5:]]):
        order = Order(N, 6).of_epoch(epoch)
        assert batches == [sorted(order[start : start + 5].tolist()) for start in range(0, N, 5)]


def test_a_new_batch_size_goes_on_from_where_the_epoch_is() -> None:
    taken = samples_of_steps(5, 7, changes={2: 4})
    order = Order(N, 6).of_epoch(0).tolist()
    edges = [0, 5, 10, 14, 18, 22, 23]
    assert taken[:6] == [sorted(order[a:b]) for a, b in pairwise(edges)]
    assert len(taken[6]) == 4


def test_batches_laid_out_in_pieces_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = samples_of_steps(3, 17)
    monkeypatch.setattr("playground.engine.batches._LAID_OUT", 200)
    assert samples_of_steps(3, 17) == whole


def test_counters() -> None:
    trainer = make_trainer(batch_size=10)
    seen = []
    for _ in range(4):
        trainer.step()
        seen.append((trainer.step_count, trainer.epoch, trainer.position))
    assert seen == [(1, 0, 10), (2, 0, 20), (3, 1, 0), (4, 1, 10)]
    assert trainer.epochs == 1 + 10 / N


def test_a_step_is_gradient_descent_on_the_mean_of_its_batch() -> None:
    case = make_case([(4, "tanh")], "half_squared", samples=N)
    twin = case.network.copy()
    trainer = Trainer(case.network, case.loss, case.X, case.T, Settings(0.2, 10), seed=3)
    order = Order(N, 3).of_epoch(0)
    for batch in (order[:10], order[10:20], order[20:]):
        plan = Backpropagation(twin, case.loss, len(batch))
        gradient = plan.gradient(case.X[batch], case.T[batch])
        trainer.step()
        assert trainer.batch_loss == pytest.approx(plan.loss, rel=1e-14)
        np.testing.assert_allclose(trainer.batch_gradient, gradient, rtol=1e-12, atol=1e-15)
        twin.parameters[:] -= 0.2 * gradient
    np.testing.assert_allclose(case.network.parameters, twin.parameters, rtol=1e-13)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_continuing_from_a_restore_is_never_having_stopped(optimizer: str, dtype: type) -> None:
    options = {"optimizer": optimizer, "penalty": Penalty(l1=0.01), "dtype": dtype, "batch_size": 4}
    unbroken, stopped, fresh = (make_trainer(**options) for _ in range(3))
    unbroken.run(40)
    stopped.run(9)
    checkpoint = stopped.checkpoint()
    stopped.run(20)
    for trainer in (stopped, fresh):
        trainer.restore(checkpoint)
        assert trainer.step_count == 9
        trainer.run(31)
        end, true_end = trainer.checkpoint(), unbroken.checkpoint()
        assert end.parameters.tobytes() == true_end.parameters.tobytes()
        assert {k: v.tobytes() for k, v in end.slots.items()} == {
            k: v.tobytes() for k, v in true_end.slots.items()
        }
        assert (end.updates, end.step, end.epoch, end.position) == (40, 40, true_end.epoch, true_end.position)


def test_a_checkpoint_is_a_copy() -> None:
    trainer = make_trainer(optimizer="adam")
    trainer.run(3)
    checkpoint = trainer.checkpoint()
    kept = checkpoint.parameters.copy()
    trainer.run(3)
    np.testing.assert_array_equal(checkpoint.parameters, kept)


def test_a_checkpoint_of_another_optimizer_gives_weights_and_no_memory() -> None:
    adam, momentum = make_trainer(optimizer="adam"), make_trainer(optimizer="momentum")
    adam.run(7)
    momentum.run(3)
    momentum.restore(adam.checkpoint())
    end = momentum.checkpoint()
    np.testing.assert_array_equal(end.parameters, adam.checkpoint().parameters)
    assert not end.slots["velocity"].any()
    assert (end.updates, end.step) == (0, 7)


def test_the_same_seed_gives_the_same_run_and_another_another() -> None:
    ends = []
    for seed in (6, 6, 7):
        trainer = make_trainer(seed=seed)
        trainer.run(30)
        ends.append(trainer.checkpoint().parameters.tobytes())
    assert ends[0] == ends[1] != ends[2]


def test_run_is_so_many_steps() -> None:
    at_once, singly = make_trainer(), make_trainer()
    at_once.run(13)
    for _ in range(13):
        singly.step()
    np.testing.assert_array_equal(at_once.checkpoint().parameters, singly.checkpoint().parameters)


def test_changes_between_steps_keep_the_weights() -> None:
    trainer = make_trainer(optimizer="momentum")
    trainer.run(5)
    before = trainer.checkpoint()
    changed = Settings(0.02, 7, "momentum", Constants(momentum=0.5), penalty=Penalty(l2=0.1))
    trainer.retune(changed)
    same = trainer.checkpoint()
    np.testing.assert_array_equal(same.parameters, before.parameters)
    np.testing.assert_array_equal(same.slots["velocity"], before.slots["velocity"])
    assert (same.updates, same.position, trainer.learning_rate) == (5, before.position, 0.02)
    trainer.retune(replace(changed, optimizer="adam"))
    other = trainer.checkpoint()
    np.testing.assert_array_equal(other.parameters, before.parameters)
    assert other.updates == 0
    assert not any(slot.any() for slot in other.slots.values())
    assert trainer.learning_rate == 0.02


@pytest.mark.parametrize("penalty", [Penalty(), Penalty(l1=0.2), Penalty(l2=0.2)])
def test_full_gradient_is_that_of_one_batch_of_all(penalty: Penalty) -> None:
    trainer = make_trainer(batch_size=N, learning_rate=0, penalty=penalty)
    trainer.step()
    np.testing.assert_allclose(trainer.full_gradient(), trainer.batch_gradient, rtol=1e-10, atol=1e-14)


def test_the_penaltys_price_goes_down_with_the_weights() -> None:
    trainer = make_trainer(penalty=Penalty(l2=0.5), learning_rate=0.3)
    before = trainer.penalty_value()
    trainer.run(200)
    assert 0 < trainer.penalty_value() < before / 10


def test_a_weight_at_zero_under_l1_may_come_back() -> None:
    network = Network(1, [Dense(1, "linear")])
    trainer = Trainer(
        network,
        "half_squared",
        np.ones((4, 1)),
        np.full((4, 1), 2.0),
        Settings(0.1, 4, penalty=Penalty(l1=0.1)),
    )
    trainer.step()
    assert network.weights(0)[0, 0] == pytest.approx(0.1 * 2)


def test_it_learns() -> None:
    rng = np.random.default_rng(1)
    X = rng.uniform(-1, 1, (200, 2))
    T = np.sign(X[:, :1] * X[:, 1:])
    network = Network(2, [Dense(8, "tanh"), Dense(1, "linear")])
    network.initialize("xavier", 0)
    trainer = Trainer(network, "binary_cross_entropy", X, T, Settings(0.02, 10, "adam"))
    trainer.run(1500)
    assert trainer.evaluate(X, T) < 0.1
    assert (np.sign(network.predict(X)) == T).mean() > 0.97


def test_step_keeps_no_memory() -> None:
    trainer = make_trainer(optimizer="adam", penalty=Penalty(l2=0.1))
    trainer.run(600)
    tracemalloc.start()
    try:
        trainer.run(100)
        before, _ = tracemalloc.get_traced_memory()
        trainer.run(1000)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 512


RICH = [
    Dense(6, "relu", normalization="batch", dropout=0.3),
    Dense(6, "tanh", skip=1, normalization="layer"),
    Dense(2, "linear"),
]
IMAGES = [Convolution(2, 2, "relu", dropout=0.2), Pooling("max", 2), Dense(2, "linear")]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(("inputs", "layers"), [(4, RICH), ((1, 4, 4), IMAGES)])
def test_a_restore_brings_back_masks_running_numbers_and_the_rate(optimizer: str, inputs, layers) -> None:
    def fresh() -> Trainer:
        case = network_case(inputs, layers, "softmax_cross_entropy", samples=N, seed=2)
        settings = Settings(
            0.05,
            4,
            optimizer,
            schedule=Schedule("cosine", 5),
            clipping=Clipping("norm", 0.5),
            label_smoothing=0.1,
        )
        return Trainer(case.network, case.loss, case.X, case.T, settings, seed=1)

    unbroken, resumed = fresh(), fresh()
    unbroken.run(9)
    checkpoint = unbroken.checkpoint()
    unbroken.run(13)
    resumed.restore(checkpoint)
    resumed.run(13)
    for found, true in zip(
        resumed.checkpoint().to_arrays().items(), unbroken.checkpoint().to_arrays().items(), strict=True
    ):
        assert found[0] == true[0]
        assert found[1].tobytes() == true[1].tobytes()


def test_two_threads_train_the_same_run_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.engine.layer_forward.WORTH_SHARING", 0)
    ends = []
    for threads in (2, 2, 1):
        case = make_case([(8, "relu"), (6, "tanh")], "softmax_cross_entropy", samples=N)
        with Team(threads) as team:
            Trainer(case.network, case.loss, case.X, case.T, Settings(0.1, 7, "adam"), team=team).run(30)
        ends.append(case.network.parameters)
    assert ends[0].tobytes() == ends[1].tobytes()
    np.testing.assert_allclose(ends[0], ends[2], rtol=1e-9)


def test_smoothing_may_change_between_steps() -> None:
    case = make_case([(3, "tanh")], "softmax_cross_entropy", samples=8)
    trainer = Trainer(case.network, case.loss, case.X, case.T, Settings(0, 8))
    hard = trainer.evaluate(case.X, case.T)
    trainer.retune(Settings(0, 8, label_smoothing=0.4))
    trainer.step()
    outputs = case.network.predict(case.X)
    shares = np.exp(outputs) / np.exp(outputs).sum(axis=1, keepdims=True)
    smoothed = -((0.6 * case.T + 0.4 / 2) * np.log(shares)).sum(axis=1).mean()
    assert trainer.batch_loss == pytest.approx(smoothed, rel=1e-12) != hard
    assert trainer.evaluate(case.X, case.T) == hard
    np.testing.assert_allclose(trainer.full_gradient(), trainer.batch_gradient, rtol=1e-9, atol=1e-14)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 sample"):
        make_trainer(batch_size=0)
    with pytest.raises(ValueError, match="unknown optimizer 'rprop'"):
        make_trainer(optimizer="rprop")
    with pytest.raises(ValueError, match="learning rate must be"):
        make_trainer(learning_rate=-1)
    trainer = make_trainer()
    with pytest.raises(ValueError, match="label smoothing is for cross-entropies"):
        trainer.retune(replace(trainer.settings, label_smoothing=0.1))
    assert trainer.settings.label_smoothing == 0
    network = Network(2, [Dense(1, "tanh")])
    with pytest.raises(ValueError, match="inputs must be finite"):
        Trainer(network, "half_squared", [[np.inf, 0]], [[0]], Settings(1, 1))
    with pytest.raises(ValueError, match="2 samples of inputs and 1 of targets"):
        Trainer(network, "half_squared", np.ones((2, 2)), [[0]], Settings(1, 1))
    small = Trainer(network, "half_squared", np.ones((2, 2)), np.ones((2, 1)), Settings(1, 1)).checkpoint()
    with pytest.raises(ValueError, match="holds 3 parameters"):
        make_trainer().restore(small)
    normalizing = Network(2, [Dense(1, "tanh", normalization="batch", bias=False)])
    grown = replace(small, parameters=np.zeros(normalizing.size))
    with pytest.raises(ValueError, match="normalize over batches in other places"):
        Trainer(normalizing, "half_squared", np.ones((2, 2)), np.ones((2, 1)), Settings(1, 1)).restore(grown)


@pytest.mark.parametrize(
    ("name", "constants"),
    [("adam", {"beta1": 0.5, "beta2": 0.9}), ("adamw", {"beta2": 0.9999}), ("rmsprop", {"rho": 0.99})],
)
@pytest.mark.parametrize("through", ["retune", "restore", "file"])
def test_new_constants_in_mid_run_leave_the_length_of_a_step(
    name: str, constants: dict, through: str
) -> None:
    """The absolute error far from its kink has a constant gradient, so that each step is a learning rate."""
    network = Network(1, [Dense(1, "linear")])
    network.weights(0)[:] = 1e6

    def trainer_with(chosen: Constants) -> Trainer:
        settings = Settings(0.1, 2, name, chosen)
        return Trainer(network, "absolute", np.ones((2, 1)), np.ones((2, 1)), settings)

    trainer = trainer_with(Constants(weight_decay=0))
    trainer.run(300)
    other = Constants(weight_decay=0, **constants)
    if through == "retune":
        trainer.retune(replace(trainer.settings, constants=other))
    else:
        checkpoint = trainer.checkpoint()
        trainer = trainer_with(other)
        trainer.restore(Checkpoint.from_arrays(checkpoint.to_arrays()) if through == "file" else checkpoint)
    for _ in range(4):
        before = network.parameters.copy()
        trainer.step()
        np.testing.assert_allclose(before - network.parameters, 0.1, rtol=1e-6)


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("momentum", "nesterov", True),
        ("nesterov", "momentum", True),
        ("adam", "adamw", True),
        ("adamw", "adam", True),
        ("adagrad", "rmsprop", False),
        ("momentum", "adam", False),
    ],
)
def test_a_rule_that_remembers_the_same_keeps_it(before: str, after: str, kept: bool) -> None:
    trainer = make_trainer(optimizer=before)
    trainer.run(6)
    old = trainer.checkpoint()
    trainer.retune(replace(trainer.settings, optimizer=after))
    new = trainer.checkpoint()
    assert new.updates == (6 if kept else 0)
    for name, slot in new.slots.items():
        np.testing.assert_array_equal(slot, old.slots[name] if kept else 0)


def test_constants_that_the_precision_does_not_know_change_nothing() -> None:
    trainer = make_trainer(optimizer="adam", dtype=np.float32)
    trainer.run(3)
    before = trainer.settings
    with pytest.raises(ValueError, match="epsilon must be above 0"):
        trainer.retune(replace(before, constants=Constants(epsilon=1e-50)))
    assert trainer.settings is before
    trainer.run(3)


def test_decay_never_turns_a_weight_round() -> None:
    strong = Constants(weight_decay=10)
    with pytest.raises(ValueError, match="learning rate times weight decay must be at most 1"):
        Settings(0.2, 1, "adamw", strong)
    Settings(0.1, 1, "adamw", strong)
    Settings(0.2, 1, "adam", strong)


def test_a_network_of_pooling_alone_cannot_be_trained() -> None:
    network = Network((1, 4, 4), [Pooling("max", 2)])
    with pytest.raises(ValueError, match="pooling layers alone has no parameters"):
        Trainer(network, "half_squared", np.ones((5, 16)), np.ones((5, 4)), Settings(0.1, 5))


@pytest.mark.parametrize("counter", ["updates", "step", "epoch", "position"])
def test_a_checkpoint_with_a_negative_counter_changes_nothing(counter: str) -> None:
    trainer = make_trainer()
    trainer.run(7)
    before = trainer.checkpoint()
    broken = replace(before, parameters=np.zeros(before.parameters.size), **{counter: -3})
    with pytest.raises(ValueError, match=counter):
        trainer.restore(broken)
    assert trainer.checkpoint().parameters.tobytes() == before.parameters.tobytes()
    assert trainer.step_count == 7
