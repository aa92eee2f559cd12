"""Sentences about a point, each in the situation in which it is true."""

from __future__ import annotations

import math
import re

import pytest

from playground.document.choices import FunctionKind
from playground.document.experiment import Experiment
from playground.document.functions_view import FunctionChoice
from playground.ui.panels.functions.digits import Digits, agreeing, differing, told_apart
from playground.ui.panels.functions.function_words import function_text, variable_of
from playground.ui.panels.functions.slope_formula import with_numbers
from playground.ui.panels.functions.slope_words import bent, nudged, seen
from playground.ui.theme.numbers import format_compact, parse_number
from playground.ui.widgets.maths.plain import plain
from playground.worker.questions import PointAnswer, PointQuestion
from playground.worker.run import Run
from playground.worker.studies.slope import study_point

CLASSIC, ACTIVATION, FORMULA = FunctionKind.CLASSIC, FunctionKind.ACTIVATION, FunctionKind.FORMULA


@pytest.fixture(scope="module")
def run() -> Run:
    return Run(Experiment())


def point(run: Run, kind: FunctionKind, name: str, x: float, h: float) -> PointAnswer:
    return study_point(run, PointQuestion(FunctionChoice(kind, name), x, h))


@pytest.mark.parametrize(
    ("kind", "name", "x", "h", "claim"),
    [
        (CLASSIC, "parabola", 1.5, 1.0, "A chord of slope +4.00, the tangent has +3.00."),
        (CLASSIC, "parabola", 1.5, 1e-3, "The chord is nearly the tangent: quotient and slope agree to 3"),
        (CLASSIC, "exponential", 1.0, 1e-8, "h is small enough: quotient and slope agree to"),
        (CLASSIC, "exponential", 1.0, 1e-14, "h is too small: quotient and slope agree to"),
        (CLASSIC, "exponential", 1.0, 1e-16, "The computer can no longer tell x + h from x."),
        (CLASSIC, "cosine", 1e-3, 1e-16, "The computer can no longer tell f(x + h) from f(x)."),
        (CLASSIC, "sine", 0.0, 0.1, "The chord is nearly the tangent: quotient and slope agree to 2 digits."),
        (CLASSIC, "absolute", 0.0, 0.1, "A kink: the slope is −1.00 on the left, +1.00 on the right."),
        (CLASSIC, "absolute", 2.0, 0.5, "Quotient and slope are the same number."),
        (CLASSIC, "reciprocal", 0.0, 0.1, "There is no f(x) here."),
        (CLASSIC, "logarithm", -1.0, 0.1, "f has no value here."),
        (CLASSIC, "root", 0.0, 0.1, "f ends here."),
        (FORMULA, "floor(x)", 1.0, 0.1, "f jumps here."),
        (FORMULA, "x^3 - x", 1.0, 5e-13, "h is too small: quotient and slope agree to"),
        (CLASSIC, "reciprocal", -0.2, 0.5, "The curve is broken between x and x + h:"),
        (FORMULA, "1/x", -0.21, 0.5, "The curve is broken between x and x + h:"),
        (FORMULA, "tan(x)", 1.0, 1.0, "The curve is broken between x and x + h:"),
        (FORMULA, "floor(x)", 1.5, 0.7, "The curve is broken between x and x + h:"),
        (FORMULA, "tanh(500*x)", -0.4, 1.0, "A chord of slope"),
        (CLASSIC, "absolute", -0.4, 1.0, "A chord of slope"),
        (CLASSIC, "reciprocal", 0.2, 0.5, "A chord of slope"),
        (FORMULA, "sqrt(1 - x)", 0.5, 1.0, "f(x + h) has no value."),
        (ACTIVATION, "relu", 0.0, 0.1, "A kink: the slope is 0.00 on the left, +1.00 on the right."),
    ],
)
def test_what_is_seen(run: Run, kind: FunctionKind, name: str, x: float, h: float, claim: str) -> None:
    assert seen(point(run, kind, name, x, h))[0].startswith(claim)


def test_reasons_carry_true_numbers(run: Run) -> None:
    chord = point(run, CLASSIC, "parabola", 1.5, 1.0)
    assert "|f″|·h/2 = 1:" in seen(chord)[1]
    assert nudged(chord) == "Raising x by 0.1 raises f by about 0.3."
    left = [seen(point(run, CLASSIC, "exponential", 1.0, h))[1] for h in (1e-7, 1e-10, 2e-8)]
    assert [each.split(",")[0] for each in left] == [
        "What is left is the bend between the points",
        "What is left is rounding",
        "The bend between the points and rounding now do about equal harm: no h is much better.",
    ]
    assert "shrinks with h" in seen(point(run, CLASSIC, "sine", 0.0, 1e-4))[1]
    assert bent(chord).replace("\N{NO-BREAK SPACE}", " ").startswith("f″ = +2.00: the slope rises here")
    assert "the curve bends down" in bent(point(run, CLASSIC, "sine", 1.0, 0.1))
    assert "neither rises nor falls" in bent(point(run, CLASSIC, "cubic", 0.0, 0.1))
    assert nudged(point(run, CLASSIC, "parabola", 0.0, 0.1)).startswith("The tangent is level")
    assert nudged(point(run, CLASSIC, "reciprocal", 1.0, 0.1)) == "Raising x by 0.01 lowers f by about 0.01."
    assert "training takes the slope on the left" in seen(point(run, ACTIVATION, "relu", 0.0, 0.1))[1]
    assert bent(point(run, CLASSIC, "absolute", 0.0, 0.1)) == ""
    moved = (1.0 + 5e-13) - 1.0
    assert f"lies {format_compact(moved, 6)} beyond x" in seen(point(run, FORMULA, "x^3 - x", 1.0, 5e-13))[1]


def test_the_rule_of_thumb_is_said_only_where_it_holds(run: Run) -> None:
    for name, x, h in (("exponential", 1.0, 1.0), ("flat_valley", 2.0, 1.0), ("sine", 1.0, 0.3)):
        told = point(run, CLASSIC, name, x, h)
        assert told.error is not None and told.truncation is not None
        holds = abs(abs(told.error) - told.truncation) < 0.1 * told.truncation
        assert ("·h/2" in seen(told)[1]) == holds
        assert holds or seen(told)[1].startswith(f"They differ by {format_compact(abs(told.error))}.")


def test_what_is_written_out_gives_what_is_said_to_come_of_it(run: Run) -> None:
    for h in (0.5, 1e-3, 1e-6, 5e-13):
        above, below, quotient = re.split("[/=]", plain(with_numbers(point(run, CLASSIC, "bumpy", 4.0, h))))
        numbers = [parse_number(each) for each in above.strip("≈ ()").split(" − ")]
        first, second = [*numbers, 0.0][:2]
        divided, told = parse_number(below), parse_number(quotient)
        assert None not in (first, second, divided, told)
        assert (first - second) / divided == pytest.approx(told, rel=0.01)  # type: ignore[operator]
    assert told_apart(1.30645, 1.30645 + 1e-12, 6, 9) is None
    assert told_apart(0.98399941, 0.98399938, 7, 12) == ("0.98399941", "0.98399938")


def test_a_bias_is_called_b_and_a_weight_w() -> None:
    for source, letter in ((-1, "b"), (0, "w")):
        loss = FunctionChoice(FunctionKind.LOSS, "", (0, source, 1))
        assert (variable_of(loss), function_text(loss)) == (letter, f"L({letter})")


def test_digits_that_agree_and_that_differ() -> None:
    quotient, slope = agreeing(2.71828187, math.e, 7.7)
    assert (quotient.text, slope.text) == ("2.718281870000000", "2.718281828459045")
    assert (quotient.end, slope.text[: slope.end]) == (8, "2.718281")
    assert agreeing(4.0, 3.0, 0.4)[0].end == 0
    assert agreeing(-0.02, -0.02, 17.0)[0] == Digits("−0.02000000000000000", 0, 20)
    ahead, value = differing(2.2500001, 2.25)
    assert (ahead.text[ahead.begin :], value.text[: value.begin]) == ("100000000", "2.250000")
    assert differing(1e-9, 2e-9)[0].text == "1.000000000000000·10⁻⁹"
