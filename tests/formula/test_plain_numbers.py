"""Numbers as a person works them out while typing them."""

from __future__ import annotations

import math

import pytest

from playground.formula.arithmetic import number_of
from playground.formula.errors import FormulaError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.25", 0.25),
        ("0,25", 0.25),
        ("−1e-3", -0.001),
        ("-.5", -0.5),
        ("3·10⁻⁴", 3e-4),
        ("0.3*0,5 + 0.1", 0.25),
        ("−0.6·(−1.5)", 0.9),
        ("1 − (0.4)²", 0.84),
        ("2^-2", 0.25),
        ("tanh(−1)", math.tanh(-1)),
        ("1/(1 + exp(−0.5))", 1 / (1 + math.exp(-0.5))),
        ("log(1 + exp(2))", math.log1p(math.exp(2))),
        ("max(0, −0.3)", 0.0),
        ("relu(2) - sign(-3)*abs(-1)", 3.0),
        ("min(1, 2) + floor(2.7) + sqrt(9) + e - e + pi/pi", 7.0),
        ("sigmoid(0)", 0.5),
    ],
)
def test_a_number_is_worked_out(text: str, value: float) -> None:
    assert number_of(text) == pytest.approx(value, abs=1e-15)


@pytest.mark.parametrize(
    "text", ["", "abc", "1/0", "x1", "0.1 0.2", "log(0)", "exp(999)", "(−8)^0.5", "1e999"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        number_of(text)
