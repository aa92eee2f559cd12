"""Where questions lie until they are answered: the newest of each page, a slice of work at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.document.errors import ExperimentError
from playground.worker.messages import Told
from playground.worker.pictures import is_finite
from playground.worker.questions import (
    ArrowQuestion,
    BowlQuestion,
    ChainQuestion,
    CheckAllQuestion,
    CheckQuestion,
    CurveQuestion,
    DescentQuestion,
    ErrorsQuestion,
    HessianCheckQuestion,
    HessianMapQuestion,
    JacobianMapQuestion,
    JacobianQuestion,
    JacobianSpreadQuestion,
    LandscapeQuestion,
    PlaceQuestion,
    PointQuestion,
    RaceQuestion,
    SpectrumQuestion,
    StepQuestion,
    SumQuestion,
    SurfaceQuestion,
    WorksheetQuestion,
)
from playground.worker.studies.bowl import study_bowl, study_step
from playground.worker.studies.chain import study_chain
from playground.worker.studies.check import study_check
from playground.worker.studies.check_all import study_check_all
from playground.worker.studies.descent import study_descent
from playground.worker.studies.hessian_check import study_hessian_check
from playground.worker.studies.hessian_map import study_hessian_map
from playground.worker.studies.jacobian import study_jacobian
from playground.worker.studies.jacobian_spread import map_of, spread_of
from playground.worker.studies.landscape import study_landscape, study_place
from playground.worker.studies.race import study_race
from playground.worker.studies.slope import study_curve, study_errors, study_point
from playground.worker.studies.spectrum import study_spectrum
from playground.worker.studies.sum import study_sum
from playground.worker.studies.surface import study_arrow, study_surface
from playground.worker.studies.worksheet import study_worksheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playground.worker.messages import Ask, News
    from playground.worker.questions import Answer, Question
    from playground.worker.run import Run

NOT_FINITE = "A number in it is not finite."
BEYOND = "It cannot be worked out here: {}."
# What arithmetic does where numbers are too large, too small or too few; anything else is an error of ours.
OF_NUMBERS = (ArithmeticError, ValueError, RuntimeError, MemoryError)
NO_RUN = "There is no network to look at right now."


@dataclass(slots=True)
class _Work:
    ask: Ask
    slices: Iterator[tuple[float, Answer | None]]


class Desk:
    """Answers one slice at a time; a newer question of the same slot takes the place of the older."""

    def __init__(self, send: Callable[[News], None]) -> None:
        self._send = send
        self._waiting: dict[str, Ask] = {}
        self._works: dict[str, _Work] = {}
        self._run_id = 0

    @property
    def idle(self) -> bool:
        """Whether there is nothing to work on."""
        return not self._waiting and not self._works

    def put(self, ask: Ask) -> None:
        """Take a question; without one, its slot is to be answered no more."""
        self._waiting.pop(ask.slot, None)
        self._works.pop(ask.slot, None)
        if ask.question is not None:
            self._waiting[ask.slot] = ask

    def begin_anew(self) -> None:
        """Work out of the next run what is half done of this one."""
        self._waiting = {slot: work.ask for slot, work in self._works.items()} | self._waiting
        self._works.clear()

    def give_up(self) -> None:
        """Answer nothing of what there is."""
        self._waiting.clear()
        self._works.clear()

    def work(self, run: Run | None, run_id: int = 0) -> None:
        """Begin what waits, and do one slice of what takes several; answers say of which run they are."""
        self._run_id = run_id
        waiting, self._waiting = self._waiting, {}
        for slot, ask in waiting.items():
            if run is None:
                self._send(Told(ask.number, slot, None, reason=NO_RUN, run_id=run_id))
            else:
                self._works[slot] = _Work(ask, study(run, ask.question))
        for slot in tuple(self._works):
            self._slice(slot, self._works[slot])

    @np.errstate(all="ignore")
    def _slice(self, slot: str, work: _Work) -> None:
        try:
            share, answer = next(work.slices)
        except ExperimentError as error:
            self._finish(slot, self._told(work, reason=str(error)))
            return
        except OF_NUMBERS as error:
            self._finish(slot, self._told(work, reason=BEYOND.format(error or type(error).__name__)))
            return
        if answer is not None and not is_finite(answer):
            self._finish(slot, self._told(work, reason=NOT_FINITE))
            return
        told = self._told(work, answer, share)
        if share < 1.0:
            self._send(told)
        else:
            self._finish(slot, told)

    def _told(self, work: _Work, answer: Answer | None = None, share: float = 1.0, reason: str = "") -> Told:
        return Told(work.ask.number, work.ask.slot, answer, share, reason, self._run_id)

    def _finish(self, slot: str, told: Told) -> None:
        del self._works[slot]
        self._send(told)


def study(run: Run, question: Question | None) -> Iterator[tuple[float, Answer | None]]:
    """Yield the share of the work that is done and what is known by then, at last 1.0 and the answer.

    `ExperimentError` says why there is no answer.
    """
    match question:
        case ChainQuestion():
            yield 1.0, study_chain(run, question)
        case CheckQuestion():
            yield from study_check(run, question)
        case CheckAllQuestion():
            yield from study_check_all(run, question)
        case SumQuestion():
            yield 1.0, study_sum(run, question)
        case SurfaceQuestion():
            yield from study_surface(run, question)
        case ArrowQuestion():
            yield from study_arrow(run, question)
        case CurveQuestion():
            yield from study_curve(run, question)
        case PointQuestion():
            yield 1.0, study_point(run, question)
        case ErrorsQuestion():
            yield 1.0, study_errors(run, question)
        case DescentQuestion():
            yield from study_descent(run, question)
        case WorksheetQuestion():
            yield 1.0, study_worksheet(run, question)
        case JacobianQuestion():
            yield from study_jacobian(run, question)
        case JacobianSpreadQuestion():
            yield 1.0, spread_of(run)
        case JacobianMapQuestion():
            yield 1.0, map_of(run, question)
        case SpectrumQuestion():
            yield from study_spectrum(run, question)
        case HessianMapQuestion():
            yield from study_hessian_map(run, question)
        case HessianCheckQuestion():
            yield from study_hessian_check(run, question)
        case BowlQuestion():
            yield from study_bowl(run, question)
        case StepQuestion():
            yield from study_step(run, question)
        case RaceQuestion():
            yield from study_race(run, question)
        case LandscapeQuestion():
            yield from study_landscape(run, question)
        case PlaceQuestion():
            yield 1.0, study_place(run, question)
        case _:
            raise TypeError(f"nobody answers {type(question).__name__}")
