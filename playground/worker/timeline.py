"""Where training has been, so that it can stand there again: checkpoints, and the changes between them.

Training is deterministic: from a checkpoint, the same settings lead through the same weights, bit for bit. So
a moment is known by the last checkpoint before it, the changes since, and a number of steps.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from playground.document.experiment import Experiment
from playground.document.painted import PaintedSource
from playground.worker.messages import Place, Redraw, SetParameters
from playground.worker.moments import bytes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playground.data.table import Table
    from playground.engine.checkpoint import Checkpoint
    from playground.worker.run import Run

Deed = Experiment | SetParameters | Redraw

SPACING = 0.02  # seconds of training between two checkpoints, and so the longest way from one of them
COSTS = 200  # the least of such a spacing, in times of what a checkpoint costs
LEAST_BYTES, MOST_BYTES = 64 * 2**20, 1024 * 2**20
PART_OF_FREE = 8
MOST_CHECKPOINTS = 20_000
EACH_BYTES = 1_500  # what a checkpoint takes besides its arrays
EACH_DEED, EACH_POINT = 2_000, 140  # what a change takes, and a painted point
MOST_STRETCHES = 200


@dataclass(slots=True)
class Stretch:
    """A part of a line: one network on one set of data, from its first checkpoint to `end`.

    `deeds` are changes in mid-run with the steps they were made at; each of the `checkpoints`, at `steps`,
    stands behind so many of them as `done` says.
    """

    number: int
    experiment: Experiment
    table: Table | None
    parent: Place | None
    end: int
    steps: list[int]
    checkpoints: list[Checkpoint]
    done: list[int] = field(default_factory=lambda: [0])
    deeds: list[tuple[int, Deed]] = field(default_factory=list)
    spacing: float = SPACING

    @property
    def begin(self) -> int:
        """The first step that it knows."""
        return self.steps[0]

    @property
    def bytes(self) -> int:
        """How much memory its checkpoints hold."""
        source = self.experiment.data.source
        points = len(source.points) if isinstance(source, PaintedSource) else 0
        kept = len(self.checkpoints) * (bytes_of(self.checkpoints[0]) + EACH_BYTES)
        return kept + len(self.deeds) * EACH_DEED + points * EACH_POINT

    def keep(self, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint from behind all deeds so far."""
        if self.steps[-1] != checkpoint.step or self.done[-1] != len(self.deeds):
            self.steps.append(checkpoint.step)
            self.checkpoints.append(checkpoint)
            self.done.append(len(self.deeds))

    def last_before(self, step: int) -> tuple[Checkpoint, int]:
        """Return the last checkpoint up to a step, and behind how many deeds it stands."""
        index = max(0, bisect_right(self.steps, step) - 1)
        return self.checkpoints[index], self.done[index]

    def deeds_up_to(self, step: int) -> int:
        """Return how many deeds were done up to a step, those at it included."""
        return bisect_right(self.deeds, step, key=lambda deed: deed[0])

    def settings_after(self, done: int) -> Experiment:
        """Return the experiment as it was behind so many deeds."""
        given = (deed for _, deed in reversed(self.deeds[:done]) if isinstance(deed, Experiment))
        return next(given, self.experiment)

    def thin_out(self) -> None:
        """Give up every second checkpoint between the first and the last, and keep fewer from now on."""
        last = len(self.steps) - 1
        kept = [index for index in range(last + 1) if index % 2 == 0 or index == last]
        self.steps = [self.steps[index] for index in kept]
        self.checkpoints = [self.checkpoints[index] for index in kept]
        self.done = [self.done[index] for index in kept]
        self.spacing *= 2


class Timeline:
    """The stretches of one window's training; the newest is where it goes on, and its parents lead to it.

    `standing` is the stretch in which the run stands that is looked at.
    """

    def __init__(self, most_bytes: int = LEAST_BYTES, clock: Callable[[], float] = time.perf_counter) -> None:
        """Hold checkpoints of so many bytes, the first of the newest stretch in any case."""
        self._most_bytes, self._clock = most_bytes, clock
        self._stretches: dict[int, Stretch] = {}
        self._trained = self._cost = 0.0
        self.newest: Stretch | None = None
        self.standing: Stretch | None = None

    @property
    def stands_at(self) -> int:
        """The number of the stretch that the run stands in."""
        return 0 if self.standing is None else self.standing.number

    def at_end(self, run: Run) -> bool:
        """Return whether a run stands where the present line ends."""
        newest = self.newest
        return newest is not None and self.standing is newest and run.step == newest.end

    @property
    def earliest(self) -> int:
        """The first step of the present line that can be gone back to."""
        return min((stretch.begin for stretch in self._line()), default=0)

    def begin(self, number: int, run: Run, parent: Place | None) -> None:
        """Begin a stretch here; its parent is where it comes from, if that is still known."""
        known = parent is not None and parent.stretch in self._stretches
        start = run.checkpoint()
        stretch = Stretch(
            number, run.experiment, run.table, parent if known else None, run.step, [run.step], [start]
        )
        self._stretches[number] = self.newest = self.standing = stretch
        self._trained = 0.0
        self._make_room()

    def train(self, run: Run, seconds: float) -> None:
        """Note that the newest stretch was trained on, which took so long."""
        stretch = self.newest
        if stretch is None:
            return
        stretch.end = run.step
        self._trained += seconds
        if self._trained >= max(stretch.spacing, COSTS * self._cost):
            self._keep(stretch, run)

    def change(self, run: Run, deed: Deed) -> None:
        """Note what was done to the newest stretch; settings given twice at one step count once."""
        if self.newest is None:
            return
        deeds, known = self.newest.deeds, self.newest.done[-1]
        again = len(deeds) > known and deeds[-1][0] == run.step
        if again and isinstance(deed, Experiment) and isinstance(deeds[-1][1], Experiment):
            deeds.pop()
        deeds.append((run.step, deed))

    def leave(self, run: Run) -> None:
        """Keep the end of the newest stretch, to come back to it at once."""
        if self.newest is not None:
            self._keep(self.newest, run)

    def end_at(self, step: int) -> None:
        """Say that nothing after a step of the newest stretch is worth going to."""
        if self.newest is not None:
            self.newest.end = max(self.newest.begin, step)

    def stretch_at(self, step: int) -> Stretch:
        """Return the part of the present line that a step lies in; of several, the last."""
        line = list(self._line())
        return next((stretch for stretch in line if stretch.begin <= step), line[-1])

    def way_to(self, run: Run) -> Iterator[tuple[Stretch, int]]:
        """Yield the stretch that a run stands in, its parent and so on, and the last step of each."""
        stretch, last = self.standing, run.step
        while stretch is not None:
            yield stretch, last
            parent = stretch.parent
            stretch = None if parent is None else self._stretches.get(parent.stretch)
            last = 0 if parent is None else parent.step

    def _line(self) -> Iterator[Stretch]:
        """Yield the newest stretch, its parent, and so on."""
        stretch = self.newest
        while stretch is not None:
            yield stretch
            stretch = None if stretch.parent is None else self._stretches.get(stretch.parent.stretch)

    def _keep(self, stretch: Stretch, run: Run) -> None:
        began = self._clock()
        stretch.keep(run.checkpoint())
        self._cost = self._clock() - began
        self._trained = 0.0
        if len(stretch.steps) > MOST_CHECKPOINTS:
            stretch.thin_out()
        self._make_room()

    def _make_room(self) -> None:
        """Thin out the largest stretches, then give up whole ones that the present line does not need."""
        while sum(stretch.bytes for stretch in self._stretches.values()) > self._most_bytes:
            largest = max(self._stretches.values(), key=lambda stretch: len(stretch.steps))
            if len(largest.steps) > 2:
                largest.thin_out()
            elif not self._give_up_one():
                return
        while len(self._stretches) > MOST_STRETCHES and self._give_up_one():
            pass

    def _give_up_one(self) -> bool:
        """Give up the oldest stretch off the present line, else the line's oldest; never the newest."""
        line = [stretch.number for stretch in self._line()]
        others = [number for number in self._stretches if number not in line]
        gone = others[0] if others else line[-1]
        if gone == line[0]:
            return False
        del self._stretches[gone]
        return True


def room_for_checkpoints(free: int | None) -> int:
    """Return how many bytes of checkpoints may be held where so many bytes of memory are free."""
    return LEAST_BYTES if free is None else max(LEAST_BYTES, min(MOST_BYTES, free // PART_OF_FREE))


def do(run: Run, deed: Deed) -> None:
    """Change a run in the middle, for the first time or once more."""
    match deed:
        case SetParameters(values):
            for parameter, value in values:
                run.set_parameter(parameter, value)
        case Redraw(parameters, seed):
            run.redraw(parameters, seed)
        case Experiment():
            run.retune(deed)
