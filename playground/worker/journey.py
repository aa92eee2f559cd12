"""The way back to an earlier moment: from the last checkpoint before it, training is done once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.worker.run import Run
from playground.worker.timeline import do

if TYPE_CHECKING:
    from playground.worker.timeline import Stretch


class Journey:
    """Leads a run to a step of a stretch, a few steps at a time."""

    def __init__(self, stretch: Stretch, step: int, run: Run | None, at: Stretch | None) -> None:
        """Go to a step, in `run` where that has the stretch's network; it stands in the stretch `at`."""
        self.stretch = stretch
        self.step = max(stretch.begin, min(step, stretch.end))
        checkpoint, self._done = stretch.last_before(self.step)
        if run is None or not _fits(run, stretch):
            self.run = Run(stretch.settings_after(self._done), stretch.table, checkpoint)
        elif at is stretch and checkpoint.step <= run.step <= self.step:
            self.run, self._done = run, stretch.deeds_up_to(run.step)
        else:
            self.run = run
            run.go_to(checkpoint, stretch.settings_after(self._done))
        self._do_due()
        self._first = self.run.step

    @property
    def share(self) -> float:
        """How much of the way is made, from 0 to 1."""
        whole = self.step - self._first
        return 1.0 if whole <= 0 else (self.run.step - self._first) / whole

    def go(self, steps: int) -> int:
        """Go on, but not by more steps than that; return how many were made.

        What was done at the step that is reached is done with it: a run never stands between the two.
        """
        left = self._next_stop() - self.run.step
        if left > 0:
            arrives = self.run.step + min(steps, left) >= self.step
            self.run.last_step.train(self.run.footsteps.run, min(steps, left), look=arrives)
            self._do_due()
        return min(steps, left)

    def _do_due(self) -> None:
        """Do once more what was done up to where the run stands."""
        deeds, last = self.stretch.deeds, self.stretch.deeds_up_to(self.step)
        while self._done < last and deeds[self._done][0] <= self.run.step:
            do(self.run, deeds[self._done][1])
            self._done += 1

    @property
    def arrived(self) -> bool:
        """Whether the moment is reached, with all that was done at its step."""
        return self.run.step >= self.step and self._done >= self.stretch.deeds_up_to(self.step)

    def _next_stop(self) -> int:
        """Return the step of the next deed, or of the end."""
        last = self.stretch.deeds_up_to(self.step)
        return self.stretch.deeds[self._done][0] if self._done < last else self.step


def _fits(run: Run, stretch: Stretch) -> bool:
    ours, theirs = run.experiment, stretch.experiment
    return (ours.network, ours.data) == (theirs.network, theirs.data) and run.table is stretch.table
