"""What a sheet is of, as the page goes on to other weights and paths while it is kept."""

from __future__ import annotations

from playground.document import edits
from playground.document.choices import Extent
from playground.document.experiment import Experiment
from playground.session.worksheet import Sheet
from playground.ui.panels.chain_rule.by_hand.subject import known_activation, question_for
from playground.worker.questions import BoxKind, ChainAnswer, ChainQuestion, WorksheetQuestion
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from playground.worker.studies.chain import study_chain
from playground.worker.studies.worksheet import study_worksheet

MINE = Parameter(0, 0, 1)


def run_of(*sizes: int) -> Run:
    run = Run(edits.set_hidden(Experiment(), sizes))
    run.trainer.run(10)
    return run


def page_of(run: Run, parameter: Parameter | None = None, path: tuple[int, ...] | None = None) -> ChainAnswer:
    return study_chain(run, ChainQuestion(parameter, Extent.SAMPLE, 3, path))


def sheet_of(run: Run, path: tuple[int, ...] | None = None) -> Sheet:
    return Sheet(study_worksheet(run, WorksheetQuestion(MINE, Extent.SAMPLE, 3, path)))


def test_the_largest_may_change_and_a_choice_is_followed() -> None:
    run = run_of(2)
    page, sheet = page_of(run), sheet_of(run)
    assert page.parameter != MINE
    assert question_for(page, None, is_chosen=False).parameter == page.parameter
    assert question_for(page, sheet, is_chosen=False).parameter == MINE
    assert question_for(page, sheet, is_chosen=True).parameter == page.parameter
    other = page_of(run_of(3))
    assert question_for(other, sheet, is_chosen=False).parameter == other.parameter, "it has other neurons"


def test_the_path_stays_as_the_weights_move() -> None:
    run = run_of(8, 6)
    sheet, chosen = sheet_of(run, (1, 2, 0)), page_of(run, MINE, (1, 3, 0))
    assert question_for(chosen, sheet, is_chosen=True).path == (1, 3, 0)
    run.trainer.run(1)
    moved = page_of(run, MINE, (1, 4, 0))
    assert question_for(moved, sheet, is_chosen=True).path == (1, 2, 0)


def test_an_activation_is_known_once_its_box_is() -> None:
    sheet = sheet_of(run_of(2))
    answer = sheet.answer
    assert known_activation(sheet, (-1, 1)) == answer.inputs[1]
    place = next(
        at for at, box in enumerate(sheet.boxes) if box.kind is BoxKind.ACTIVATION and box.index == 1
    )
    assert known_activation(sheet, (0, 1)) is None
    sheet.show(place - 1)
    assert known_activation(sheet, (0, 1)) is None, "z alone is not it"
    sheet.show(place)
    assert known_activation(sheet, (0, 1)) == sheet.boxes[place].expected
