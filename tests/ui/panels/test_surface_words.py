"""What is said of an arrow on a surface is true of its numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.document.surface_choice import SurfaceChoice
from playground.storage.examples import example_named
from playground.ui.panels.functions.formulas import product_formula
from playground.ui.panels.functions.surface_words import flatness_of, measured_of, sentence_of
from playground.ui.plots.slopes.height_map import levels_in
from playground.ui.theme.numbers import parse_number
from playground.ui.widgets.maths.plain import plain
from playground.worker.questions import ArrowAnswer, ArrowQuestion, SurfaceAnswer
from playground.worker.run import Run
from playground.worker.studies.desk import study
from playground.worker.studies.surface import levels_of

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


@pytest.mark.parametrize(
    ("spread", "said", "lines"),
    [
        (0.0, "Flat: f = 0.984 all over the map.", 0),
        (1e-15, "Flat: f = 0.984 all over the map.", 0),
        (4e-5, "Nearly flat: f lies between 0.984 and 0.98404.", 7),
        (0.5, "", 7),
    ],
)
def test_a_flat_map_is_called_flat_and_its_lines_are_told_apart(spread: float, said: str, lines: int) -> None:
    places = np.linspace(0.0, 1.0, 41)
    values = 0.984 + spread * np.tile(places, (41, 1))
    answer = SurfaceAnswer(
        WINDOW, (0.0, 0.0), values, np.ones(values.shape, bool), levels_of(values), (), 0, 0, 0.0
    )
    assert flatness_of(answer) == said
    texts = [level.text for level in levels_in(answer)]
    assert len(texts) == len(set(texts)) >= lines


def test_a_quotient_of_nearly_equal_values_is_written_with_their_difference(run: Run) -> None:
    answer = replace(told(run, replace(SADDLE, angle=120.0)), value=0.98399940, ahead=0.98399940 + 1.525e-10)
    answer = replace(answer, step_size=0.001, measured=(answer.ahead - answer.value) / 0.001)
    written = measured_of(answer).split(" = ")[1].removesuffix(" / 0.001").strip("()").split(" − ")
    first, second = (parse_number(each) for each in written)
    assert first is not None and second is not None
    assert (first - second) / 0.001 == pytest.approx(1.525e-7, rel=0.01)
