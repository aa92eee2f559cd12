"""How many steps are played in a second, by a clock that stands still unless somebody waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document.experiment import Experiment
from playground.worker.cadence import Cadence
from playground.worker.loop import Loop
from playground.worker.messages import Advance, Frame, Pause, Play, Shown, Start, Watch
from playground.worker.run import Run
from playground.worker.snapshots import Probe
from playground.worker.speed import Speed
from tests.worker.local import LocalPipe

if TYPE_CHECKING:
    from playground.worker.messages import Command

SECONDS = 4.0
PROBES = frozenset({Probe.PARAMETERS, Probe.DECISION_MAP, Probe.GRADIENTS})


class WaitingPipe(LocalPipe):
    """Waiting for a command is all that takes time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.longest = 0.0

    def poll(self, timeout: float) -> bool:
        if not self.commands:
            self.longest = max(self.longest, timeout)
            self.now += timeout
        return bool(self.commands)


class Bench:
    """A loop whose time only goes on while it waits."""

    def __init__(self, speed: float, *, shows: bool = True) -> None:
        self.pipe = WaitingPipe()
        self.loop = Loop(self.pipe, lambda: self.pipe.now)
        self.shows = shows
        self.frames: list[Frame] = []
        self.give(Watch(PROBES, map_size=6, speed=speed), Start(1, Experiment()))
        self.frames.clear()

    def give(self, *commands: Command, turns: int = 4) -> None:
        self.pipe.commands.extend(commands)
        self.turn(turns)

    def turn(self, turns: int = 1) -> None:
        for _ in range(turns):
            self.loop.turn()
            while self.pipe.sent:
                news = self.pipe.sent.popleft()
                if isinstance(news, Frame):
                    self.frames.append(news)
                    if self.shows:
                        self.pipe.commands.append(Shown(news.serial))

    def play_for(self, seconds: float) -> int:
        """Play for so long and give the steps that were made."""
        began, step = self.pipe.now, self.step
        self.give(Play(), turns=1)
        while self.pipe.now < began + seconds:
            self.turn()
        return self.step - step

    @property
    def step(self) -> int:
        assert self.loop._run is not None
        return self.loop._run.step


@pytest.mark.parametrize("speed", [1.0, 2.0, 10.0, 50.0, 1000.0])
def test_it_takes_as_many_steps_a_second_as_were_asked_for(speed: float) -> None:
    bench = Bench(speed)
    assert abs(bench.play_for(SECONDS) - SECONDS * speed) <= max(2, 0.02 * speed)
    bench.give(Pause())
    assert bench.frames[-1].checkpoint is not None
    run = Run(Experiment())
    run.trainer.run(bench.step)
    assert np.array_equal(bench.frames[-1].checkpoint.parameters, run.network.parameters)


def test_slow_steps_are_each_shown_with_everything() -> None:
    bench = Bench(2.0)
    bench.play_for(5.0)
    whole = {frame.step: frame for frame in bench.frames if frame.points and frame.probes.keys() == PROBES}
    assert set(range(1, 10)) <= set(whole)
    for step in range(1, 10):
        assert whole[step].points[-1].step == step
        assert whole[step].checkpoint is not None and whole[step].checkpoint.step == step


def test_a_slow_step_waits_for_a_window_that_has_not_shown_the_last_one() -> None:
    bench = Bench(10.0, shows=False)
    for frame in (Shown(serial) for serial in range(1, 9)):
        bench.give(frame, turns=1)
    bench.play_for(3.0)
    held = bench.step
    assert held <= 2
    bench.shows = True
    bench.give(Shown(bench.loop._teller._serial), turns=1)
    bench.play_for(1.0)
    assert bench.step >= held + 8


def test_a_command_ends_the_wait_at_once() -> None:
    bench = Bench(1.0)
    bench.play_for(2.0)
    step, now = bench.step, bench.pipe.now
    bench.give(Pause(), turns=1)
    assert bench.pipe.now == now
    assert not bench.loop._playing
    bench.turn(3)
    assert (bench.frames[-1].step, bench.frames[-1].playing) == (step, False)
    assert bench.pipe.longest <= 0.2  # seconds, so that the heartbeat goes on


def test_the_first_step_comes_at_once_and_single_steps_do_not_wait() -> None:
    bench = Bench(1.0)
    now = bench.pipe.now
    bench.give(Play(), turns=1)
    assert (bench.step, bench.pipe.now) == (1, now)
    bench.give(Pause(), Advance(20), turns=1)
    while bench.step < 21:
        bench.turn()
    assert bench.pipe.now == now


def test_the_speed_may_change_while_it_plays() -> None:
    bench = Bench(1.0)
    bench.play_for(3.0)
    step, now = bench.step, bench.pipe.now
    bench.give(Watch(PROBES, map_size=6, speed=100.0), turns=1)
    while bench.pipe.now < now + 1.0:
        bench.turn()
    assert 95 <= bench.step - step <= 112
    step, now = bench.step, bench.pipe.now
    bench.give(Watch(PROBES, map_size=6), turns=12)
    assert (bench.step > step + 100, bench.pipe.now) == (True, now)


def test_what_was_slept_through_is_not_made_up_for() -> None:
    cadence = Cadence()
    cadence.rate = 50.0
    assert cadence.due(0.0) == 1
    cadence.took(1, 0.0)
    assert cadence.due(0.019) == 0
    assert cadence.due(0.041) == 2
    assert cadence.due(100.0) == 5
    cadence.took(5, 100.0)
    assert cadence.wait(100.0) == pytest.approx(0.02)


def test_a_slow_runs_speed_does_not_jump() -> None:
    speed = Speed()
    shown = []
    for tick in range(0, 200):
        speed.note(tick / 10, tick // 10)
        shown.append(speed.value)
    assert set(shown[60:]) == {1.0}
