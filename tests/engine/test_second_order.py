"""Newton's method and L-BFGS, against linear algebra written down a second time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from playground.calculus.hessian import hessian_products
from playground.engine import (
    RULES,
    Checkpoint,
    Constants,
    Dense,
    Network,
    Penalty,
    Settings,
    Trainer,
    memory_needed,
)
from playground.engine.second_order import damped
from playground.engine.second_order.damped import affordable_products, damped_direction

if TYPE_CHECKING:
    from collections.abc import Sequence

BENT = (Dense(6, "tanh"), Dense(4, "sigmoid"), Dense(1, "linear"))
BOTH = ["newton", "lbfgs"]


def trainer_of(
    name: str, layers: Sequence[Any] = BENT, dtype: str = "float64", samples: int = 40, **settings: Any
) -> tuple[Network, Trainer]:
    rng = np.random.default_rng(7)
    network = Network((2,), list(layers), dtype)
    network.initialize("xavier", 3)
    X = rng.normal(size=(samples, 2))
    T = np.sin(2 * X[:, :1]) * X[:, 1:] + 0.3
    how = Settings(**{"learning_rate": 1.0, "batch_size": samples, "optimizer": name, **settings})
    return network, Trainer(network, "half_squared", X, T, how, curvature=hessian_products)


def loss_of(trainer: Trainer) -> float:
    return trainer.evaluate(trainer._inputs, trainer._targets) + trainer.penalty_value()


def loss_at(trainer: Trainer, network: Network, parameters: np.ndarray) -> float:
    here = network.parameters.copy()
    network.parameters[:] = parameters
    loss = loss_of(trainer)
    network.parameters[:] = here
    return loss


def gradient_at(trainer: Trainer, network: Network, parameters: np.ndarray) -> np.ndarray:
    here = network.parameters.copy()
    network.parameters[:] = parameters
    gradient = trainer.full_gradient()
    network.parameters[:] = here
    return gradient


def hessian_of(trainer: Trainer, network: Network) -> np.ndarray:
    """By central differences of exact gradients, column by column."""
    h, here = 1e-5, network.parameters.copy()
    columns = []
    for unit in np.eye(network.size):
        ahead, behind = (gradient_at(trainer, network, here + sign * h * unit) for sign in (1, -1))
        columns.append((ahead - behind) / (2 * h))
    return np.array(columns)


def replayed(trainer: Trainer) -> Checkpoint:
    """As it comes back from a file."""
    return Checkpoint.from_arrays(trainer.checkpoint().to_arrays())


# Newton


def test_newton_solves_a_linear_net_in_one_step() -> None:
    rng = np.random.default_rng(0)
    X, T = rng.normal(size=(30, 4)), rng.normal(size=(30, 2))
    network = Network((4,), [Dense(2, "linear")])
    network.initialize("xavier", 1)
    settings = Settings(1.0, 30, "newton", Constants(initial_damping=1e-12))
    trainer = Trainer(network, "half_squared", X, T, settings, curvature=hessian_products)
    trainer.step()
    best = np.linalg.lstsq(np.hstack([X, np.ones((30, 1))]), T, rcond=None)[0]
    weights, biases = network.split(network.parameters)[0]
    np.testing.assert_allclose(np.vstack([weights, biases]), best, rtol=1e-9, atol=1e-10)
    assert trainer.last_update is not None
    assert trainer.last_update.drop == pytest.approx(trainer.last_update.predicted, rel=1e-9)
    trainer.step()  # at the minimum: nothing is to be gained
    assert trainer.last_update.within_rounding
    np.testing.assert_allclose(np.vstack([weights, biases]), best, rtol=1e-9, atol=1e-10)


def test_a_step_solves_the_damped_system_and_its_report_is_true() -> None:
    network, trainer = trainer_of("newton", penalty=Penalty(l2=0.02), learning_rate=0.5)
    for _ in range(30):
        before, start = network.parameters.copy(), loss_of(trainer)
        gradient, hessian = trainer.full_gradient(), hessian_of(trainer, network)
        trainer.step()
        told = trainer.last_update
        assert told is not None and told.damping is not None
        assert told.damping > -np.linalg.eigvalsh(hessian)[0] - 1e-7
        d = np.linalg.solve(hessian + told.damping * np.eye(network.size), -gradient)
        assert told.predicted == pytest.approx(-0.5 * gradient @ d - 0.125 * d @ hessian @ d, rel=1e-5)
        assert told.drop == pytest.approx(start - loss_at(trainer, network, before + 0.5 * d), abs=1e-8)
        assert told.taken == (told.drop >= 0)
        moved = network.parameters - before
        np.testing.assert_allclose(moved, 0.5 * d if told.taken else 0 * d, rtol=1e-4, atol=1e-7)


def test_a_refused_step_leaves_every_bit_and_is_damped_four_times_as_much() -> None:
    network, trainer = trainer_of("newton", constants=Constants(initial_damping=1e-6), learning_rate=4.0)
    refused = 0
    for _ in range(60):
        before = network.parameters.tobytes()
        trainer.step()
        told = trainer.last_update
        assert told is not None and told.damping is not None
        if not told.taken and not told.within_rounding:
            refused += 1
            assert network.parameters.tobytes() == before
            next_damping = trainer.checkpoint().slots["damping"][0] * 1e-6
            assert next_damping == pytest.approx(4 * told.damping)
    assert refused > 3
    assert trainer.step_count == 60


def test_an_indefinite_hessian_is_damped_until_it_is_positive() -> None:
    network, trainer = trainer_of("newton")
    network.parameters[:] *= 0.05  # near the saddle at 0
    least = float(np.linalg.eigvalsh(hessian_of(trainer, network))[0])
    assert least < -1e-3
    trainer.step()
    told = trainer.last_update
    assert told is not None and told.damping is not None
    assert told.raised
    assert -least < told.damping <= 4 * -least + 1e-3
    assert told.taken


def test_at_an_exact_saddle_there_is_no_step() -> None:
    network, trainer = trainer_of("newton", [Dense(3, "linear", bias=False), Dense(1, "linear", bias=False)])
    network.parameters[:] = 0
    trainer.step()
    assert trainer.last_update is not None
    assert trainer.last_update.still
    assert not network.parameters.any()


def test_conjugate_gradients_find_what_elimination_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    basis = np.linalg.qr(rng.normal(size=(30, 30)))[0]
    g = rng.normal(size=30) * 1e-9  # so small that the system is solved to 3e-5 of it
    positive = basis @ np.diag(np.linspace(0.1, 5, 30)) @ basis.T
    indefinite = positive - 2 * np.eye(30)
    dense = damped_direction(lambda v: positive @ v, g, 0.01)
    dense_raised = damped_direction(lambda v: indefinite @ v, g, 0.01)
    monkeypatch.setattr(damped, "DENSE_PARAMETERS", 0)
    found = damped_direction(lambda v: positive @ v, g, 0.01)
    raised = damped_direction(lambda v: indefinite @ v, g, 0.01)
    assert dense is not None and found is not None and dense_raised is not None and raised is not None
    np.testing.assert_allclose(dense.direction, np.linalg.solve(positive + 0.01 * np.eye(30), -g), rtol=1e-9)
    np.testing.assert_allclose(found.direction, dense.direction, rtol=1e-2, atol=1e-12)
    assert found.damping == dense.damping == 0.01
    assert found.bend == pytest.approx(found.direction @ positive @ found.direction, rel=1e-6)
    assert 1.9 < dense_raised.damping < 4 * 1.9
    assert raised.damping > 0.01
    assert raised.direction @ g < 0
    assert damped_direction(lambda v: np.nan * v, g, 0.01) is None
    asked = 0

    def counted(v: np.ndarray) -> np.ndarray:
        nonlocal asked
        asked += 1
        return positive @ v

    monkeypatch.setattr(damped, "DENSE_PARAMETERS", 300)
    damped_direction(counted, g, 0.01)
    assert asked == 30  # columns
    asked = 0
    damped_direction(counted, g, 0.01, 10)  # may be: fewer than columns
    assert 0 < asked <= 10
    asked = 0
    short = damped_direction(counted, g, 0.01, affordable_products(20_000, 60_000))
    assert short is not None and short.direction @ g < 0
    assert asked == 8 < affordable_products(10_000, 2_000) < affordable_products(10_000, 250) == 200


# L-BFGS


def dense_inverse(pairs: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """BFGS as an explicit matrix (Nocedal & Wright, 2006, equation 6.17), the oldest pair first."""
    s, y = pairs[-1]
    B = np.eye(len(s)) * (s @ y) / (y @ y)
    for s, y in pairs:
        left = np.eye(len(s)) - np.outer(s, y) / (s @ y)
        B = left @ B @ left.T + np.outer(s, s) / (s @ y)
    return B


@pytest.mark.parametrize("memory", [1, 4])
def test_lbfgs_goes_where_an_explicit_bfgs_matrix_points_and_meets_wolfes_conditions(memory: int) -> None:
    network, trainer = trainer_of("lbfgs", constants=Constants(lbfgs_memory=memory), penalty=Penalty(l2=0.01))
    pairs: list[tuple[np.ndarray, np.ndarray]] = []
    for _ in range(12):
        before, g, start = network.parameters.copy(), trainer.full_gradient(), loss_of(trainer)
        trainer.step()
        told = trainer.last_update
        assert told is not None and told.taken
        assert told.pairs == len(pairs)
        d = -(dense_inverse(pairs) @ g if pairs else g)
        s, ahead = network.parameters - before, trainer.full_gradient()
        np.testing.assert_allclose(s, told.length * d, rtol=1e-6, atol=1e-10)
        assert told.drop == pytest.approx(start - loss_of(trainer), rel=1e-9)
        assert loss_of(trainer) <= start + 1e-4 * (s @ g) + 1e-15
        assert ahead @ s >= 0.9 * (g @ s) - 1e-15
        pairs = [*pairs, (s, ahead - g)][-memory:]


def test_where_no_step_goes_down_lbfgs_stays_and_forgets() -> None:
    network, trainer = trainer_of("lbfgs")
    trainer.run(5)
    before = network.parameters.copy()
    # A gradient that is not the loss's: each way along it leads up.
    trainer._update.additions.append(lambda: np.negative(trainer._gradient, trainer._gradient))
    trainer._update.optimizer._forget()
    trainer.step()
    assert trainer.last_update is not None
    assert (trainer.last_update.taken, trainer.last_update.trials) == (False, 20)
    assert network.parameters.tobytes() == before.tobytes()
    assert not any(slot.any() for slot in trainer.checkpoint().slots.values())


# Both


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_loss_never_rises_and_a_checkpoint_replays_bit_for_bit(name: str, dtype: str) -> None:
    how = {"dtype": dtype, "penalty": Penalty(l1=1e-4, l2=1e-3)}
    network, trainer = trainer_of(name, **how)
    frozen = np.zeros(network.size, bool)
    frozen[2:9] = True
    trainer.freeze(frozen)
    held, losses = network.parameters[frozen].copy(), [loss_of(trainer)]
    for step in range(40):
        if step == 17:
            middle = replayed(trainer)
        trainer.step()
        losses.append(loss_of(trainer))
    assert (np.diff(losses) <= 0).all()
    assert losses[-1] < 0.3 * losses[0]
    assert network.parameters[frozen].tobytes() == held.tobytes()
    again, other = trainer_of(name, **how)
    other.freeze(frozen)
    other.restore(middle)
    other.run(23)
    assert again.parameters.tobytes() == network.parameters.tobytes()
    ends = [each.checkpoint().to_arrays() for each in (trainer, other)]
    assert {key: value.tobytes() for key, value in ends[0].items()} == {
        key: value.tobytes() for key, value in ends[1].items()
    }


def test_frozen_parameters_are_no_part_of_newtons_system() -> None:
    network, trainer = trainer_of("newton")
    free = np.ones(network.size, bool)
    free[:8] = False
    trainer.freeze(~free)
    taken = 0
    for _ in range(8):
        before, g, hessian = network.parameters.copy(), trainer.full_gradient(), hessian_of(trainer, network)
        trainer.step()
        told = trainer.last_update
        assert told is not None and told.damping is not None
        among = hessian[np.ix_(free, free)] + told.damping * np.eye(int(free.sum()))
        d = np.linalg.solve(among, -g[free]) * told.taken
        np.testing.assert_allclose((network.parameters - before)[free], d, rtol=1e-4, atol=1e-7)
        taken += told.taken
    assert taken > 3


def test_new_constants_keep_what_is_of_use() -> None:
    _, trainer = trainer_of("newton")
    trainer.run(10)
    ratio = trainer.checkpoint().slots["damping"].copy()
    settings = replace(trainer.settings, constants=Constants(initial_damping=1.0))
    trainer.retune(settings)
    np.testing.assert_array_equal(trainer.checkpoint().slots["damping"], ratio)
    assert trainer._update.optimizer.damping == ratio[0]
    _, trainer = trainer_of("lbfgs")
    trainer.run(10)
    newest = trainer.checkpoint().slots
    trainer.retune(replace(trainer.settings, constants=Constants(lbfgs_memory=2)))
    kept = trainer.checkpoint().slots
    assert sorted(kept) == ["change_0", "change_1", "step_0", "step_1"]
    for slot, values in kept.items():
        np.testing.assert_array_equal(values, newest[slot])
    trainer.retune(replace(trainer.settings, optimizer="adam"))
    assert trainer.last_update is None
    assert not any(slot.any() for slot in trainer.checkpoint().slots.values())


@pytest.mark.parametrize("name", BOTH)
def test_what_is_not_one_fixed_loss_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="all 40 samples"):
        trainer_of(name, batch_size=39)
    with pytest.raises(ValueError, match="without dropout"):
        trainer_of(name, [Dense(3, "tanh", dropout=0.2), Dense(1, "linear")])
    with pytest.raises(ValueError, match="batch normalization"):
        trainer_of(name, [Dense(3, "tanh", normalization="batch"), Dense(1, "linear")])
    _, trainer = trainer_of("sgd", batch_size=8)
    before = trainer.settings
    with pytest.raises(ValueError, match="all 40 samples"):
        trainer.retune(replace(before, optimizer=name))
    assert trainer.settings == before


@pytest.mark.parametrize("name", BOTH)
def test_layer_normalization_is_no_hindrance(name: str) -> None:
    _, trainer = trainer_of(name, [Dense(4, "tanh", normalization="layer"), Dense(1, "linear")])
    before = loss_of(trainer)
    trainer.run(15)
    assert loss_of(trainer) < 0.6 * before


def test_newton_needs_products_with_the_hessian() -> None:
    network, trainer = trainer_of("newton")
    bare = Trainer(network, "half_squared", trainer._inputs, trainer._targets, trainer.settings)
    with pytest.raises(ValueError, match="products"):
        bare.step()


@pytest.mark.parametrize("constant", ["initial_damping", "lbfgs_memory"])
def test_impossible_constants_are_refused(constant: str) -> None:
    for value in (0, -1, 1e13):
        with pytest.raises(ValueError, match=constant):
            Constants(**{constant: value})


def test_their_memory_counts() -> None:
    layers = [Dense(200, "tanh"), Dense(1, "linear")]
    plain, newton, long = (
        memory_needed((2,), layers, np.float64, Settings(1.0, 40, name, Constants(lbfgs_memory=memory)), 40)
        for name, memory in (("sgd", 10), ("newton", 10), ("lbfgs", 50))
    )
    size = 801 * 8
    assert (plain.slots, newton.slots, long.slots) == (0, size, 100 * size)
    assert long.training > plain.training + 200 * size
    assert newton.training > plain.training
    assert {name for name, rule in RULES.items() if rule.second_order} == set(BOTH)
