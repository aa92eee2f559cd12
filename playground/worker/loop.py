"""The worker's loop: obey commands, train in short bursts, tell what is due."""

from __future__ import annotations

import time
import traceback
from typing import TYPE_CHECKING, Any, Protocol

from playground.document.errors import ExperimentError
from playground.engine import NonFinite
from playground.worker import messages
from playground.worker.cadence import Cadence
from playground.worker.divergence import explain
from playground.worker.messages import (
    Advance,
    Pause,
    Play,
    Quit,
    Redraw,
    Retune,
    SetParameters,
    Shown,
    Start,
    Watch,
)
from playground.worker.run import Run
from playground.worker.stopping import Stopper, stopped
from playground.worker.teller import Teller

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.data.table import Table
    from playground.document.experiment import Experiment
    from playground.worker.snapshots import Parameter

BURST = 0.004
HEARTBEAT = 0.2
MOST_STEPS = 1_000_000
EACH_STEP_TOLD = 10.0  # steps a second, up to which the window is told everything of each of them


class Pipe(Protocol):
    """What the loop needs of its end of the pipe."""

    def poll(self, timeout: float) -> bool:
        """Wait for a command, at most so many seconds; return whether there is one."""

    def recv(self) -> Any:
        """Return the next command; raise `EOFError` if the window is gone."""

    def send(self, obj: Any) -> None:
        """Send news; raise `OSError` if the window is gone."""


class WindowGone(Exception):
    """The other end of the pipe is closed."""


class Loop:
    """Owns the present run and the pipe to the window."""

    def __init__(self, pipe: Pipe, clock: Callable[[], float] = time.perf_counter) -> None:
        self._pipe = pipe
        self._clock = clock
        self._run: Run | None = None
        self._run_id = 0
        self._table: Table | None = None
        self._playing = False
        self._goal: int | None = None
        self._leaving = False
        self._steps_per_burst = 1
        self._next_beat = float("-inf")
        self._answered = 0
        self._cadence = Cadence()
        self._stopper = Stopper()
        self._teller = Teller(self._send, self._beat, clock)

    def serve(self) -> None:
        """Run until told to quit or until the window is gone."""
        try:
            self._send(messages.Ready())
            while not self._leaving:
                self.turn()
        except WindowGone:
            return

    def turn(self) -> None:
        """Obey what has come, train for a burst and tell what is due; an error becomes news."""
        try:
            self._turn()
        except WindowGone:
            raise
        except ExperimentError as error:
            self._stop()
            self._send(messages.Refused(self._run_id, str(error)))
        except Exception as error:
            self._fail(error)

    def _turn(self) -> None:
        try:
            self._obey_all()
            if self._playing and self._run is not None:
                self._burst(self._run)
            self._teller.tell()
        except NonFinite as error:
            self._stop_diverged(error)
        self._beat()

    def _send(self, news: messages.News) -> None:
        try:
            self._pipe.send(news)
        except OSError as error:
            raise WindowGone from error

    # Commands

    def _obey_all(self) -> None:
        patience = self._patience()
        while not self._leaving:
            command = self._next_command(patience)
            if command is None:
                return
            self._obey(command)
            patience = 0.0

    def _patience(self) -> float:
        """Return for how many seconds there is nothing to do but to wait for a command."""
        if not self._teller.idle or (self._playing and not self._paced):
            return 0.0
        if not self._playing or self._holds_step:
            return HEARTBEAT
        return min(HEARTBEAT, self._cadence.wait(self._clock()))

    def _next_command(self, patience: float) -> messages.Command | None:
        try:
            command: messages.Command | None = self._pipe.recv() if self._pipe.poll(patience) else None
        except (EOFError, OSError) as error:
            raise WindowGone from error
        return command

    def _obey(self, command: messages.Command) -> None:
        if isinstance(command, messages.COUNTED):
            self._answered += 1
            self._teller.answer(self._answered)
        match command:
            case Start():
                self._start(command)
            case Retune(experiment):
                self._retune(experiment)
            case Play():
                self._set_playing(True)
            case Pause():
                self._set_playing(False)
            case Advance():
                self._advance(command)
            case Watch():
                self._cadence.rate = command.speed
                self._teller.watch(command)
            case SetParameters(values):
                self._set_parameters(values)
            case Redraw():
                self._redraw(command)
            case Shown(serial):
                self._teller.shown(serial)
            case Quit():
                self._leaving = True

    def _start(self, command: Start) -> None:
        if command.table is not None:
            self._table = command.table
        before, self._run = self._run, None
        self._playing, self._run_id, self._goal = False, command.run_id, None
        self._steps_per_burst = 1
        run = Run(command.experiment, self._table, command.checkpoint, command.origin)
        goes_on = command.carry and before is not None
        if command.carry and before is not None:
            run.carry_from(before, command.copies)
        self._run = run
        if not goes_on:
            self._stopper = Stopper()
        self._stopper.follow(command.experiment.training.stop)
        self._set_playing(command.playing and not run.why_untrainable)
        self._teller.begin(command.run_id, run, goes_on=goes_on)
        self._teller.tell()

    def _retune(self, experiment: Experiment) -> None:
        if self._run is not None:
            self._run.retune(experiment)
            self._stopper.follow(experiment.training.stop)
            if not self._playing:
                self._teller.refresh()

    def _set_parameters(self, values: tuple[tuple[Parameter, float], ...]) -> None:
        if self._run is not None:
            for parameter, value in values:
                self._run.set_parameter(parameter, value)
            self._stopper.count_anew()
            self._teller.refresh()

    def _redraw(self, command: Redraw) -> None:
        if self._run is not None:
            self._run.redraw(command.parameters, command.seed)
            self._stopper.count_anew()
            self._teller.refresh()

    def _set_playing(self, playing: bool) -> None:
        if playing and self._run is not None:
            self._run.refuse_untrainable()
        self._playing, self._goal = playing and self._run is not None, None
        self._cadence.restart()
        self._teller.set_playing(self._playing)

    def _advance(self, command: Advance) -> None:
        if self._run is None:
            return
        self._set_playing(True)
        self._teller.measure_each(command.measure_each)
        self._goal = self._run.step + (self._run.steps_to_epoch_end() if command.epoch else command.steps)

    # Training and telling

    def _burst(self, run: Run) -> None:
        steps = self._steps_per_burst
        if self._teller.wants_epoch_ends:
            steps = min(steps, run.steps_to_epoch_end())
        if self._goal is not None:
            steps = min(steps, self._goal - run.step)
        else:
            steps = min(steps, self._allowed(run))
        if not steps:
            return
        began = self._clock()
        run.footsteps.run(steps)
        spent = self._clock() - began
        if steps == self._steps_per_burst:
            fitting = round(steps * BURST / max(spent, 1e-9))
            self._steps_per_burst = max(1, min(MOST_STEPS, 2 * steps, fitting))
        if self._goal is None:
            self._after_playing(run, steps)
        elif run.step >= self._goal:
            self._set_playing(False)

    @property
    def _paced(self) -> bool:
        """Whether steps wait for their time: those of playing, at the speed that was chosen."""
        return self._goal is None and self._cadence.on

    @property
    def _holds_step(self) -> bool:
        """Whether the next step waits until the window has been told all of the last."""
        return self._paced and self._cadence.rate <= EACH_STEP_TOLD and self._teller.owes_all

    def _allowed(self, run: Run) -> int:
        """Return how many steps may be played now: those that are due, up to where a stop rule looks."""
        steps = MOST_STEPS
        if self._paced:
            steps = 0 if self._holds_step else self._cadence.due(self._clock())
        look = self._stopper.next_look(run.trainer.epoch)
        return steps if look is None else min(steps, run.steps_to_epoch(look))

    def _after_playing(self, run: Run, steps: int) -> None:
        if self._paced:
            self._cadence.took(steps, self._clock())
            if self._cadence.rate <= EACH_STEP_TOLD:
                self._teller.refresh()
        if run.trainer.position == 0 and (verdict := self._stopper.verdict(run)) is not None:
            self._set_playing(False)
            self._send(stopped(self._run_id, run, verdict))

    def _beat(self) -> None:
        now = self._clock()
        if now >= self._next_beat:
            self._next_beat = now + HEARTBEAT
            self._send(messages.Alive(self._run_id, self._run.step if self._run else 0))

    def _stop_diverged(self, error: NonFinite) -> None:
        run, self._run = self._run, None
        self._set_playing(False)
        points = self._teller.end()
        if run is not None:
            self._send(explain(run, self._run_id, error, points))

    def _stop(self) -> None:
        self._run, self._playing = None, False
        self._teller.end()

    def _fail(self, error: Exception) -> None:
        self._stop()
        text = "".join(traceback.format_exception(error))
        self._send(messages.Failed(self._run_id, f"{type(error).__name__}: {error}", text))
