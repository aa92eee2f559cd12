"""The worker's loop: obey commands, train in short bursts, tell what is due."""

from __future__ import annotations

import time
import traceback
from typing import TYPE_CHECKING, Any, Protocol

from playground.document.errors import ExperimentError
from playground.engine import NonFinite
from playground.worker import messages
from playground.worker.bursts import Bursts
from playground.worker.divergence import explain
from playground.worker.memory import free_memory
from playground.worker.messages import (
    Advance,
    Ask,
    Pause,
    Place,
    Play,
    Quit,
    Redraw,
    Retune,
    SetParameters,
    Shown,
    Start,
    Visit,
    Watch,
)
from playground.worker.run import Run
from playground.worker.stopping import Stopper, stopped
from playground.worker.studies.desk import Desk
from playground.worker.teller import Teller
from playground.worker.timeline import Timeline, do, room_for_checkpoints
from playground.worker.trail import Trail
from playground.worker.travel import Travel

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.data.table import Table
    from playground.document.experiment import Experiment
    from playground.worker.timeline import Deed

HEARTBEAT = 0.2


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
        self._leaving = False
        self._next_beat = float("-inf")
        self._answered = 0
        self._bursts = Bursts(clock)
        self._stopper = Stopper()
        self._desk = Desk(self._send)
        self._timeline = Timeline(room_for_checkpoints(free_memory()), clock)
        self._trail = Trail(self._timeline)
        self._travel = Travel(self._timeline, self._send, clock)
        self._teller = Teller(self._send, self._beat, clock, self._timeline)

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
            if self._travel.under_way:
                self._go_on()
            elif self._playing and self._run is not None:
                self._burst(self._run)
            self._teller.tell()
            if not self._travel.under_way:
                self._study()
        except NonFinite as error:
            self._stop_diverged(error)
        self._beat()

    def _study(self) -> None:
        if self._run is not None:
            self._run.trail = self._trail
        self._desk.work(self._run, self._run_id)

    def _send(self, news: messages.News) -> None:
        try:
            self._pipe.send(news)
        except OSError as error:
            raise WindowGone from error

    # Commands

    def _obey_all(self) -> None:
        patience = self._patience()
        while (waiting := self._travel.next_waiting()) is not None:
            self._obey(waiting)
        while not self._leaving:
            command = self._next_command(patience)
            if command is None:
                return
            self._obey(command)
            patience = 0.0

    def _patience(self) -> float:
        """Return for how many seconds there is nothing to do but to wait for a command."""
        busy = self._travel.under_way or not self._teller.idle or not self._desk.idle
        if busy or (self._playing and not self._bursts.paced):
            return 0.0
        if not self._playing or self._holds_step:
            return HEARTBEAT
        return min(HEARTBEAT, self._bursts.wait())

    def _next_command(self, patience: float) -> messages.Command | None:
        try:
            command: messages.Command | None = self._pipe.recv() if self._pipe.poll(patience) else None
        except (EOFError, OSError) as error:
            raise WindowGone from error
        return command

    def _obey(self, command: messages.Command) -> None:
        if self._travel.puts_off(command):
            return
        if isinstance(command, messages.COUNTED):
            self._answered += 1
            self._teller.answer(self._answered)
        match command:
            case Start():
                self._start(command)
            case Visit():
                self._visit(command)
            case Retune(experiment):
                self._retune(experiment)
            case Play() | Pause():
                self._set_playing(isinstance(command, Play))
            case Advance():
                self._advance(command)
            case Watch():
                self._bursts.cadence.rate = command.speed
                self._teller.watch(command)
            case SetParameters() | Redraw():
                self._set_by_hand(command)
            case Ask():
                self._desk.put(command)
            case Shown(serial):
                self._teller.shown(serial)
            case Quit():
                self._leaving = True

    def _start(self, command: Start) -> None:
        if command.table is not None:
            self._table = command.table
        before, self._run = self._run, None
        self._playing, self._run_id = False, command.run_id
        self._bursts.forget()
        self._desk.begin_anew()
        self._answered += self._travel.give_up()
        self._teller.answer(self._answered)
        run = Run(command.experiment, self._table, command.checkpoint, command.origin)
        goes_on = command.carry and before is not None
        parent = Place(self._timeline.stands_at, before.step) if goes_on and before else command.place
        if command.carry and before is not None:
            run.carry_from(before, command.copies)
        self._run = run
        self._timeline.begin(command.run_id, run, parent)
        if not goes_on:
            self._stopper = Stopper()
        self._stopper.follow(command.experiment.training.stop)
        self._set_playing(command.playing and not run.why_untrainable)
        self._teller.begin(command.run_id, run, goes_on=goes_on)
        self._teller.tell()

    def _visit(self, command: Visit) -> None:
        run, self._run = self._run, None
        self._set_playing(False)
        self._run_id = command.run_id
        self._desk.begin_anew()
        self._teller.end()
        if not self._travel.set_out(command, run):
            self._run = run

    def _go_on(self) -> None:
        self._run = self._travel.go_on()
        if self._run is not None:
            self._teller.begin(self._run_id, self._run, goes_on=False)

    def _change(self, run: Run, deed: Deed) -> None:
        """Change a run in the middle; where it stands at an earlier moment it leaves its line."""
        self._branch_off(run)
        do(run, deed)
        self._timeline.change(run, deed)

    def _branch_off(self, run: Run) -> None:
        standing = self._timeline.standing
        if standing is not None and not self._timeline.at_end(run):
            self._timeline.begin(self._run_id, run, Place(standing.number, run.step))

    def _retune(self, experiment: Experiment) -> None:
        if self._run is not None:
            self._change(self._run, experiment)
            self._stopper.follow(experiment.training.stop)
            if not self._playing:
                self._teller.refresh()

    def _set_by_hand(self, command: SetParameters | Redraw) -> None:
        if self._run is not None:
            self._change(self._run, command)
            self._stopper.count_anew()
            self._teller.refresh()

    def _set_playing(self, playing: bool) -> None:
        if playing and self._run is not None:
            self._run.refuse_untrainable()
            self._branch_off(self._run)
        self._playing = playing and self._run is not None
        self._bursts.restart()
        self._teller.set_playing(self._playing)

    def _advance(self, command: Advance) -> None:
        run = self._run
        if run is not None:
            self._set_playing(True)
            self._teller.measure_each(command.measure_each)
            self._bursts.goal = run.step + (run.steps_to_epoch_end() if command.epoch else command.steps)

    # Training and telling

    def _burst(self, run: Run) -> None:
        look = self._stopper.next_look(run.trainer.epoch)
        steps = self._bursts.length(run, look, holds=self._holds_step)
        if self._teller.wants_epoch_ends:
            steps = min(steps, run.steps_to_epoch_end())
        if not steps:
            return
        certain = self._bursts.is_followed(run, steps)
        notes = self._teller.notes_step(self._bursts.spent, certain=certain)
        self._timeline.train(run, self._bursts.train(run, steps, look=notes))
        self._trail.note(run)
        if self._bursts.goal is None:
            self._after_playing(run)
        elif run.step >= self._bursts.goal:
            self._set_playing(False)

    @property
    def _holds_step(self) -> bool:
        """Whether the next step waits until the window has been told all of the last."""
        return self._bursts.tells_each_step and self._teller.owes_all

    def _after_playing(self, run: Run) -> None:
        if self._bursts.tells_each_step:
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
        self._desk.begin_anew()
        self._set_playing(False)
        points = self._teller.end()
        if run is not None:
            news = explain(run, self._run_id, error, points)
            self._timeline.end_at(news.good.step)
            self._send(news)

    def _stop(self) -> None:
        self._run, self._playing = None, False
        self._teller.end()

    def _fail(self, error: Exception) -> None:
        self._stop()
        self._desk.give_up()
        text = "".join(traceback.format_exception(error))
        self._send(messages.Failed(self._run_id, f"{type(error).__name__}: {error}", text))
