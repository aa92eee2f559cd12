"""How many steps are trained before the next look at what else there is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.worker.cadence import Cadence

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.worker.run import Run

BURST = 0.005  # three of them are a frame of the window
MOST_STEPS = 1_000_000
EACH_STEP_TOLD = 10.0  # steps a second, up to which the window is told everything of each of them


class Bursts:
    """Bursts of about the same time; a `goal` (a step to stop at) or the speed of playing shortens them.

    `spent` is how many seconds the last one took.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._steps, self.spent = 1, 0.0
        self.goal: int | None = None
        self.cadence = Cadence()

    @property
    def paced(self) -> bool:
        """Whether steps wait for their time: those of playing, at the speed that was chosen."""
        return self.goal is None and self.cadence.on

    @property
    def tells_each_step(self) -> bool:
        """Whether steps are so slow that the window is told everything of each of them."""
        return self.paced and self.cadence.rate <= EACH_STEP_TOLD

    def restart(self) -> None:
        """Train without a goal, the next step at once."""
        self.goal = None
        self.cadence.restart()

    def forget(self) -> None:
        """Find the length of a burst anew, for another run."""
        self._steps, self.goal = 1, None

    def length(self, run: Run, look: int | None, *, holds: bool) -> int:
        """Return how many steps may be made: those due, up to the goal, or the end of the epoch `look`.

        One of those that are told of may be held back until it has been told.
        """
        if self.goal is not None:
            return min(self._steps, self.goal - run.step)
        steps = self._steps
        if self.paced:
            steps = min(steps, 0 if holds else self.cadence.due(self._clock()))
        return steps if look is None else min(steps, run.steps_to_epoch(look))

    def is_followed(self, run: Run, steps: int) -> bool:
        """Return whether a look at where so many steps lead is sure to follow them."""
        return self.tells_each_step or (self.goal is not None and run.step + steps >= self.goal)

    def train(self, run: Run, steps: int, *, look: bool = False) -> float:
        """Make the steps and return the seconds they took; with a `look` the last of them is noted."""
        began = self._clock()
        run.last_step.train(run.footsteps.run, steps, look=look)
        self.spent = spent = self._clock() - began
        if steps == self._steps:
            fitting = round(steps * BURST / max(spent, 1e-9))
            self._steps = max(1, min(MOST_STEPS, 2 * steps, fitting))
        if self.paced:
            self.cadence.took(steps, self._clock())
        return spent

    def wait(self) -> float:
        """Return how many seconds there are until a step of playing is due."""
        return self.cadence.wait(self._clock())
