"""What the worker tells the window, and when: one frame in flight, each part at its own pace."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from playground.worker.messages import Checkpoint, Frame, News, Watch
from playground.worker.moments import bytes_of
from playground.worker.pace import Pace
from playground.worker.paces import CHECKPOINTS, FRAMES, MEASURES, OF_THE_GRADIENT, PACES
from playground.worker.probes import Probes
from playground.worker.snapshots import InputMaps, LossPoint, Probe, ProbeResult
from playground.worker.speed import Speed
from playground.worker.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.worker.run import Run

FIRST_EPOCHS = 50  # of a run, in which each epoch's end is measured
MOST_FOR_EPOCH_ENDS = 0.25  # seconds of a run, by the least that a measure has cost
CHEAPLY_COPIED = 5_000  # parameters: next to a burst of steps, two copies take no time
LARGE = 100_000  # parameters
LARGE_INTERVAL, LARGE_SHARE = 1.0, 0.01
BYTES_PER_SECOND = 10e6  # of checkpoints on their way to the window
MOST_WAITING_POINTS = 10_000


def _nothing() -> None:
    """Do nothing."""


class Teller:
    """Gathers loss points and probes of the present run into frames."""

    def __init__(
        self,
        send: Callable[[News], None],
        beat: Callable[[], None] = _nothing,
        clock: Callable[[], float] = time.perf_counter,
        timeline: Timeline | None = None,
    ) -> None:
        """Send news by `send`; `beat` is called between pieces of work that may take long."""
        self._send = send
        self._beat = beat
        self._clock = clock
        self._watch = Watch(frozenset())
        self._run: Run | None = None
        self._run_id = 0
        self._probes: Probes | None = None
        self._paces: dict[str, Pace] = {}
        self._points: list[LossPoint] = []
        self._serial = 0
        self._in_flight = self._playing = False
        self._measured, self._ends = -1, 0
        self._each = 0
        self._stale = False
        self._whole = self._checkpoint_wanted = self._input_maps_wanted = False
        self._answered, self._answer_wanted = 0, False
        self._timeline = Timeline() if timeline is None else timeline
        self._wanted: set[Probe] = set()
        self._speed = Speed()

    @property
    def idle(self) -> bool:
        """Whether there is nothing to tell before the next command."""
        return self._run is None or self._in_flight or not self._has_parts()

    # What is told of

    def begin(self, run_id: int, run: Run, *, goes_on: bool) -> None:
        """Tell of this run from now on; one that goes on from the last keeps the points that wait.

        Raises `NonFinite` where the run begins with numbers that are not finite.
        """
        self._run, self._run_id = run, run_id
        if not goes_on:
            self._points.clear()
        self._paces = {name: Pace(*pace, self._clock) for name, pace in PACES.items()}
        if run.network.size > LARGE:
            interval = max(LARGE_INTERVAL, bytes_of(run.checkpoint()) / BYTES_PER_SECOND)
            self._paces[CHECKPOINTS] = Pace(interval, LARGE_SHARE, self._clock)
        self._speed = Speed()
        self._look_anew()
        self._ends = 0
        self._paces[MEASURES].timed(partial(self._measure, run))
        self._beat()

    def end(self) -> tuple[LossPoint, ...]:
        """Tell of nothing more; return the points that wait."""
        self._run = self._probes = None
        return self._take_points()

    def watch(self, watch: Watch) -> None:
        """Compute only what is watched from now on."""
        before, self._watch = self._watch, watch
        if self._probes is None or _grids_of(before) != _grids_of(watch):
            self._look_anew()
            return
        self._probes.watch(watch)
        self._wanted |= watch.probes - before.probes
        if before.focus != watch.focus:
            self._wanted |= {Probe.DECISION_MAP, Probe.INPUT_GRADIENTS}
        if (before.summed, before.sample) != (watch.summed, watch.sample):
            self._wanted.add(Probe.NEURON_SUM)
        if before.spread != watch.spread:
            self._wanted.add(Probe.LAYER_DISTRIBUTION)
        if before.cloud_plane != watch.cloud_plane:
            self._wanted.add(Probe.GRADIENT_CLOUD)
        if before.space != watch.space:
            self._wanted.add(Probe.HIDDEN_SPACE)

    def refresh(self) -> None:
        """Let the next frame hold everything that is watched, measured anew."""
        self._whole = self._checkpoint_wanted = self._stale = True

    def measure_each(self, epochs: int) -> None:
        """Until training stops, measure the end of every so-manieth epoch, and nothing between them."""
        self._each = epochs

    @property
    def owes_all(self) -> bool:
        """Whether the frame with everything that was last asked for has not been sent yet."""
        return self._run is not None and self._whole

    def set_playing(self, playing: bool) -> None:
        """Note whether it trains; a pause is told with everything exactly as it stands."""
        was, self._playing, self._each = self._playing, playing, 0
        if was or playing:
            self._speed = Speed()
        if was and not playing:
            self.refresh()

    def answer(self, answered: int) -> None:
        """Count a command that is obeyed now: a frame will say so, in a pause with where it stands."""
        self._answered = answered
        self._answer_wanted = self._checkpoint_wanted = True

    def notes_step(self, burst: float, *, certain: bool) -> bool:
        """Return whether to note the last step of a burst of so many seconds, as it may be told of.

        `certain` says that it will be.
        """
        run = self._run
        if run is None or Probe.HEALTH not in self._watch.probes:
            return False
        if certain or self._whole or run.network.size <= CHEAPLY_COPIED:
            return True
        # Only the health asks for the step before; a burst may take a little longer than the one before.
        return self._paces[Probe.HEALTH].due(2 * burst)

    @property
    def wants_epoch_ends(self) -> bool:
        """Whether bursts should end with the epoch, so that its end can be measured."""
        return self._run is not None and (self._each > 0 or self._measures_ends(self._run.trainer.epoch + 1))

    def _measures_ends(self, epoch: int) -> bool:
        spent = (self._ends + 1) * self._paces[MEASURES].least
        return epoch <= FIRST_EPOCHS and spent <= MOST_FOR_EPOCH_ENDS

    def _is_end_due(self, run: Run) -> bool:
        """Return whether this is the end of an epoch that is measured whatever the pace says."""
        if run.step == 0 or run.trainer.position > 0:
            return False
        epoch = run.trainer.epoch
        return epoch % self._each == 0 if self._each else self._measures_ends(epoch)

    def shown(self, serial: int) -> None:
        """Note that the window has taken a frame."""
        if serial == self._serial:
            self._in_flight = False

    def _look_anew(self) -> None:
        if self._run is not None:
            self._probes = Probes(self._run, self._watch)
            self._input_maps_wanted = True
        self._whole = self._checkpoint_wanted = True

    # Telling

    def tell(self) -> None:
        """Measure what is due, and send a frame if there is news and none is in flight."""
        run, probes = self._run, self._probes
        if run is None or probes is None:
            return
        self._speed.note(self._clock(), run.step)
        measures = self._paces[MEASURES]
        if self._is_measure_due(run, measures):
            self._ends += self._playing and run.trainer.position == 0
            measures.timed(partial(self._measure, run))
            self._beat()
        if self._has_news() and not self._in_flight:
            self._send_frame(run, probes)

    def _is_measure_due(self, run: Run, measures: Pace) -> bool:
        if self._stale and not self._in_flight:
            return True
        moves = self._playing and run.step != self._measured
        return moves and (self._is_end_due(run) or (not self._each and measures.due()))

    def _has_news(self) -> bool:
        return self._has_parts() or self._checkpoint_due() or (self._playing and self._paces[FRAMES].due())

    def _has_parts(self) -> bool:
        return any((self._whole, self._answer_wanted, self._wanted, self._points))

    def _measure(self, run: Run) -> None:
        self._stale = False
        if run.why_untrainable:
            return
        point = run.measure()
        self._measured = point.step
        if self._points and self._points[-1].step == point.step:
            self._points.pop()
        self._points.append(point)
        if len(self._points) > MOST_WAITING_POINTS:
            self._points = self._points[::2]

    def _take_points(self) -> tuple[LossPoint, ...]:
        points, self._points = tuple(self._points), []
        return points

    def _send_frame(self, run: Run, probes: Probes) -> None:
        self._serial += 1
        self._in_flight = True
        frame = Frame(
            run_id=self._run_id,
            serial=self._serial,
            step=run.step,
            epoch=run.epoch,
            steps_per_second=self._speed.value if self._playing else 0.0,
            playing=self._playing,
            points=self._take_points(),
            probes=self._due_probes(probes),
            input_maps=self._due_input_maps(probes),
            checkpoint=self._due_checkpoint(run),
            answered=self._answered,
            learning_rate=run.trainer.learning_rate,
            stretch=self._timeline.stands_at,
            earliest=self._timeline.earliest,
            last_update=run.trainer.last_update,
        )
        self._whole = self._answer_wanted = False
        self._paces[FRAMES].timed(partial(self._send, frame))

    def _due_probes(self, probes: Probes) -> dict[Probe, ProbeResult]:
        wanted, self._wanted = self._wanted, set()
        probes.curvatures.patient = not self._playing
        results: dict[Probe, ProbeResult] = {}
        for probe in sorted(self._watch.probes):
            if self._whole or probe in wanted or self._is_due(probe):
                result = self._paces[probe].timed(partial(probes.compute, probe))
                if result is not None:
                    results[probe] = result
                self._beat()
        watched = Probe.CURVATURE in self._watch.probes
        if watched and probes.curvatures.under_way and not self._playing:
            self._wanted.add(Probe.CURVATURE)  # nothing else brings the next slice
        return results

    def _is_due(self, probe: Probe) -> bool:
        """Return whether to look again: at what a measure has computed, with the next one."""
        run = self._run
        known = run is not None and (probe not in OF_THE_GRADIENT or run.knows_gradient)
        if run is not None and probe is Probe.HEALTH:
            known = known and run.last_step.number == run.step
        return known and self._paces[probe].due()

    def _due_input_maps(self, probes: Probes) -> InputMaps | None:
        wanted, self._input_maps_wanted = self._input_maps_wanted, False
        return probes.input_maps() if wanted else None

    def _checkpoint_due(self) -> bool:
        """Return whether to tell one: a small one as soon as it is wanted, a large one at its pace."""
        if self._run is None or not (self._checkpoint_wanted or self._playing):
            return False
        small = self._run.network.size <= LARGE
        return (self._checkpoint_wanted and small) or self._paces[CHECKPOINTS].due()

    def _due_checkpoint(self, run: Run) -> Checkpoint | None:
        if not self._checkpoint_due():
            return None
        self._checkpoint_wanted = False
        return self._paces[CHECKPOINTS].timed(run.checkpoint)


def _grids_of(watch: Watch) -> tuple[tuple[int, int], int, int]:
    return watch.slice_axes, watch.map_size, watch.neuron_size
