"""The bands over time: what is kept, for how long, and where nobody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document import edits
from playground.session.history import History
from playground.session.spreads import MOST, Spreads
from playground.worker.messages import Watch
from playground.worker.run import Run
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from tests.session.conftest import Desk

LOOKING = Watch(frozenset({Probe.GRADIENT_HISTOGRAMS}))
AWAY = Watch(frozenset())


def bands(value: float, layers: int = 2) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(value + part for part in (-2.0, -1.0, 0.0, 1.0, 2.0)) for _ in range(layers))


def test_the_percentiles_of_a_run_are_those_of_its_gradient(desk: Desk) -> None:
    desk.training.watch(LOOKING)
    desk.train(7)
    run = Run(desk.session.experiment)
    run.trainer.run(7)
    gradient, spreads = run.trainer.full_gradient(), desk.session.history.spreads
    for layer in range(3):
        epochs, values = spreads.of_layer(layer)
        expected = np.percentile(gradient[run.network.layer_slice(layer)], [5, 25, 50, 75, 95])
        np.testing.assert_allclose(values[-1], expected, rtol=1e-12)
        assert epochs[-1] == desk.session.epoch


def test_nothing_is_kept_while_nobody_looks_and_a_gap_stands_for_it(desk: Desk) -> None:
    desk.training.watch(LOOKING)
    desk.train(3)
    known = len(desk.session.history.spreads)
    desk.training.watch(AWAY)
    desk.train(3)
    assert len(desk.session.history.spreads) == known
    desk.training.watch(LOOKING)
    desk.train(3)
    _, values = desk.session.history.spreads.of_layer(0)
    gaps = np.isnan(values).all(axis=1)
    assert gaps.sum() == 1
    assert np.flatnonzero(gaps)[0] == known


def test_who_looks_away_in_a_pause_misses_nothing(desk: Desk) -> None:
    desk.training.watch(LOOKING)
    desk.train(3)
    desk.training.watch(AWAY)
    desk.go()
    desk.training.watch(LOOKING)
    desk.train(3)
    _, values = desk.session.history.spreads.of_layer(0)
    assert not np.isnan(values).any()


def test_a_million_moments_need_no_more_than_two_thousand() -> None:
    spreads = Spreads(Probe.GRADIENT_HISTOGRAMS)
    for step in range(20 * MOST):
        spreads.add(step, step / 10, bands(float(step)))
        assert len(spreads) <= MOST
    epochs, values = spreads.of_layer(1)
    assert (epochs[0], epochs[-1]) == (0.0, (20 * MOST - 1) / 10)
    assert (np.diff(epochs) > 0).all()
    assert np.array_equal(values[:, 2], epochs * 10)


def test_gaps_outlive_the_halving_and_never_stand_side_by_side() -> None:
    spreads = Spreads(Probe.GRADIENT_HISTOGRAMS)
    for step in range(3 * MOST):
        spreads._missed = step % 2 == 0
        spreads.add(step, float(step), bands(0.0))
        assert len(spreads) <= MOST
    gaps = np.isnan(spreads.of_layer(0)[1][:, 0])
    assert gaps.any()
    assert not (gaps[1:] & gaps[:-1]).any()
    assert not gaps[-1]


def test_an_earlier_step_replaces_what_came_after() -> None:
    spreads = Spreads(Probe.GRADIENT_HISTOGRAMS)
    for step in range(10):
        spreads.add(step, float(step), bands(0.0))
    spreads.add(4, 4.0, bands(9.0))
    epochs, values = spreads.of_layer(0)
    assert epochs.tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert values[-1].tolist() == [7.0, 8.0, 9.0, 10.0, 11.0]


def test_another_number_of_layers_begins_anew() -> None:
    spreads = Spreads(Probe.GRADIENT_HISTOGRAMS)
    spreads.add(1, 0.1, bands(0.0, 2))
    spreads.add(2, 0.2, bands(0.0, 3))
    assert (len(spreads), spreads.layers) == (1, 3)


def test_a_copy_of_a_history_keeps_them_and_goes_its_own_way() -> None:
    history = History()
    history.spreads.add(1, 0.1, bands(0.0))
    other = history.copy()
    other.spreads.add(2, 0.2, bands(0.0))
    assert (len(history.spreads), len(other.spreads)) == (1, 2)
    other.truncate(1)
    assert len(other.spreads) == 1


def test_undo_brings_back_what_was_known(desk: Desk) -> None:
    desk.training.watch(LOOKING)
    desk.train(5)
    known = len(desk.session.history.spreads)
    desk.session.edit("Seed", edits.set_network_seed, 5)
    desk.go()
    assert len(desk.session.history.spreads) < known
    desk.session.undo()
    assert len(desk.session.history.spreads) == known
