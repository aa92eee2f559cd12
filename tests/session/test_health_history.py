from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document import edits
from playground.document.experiment import Experiment
from playground.session.health_history import MOST_ROWS, HealthHistory
from playground.worker.messages import Watch
from playground.worker.snapshots import LayerHealth, Probe

if TYPE_CHECKING:
    from tests.session.conftest import MakeDesk

HEALTH = Watch(frozenset({Probe.HEALTH}))


def layer(epoch: float, ratio: float | None = 0.01) -> LayerHealth:
    return LayerHealth(4, 250, 1, epoch / 10_000, ratio)


def history_of(*epochs: float) -> HealthHistory:
    history = HealthHistory()
    for epoch in epochs:
        history.add(epoch, [layer(epoch, None), layer(epoch)])
    return history


def test_what_is_added_is_there() -> None:
    history = history_of(0.0, 0.5, 2.0)
    assert history.epochs.tolist() == [0.0, 0.5, 2.0]
    assert np.isnan(history.step_ratios[:, 0]).all()
    assert history.step_ratios[:, 1].tolist() == [0.01] * 3
    assert history.flat_shares.tolist() == [[0.0, 0.0], [0.00005, 0.00005], [0.0002, 0.0002]]
    assert history.dead.tolist() == [[1, 1]] * 3
    assert history.neurons.tolist() == [[4, 4]] * 3
    assert history.latest == (layer(2.0, None), layer(2.0))


def test_it_begins_empty() -> None:
    history = HealthHistory()
    assert (len(history), history.latest, history.epochs.size, history.dead.size) == (0, (), 0, 0)


def test_another_number_of_layers_begins_anew() -> None:
    history = history_of(0.0, 1.0)
    history.add(1.5, [layer(1.5)])
    assert history.epochs.tolist() == [1.5]
    assert history.dead.shape == (1, 1)


def test_the_same_or_an_earlier_epoch_replaces_what_came_after() -> None:
    history = history_of(0.0, 1.0, 2.0)
    history.add(2.0, [layer(9.0), layer(9.0)])
    assert history.epochs.tolist() == [0.0, 1.0, 2.0]
    assert history.flat_shares[-1].tolist() == [9.0 / 10_000] * 2
    history.add(0.5, [layer(0.5), layer(0.5)])
    assert history.epochs.tolist() == [0.0, 0.5]


def test_it_is_bounded_and_keeps_the_newest() -> None:
    history = HealthHistory()
    for epoch in range(3 * MOST_ROWS):
        history.add(float(epoch), [layer(epoch)])
        assert len(history) <= MOST_ROWS
    assert history.epochs[-1] == 3 * MOST_ROWS - 1
    assert len(history) >= MOST_ROWS // 2
    assert (np.diff(history.epochs) > 0).all()
    assert np.array_equal(history.flat_shares[:, 0], history.epochs / 10_000)


def test_a_copy_is_independent() -> None:
    history = history_of(0.0, 1.0, 2.0)
    other = history.copy()
    other.rewind(1.0)
    other.add(1.5, [layer(1.5), layer(1.5)])
    assert history.epochs.tolist() == [0.0, 1.0, 2.0]
    assert other.epochs.tolist() == [0.0, 1.0, 1.5]
    history.add(3.0, [layer(3.0), layer(3.0)])
    assert other.epochs.tolist() == [0.0, 1.0, 1.5]


def test_how_weights_and_activations_lay_is_kept_while_it_is_looked_at(make_desk: MakeDesk) -> None:
    desk = make_desk()
    inside = desk.session.history.inside
    desk.session.training.watch(Watch(frozenset({Probe.WEIGHT_HISTOGRAMS, Probe.ACTIVATIONS})))
    desk.train(20)
    for spreads in (inside.weights, inside.activations):
        epochs, percentiles = spreads.of_layer(0)
        assert epochs[-1] == desk.session.epoch
        assert percentiles.shape == (len(epochs), 5)
        assert (np.diff(percentiles, axis=1) >= 0).all()
    told = len(inside.weights)
    desk.session.training.watch(Watch(frozenset()))
    desk.train(20)
    assert len(inside.weights) == told
    copied = desk.session.history.copy()
    desk.session.history.rewind(0, 0.0)
    assert not len(inside.activations)
    assert copied.inside.activations.of_layer(0)[0].max() > 0


def test_a_run_is_followed_and_a_new_one_begins_anew(make_desk: MakeDesk) -> None:
    desk = make_desk()
    session = desk.session
    session.training.watch(HEALTH)
    desk.train(20)
    assert session.health.epochs[-1] == session.epoch
    assert len(session.health.latest) == 3
    assert session.health.latest[0].step_ratio is not None
    seen = session.health.epochs.copy()
    session.reset()
    desk.go(3)
    assert session.health.epochs.tolist() == [0.0]
    session.undo()
    desk.go(3)
    assert session.health.epochs.tolist() == seen.tolist()


def test_another_number_of_layers_in_mid_run_begins_anew(make_desk: MakeDesk) -> None:
    desk = make_desk(Experiment())
    desk.session.training.watch(HEALTH)
    desk.train(20)
    desk.session.edit("Add a layer", edits.add_layer)
    desk.go(3)
    assert desk.session.health.dead.shape[1] == 4
    assert desk.session.health.epochs[0] > 0


def test_looking_back_adds_nothing(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.session.training.watch(HEALTH)
    desk.train(50)
    seen = desk.session.health.epochs.copy()
    desk.session.time.visit(20)
    desk.go(20)
    assert desk.session.step == 20
    assert desk.session.health.epochs.tolist() == seen.tolist()
    desk.session.time.to_now()
    desk.go(3)
    assert desk.session.health.epochs.tolist() == seen.tolist()
