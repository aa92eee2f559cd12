"""A person's formula of x: read, and differentiated twice."""

from __future__ import annotations

import numpy as np
import pytest

from playground.data.formula_jets import formula_jet, formula_kinks
from playground.formula.errors import FormulaError
from playground.formula.of_x import pretty_of_x, read_of_x

SMOOTH = [
    "x",
    "-x^3 + 2x",
    "x^2*sin(x)",
    "cos(3x)/(1 + x^2)",
    "exp(-x^2/2)",
    "log(1 + x^2)",
    "sqrt(x^2 + 1)",
    "tan(x/3)",
    "tanh(2x - 1)",
    "sigmoid(x)*x",
    "(x^2 + 1)^x",
    "2^x",
    "(x + 5)^1.5",
    "abs(x - 9)*max(x, -x^2 - 9)",
    "relu(x + 8)^2 - min(x, 9)",
    "pi*x + e",
]


@pytest.mark.parametrize("text", SMOOTH)
def test_derivatives_agree_with_differences(text: str) -> None:
    tree, h = read_of_x(text), 1e-5
    x = np.linspace(-2.0, 2.0, 23) + 0.011
    value, slope, bend = formula_jet(tree, x)
    ahead, behind = formula_jet(tree, x + h), formula_jet(tree, x - h)
    scale = 1 + np.abs(value) + np.abs(slope) + np.abs(bend)
    assert (np.abs((ahead[0] - behind[0]) / (2 * h) - slope) < 1e-8 * scale).all()
    assert (np.abs((ahead[1] - behind[1]) / (2 * h) - bend) < 1e-8 * scale).all()


def test_where_there_is_no_value_there_are_no_derivatives() -> None:
    value, slope, bend = formula_jet(read_of_x("log(x)"), np.array([-1.0, 0.0, 2.0]))
    assert np.isnan(value[0]) and np.isnan(slope[:2]).all() and np.isnan(bend[:2]).all()
    assert (slope[2], bend[2]) == (0.5, -0.25)
    powers = formula_jet(read_of_x("x^2 + x^1 + 3x^0"), np.array([0.0]))
    assert [float(each[0]) for each in powers] == [3.0, 1.0, 2.0]


def test_kinks_are_found() -> None:
    assert formula_kinks(read_of_x("abs(x - 1) + relu(x^2 - 2) - max(x, 0)"), -3.0, 3.0) == pytest.approx(
        (-np.sqrt(2), 0.0, 1.0, np.sqrt(2))
    )
    assert formula_kinks(read_of_x("sin(x)"), -3.0, 3.0) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x1 + 1", "x1 is not known. Use x."),
        ("y", "y is not known. Use x."),
        ("3", "it is the same everywhere. Use x in it."),
        ("min(x)", "min needs two numbers, with a comma between. Write min(x, 1)."),
        ("x(2)", "x is not a function. Write * before the bracket."),
        ("sin", "sin needs a number in brackets. Write sin(x)."),
    ],
)
def test_errors_speak_of_x(text: str, said: str) -> None:
    with pytest.raises(FormulaError) as caught:
        read_of_x(text)
    assert str(caught.value) == said


def test_a_formula_of_x_is_written_as_in_a_book() -> None:
    assert pretty_of_x("3*x^2 - exp(-x)") == "3x² − exp(−x)"
    assert pretty_of_x("x1") == "x1"
