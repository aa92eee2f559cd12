"""A sheet as it is filled in: what counts as right, what is said of a slip, hints, and other weights."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playground.session.worksheet import Hint, Sheet, Verdict
from playground.worker.questions import Box, BoxKind, Slip, WorksheetAnswer
from playground.worker.snapshots import Parameter

SUM = Box(BoxKind.SUM, 0, 0, 0.5, 0.005, slips=((Slip.SIGN, -0.5), (Slip.NO_BIAS, 0.2), (Slip.OF_SUMS, 0.2)))
DELTA = Box(BoxKind.DELTA, 0, 0, 0.1, 0.001, slips=((Slip.SIGN, -0.1), (Slip.NO_SLOPE, 0.4)))
STEP = Box(BoxKind.UPDATE, 0, 0, 0.9, 0.0005, source=0)


def answer_with(*boxes: Box, weights: int = 1) -> WorksheetAnswer:
    return WorksheetAnswer(
        parameter=Parameter(0, 0, 0),
        path=(0,),
        sample=0,
        whole=True,
        input_names=("x₁",),
        widths=(1, 1),
        activations=("tanh",),
        inputs=(1.0,),
        outputs=(0.5,),
        target=(1.0,),
        loss_name="half_squared",
        smoothing=0.0,
        learning_rate=0.03,
        boxes=boxes or (SUM, DELTA, STEP),
        weights=weights,
        step=0,
        epoch=0.0,
    )


@pytest.mark.parametrize("text", ["0.5", "0,5", " .505 ", "0.4951", "5e-1", "0.3 + 0,2", "−1*(−0.5)", "1/2"])
def test_what_is_near_enough_is_right(text: str) -> None:
    sheet = Sheet(answer_with())
    assert sheet.enter(0, text).verdict is Verdict.RIGHT
    assert (sheet.right, sheet.first_open()) == (1, 1)


@pytest.mark.parametrize("text", ["0.5051", "0.4949", "0"])
def test_what_is_not_near_enough_is_wrong(text: str) -> None:
    entry = Sheet(answer_with()).enter(0, text)
    assert (entry.verdict, entry.slip) == (Verdict.WRONG, None)


def test_a_slip_is_named_only_where_it_is_certain() -> None:
    sheet = Sheet(answer_with())
    assert sheet.enter(0, "−0.498").slip is Slip.SIGN
    assert sheet.enter(1, "0.4").slip is Slip.NO_SLOPE
    assert sheet.enter(0, "0.2").slip is None, "two slips lead to it"


def test_a_text_that_is_no_number_is_neither_right_nor_wrong() -> None:
    entry = Sheet(answer_with()).enter(0, "half")
    assert entry.verdict is Verdict.UNREADABLE
    assert "half" in entry.problem


def test_hints_go_from_letters_to_numbers_to_the_answer() -> None:
    sheet = Sheet(answer_with())
    sheet.enter(0, "7")
    assert sheet.tell_more(0).hint is Hint.LETTERS
    assert sheet.tell_more(0).hint is Hint.NUMBERS
    assert sheet.entry(0).text == "7"
    assert sheet.tell_more(0).verdict is Verdict.SHOWN
    assert (sheet.right, sheet.shown) == (0, 1)
    assert sheet.enter(0, "0.5").verdict is Verdict.SHOWN, "what was shown is not counted"


def test_all_is_shown_and_what_was_right_stays_so() -> None:
    sheet = Sheet(answer_with())
    assert not sheet.touched
    sheet.enter(1, "0.1")
    sheet.show_all()
    assert (sheet.right, sheet.shown, sheet.first_open()) == (1, 2, None)


def test_another_step_size_keeps_what_is_the_same() -> None:
    before = Sheet(answer_with())
    before.enter(0, "0.5")
    before.enter(2, "0.9")
    after = Sheet(answer_with(SUM, DELTA, replace(STEP, expected=0.8)))
    after.carry_over(before)
    assert [after.entry(at).verdict for at in range(3)] == [Verdict.RIGHT, Verdict.EMPTY, Verdict.EMPTY]


def test_other_weights_make_it_old_and_another_sample_makes_it_another() -> None:
    sheet = Sheet(answer_with())
    assert not sheet.is_outdated_by(answer_with())
    assert sheet.is_outdated_by(answer_with(weights=2))
    assert not sheet.is_outdated_by(replace(answer_with(weights=2), sample=1))
    assert not sheet.is_outdated_by(replace(answer_with(weights=2), parameter=Parameter(0, None, 0)))
