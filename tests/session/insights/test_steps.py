"""What is said of the steps: too long, too short, or led by the penalty."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset, Optimizer, Regularization
from playground.document.limits import ALL_SAMPLES
from playground.session.insights.steps import climbs, overshoots, penalty_rules, tiny_steps
from tests.session.insights.reading import numbers_in, recent_by_hand
from tests.session.insights.runs import made, on, trained

if TYPE_CHECKING:
    from playground.document.experiment import Experiment


def full(rate: float, **training: object) -> Experiment:
    return on(Dataset.CIRCLE, (4, 2), batch_size=ALL_SAMPLES, learning_rate=rate, **training)


def test_steps_on_all_samples_that_are_too_long_overshoot() -> None:
    situation = trained(full(3.0), 100)
    insight = overshoots(situation)
    assert insight is not None
    losses = situation.rows[-30:, 2].tolist()
    rises = sum(after > 1.001 * before for before, after in itertools.pairwise(losses))
    assert numbers_in(insight.reason) == [250, rises, 29]
    assert insight.remedy is not None
    assert insight.remedy.label == "Set η to 1"
    assert insight.remedy.edit(situation.experiment).training.learning_rate == 1.0


def test_rises_of_short_steps_batches_or_momentum_blame_no_learning_rate() -> None:
    assert overshoots(trained(full(0.1), 40)) is None
    up_and_down = 0.3 + 0.05 * (np.arange(40) % 2)
    assert overshoots(made(up_and_down, experiment=full(0.1))) is not None
    assert overshoots(made(up_and_down)) is None
    momentum = full(0.1, optimizer=Optimizer.MOMENTUM)
    assert overshoots(made(up_and_down, experiment=momentum)) is None
    dropout = edits.set_layer_dropout(full(0.1), 0, 0.2)
    assert overshoots(made(up_and_down, experiment=dropout)) is None


def test_that_the_loss_climbs() -> None:
    falling = [0.5 * 0.9**epoch for epoch in range(20)]
    losses = falling + [falling[-1] * 1.1**epoch for epoch in range(1, 15)]
    situation = made(losses)
    insight = climbs(situation)
    assert insight is not None
    least, since, now, rise, window = numbers_in(insight.reason)
    epochs, recent = recent_by_hand(situation)
    slope = np.polyfit(epochs, np.log(recent), 1)[0]
    assert least == pytest.approx(min(losses), rel=0.005)
    assert since == losses.index(min(losses))
    assert now == pytest.approx(losses[-1], rel=0.005)
    assert rise == pytest.approx(100 * math.expm1(slope * (epochs[-1] - epochs[0])), abs=0.6)
    assert window == pytest.approx(epochs[-1] - epochs[0], abs=0.5)


def test_a_plane_climbs_where_steps_are_a_little_too_long_and_not_where_a_little_shorter() -> None:
    plane = on(Dataset.PLANE, (), batch_size=ALL_SAMPLES, learning_rate=0.165)
    situation = trained(plane, 30)
    insight = climbs(situation)
    assert insight is not None
    least, _since, now, _rise, _window = numbers_in(insight.reason)
    assert now > 10 * least
    assert insight.remedy is not None
    calmer = insight.remedy.edit(plane)
    assert calmer.training.learning_rate == 0.03
    assert climbs(trained(calmer, 30)) is None


def test_a_rise_and_fall_or_a_loss_that_gives_way_to_the_penalty_is_no_climb() -> None:
    bump = [0.3] * 20 + [0.5, 0.7, 0.6, 0.4, 0.3, 0.3] + [0.3] * 10
    assert climbs(made(bump)) is None
    assert climbs(made([0.3 + 0.001 * epoch for epoch in range(40)])) is None


def test_tiny_steps() -> None:
    situation = trained(full(1e-5), 30)
    insight = tiny_steps(situation)
    assert insight is not None
    largest = max(each.step_ratio for each in situation.health)  # type: ignore[type-var]
    assert numbers_in(insight.reason)[0] == pytest.approx(largest, rel=0.05)
    assert insight.remedy is not None
    assert insight.remedy.label == "Set η to 0.00003"
    assert insight.remedy.edit(situation.experiment).training.learning_rate == 3e-5


def test_steps_are_not_tiny_at_a_usual_rate_nor_at_the_end_of_the_way() -> None:
    assert tiny_steps(trained(full(0.03), 30)) is None
    arrived = on(Dataset.SADDLE, (), batch_size=ALL_SAMPLES, learning_rate=0.1)
    assert tiny_steps(trained(arrived, 150)) is None


def penalised(rate: float) -> Experiment:
    return on(Dataset.CIRCLE, (4, 2), regularization=Regularization.L2, regularization_rate=rate)


def test_that_the_penalty_outweighs_the_loss() -> None:
    situation = made([0.1] * 20, penalty=0.234, experiment=penalised(0.03))
    insight = penalty_rules(situation)
    assert insight is not None
    assert insight.reason.startswith("0.234 against 0.100 (L2, λ = 0.03)")
    assert insight.remedy is not None
    assert insight.remedy.edit(situation.experiment).training.regularization_rate == 0.003


def test_a_real_penalty_outweighs_the_loss_and_a_small_one_does_not() -> None:
    heavy = full(0.03, regularization=Regularization.L2, regularization_rate=3.0)
    situation = trained(heavy, 1)
    insight = penalty_rules(situation)
    assert insight is not None
    penalty, loss, *_ = numbers_in(insight.reason)
    assert (penalty, loss) == pytest.approx((situation.rows[-1, 4], situation.rows[-1, 2]), rel=0.005)
    assert penalty > loss
    assert penalty_rules(trained(penalised(0.001), 5)) is None
    assert penalty_rules(made([0.1] * 20, penalty=0.2, accuracies=(0.99, 0.99))) is None
