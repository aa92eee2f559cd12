"""What is said of the Hessian: of runs at the edge of stability, on a saddle and on a parabola."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset, Initializer, Optimizer
from playground.document.limits import ALL_SAMPLES
from playground.session.curvature_history import CurvatureHistory
from playground.session.insights.choose import Chooser
from playground.session.insights.curvature import at_the_edge, exact_newton, parabola, saddle
from playground.session.insights.insight import MOST_CHARACTERS
from playground.session.insights.layers import vanishes
from playground.session.insights.steps import overshoots
from playground.storage.examples import example_named
from playground.worker.curvature import Curvatures
from playground.worker.snapshots import Eigenvalue
from tests.session.insights.reading import numbers_in
from tests.session.insights.runs import Trained, made, on

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.insights.insight import Insight
    from playground.session.insights.situation import Situation
    from playground.worker.snapshots import Curvature

EDGE = 10.0


class Watched(Trained):
    """A run in training whose curvature is looked at after each stride."""

    def __init__(self, experiment: Experiment) -> None:
        super().__init__(experiment)
        self._curvatures, self.bends = Curvatures(self.run), CurvatureHistory()
        self._curvatures.patient = True
        self._look()

    def walk(self, strides: int, steps: int) -> Watched:
        for _ in range(strides):
            self.run.trainer.run(steps)
            self.run._forget()
            self.history.add([self.run.measure()])
            self._look()
        return self

    def _look(self) -> None:
        found = None
        while found is None:
            found = self._curvatures.compute()
        self.bends.add(found)

    def situation(self, **rest: Any) -> Situation:
        return super().situation(**{"curvature": self.bends.latest, "bends": self.bends.rows, **rest})


def shipped(name: str) -> Experiment:
    return example_named(name).experiment()


def said(insight: Insight | None, key: str) -> Insight:
    assert insight is not None
    assert insight.key == key
    assert len(insight.sentence) <= MOST_CHARACTERS
    assert "nan" not in insight.more.lower().split()
    return insight


def looked(situation: Situation, shares: list[float], edge: float | None = EDGE) -> Situation:
    """Return the same measures with a look at the curvature every other epoch, as parts of the edge."""
    told = Watched(on(Dataset.GAUSS, ())).bends.latest
    assert told is not None
    end = 2.0 * (len(shares) - 1)
    at_end = replace(told, epoch=end, step=int(25 * end), full_batch=True, edge=edge)
    rows = [(2.0 * index, EDGE * share, 0.01, -1.0, EDGE) for index, share in enumerate(shares)]
    return replace(situation, curvature=at_end, bends=np.array(rows))


def test_at_the_edge_of_stability_the_curvature_hovers_and_the_loss_falls() -> None:
    watched = Watched(shipped("edge-of-stability")).walk(20, 60)
    assert at_the_edge(watched.situation()) is None
    situation = watched.walk(25, 60).situation()
    insight = said(at_the_edge(situation), "at_the_edge")
    sharpness, _, edge, window = numbers_in(insight.reason)
    shares = situation.bends[:, 1] / 10.0
    away = max(index for index, share in enumerate(shares) if not 0.9 <= share <= 1.1)
    assert sharpness == pytest.approx(situation.bends[-1, 1], rel=0.005)
    assert (edge, window) == (10.0, situation.epoch - situation.bends[away + 1, 0])
    assert insight.remedy is not None
    chosen = Chooser().choose(situation, 0.0)
    assert chosen is not None
    assert chosen.key == "at_the_edge"


def test_that_it_is_the_edge_takes_a_while_at_it_and_over_it_with_a_falling_loss() -> None:
    falling, hovers = [0.99**epoch for epoch in range(41)], [0.5] * 9 + [0.95, 1.05] * 6
    full = on(Dataset.GAUSS, (4,), batch_size=ALL_SAMPLES, learning_rate=2 / EDGE)
    situation = made(falling, experiment=full)
    assert at_the_edge(looked(situation, hovers)) is not None
    momentum = replace(situation, experiment=edits.set_optimizer(full, Optimizer.MOMENTUM))
    insight = said(at_the_edge(looked(momentum, hovers)), "at_the_edge")
    assert insight.reason.startswith("λ₁ = 10.5 at 2(1+β)/η = 10.0 for 22 epochs")
    assert at_the_edge(looked(situation, [*hovers[:-1], 1.2])) is None
    assert at_the_edge(looked(situation, [0.5] * 16 + [0.95, 1.05] * 2 + [1.0])) is None
    assert at_the_edge(looked(situation, [0.5] * 9 + [0.95] * 12)) is None
    assert at_the_edge(looked(made(falling[::-1], experiment=full), hovers)) is None
    assert at_the_edge(looked(situation, hovers, edge=None)) is None
    batches = looked(situation, hovers)
    assert batches.curvature is not None
    assert at_the_edge(replace(batches, curvature=replace(batches.curvature, full_batch=False))) is None
    assert at_the_edge(replace(looked(situation, hovers), changed_step=25 * 32)) is None
    assert at_the_edge(looked(situation, hovers).earlier(25 * 30, 30.0)) is None


def test_at_the_edge_a_loss_that_jumps_blames_no_learning_rate() -> None:
    jumping = [0.99**epoch * (1.05 if epoch % 5 == 0 else 1.0) for epoch in range(41)]
    full = on(Dataset.GAUSS, (4,), batch_size=ALL_SAMPLES, learning_rate=2 / EDGE)
    situation = looked(made(jumping, experiment=full), [0.95, 1.05] * 10 + [1.0])
    assert overshoots(situation) is not None
    chosen = Chooser().choose(situation, 0.0)
    assert chosen is not None
    assert chosen.key == "at_the_edge"


def test_below_the_edge_it_is_not_said() -> None:
    assert at_the_edge(Watched(shipped("below-the-edge")).walk(12, 40).situation()) is None


def test_zero_weights_of_two_linear_layers_are_a_saddle() -> None:
    watched = Watched(shipped("saddle-at-zero"))
    inputs, labels = watched.run.samples.train_inputs, watched.run.samples.train_labels
    least = -np.linalg.norm(inputs.T @ labels / len(labels))
    for situation in (watched.situation(), watched.walk(3, 10).situation()):
        insight = said(saddle(situation), "saddle")
        assert numbers_in(insight.reason) == [0.0, pytest.approx(least, rel=0.005)]
        assert insight.remedy is not None
        drawn = insight.remedy.edit(situation.experiment).network
        assert drawn.initializer is Initializer.XAVIER
        chosen = Chooser().choose(situation, 0.0)
        assert chosen is not None
        assert chosen.key == "saddle"


def test_a_slope_a_doubt_or_a_minimum_is_no_saddle() -> None:
    watched = Watched(shipped("saddle-at-zero"))
    on_it = watched.situation()
    assert on_it.curvature is not None
    doubtful = replace(on_it.curvature, smallest=(Eigenvalue(-1.0, 1.1),))
    assert saddle(replace(on_it, curvature=doubtful)) is None
    slight = replace(on_it.curvature, smallest=(Eigenvalue(-0.01, 0.0),))
    assert saddle(replace(on_it, curvature=slight)) is None
    assert saddle(replace(on_it, norms=np.array([[0.1, 0.0]]))) is None
    assert saddle(replace(on_it, curvature=None)) is None
    assert saddle(replace(on_it, changed_step=1)) is None
    watched.run.network.parameters[:] = 0.1
    assert saddle(watched.walk(1, 1).situation()) is None
    at_minimum = watched.walk(1, 400).situation()
    assert at_minimum.norms[-1].max() < 1e-6
    assert saddle(at_minimum) is None


def test_a_run_that_is_on_its_way_is_on_no_saddle() -> None:
    watched = Watched(on(Dataset.CIRCLE, (4, 2)))
    for _ in range(6):
        situation = watched.walk(1, 25).situation()
        assert saddle(situation) is None
        assert parabola(situation) is None


def test_on_a_parabola_it_says_what_each_step_leaves() -> None:
    experiment = shipped("parabola")
    situation = Watched(experiment).walk(3, 1).situation()
    insight = said(parabola(situation), "parabola")
    inputs = Trained(experiment).run.samples.train_inputs
    table = np.column_stack([inputs, np.ones(len(inputs))])
    flattest, _, steepest = np.linalg.eigvalsh(table.T @ table / len(table))
    left = [100 * (1 - 0.15 * steepest), steepest, 100 * (1 - 0.15 * flattest), flattest]
    assert numbers_in(insight.reason) == pytest.approx(left, rel=0.005)
    steps, error = 0, 1.0
    while error > 1e-3:
        error, steps = error * max(abs(left[0]), abs(left[2])) / 100, steps + 1
    assert f"takes {steps} steps" in insight.more
    over = Watched(edits.set_learning_rate(experiment, 0.17)).walk(3, 1).situation()
    assert "Here it grows." in said(parabola(over), "parabola").more


def test_one_step_of_newton_is_said_to_be_enough_where_it_was_taken_and_is() -> None:
    experiment = shipped("newton-in-one-step")
    trained = Trained(experiment)
    assert exact_newton(trained.situation()) is None
    situation = trained.go(1).situation()
    insight = said(exact_newton(situation), "exact_newton")
    assert numbers_in(insight.reason) == [pytest.approx(situation.train_loss, rel=0.005)]
    chosen = Chooser().choose(situation, 0.0)
    assert chosen is not None
    assert chosen.key == "exact_newton"
    assert exact_newton(Trained(edits.set_learning_rate(experiment, 0.9)).go(1).situation()) is None
    assert exact_newton(Trained(edits.set_initial_damping(experiment, 1.0)).go(1).situation()) is None
    assert exact_newton(Trained(edits.set_optimizer(experiment, Optimizer.SGD)).go(1).situation()) is None


def test_batches_other_steps_or_a_flat_direction_make_no_parabola_of_it() -> None:
    experiment = shipped("parabola")
    assert parabola(Watched(edits.set_batch_size(experiment, 10)).walk(1, 1).situation()) is None
    assert (
        parabola(Watched(edits.set_optimizer(experiment, Optimizer.MOMENTUM)).walk(1, 1).situation()) is None
    )
    situation = Watched(experiment).walk(1, 1).situation()
    assert situation.curvature is not None
    told: Curvature = replace(situation.curvature, smallest=(Eigenvalue(0.0, 1e-9),))
    assert parabola(replace(situation, curvature=told)) is None


def test_ten_sigmoid_layers_are_said_to_let_no_gradient_through_and_ten_tanh_layers_are_not() -> None:
    insight = said(vanishes(Trained(shipped("ten-sigmoid-layers")).go(6).situation()), "vanishes")
    assert numbers_in(insight.reason)[1] > 1e4
    assert vanishes(Trained(shipped("ten-tanh-layers")).go(6).situation()) is None
