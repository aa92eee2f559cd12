"""The situation of a session: what the history, the worker's news and the person's changes make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document import edits
from playground.document.choices import Dataset
from playground.session.insight_source import InsightSource, facts_of
from playground.session.insights.situation import SampleFacts
from playground.worker.messages import Watch
from playground.worker.snapshots import Parameter, Probe
from tests.session.edits import blown_up

if TYPE_CHECKING:
    from tests.session.conftest import Desk, MakeDesk


def test_it_holds_the_run_so_far_and_what_the_worker_tells(desk: Desk) -> None:
    source = InsightSource(desk.session)
    desk.training.watch(Watch(frozenset({Probe.PARAMETERS, Probe.HEALTH})))
    desk.train(50)
    situation = source.situation()
    assert (situation.rows == desk.session.history.rows).all()
    assert situation.epoch == desk.session.epoch == 2.0
    assert situation.parameters is not None
    assert [layer.weights.shape for layer in situation.parameters.layers] == [(2, 4), (4, 2), (2, 1)]
    assert len(situation.known_health) == 3


def test_it_knows_of_the_curvature_while_somebody_looks(desk: Desk) -> None:
    source = InsightSource(desk.session)
    assert source.situation().curvature is None
    desk.training.watch(Watch(frozenset({Probe.CURVATURE})))
    desk.train(50)
    desk.go(5)
    situation = source.situation()
    assert situation.curvature is not None
    assert situation.bends[-1, :2].tolist() == [2.0, situation.curvature.sharpness]
    earlier = situation.earlier(step=0, epoch=0.0)
    assert earlier.curvature is None
    assert (earlier.bends[:, 0] == 0.0).all()


def test_a_change_begins_a_new_stretch_by_hand_as_well(desk: Desk) -> None:
    source = InsightSource(desk.session)
    desk.train(50)
    desk.session.edit("Rate", edits.set_learning_rate, 0.1)
    assert source.situation().changed_step == 50
    desk.train(25)
    desk.session.by_hand.set_parameter(Parameter(0, 0, 0), 0.0, 1.0)
    assert source.situation().changed_step == 75
    desk.session.reset()
    desk.go()
    assert source.situation().changed_step == 0


def test_it_is_quiet_where_the_run_blew_up(make_desk: MakeDesk) -> None:
    desk = blown_up(make_desk)
    assert InsightSource(desk.session).situation().quiet


def test_what_is_known_of_the_samples(desk: Desk) -> None:
    samples = desk.session.samples
    ones = int(np.sum(samples.train_labels == 1))
    assert facts_of(samples) == SampleFacts(250, 250, max(ones, 250 - ones))
    desk.session.edit("Data", edits.set_dataset, Dataset.PLANE)
    labels = desk.session.samples.train_labels
    facts = facts_of(desk.session.samples)
    assert facts.largest == 0
    assert np.isclose(facts.variance, np.mean((labels - labels.mean()) ** 2))
