"""A sheet that is being filled in: what stands in each box, whether it is right, and how much was told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from playground.formula.arithmetic import number_of
from playground.formula.errors import FormulaError

if TYPE_CHECKING:
    from playground.worker.questions import Box, Slip, WorksheetAnswer

_TO_THE_EDGE = 1 + 1e-9  # 0.505 is 0.005 away from 0.5, though not in binary


class Verdict(Enum):
    """How it stands with a box."""

    EMPTY = auto()
    RIGHT = auto()
    WRONG = auto()
    UNREADABLE = auto()
    SHOWN = auto()


class Hint(Enum):
    """How much of a box was told: nothing, its formula with letters, or with numbers as well."""

    NONE = auto()
    LETTERS = auto()
    NUMBERS = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed into a box and what is to be said of it; `slip` is the mistake that leads to it."""

    text: str = ""
    verdict: Verdict = Verdict.EMPTY
    slip: Slip | None = None
    problem: str = ""
    hint: Hint = Hint.NONE


class Sheet:
    """One person's work on one `WorksheetAnswer`."""

    def __init__(self, answer: WorksheetAnswer) -> None:
        self.answer = answer
        self._entries: list[Entry] = [Entry() for _ in answer.boxes]

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What is to be found, in the order of computation."""
        return self.answer.boxes

    @property
    def right(self) -> int:
        """How many boxes the person has filled in rightly."""
        return sum(each.verdict is Verdict.RIGHT for each in self._entries)

    @property
    def shown(self) -> int:
        """How many boxes the person was shown."""
        return sum(each.verdict is Verdict.SHOWN for each in self._entries)

    @property
    def touched(self) -> bool:
        """Whether anything was typed, told or shown."""
        return any(each != Entry() for each in self._entries)

    def entry(self, at: int) -> Entry:
        """Return what stands in a box."""
        return self._entries[at]

    def knows(self, at: int) -> bool:
        """Whether the true number of a box is in sight."""
        return self._entries[at].verdict in (Verdict.RIGHT, Verdict.SHOWN)

    def enter(self, at: int, text: str) -> Entry:
        """Judge what was typed into a box; a number that is known stays."""
        if not self.knows(at):
            self._entries[at] = _judged(self.boxes[at], text.strip(), self._entries[at].hint)
        return self._entries[at]

    def tell_more(self, at: int) -> Entry:
        """Give the next hint for a box; behind the last one the number itself is shown."""
        before = self._entries[at]
        if self.knows(at):
            return before
        if before.hint is Hint.NUMBERS:
            return self.show(at)
        hint = Hint.LETTERS if before.hint is Hint.NONE else Hint.NUMBERS
        self._entries[at] = Entry(before.text, before.verdict, before.slip, before.problem, hint)
        return self._entries[at]

    def show(self, at: int) -> Entry:
        """Show the true number of a box."""
        if not self.knows(at):
            self._entries[at] = Entry(verdict=Verdict.SHOWN, hint=Hint.NUMBERS)
        return self._entries[at]

    def show_all(self) -> None:
        """Show every number that is not known yet."""
        for at in range(len(self._entries)):
            self.show(at)

    def first_open(self, after: int = -1) -> int | None:
        """Return the next box whose number is not known yet, None where all are."""
        places = range(after + 1, len(self._entries))
        return next((at for at in places if not self.knows(at)), None)

    def carry_over(self, before: Sheet) -> None:
        """Take over what stands in boxes that ask for the same number of the same weights."""
        known = dict(zip(before.boxes, before._entries, strict=True))
        self._entries = [known.get(box, Entry()) for box in self.boxes]

    def is_outdated_by(self, answer: WorksheetAnswer) -> bool:
        """Whether a newer answer is of the same numbers to be found, with other weights."""
        mine = self.answer
        same = (
            (mine.parameter, mine.sample, mine.inputs, mine.target, mine.widths)
            == (answer.parameter, answer.sample, answer.inputs, answer.target, answer.widths)
            and (mine.activations, mine.loss_name) == (answer.activations, answer.loss_name)
            and (mine.whole or mine.path == answer.path)
        )
        return same and mine.weights != answer.weights


def _judged(box: Box, text: str, hint: Hint) -> Entry:
    if not text:
        return Entry(hint=hint)
    try:
        value = number_of(text)
    except FormulaError as error:
        return Entry(text, Verdict.UNREADABLE, problem=str(error), hint=hint)
    if abs(value - box.expected) <= box.tolerance * _TO_THE_EDGE:
        return Entry(text, Verdict.RIGHT, hint=hint)
    return Entry(text, Verdict.WRONG, slip=_slip_of(box, value), hint=hint)


def _slip_of(box: Box, value: float) -> Slip | None:
    """Return the mistake that leads to this number, None where that is none or might be several."""
    near = {slip for slip, wrong in box.slips if abs(value - wrong) <= _nearness(box, wrong)}
    return next(iter(near)) if len(near) == 1 else None


def _nearness(box: Box, wrong: float) -> float:
    """Return how near to a mistake's number counts as it: as near as the box lets a right one be."""
    return min(box.tolerance, abs(wrong - box.expected) / 2)
