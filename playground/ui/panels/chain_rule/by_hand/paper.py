"""The sheet on paper: one page to fill in, and one with all answers; what stands on them as lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule.by_hand.formulas import Formulas, answer_text
from playground.ui.panels.chain_rule.by_hand.given import Given
from playground.ui.panels.chain_rule.by_hand.names import Names
from playground.ui.panels.chain_rule.by_hand.sections import sections_of
from playground.ui.theme.numbers import format_compact, format_integer
from playground.ui.widgets.maths.tree import Node, Prose, Row, Text
from playground.worker.questions import BoxKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.worker.questions import Box, WorksheetAnswer

OF_PATH = "The network is large: this sheet follows one path, what all other terms add is given."
ROUNDED = "Numbers are rounded, most to four digits. log is the natural logarithm. η is the learning rate."


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a section, and a few words beside it."""

    title: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A formula on paper, and perhaps another `beside` it where there is room, else below.

    `box` is an empty box behind each, `is_given` says that it is smaller and lighter.
    """

    node: Node
    beside: Node | None = None
    box: bool = False
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page; the network is drawn with its weights, and with the answers where `solved`."""

    title: str
    subtitle: str
    remarks: tuple[str, ...]
    lines: tuple[Heading | Line, ...]
    solved: bool


def pages_of(answer: WorksheetAnswer) -> tuple[Page, Page]:
    """Return the worksheet and its answer key."""
    return _page(answer, solved=False), _page(answer, solved=True)


def _page(answer: WorksheetAnswer, *, solved: bool) -> Page:
    return Page(
        title="Backpropagation by hand: the answers" if solved else "Backpropagation by hand",
        subtitle=_subtitle(answer),
        remarks=(ROUNDED,) if answer.whole else (ROUNDED, OF_PATH),
        lines=tuple(_lines(answer, solved=solved)),
        solved=solved,
    )


def _subtitle(answer: WorksheetAnswer) -> str:
    shape = "–".join(str(width) for width in answer.widths)
    sample, step = format_integer(answer.sample + 1), format_integer(answer.step)
    epoch = format_compact(answer.epoch)
    return f"A {shape} network, training sample {sample}, after {step} steps (epoch {epoch})"


def _lines(answer: WorksheetAnswer, *, solved: bool) -> Iterator[Heading | Line]:
    given, names = Given(answer), Names(answer)
    yield Heading("Given")
    yield Line(given.sample(), is_given=True)
    for section in sections_of(answer):
        yield Heading(section.title, section.remark)
        for row in section.rows:
            boxes = tuple(answer.boxes[place] for place in row.places)
            told = given.of_row(boxes)
            if told is not None and not solved and _tells_new(boxes[0]):
                yield Line(told, is_given=True)
            formulas = [_solved(answer, names, box) if solved else _open(answer, names, box) for box in boxes]
            yield Line(formulas[0], formulas[1] if len(formulas) > 1 else None, box=not solved)


def _tells_new(box: Box) -> bool:
    """Whether what is given for a box was not given already: on the way back the weights are known."""
    return box.kind is not BoxKind.DELTA or box.others > 0


def _open(answer: WorksheetAnswer, names: Names, box: Box) -> Node:
    formula = Formulas(answer, numbers=False).of(box)
    return Row((names.box(box), Text("="), formula, Text("=")))


def _solved(answer: WorksheetAnswer, names: Names, box: Box) -> Node:
    formula = Formulas(answer, numbers=True).of(box)
    number = Prose(answer_text(box, answer.learning_rate), bold=True)
    return Row((names.box(box), Text("="), formula, Text("="), number))
