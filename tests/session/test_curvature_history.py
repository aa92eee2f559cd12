from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document import edits
from playground.document.choices import Optimizer
from playground.document.experiment import Experiment
from playground.session.curvature_history import MOST_ROWS, CurvatureHistory
from playground.worker.messages import Watch
from playground.worker.snapshots import Curvature, Eigenvalue, Probe

if TYPE_CHECKING:
    from tests.session.conftest import MakeDesk


def curvature(epoch: float, sharpness: float = 4.0, edge: float | None = 20.0) -> Curvature:
    return Curvature(
        step=int(epoch * 10),
        epoch=epoch,
        largest=(Eigenvalue(sharpness, 0.01), Eigenvalue(1.0, 0.02)),
        smallest=(Eigenvalue(-0.5, 0.03),),
        parameters=9,
        samples=250,
        train_samples=250,
        learning_rate=0.1,
        stable_rate=2 / sharpness,
        stable_setting=2 / sharpness,
        edge=edge,
        full_batch=True,
        exact=True,
        products=12,
        seconds=0.003,
    )


def test_what_is_added_is_there_until_an_earlier_moment_replaces_it() -> None:
    history = CurvatureHistory()
    assert (len(history), history.latest) == (0, None)
    for epoch in (0.0, 1.0, 2.0):
        history.add(curvature(epoch, 4.0 + epoch, None if epoch == 1.0 else 20.0))
    assert history.epochs.tolist() == [0.0, 1.0, 2.0]
    assert history.sharpness.tolist() == [4.0, 5.0, 6.0]
    assert history.bounds.tolist() == [0.01] * 3
    assert history.smallest.tolist() == [-0.5] * 3
    assert np.isnan(history.edges).tolist() == [False, True, False]
    other = history.copy()
    history.add(curvature(0.5))
    assert history.epochs.tolist() == [0.0, 0.5]
    other.rewind(1.0)
    assert (other.epochs.tolist(), other.latest) == ([0.0, 1.0], None)


def test_it_is_bounded_and_keeps_the_newest() -> None:
    history = CurvatureHistory()
    for epoch in range(2 * MOST_ROWS):
        history.add(curvature(float(epoch)))
    assert MOST_ROWS // 2 <= len(history) <= MOST_ROWS
    assert history.epochs[-1] == 2 * MOST_ROWS - 1


def test_a_run_is_followed_while_somebody_looks(make_desk: MakeDesk) -> None:
    desk = make_desk()
    history = desk.session.history.inside.curvature
    desk.session.training.watch(Watch(frozenset({Probe.CURVATURE})))
    desk.train(40)
    desk.go(5)
    assert history.epochs[-1] == desk.session.epoch
    assert history.latest is not None
    assert history.edges[-1] == 2 / desk.session.experiment.training.learning_rate
    seen = len(history)
    desk.session.training.watch(Watch(frozenset()))
    desk.train(20)
    assert len(history) == seen
    desk.session.reset()
    desk.go(3)
    assert len(desk.session.history.inside.curvature) == 0


def test_an_optimiser_without_a_bound_has_no_edge(make_desk: MakeDesk) -> None:
    desk = make_desk(edits.set_optimizer(Experiment(), Optimizer.ADAM))
    desk.session.training.watch(Watch(frozenset({Probe.CURVATURE})))
    desk.go(5)
    assert np.isnan(desk.session.history.inside.curvature.edges).all()
