"""What is said of an arrow on a surface is true of its numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playground.document.surface_choice import SurfaceChoice
from playground.storage.examples import example_named
from playground.ui.panels.functions.formulas import product_formula
from playground.ui.panels.functions.surface_words import measured_of, sentence_of
from playground.ui.widgets.maths.plain import plain
from playground.worker.questions import ArrowAnswer, ArrowQuestion
from playground.worker.run import Run
from playground.worker.studies.desk import study

SADDLE = SurfaceChoice(name="saddle", point=(1.0, 0.0))  # its gradient is (2, 0)
WINDOW = (-2.0, 2.0, -2.0, 2.0)


@pytest.fixture(scope="module")
def run() -> Run:
    return Run(example_named("sine").experiment())


def told(run: Run, choice: SurfaceChoice) -> ArrowAnswer:
    answer = [answer for _, answer in study(run, ArrowQuestion(choice, WINDOW, 0.1))][-1]
    assert isinstance(answer, ArrowAnswer)
    return answer


@pytest.mark.parametrize(
    ("angle", "claim"),
    [
        (2.9, "Found: the steepest direction"),
        (357.2, "Found: the steepest direction"),
        (3.1, "Turn the arrow"),
        (88.0, "Along the line of equal value"),
        (268.0, "Along the line of equal value"),
        (178.0, "The steepest way down"),
        (200.0, "Turn the arrow"),
    ],
)
def test_each_direction_is_called_what_it_is(run: Run, angle: float, claim: str) -> None:
    assert sentence_of(told(run, replace(SADDLE, angle=angle)), found=False)[0].startswith(claim)


def test_the_numbers_are_written_out_with_true_signs(run: Run) -> None:
    answer = told(run, replace(SADDLE, angle=120.0))
    assert plain(product_formula(answer)) == "∇f · v = 2.000 · (−0.500) + 0.000 · 0.866 = −1.000"
    # (1 - 0.05)^2 - (0.0866)^2 - 1 over 0.1
    assert measured_of(answer).endswith("= −1.050")
    assert "f falls that way" in sentence_of(answer, found=False)[1]
    assert sentence_of(answer, found=True)[0] == "∇f·v = |∇f| cos 120.0° = −1.000."
    flat = told(run, replace(SADDLE, point=(0.0, 0.0)))
    assert sentence_of(flat, found=False)[0] == "The gradient is 0 here:"
