from __future__ import annotations

import numpy as np
import pytest

from playground.engine import Checkpoint
from playground.worker import moments
from playground.worker.moments import Moment, Moments
from playground.worker.pace import Pace
from playground.worker.speed import Speed


def moment(step: int, loss: float, size: int = 3) -> Moment:
    return Moment(Checkpoint(np.zeros(size), {}, step, step, 0, 0), step / 10, loss)


def kept(*losses: float, size: int = 3) -> Moments:
    ring = Moments()
    for step, loss in enumerate(losses):
        ring.keep(moment(step, loss, size))
    return ring


def test_the_best_is_the_one_of_the_lowest_loss_and_the_latest_of_equals() -> None:
    assert kept(3.0, 1.0, 2.0).best().checkpoint.step == 1
    assert kept(3.0, 1.0, 1.0, 9.0).best().checkpoint.step == 2


def test_a_run_that_only_wavers_goes_back_to_one_of_the_latest_moments() -> None:
    losses = [1.0 + 0.5 * (step % 7) / 7 for step in range(500)]
    losses[3] = 0.9
    assert kept(*losses).best().checkpoint.step >= 450


def test_a_run_that_blows_up_slowly_goes_back_to_before_it_did() -> None:
    losses = [1.0] * 20 + [1.1**step for step in range(1, 200)]
    assert kept(*losses).best().loss <= 2.0


def test_the_ring_is_bounded_in_number_and_in_bytes() -> None:
    assert len(kept(*range(200, 0, -1))._ring) == moments.MOST_MOMENTS
    large = moments.MOST_BYTES // 8 // 4
    assert len(kept(*range(20, 0, -1), size=large)._ring) == 4
    assert len(kept(3.0, 2.0, 1.0, size=moments.MOST_BYTES // 4)._ring) == 1


class Hands:
    """A clock set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_pace_waits_its_interval() -> None:
    clock = Hands()
    pace = Pace(0.5, 0.1, clock)
    assert pace.due()
    assert pace.timed(lambda: "done") == "done"
    assert not pace.due()
    clock.now += 0.5
    assert pace.due()


def test_dear_work_is_done_less_often() -> None:
    clock = Hands()
    pace = Pace(0.5, 0.1, clock)

    def work() -> None:
        clock.now += 0.2

    pace.timed(work)
    clock.now = 100.0 + 1.9
    assert not pace.due()
    clock.now = 100.0 + 2.001
    assert pace.due()


@pytest.mark.parametrize(("cost", "wait"), [(0.3, 2.0), (2.0, 8.0)])
def test_what_is_very_dear_is_still_done_every_few_seconds(cost: float, wait: float) -> None:
    clock = Hands()
    pace = Pace(0.1, 0.01, clock)

    def work() -> None:
        clock.now += cost

    pace.timed(work)
    clock.now = 100.0 + wait - 0.01
    assert not pace.due()
    clock.now = 100.0 + wait + 0.01
    assert pace.due()


def test_the_speed_is_steps_by_seconds() -> None:
    speed = Speed()
    for tenth in range(31):
        speed.note(tenth / 10, tenth * 50)
    assert abs(speed.value - 500.0) < 1e-9
    speed = Speed()
    speed.note(1.0, 10)
    assert speed.value == 0.0
