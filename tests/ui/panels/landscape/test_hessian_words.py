"""What the map of the Hessian says of its entries and of the check, with numbers written by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.document import edits
from playground.document.experiment import Experiment
from playground.ui.panels.landscape.hessian_words import (
    KINKS,
    check_words,
    cost_words,
    entry_formula,
    entry_words,
    picture_words,
)
from playground.ui.widgets.maths.latex import latex
from playground.worker.questions import HessianCheckAnswer, HessianMapAnswer
from playground.worker.snapshots import Parameter

EXPERIMENT = edits.set_hidden(Experiment(), (3, 2))
WEIGHT, BIAS, OUTER = Parameter(0, 1, 0), Parameter(0, None, 2), Parameter(1, 2, 1)
ANSWER = HessianMapAnswer(
    rows=(WEIGHT, BIAS, OUTER),
    columns=(WEIGHT, BIAS, OUTER),
    entries=np.array([[0.5, 0.0, -0.12], [0.0, -0.25, 1.0], [-0.12, 1.0, 2.0]]),
    frozen=0,
    largest=2.0,
    largest_at=(2, 2),
    own_share=0.68,
    asymmetry=0.0,
    samples=250,
    train_samples=250,
    products=3,
    seconds=0.0042,
    step=3,
    epoch=1.5,
)
CHECKED = HessianCheckAnswer(
    count=9,
    agreeing=9,
    row=WEIGHT,
    column=OUTER,
    exact=-0.12,
    difference=-0.120000004,
    error=2e-9,
    digits=8.7,
    kinks=True,
    gradients=6,
    seconds=0.01,
    step=3,
    epoch=1.5,
)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ((0, 2), "Raising w₂₁⁽¹⁾ by 0.1 changes the slope ∂L/∂w₃₂⁽²⁾ by about −0.012."),
        ((2, 1), "Raising w₃₂⁽²⁾ by 0.1 changes the slope ∂L/∂b₃⁽¹⁾ by about +0.10."),
        ((0, 1), "Raising w₂₁⁽¹⁾ by 0.1 does not change the slope ∂L/∂b₃⁽¹⁾."),
        ((1, 1), "Own curvature of b₃⁽¹⁾, the bias of neuron 1.3: raising it by 0.1 changes its own slope"),
    ],
)
def test_an_entry_says_which_two_and_what_its_number_means(cell: tuple[int, int], told: str) -> None:
    assert entry_words(ANSWER, cell, EXPERIMENT).startswith(told)


def test_an_entry_is_written_with_its_number() -> None:
    written = latex(entry_formula(ANSWER, (0, 2)))
    assert r"\frac" in written
    assert "0.120" in written
    assert "^{2}" in latex(entry_formula(ANSWER, (0, 0))).split("=")[0]


def test_the_whole_and_its_blocks_say_how_much_lies_where() -> None:
    assert "68\u2009% lies on the diagonal; the rest couples weights." in picture_words(ANSWER, EXPERIMENT)
    block = replace(ANSWER, rows=(WEIGHT, BIAS), columns=(OUTER,), entries=np.array([[-0.12], [1.0]]))
    assert "a weight of layer 1 changes the slopes of layer 2" in picture_words(block, EXPERIMENT)
    assert picture_words(replace(ANSWER, largest=0.0), EXPERIMENT) == "Every entry here is 0."
    assert "3 × 3 exact entries of all 250 training samples" in cost_words(ANSWER)
    some = replace(ANSWER, samples=100, frozen=2)
    assert cost_words(some).startswith("2 frozen left out. 3 × 3 exact entries of the first 100 of 250 ")


def test_the_check_says_how_many_agree_and_why_some_may_not() -> None:
    assert check_words(CHECKED).startswith("All 9 entries agree")
    assert "∂²L/∂w₂₁⁽¹⁾∂w₃₂⁽²⁾, to 8 digits (−0.120000000 and −0.120000004)" in check_words(CHECKED)
    assert KINKS not in check_words(CHECKED)
    assert check_words(replace(CHECKED, agreeing=7)).startswith("7 of 9 entries agree")
    assert check_words(replace(CHECKED, agreeing=7)).endswith(KINKS)
    assert not check_words(replace(CHECKED, agreeing=7, kinks=False)).endswith(KINKS)
    assert check_words(replace(CHECKED, error=0.0)).endswith("to the last digit.")
