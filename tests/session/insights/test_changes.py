"""What is said of the loss after a change in mid-run."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import pytest

from playground.document import edits
from playground.document.choices import Dataset
from playground.session.insights.changes import changed
from tests.session.insights.reading import numbers_in
from tests.session.insights.runs import Trained, made, on

if TYPE_CHECKING:
    from playground.session.insights.situation import Situation


def around(situation: Situation, epoch: float) -> tuple[float, float]:
    rows = situation.rows.tolist()
    before = [row[2] for row in rows if row[1] <= epoch]
    after = [row[2] for row in rows if row[1] > epoch]
    return median(before[-5:]), median(after[-5:])


def test_what_another_learning_rate_did_to_a_real_run() -> None:
    run = Trained(on(Dataset.CIRCLE)).go(10).change(edits.set_learning_rate, 1.0)
    assert changed(run.go(4).situation()) is None
    situation = run.go(2).situation()
    insight = changed(situation)
    assert insight is not None
    assert insight.claim == "η 0.03 → 1: the loss fell."
    assert numbers_in(insight.reason) == [
        *(pytest.approx(each, rel=0.005) for each in around(situation, 10)),
        6,
    ]
    assert "Ctrl+Z" in insight.more
    assert changed(run.go(6).situation()) is None


def test_a_rise_is_called_one() -> None:
    losses = [0.3] * 20 + [0.3, 0.4, 0.5, 0.5, 0.5, 0.5, 0.5]
    insight = changed(made(losses, markers=((20.0, "η 0.03 → 3"),)))
    assert insight is not None
    assert insight.sentence == "η 0.03 → 3: the loss rose. From 0.300 to 0.500 in 6 epochs."


def test_two_changes_at_once_are_one() -> None:
    losses = [0.3] * 21 + [0.5] * 6
    both = ((20.0, "η 0.03 → 3"), (20.0, "batch 10 → 30"))
    insight = changed(made(losses, markers=both))
    assert insight is not None
    assert insight.claim == "η 0.03 → 3, batch 10 → 30: the loss rose."


@pytest.mark.parametrize(
    "markers",
    [
        (),
        ((20.0, "stopped at epoch 20"),),
        ((20.0, "loss Huber"),),  # another loss altogether
        ((18.0, "batch 10 → 30"), (20.0, "η 0.03 → 3")),  # which of the two was it?
    ],
)
def test_nothing_is_said_where_the_effect_is_not_known(markers: tuple[tuple[float, str], ...]) -> None:
    losses = [0.3] * 21 + [0.5] * 6
    assert changed(made(losses, markers=markers)) is None


def test_nothing_is_said_of_no_effect() -> None:
    assert changed(made([0.3] * 21 + [0.31] * 6, markers=((20.0, "η 0.03 → 0.04"),))) is None
