"""The running training as the window sees it: commands go to the worker, its news come out as signals."""

from __future__ import annotations

import time
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from playground.session.supervisor import Supervisor, patience_for
from playground.worker import messages
from playground.worker.messages import (
    Alive,
    Arrived,
    Checkpoint,
    Diverged,
    Failed,
    Frame,
    Place,
    Ready,
    Refused,
    Start,
    Stopped,
    Travelling,
    Watch,
)
from playground.worker.process import WorkerProcess

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.data.table import Table
    from playground.document.experiment import Experiment
    from playground.session.moment import Kept
    from playground.worker.messages import NeuronCopy
    from playground.worker.snapshots import Parameter

THIN_SPACE = "\u2009"
TICK_MS = 16
MOST_RESTARTS = 3
NOT_ALLOWED = "The system allows no new training process."
PAUSE_BETWEEN_LOOKS = 0.002


class TrainingState(Enum):
    """What the training is doing."""

    PAUSED = auto()
    PLAYING = auto()
    STEPPING = auto()
    DIVERGED = auto()
    STOPPED = auto()


class Training(QObject):
    """Tells the worker what to train, and has it go on from the last checkpoint if it is lost.

    `checkpoint` is the newest one, None until the first; of a run that blew up the last good one. `origin`
    is the experiment whose network it fits, which for some milliseconds after a change of the network is the
    one before, and `place` is where the worker knows it by. `up_to_date` says whether the checkpoint is from
    after the last command, `stands` that nothing moves and all of it is told. `earliest` is the first step
    that can be gone back to. `obstacle` is why the run cannot be trained, "" if it can; who asks for it all
    the same is told by `refused`.
    """

    frame_arrived = Signal(object)
    state_changed = Signal(object)
    stopped = Signal(object)
    diverged = Signal(object)
    recovered = Signal(str)
    refused = Signal(str)
    travelling = Signal(float)
    arrived = Signal(object)
    told = Signal(object)
    failed = Signal(str, str)

    def __init__(
        self, parent: QObject | None = None, start_worker: Callable[[], WorkerProcess] = WorkerProcess
    ) -> None:
        super().__init__(parent)
        self._supervisor = Supervisor(start_worker)
        self._experiment: Experiment | None = None
        self._table: Table | None = None
        self._sent_table: Table | None = None
        self._run_id = 0
        self._watch = Watch(frozenset())
        self._restarts = 0
        self._furthest = 0
        self._settled = False
        self.up_to_date = False
        self.obstacle = ""
        self.state = TrainingState.PAUSED
        self.checkpoint: Checkpoint | None = None
        self.origin: Experiment | None = None
        self.place: Place | None = None
        self.earliest = 0
        self.stands = False
        self.speed = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._timer.start(TICK_MS)

    @property
    def run_id(self) -> int:
        """The number of the run that was begun last."""
        return self._run_id

    @property
    def worker_pid(self) -> int:
        """The worker's process number."""
        return self._supervisor.pid

    # Commands

    def start(
        self,
        experiment: Experiment,
        table: Table | None,
        *,
        checkpoint: Checkpoint | None = None,
        origin: Experiment | None = None,
        carry: bool = False,
        playing: bool = False,
        copies: tuple[NeuronCopy, ...] = (),
        place: Place | None = None,
        obstacle: str = "",
    ) -> None:
        """Begin a run; the news of earlier ones no longer count. Without a worker it stays stopped.

        With an `obstacle`, a sentence, the run is there to be looked at, but it cannot be trained.
        """
        self.obstacle, playing = obstacle, playing and not obstacle
        self._experiment, self._table = experiment, table
        self._run_id += 1
        self._restarts = self._furthest = 0
        if not carry:
            self.checkpoint, self.origin, self.place = checkpoint, origin or experiment, place
        if self._has_worker():
            self._send_start(carry=carry, playing=playing, copies=copies)
            self._enter(TrainingState.PLAYING if playing else TrainingState.PAUSED)

    def answers(self, frame: Frame) -> bool:
        """Return whether the worker had obeyed every command that counts when it sent this frame."""
        return frame.answered == self._supervisor.asked

    def visit(self, step: int | None) -> None:
        """Stand at an earlier step of the line, or with None at its end; `arrived` tells when."""
        self._run_id += 1
        self._command(messages.Visit(self._run_id, step))
        self._enter(TrainingState.PAUSED)

    def stand_under(self, experiment: Experiment) -> None:
        """Take the experiment for the one that the worker's run has at the moment it stands at."""
        self._experiment = experiment

    def take_up(self, kept: Kept | None) -> None:
        """Take these weights for the newest until the worker tells others."""
        if kept is not None:
            self.checkpoint, self.origin, self.place = kept.checkpoint, kept.origin, kept.place

    def retune(self, experiment: Experiment) -> None:
        """Go on with other training settings."""
        self._experiment = experiment
        self._command(messages.Retune(experiment))

    def play(self) -> None:
        """Train until paused."""
        if self._is_refused():
            return
        if self.state not in (TrainingState.PLAYING, TrainingState.DIVERGED) and self._is_awake():
            self._command(messages.Play())
            self._enter(TrainingState.PLAYING)

    def pause(self) -> None:
        """Stop training, or the steps that are under way."""
        if self.state in (TrainingState.PAUSED, TrainingState.PLAYING, TrainingState.STEPPING):
            self._command(messages.Pause())
            self._enter(TrainingState.PAUSED)

    def advance(self, steps: int = 1, *, epoch: bool = False, measure_each: int = 0) -> None:
        """Take some steps, or go to the end of the epoch, then pause; `measure_each` as in `Advance`."""
        if self._is_refused():
            return
        if self.state is not TrainingState.DIVERGED and self._is_awake():
            self._command(messages.Advance(steps, epoch, measure_each))
            self._enter(TrainingState.STEPPING)

    def _is_refused(self) -> bool:
        """Say why it cannot train, if so."""
        if self.obstacle:
            self.refused.emit(self.obstacle)
        return bool(self.obstacle)

    def watch(self, watch: Watch) -> None:
        """Say what is visible."""
        if watch != self._watch:
            self._watch = watch
            self._supervisor.send(watch)

    @property
    def watched(self) -> Watch:
        """What was last said to be visible."""
        return self._watch

    def ask(self, ask: messages.Ask) -> None:
        """Ask about the run as it stands; `told` brings the answer."""
        self._supervisor.send(ask)

    def set_parameters(self, values: tuple[tuple[Parameter, float], ...]) -> None:
        """Set weights and biases by hand."""
        self._command(messages.SetParameters(values))

    def redraw(self, parameters: tuple[Parameter, ...], seed: int) -> None:
        """Draw some weights and biases anew from another seed."""
        self._command(messages.Redraw(parameters, seed))

    def settle(self, seconds: float) -> bool:
        """Wait, but not longer than that, for steps to end and the checkpoint of the moment where they do.

        Return whether the checkpoint fits the experiment and, in a pause, its moment.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end and (self.state is TrainingState.STEPPING or not self._is_settled()):
            self.tick()
            time.sleep(PAUSE_BETWEEN_LOOKS)
        return self._is_settled()

    def close(self) -> None:
        """End the worker."""
        self._timer.stop()
        self._supervisor.close()

    def _is_settled(self) -> bool:
        if self.state in (TrainingState.DIVERGED, TrainingState.STOPPED):
            return True
        return self.origin is self._experiment and (self._moves or self._settled)

    @property
    def _moves(self) -> bool:
        return self.state in (TrainingState.PLAYING, TrainingState.STEPPING)

    def _command(self, command: messages.Command) -> None:
        self._settled = self.up_to_date = self.stands = False
        self._supervisor.send(command)

    # News

    def tick(self) -> None:
        """Take the news that are here and see that the worker still lives."""
        for news in self._supervisor.news():
            self._take(news)
        if self.state is not TrainingState.STOPPED:
            trouble = self._supervisor.trouble(self._patience())
            if trouble:
                self._recover(trouble)

    def _patience(self) -> float:
        assert self._experiment is not None
        return patience_for(self._experiment, self._table)

    def _take(self, news: messages.News) -> None:
        match news:
            case Frame():
                self._supervisor.send(messages.Shown(news.serial))
                if news.run_id == self._run_id:
                    self._take_frame(news)
            case messages.Told():
                self.told.emit(news)
            case Stopped(run_id=run_id) if run_id == self._run_id:
                self.stopped.emit(news)
            case Diverged(run_id=run_id) if run_id == self._run_id:
                self.blow_up(news)
            case Failed(run_id=run_id) if run_id == self._run_id:
                self.failed.emit(news.summary, news.traceback)
                self._recover(_failure(news))
            case Refused(run_id=run_id) if run_id == self._run_id:
                self._stop(news.reason)
            case Travelling(run_id, share) if run_id == self._run_id:
                self.travelling.emit(share)
            case Arrived(run_id=run_id) if run_id == self._run_id:
                self.arrived.emit(news)
            case Ready() | Alive() | Travelling() | Arrived() | Stopped() | Diverged() | Refused() | Failed():
                pass

    def _take_frame(self, frame: Frame) -> None:
        self.speed = frame.steps_per_second
        # A frame that was under way when the last command was sent knows nothing of it.
        answers = self.answers(frame)
        self.earliest, self.stands = frame.earliest, answers and not frame.playing
        if frame.checkpoint is not None:
            self.checkpoint, self.origin = frame.checkpoint, self._experiment
            self.place = Place(frame.stretch, frame.checkpoint.step)
            self.up_to_date, self._settled = answers, answers and not frame.playing
        if answers and not frame.playing and self._moves:
            self._enter(TrainingState.PAUSED)
        if frame.step > self._furthest or not self._moves:
            self._restarts = 0
        self._furthest = max(self._furthest, frame.step)
        self.frame_arrived.emit(frame)

    def blow_up(self, news: Diverged) -> None:
        """Stand at the end of a run that blew up, and tell so."""
        self.speed, self.stands = 0.0, True
        self.checkpoint, self.origin = news.good, self._experiment
        self.state = TrainingState.DIVERGED
        self.diverged.emit(news)
        self.state_changed.emit(self.state)

    # The worker's life

    def _recover(self, reason: str) -> None:
        self._restarts += 1
        started = self._replace()
        self._run_id += 1
        if not started or self._restarts > MOST_RESTARTS:
            self._stop(reason if started else f"{reason} {NOT_ALLOWED}")
        elif self.state is TrainingState.DIVERGED:
            self._send_start()  # from the last good moment, so that it can be looked at
            self.recovered.emit(f"{reason} It was started again.")
        else:
            playing = self.state is TrainingState.PLAYING
            self._send_start(playing=playing)
            self._enter(TrainingState.PLAYING if playing else TrainingState.PAUSED)
            goes = "goes on from" if playing else "waits at"
            self.recovered.emit(f"{reason} It was started again; it {goes} {_place(self.checkpoint)}.")

    def _replace(self) -> bool:
        """Start another worker, which knows no table yet; return whether the system allowed it."""
        self._sent_table = None
        return self._supervisor.replace()

    def _stop(self, reason: str) -> None:
        self.speed = 0.0
        self._enter(TrainingState.STOPPED)
        self.recovered.emit(f"{reason} Training does not get any further. Press play to try again.")

    def _is_awake(self) -> bool:
        """Wake a stopped training; return whether there is a worker to train."""
        if self.state is TrainingState.STOPPED:
            self._restarts = 0
            if not self._has_worker():
                return False
            self._send_start()
        return True

    def _has_worker(self) -> bool:
        """Start another worker where a stopped training has none; say so where the system allows none."""
        if self.state is not TrainingState.STOPPED or self._supervisor.alive or self._replace():
            return True
        self._stop(NOT_ALLOWED)
        return False

    def _send_start(
        self, *, carry: bool = False, playing: bool = False, copies: tuple[NeuronCopy, ...] = ()
    ) -> None:
        assert self._experiment is not None
        table = self._table if self._table is not self._sent_table else None
        self._sent_table = self._table
        checkpoint, origin = (None, None) if carry else (self.checkpoint, self._other_origin())
        place = None if carry else self.place
        self._supervisor.send(self._watch)
        self._command(
            Start(self._run_id, self._experiment, table, checkpoint, origin, carry, playing, copies, place)
        )

    def _other_origin(self) -> Experiment | None:
        """Return whose network the checkpoint fits where it is not the present experiment's."""
        ours = self._experiment
        if ours is None or self.origin is None:
            return None
        same = self.origin.network == ours.network and self.origin.data == ours.data
        return None if same else self.origin

    def _enter(self, state: TrainingState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)


def _place(checkpoint: Checkpoint | None) -> str:
    if checkpoint is None:
        return "its beginning"
    step, epoch = (f"{each:,}".replace(",", THIN_SPACE) for each in (checkpoint.step, checkpoint.epoch))
    return f"step {step} (epoch {epoch})"


def _failure(news: Failed) -> str:
    if "MemoryError" in news.summary:
        return "The training process ran out of memory."
    return "The training process met an error of its own."
