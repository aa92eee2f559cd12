"""Going to an earlier moment between the loop's turns, with news of how far it is."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from playground.worker.journey import Journey
from playground.worker.messages import (
    Arrived,
    Ask,
    Command,
    News,
    Quit,
    Shown,
    Start,
    Travelling,
    Visit,
    Watch,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.worker.run import Run
    from playground.worker.timeline import Stretch, Timeline

SLICE = 0.01  # seconds between two looks for a command
NEWS_EACH = 0.1  # seconds; a shorter way is made without a word
MOST_STEPS = 100_000
AT_ONCE = (Visit, Watch, Ask, Shown, Quit)


class Travel:
    """Holds the journey that is under way, and the commands that wait until it has arrived."""

    def __init__(
        self,
        timeline: Timeline,
        send: Callable[[News], None],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._timeline, self._send, self._clock = timeline, send, clock
        self._journey: Journey | None = None
        self._visit: Visit | None = None
        self._waiting: deque[Command] = deque()
        self._steps = 1
        self._next_news = 0.0

    @property
    def under_way(self) -> bool:
        """Whether it has not arrived yet."""
        return self._journey is not None

    def set_out(self, visit: Visit, run: Run | None) -> bool:
        """Begin a journey that may use this run; return whether there is somewhere to go."""
        timeline = self._timeline
        if timeline.newest is None:
            return False
        if self._journey is None and run is not None and timeline.at_end(run):
            timeline.leave(run)
        if self._journey is not None:
            run = self._journey.run
        at = timeline.standing
        self._journey, self._visit = self._journey_to(visit.step, run, at), visit
        timeline.standing = self._journey.stretch
        self._next_news = self._clock() + NEWS_EACH
        return True

    def _journey_to(self, step: int | None, run: Run | None, at: Stretch | None) -> Journey:
        newest = self._timeline.newest
        assert newest is not None
        if step is None:
            return Journey(newest, newest.end, run, at)
        return Journey(self._timeline.stretch_at(step), step, run, at)

    def go_on(self) -> Run | None:
        """Go on for a moment; return the run where it has arrived."""
        journey, visit = self._journey, self._visit
        assert journey is not None and visit is not None
        until = self._clock() + SLICE
        while not journey.arrived and self._clock() < until:
            began = self._clock()
            made = journey.go(self._steps)
            if made == self._steps:
                spent = max(self._clock() - began, 1e-9)
                self._steps = max(1, min(MOST_STEPS, 2 * made, round(made * SLICE / 4 / spent)))
        if not journey.arrived:
            self._tell(visit, journey)
            return None
        self._journey = None
        self._send(Arrived(visit.run_id, journey.run.step, journey.run.experiment))
        return journey.run

    def _tell(self, visit: Visit, journey: Journey) -> None:
        if self._clock() >= self._next_news:
            self._next_news = self._clock() + NEWS_EACH
            self._send(Travelling(visit.run_id, journey.share))

    def puts_off(self, command: Command) -> bool:
        """Return whether the command has to wait for the end of the way, and keep it if so."""
        if self._journey is None or isinstance(command, AT_ONCE):
            return False
        if isinstance(command, Start) and not command.carry:
            return False
        self._waiting.append(command)
        return True

    def give_up(self) -> int:
        """Go nowhere, and forget the commands that wait; return how many those were."""
        count = len(self._waiting)
        self._journey = None
        self._waiting.clear()
        return count

    def next_waiting(self) -> Command | None:
        """Return a command that waited, once it has arrived."""
        return self._waiting.popleft() if self._waiting and self._journey is None else None
