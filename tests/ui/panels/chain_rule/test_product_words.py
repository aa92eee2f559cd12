"""The sentence under the product is true, whatever the numbers are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playground.document.choices import Activation, Extent
from playground.ui.panels.chain_rule.product_words import UNKNOWN, words
from playground.ui.panels.chain_rule.stage import EVERYTHING, Stage
from playground.worker.questions import Nudge
from playground.worker.snapshots import Parameter
from tests.ui.panels.chain_rule import by_numpy
from tests.ui.panels.chain_rule.answers import answer_of

BIAS = Parameter(1, None, 0)
ANSWER = answer_of(4, 3, parameter=BIAS)


def said(slope: float, measured: float, **changes: object) -> str:
    nudge = Nudge(0.1, 0.1 * slope, measured)
    return words(replace(ANSWER, derivative=slope, nudge=nudge, **changes), EVERYTHING)


def test_the_loss_after_a_raise_is_that_of_the_network() -> None:
    weights = by_numpy.weights_of(ANSWER)
    before, after = (
        by_numpy.loss(by_numpy.raised(weights, BIAS, by), ANSWER.inputs, ANSWER.target) for by in (0.0, 0.1)
    )
    assert ANSWER.nudge.measured == pytest.approx(after - before, rel=1e-9)
    assert ANSWER.nudge.expected == pytest.approx(0.1 * by_numpy.slope(ANSWER, BIAS), rel=1e-6)


def test_a_slope_that_tells_the_change_is_said_as_one() -> None:
    assert said(0.846, 0.0861) == (
        "In words: raising this bias by 0.1 would raise the loss by about 0.0846,"
        " so gradient descent pushes it down."
    )
    assert said(-0.846, -0.0861) == (
        "In words: raising this bias by 0.1 would lower the loss by about 0.0846,"
        " so gradient descent pushes it up."
    )


def test_where_the_loss_bends_both_numbers_are_said() -> None:
    assert said(0.0280, 0.00354) == (
        "In words: a small step that raises this bias raises the loss 0.0280 times as much,"
        " so gradient descent pushes it down."
        " A whole step of 0.1 changes the loss by +0.00354, where the slope alone says +0.00280."
    )
    assert "lowers the loss 3.00·10⁸ times as much" in said(-3e8, 12.0)


def test_a_flat_place_is_named() -> None:
    assert said(0.0, 0.2) == "In words: right here the loss does not react to this bias."
    dead = answer_of(3, activation=Activation.RELU, parameter=Parameter(0, None, 1), steps=0)
    flat = replace(dead.links[1], derivative=0.0)
    sentence = words(replace(dead, derivative=0.0, links=(dead.links[0], flat, *dead.links[2:])), EVERYTHING)
    assert sentence.endswith("to this bias: its neuron's activation is flat at this z.")


def test_whose_loss_it_is_and_what_else_bears_on_it_is_said() -> None:
    of_all = said(0.5, 0.05, extent=Extent.ALL, samples=1250, penalty=-0.002)
    assert "raise the mean loss of all 1\N{THIN SPACE}250 samples by about 0.0500" in of_all
    assert of_all.endswith("The penalty, not counted here, adds −0.00200 to the slope.")
    assert "the mean loss of the next 10 samples" in said(0.5, 0.05, extent=Extent.BATCH, samples=10)
    kink = (replace(ANSWER.links[0], kink=True), *ANSWER.links[1:])
    assert said(0.5, 0.05, links=kink).endswith("the slope from the left is used.")


def test_nothing_is_said_before_it_is_known() -> None:
    assert words(ANSWER, Stage(links=2)) == UNKNOWN
