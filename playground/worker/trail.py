"""The way through the parameters that led to where a run stands, as far as it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.worker.plane_shelf import PlaneShelf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.document.experiment import Experiment
    from playground.engine.arrays import Array
    from playground.worker.run import Run
    from playground.worker.timeline import Stretch, Timeline

MOST_POINTS = 256
MOST_PARAMETERS = 20_000  # a copy of more would cost more than 0.3 % of the burst that it follows
MOST_NUMBERS = 1_000_000  # of all points that are told
MOST_STRETCHES = 8


class Trail:
    """Knows the checkpoints of a timeline, and what stood after some bursts since the last of them.

    `planes` are those that the landscape was last drawn over.
    """

    def __init__(self, timeline: Timeline | None = None) -> None:
        self._timeline = timeline
        self._notes: dict[int, _Notes] = {}
        self.planes = PlaneShelf()

    def note(self, run: Run) -> None:
        """Remember where a run stands that has just been trained; of a large network it costs too much."""
        stretch = None if self._timeline is None else self._timeline.newest
        if stretch is None or run.network.size > MOST_PARAMETERS:
            return
        if stretch.number not in self._notes:
            self._notes[stretch.number] = _Notes()
            while len(self._notes) > MOST_STRETCHES:
                del self._notes[next(iter(self._notes))]
        self._notes[stretch.number].keep(run.step, run.network.parameters)

    def points(self, run: Run) -> tuple[NDArray[np.int64], Array]:
        """Return steps and parameters, (n,) and (n, size), from the first to where the run stands.

        They are of the present line, back to where its network had other neurons or inputs.
        """
        found = {run.step: run.network.parameters}
        if self._timeline is not None:
            for stretch, last in self._timeline.way_to(run):
                if _neurons(stretch.experiment) != _neurons(run.experiment):
                    break
                found = self._of_stretch(stretch, last) | found
        most = max(2, min(MOST_POINTS, MOST_NUMBERS // max(run.network.size, 1)))
        steps = _some(sorted(found), most)
        return np.array(steps, np.int64), np.array([found[step] for step in steps], np.float64)

    def _of_stretch(self, stretch: Stretch, last: int) -> dict[int, Array]:
        places = [place for place, step in enumerate(stretch.steps) if step <= last]
        found = {stretch.steps[at]: stretch.checkpoints[at].parameters for at in _some(places, MOST_POINTS)}
        notes = self._notes.get(stretch.number)
        own = notes.points if notes is not None else {}
        return {step: point for step, point in own.items() if step <= last} | found


class _Notes:
    """At most `MOST_POINTS` points of one stretch; when there are more, every second goes."""

    def __init__(self) -> None:
        self.points: dict[int, Array] = {}
        self._apart = 1
        self._next = 0

    def keep(self, step: int, parameters: Array) -> None:
        if step < self._next:
            return
        self.points[step] = parameters.copy()
        if len(self.points) > MOST_POINTS:
            self.points = dict(list(self.points.items())[::2])
            steps = list(self.points)
            self._apart = 2 * max(self._apart, (steps[-1] - steps[0]) // MOST_POINTS)
        self._next = step + self._apart


def _some(values: list[int], most: int) -> list[int]:
    """Return at most so many of some values in their order, the first and the last among them."""
    if len(values) <= most:
        return values
    return [values[place] for place in np.linspace(0, len(values) - 1, most).round().astype(int).tolist()]


def _neurons(experiment: Experiment) -> tuple[object, ...]:
    """Return what says which parameter is which."""
    hidden = experiment.network.hidden
    return (
        experiment.data.inputs,
        [(layer.key, layer.neurons, layer.bias) for layer in hidden],
        experiment.outputs,
    )
