"""What a sheet is to be of, as the page goes on to other weights, samples and paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.worker.questions import BoxKind, WorksheetQuestion

if TYPE_CHECKING:
    from playground.session.worksheet import Sheet
    from playground.worker.questions import ChainAnswer, WorksheetAnswer

Unit = tuple[int, int]  # layer, -1 for the inputs, and place in it


def question_for(answer: ChainAnswer, sheet: Sheet | None, *, is_chosen: bool) -> WorksheetQuestion:
    """Return the question for the sheet of what the page shows.

    Which derivative and which path are largest changes as training goes on. A `sheet` that is kept stays with
    its own where the person has not chosen another: `is_chosen` says that the parameter is not the largest.
    """
    parameter, path = answer.parameter, answer.chosen_path.neurons
    if sheet is not None and sheet.answer.widths == _widths(answer):
        mine = sheet.answer
        same = mine.parameter == parameter and mine.step != answer.step
        if same or not is_chosen:
            parameter, path = mine.parameter, mine.path
    return WorksheetQuestion(parameter, answer.extent, answer.sample, path)


def _widths(answer: ChainAnswer) -> tuple[int, ...]:
    return len(answer.inputs), *(len(layer.sums) for layer in answer.layers)


def known_activation(sheet: Sheet, unit: Unit) -> float | None:
    """Return the activation of a unit where it is given or was found, None where it is still to be found."""
    layer, index = unit
    if layer < 0:
        return sheet.answer.inputs[index]
    found = None
    for place, box in enumerate(sheet.boxes):
        if box.kind in (BoxKind.SUM, BoxKind.ACTIVATION) and (box.layer, box.index) == unit:
            found = place  # the activation stands behind its sum; a linear output has the sum alone
    if found is None:
        return _given_below(sheet.answer, unit)
    return sheet.boxes[found].expected if sheet.knows(found) else None


def _given_below(answer: WorksheetAnswer, unit: Unit) -> float | None:
    """Return the activation that the path of a large network begins from."""
    for box in answer.boxes:
        for each in box.products if box.kind is BoxKind.SUM else ():
            if (box.layer - 1, each.source) == unit:
                return each.value
    return None
