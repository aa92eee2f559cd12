"""How the boxes of a sheet are put together: sections with a heading, each of rows of one or two boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.session.wording import ACTIVATIONS, LOSSES
from playground.ui.panels.chain_rule.by_hand.names import Names
from playground.worker.questions import BoxKind

if TYPE_CHECKING:
    from playground.worker.questions import Box, WorksheetAnswer

_ACTIVATION_WORDS: dict[str, str] = {key.value: text for key, text in ACTIVATIONS.items()}
_LOSS_WORDS: dict[str, str] = {key.value: text for key, text in LOSSES.items()}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """Boxes side by side, by their places on the sheet; `label` says what they are of."""

    label: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading, with a few words on what is done in them."""

    title: str
    remark: str
    rows: tuple[SheetRow, ...]


def sections_of(answer: WorksheetAnswer) -> tuple[Section, ...]:
    """Return the sections of a sheet in the order of computation."""
    found: dict[tuple[str, str], list[SheetRow]] = {}
    names = Names(answer)
    for places in _rows(answer.boxes):
        box = answer.boxes[places[0]]
        row = SheetRow(_label(names, box), places)
        found.setdefault(_heading(answer, names, box), []).append(row)
    return tuple(Section(title, remark, tuple(rows)) for (title, remark), rows in found.items())


def _rows(boxes: tuple[Box, ...]) -> list[tuple[int, ...]]:
    """Put two boxes of a neuron into one row: its z and a, or two of its derivatives; else each by itself."""
    rows: list[tuple[int, ...]] = []
    for place, box in enumerate(boxes):
        if rows and len(rows[-1]) == 1 and _go_together(boxes[rows[-1][0]], box):
            rows[-1] = (*rows[-1], place)
        else:
            rows.append((place,))
    return rows


def _go_together(first: Box, second: Box) -> bool:
    kinds = first.kind, second.kind
    of_one = (first.layer, first.index) == (second.layer, second.index)
    pairs = (BoxKind.SUM, BoxKind.ACTIVATION), (BoxKind.GRADIENT, BoxKind.GRADIENT)
    return of_one and kinds in pairs


def _heading(answer: WorksheetAnswer, names: Names, box: Box) -> tuple[str, str]:
    match box.kind:
        case BoxKind.SUM | BoxKind.ACTIVATION:
            title = "output" if names.is_output(box.layer) else f"layer {box.layer + 1}"
            return f"Forward, {title}", _ACTIVATION_WORDS[answer.activations[box.layer]]
        case BoxKind.LOSS:
            return "Loss", _LOSS_WORDS[answer.loss_name].lower()
        case BoxKind.DELTA:
            return "Backward", "δ = ∂L/∂z, from the output back"
        case BoxKind.GRADIENT:
            return "Derivatives", "δ times what comes in"
        case BoxKind.UPDATE:
            return "One step", "plain gradient descent on this sample's loss"


def _label(names: Names, box: Box) -> str:
    if box.kind is BoxKind.LOSS:
        return "of the sample"
    return names.neuron(box.layer, box.index)
