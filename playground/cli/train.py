"""`playground train`: a run without a window, its progress and its result."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playground.cli.results import MAP_NAME, map_in_words, write_results
from playground.cli.subject import Subject, subject_named, with_options
from playground.document.errors import ExperimentError, FileError
from playground.engine import NonFinite
from playground.engine.threads import Team
from playground.session.stop_words import stop_in_words
from playground.worker.blas import threads_here
from playground.worker.run import Run
from playground.worker.stopping import Stopper, stopped

if TYPE_CHECKING:
    from argparse import Namespace

    from playground.worker.snapshots import LossPoint

PROGRESS_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class Result:
    """What a run came to; accuracies are None for a number as the target, those of no test set as well.

    `stopped` tells of a stop rule.
    """

    steps: int
    epochs: float
    parameters: int
    train_loss: float
    test_loss: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    seconds: float
    steps_per_second: float
    diverged: bool
    stopped: str = ""


@dataclass(slots=True)
class Course:
    """The measures of a run, and what ended it: that it blew up, or a stop rule, in words."""

    points: list[LossPoint]
    diverged: bool = False
    stopped: str = ""


def run(request: Namespace) -> int:
    """Train what was asked for and say how it went."""
    subject = with_options(subject_named(request.subject), request)
    folder = Path(request.out) if request.out else None
    if folder is not None:
        _refuse_unusable(folder)
    return train(subject, epochs=request.epochs, steps=request.steps, folder=folder, as_json=request.json)


def train(
    subject: Subject,
    *,
    epochs: int | None = None,
    steps: int | None = None,
    folder: Path | None = None,
    as_json: bool = False,
) -> int:
    """Train for some epochs or steps, the subject's own number of epochs by default."""
    for line in (subject.note, subject.learns):
        if line:
            print(f"playground: {line}", file=sys.stderr)
    with Team(threads_here()) as team:
        trained = subject.trained
        run = Run(trained.experiment, trained.table, trained.checkpoint, team=team)
        run.refuse_untrainable()
        return _train_and_tell(run, subject, epochs, steps, folder, as_json)


def _train_and_tell(
    run: Run, subject: Subject, epochs: int | None, steps: int | None, folder: Path | None, as_json: bool
) -> int:
    goal = run.step + steps if steps is not None else None
    last_epoch = run.trainer.epoch + (epochs or subject.epochs)
    began = time.perf_counter()
    first_step = run.step
    course = _train(run, goal, last_epoch)
    seconds = time.perf_counter() - began
    result = _result(run, course, run.step - first_step, seconds)
    if folder is not None:
        if course.diverged:
            run.trainer.restore(run.moments.best().checkpoint)
        write_results(folder, run, subject.trained, course.points)
    print(json.dumps(asdict(result)) if as_json else _in_words(result))
    if folder is not None and not as_json:
        print(f"written to {folder}\n{MAP_NAME}: {map_in_words(run)}")
    return 0


def _train(run: Run, goal: int | None, last_epoch: int) -> Course:
    course, progress = Course([_first_measure(run)]), Progress()
    stopper = Stopper(run.experiment.training.stop)
    try:
        while not course.stopped and _goes_on(run, goal, last_epoch):
            left = run.steps_to_epoch_end()
            run.trainer.run(left if goal is None else min(left, goal - run.step))
            course.points.append(run.measure(gradient=False))
            progress.show(course.points[-1])
            course.stopped = _stop(run, stopper, course.points[-1])
    except NonFinite as error:
        progress.end()
        print(f"playground: the run blew up: {error}", file=sys.stderr)
        course.diverged = True
        return course
    progress.end()
    return course


def _goes_on(run: Run, goal: int | None, last_epoch: int) -> bool:
    return run.step < goal if goal is not None else run.trainer.epoch < last_epoch


def _stop(run: Run, stopper: Stopper, point: LossPoint) -> str:
    """Return which stop rule ends the run here, in words, "" for none; they look at the ends of epochs."""
    verdict = stopper.judge(run.trainer.epoch, point) if run.trainer.position == 0 else None
    return "" if verdict is None else stop_in_words(stopped(0, run, verdict))


def _first_measure(run: Run) -> LossPoint:
    try:
        return run.measure(gradient=False)
    except NonFinite as error:
        raise ExperimentError(
            "Training", "its first loss is not finite.", "Use smaller numbers as data."
        ) from error


class Progress:
    """A line on the terminal that is written again and again; nothing where there is no terminal."""

    def __init__(self) -> None:
        self._next = 0.0
        self._shown = False

    def show(self, point: LossPoint) -> None:
        """Show a point if the last one was a while ago."""
        now = time.perf_counter()
        if now < self._next or not sys.stderr.isatty():
            return
        self._next = now + PROGRESS_EVERY
        self._shown = True
        print(f"\r{_point_in_words(point)}   ", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            print(file=sys.stderr)


def _point_in_words(point: LossPoint) -> str:
    text = f"epoch {point.epoch:,.0f}  train loss {point.train_loss:.4g}"
    text = text if point.test_loss is None else f"{text}  test loss {point.test_loss:.4g}"
    return text if point.test_accuracy is None else f"{text}  test accuracy {point.test_accuracy:.1%}"


def _result(run: Run, course: Course, steps: int, seconds: float) -> Result:
    last = course.points[-1]
    return Result(
        steps=run.step,
        epochs=run.epoch,
        parameters=run.network.size,
        train_loss=last.train_loss,
        test_loss=last.test_loss,
        train_accuracy=last.train_accuracy,
        test_accuracy=last.test_accuracy,
        seconds=seconds,
        steps_per_second=steps / seconds if seconds > 0 else 0.0,
        diverged=course.diverged,
        stopped=course.stopped,
    )


def _in_words(result: Result) -> str:
    lines = [
        f"{_counted(result.steps, 'step')} ({_counted(result.epochs, 'epoch')}), "
        f"{_counted(result.parameters, 'parameter')}, {result.seconds:.2f} s, "
        f"{result.steps_per_second:,.0f} steps/s",
        f"loss: {result.train_loss:.4g} train, {_or_none(result.test_loss, '.4g')} test",
    ]
    if result.train_accuracy is not None:
        lines.append(
            f"accuracy: {result.train_accuracy:.1%} train, {_or_none(result.test_accuracy, '.1%')} test"
        )
    if result.stopped:
        lines.append(result.stopped)
    if result.diverged:
        lines.append("The run blew up; the numbers are the last finite ones. Try a smaller learning rate.")
    return "\n".join(lines)


def _counted(count: float, noun: str) -> str:
    number = f"{count:,}" if isinstance(count, int) else f"{count:g}"
    return f"{number} {noun if count == 1 else noun + 's'}"


def _or_none(value: float | None, notation: str) -> str:
    return "none" if value is None else format(value, notation)


def _refuse_unusable(folder: Path) -> None:
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise FileError(f"“{folder}”", "it is a file.", "Give a folder to write to.")
