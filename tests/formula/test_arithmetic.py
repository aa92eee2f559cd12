"""Formulas against Python's own reading of the same text."""

from __future__ import annotations

import ast
import math
import operator
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.formulas import formula_column
from playground.formula.errors import FormulaError
from playground.formula.reading import read
from playground.formula.writing import canonical, pretty, write

if TYPE_CHECKING:
    from collections.abc import Callable

POINTS = [(1.75, -0.6), (-2.5, 3.25), (0.3, 0.9), (-1.0, -4.0)]
OPERATORS: dict[type, Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
FUNCTIONS: dict[str, Callable[..., float]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "abs": abs,
    "tanh": math.tanh,
    "sigmoid": lambda z: 1.0 / (1.0 + math.exp(-z)),
    "relu": lambda z: max(z, 0.0),
    "sign": lambda z: float((z > 0) - (z < 0)),
    "floor": lambda z: float(math.floor(z)),
    "min": min,
    "max": max,
}


def by_python(node: ast.AST, names: dict[str, float]) -> float:
    """Compute what Python's parser makes of a text."""
    if isinstance(node, ast.Expression):
        return by_python(node.body, names)
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](by_python(node.left, names), by_python(node.right, names))
    if isinstance(node, ast.UnaryOp):
        return OPERATORS[type(node.op)](by_python(node.operand, names))
    if isinstance(node, ast.Call):
        return FUNCTIONS[node.func.id](*(by_python(each, names) for each in node.args))
    return names[node.id] if isinstance(node, ast.Name) else float(node.value)


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from([" + ", "-", "*", " /", "^"])
    pairs = st.lists(st.tuples(signs, parts), min_size=1, max_size=4)
    return st.tuples(parts, pairs).map(lambda made: made[0] + "".join(a + b for a, b in made[1]))


def longer(shorter: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    one = st.sampled_from([name for name in FUNCTIONS if name not in ("min", "max")])
    return st.one_of(
        joined(shorter),
        shorter.map("({})".format),
        shorter.map("-{}".format),
        st.tuples(one, shorter).map(lambda made: f"{made[0]}({made[1]})"),
        st.tuples(st.sampled_from(["min", "max"]), shorter, shorter).map(lambda m: f"{m[0]}({m[1]}, {m[2]})"),
    )


texts = st.recursive(
    st.sampled_from(["x1", "x2", "x1", "x2", "2", "3", "0.5", "1e-1", "pi", "e"]), longer, max_leaves=12
)


@given(texts)
def test_signs_hold_as_they_do_in_python(text: str) -> None:
    try:
        read(text)
    except FormulaError as error:
        assert error.problem.startswith(("it ", "too "))
        return
    expression = ast.parse(text.replace("^", "**"), mode="eval")
    ours = formula_column(text, np.array(POINTS))
    for (x1, x2), value in zip(POINTS, ours.tolist(), strict=True):
        try:
            theirs = by_python(expression, {"x1": x1, "x2": x2, "pi": math.pi, "e": math.e})
        except (ArithmeticError, ValueError, TypeError):
            continue
        if isinstance(theirs, float) and math.isfinite(theirs) and abs(theirs) < 1e12:
            assert value == pytest.approx(theirs, rel=1e-9, abs=1e-9)


@given(texts)
def test_what_is_written_back_reads_as_the_same_formula(text: str) -> None:
    try:
        tree = read(text)
        key = canonical(text)
    except FormulaError:
        return
    assert read(key) == tree
    assert canonical(key) == key
    assert canonical(text.replace(" ", "")) == key
    assert read(pretty(text)) == tree
    assert write(tree) == key


@given(st.text(st.sampled_from("x12 ₁²³+-*/^(),.e|πsincog·×"), max_size=30) | st.text(max_size=30))
def test_any_text_is_read_or_refused_at_a_place_in_it(text: str) -> None:
    try:
        read(text)
    except FormulaError as error:
        assert 0 <= error.position <= len(text)
        assert 0 <= error.position + error.length <= len(text)
        assert error.problem and error.remedy


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-x1^2", -9.0),
        ("2^x2^2", 2.0**16),
        ("2^-x2", 1 / 16),
        ("x1-x2-1", -2.0),
        ("x1/x2/2", 0.375),
        ("2x1", 6.0),
        ("2(x1+1)", 8.0),
        ("x1x2", 12.0),
        ("2x1^2", 18.0),
        ("2x1/3", 2.0),
        ("(x1+1)(x2+1)", 20.0),
        ("x₁²·x₂ − 1", 35.0),
        ("x1³", 27.0),
        ("x1**2", 9.0),
        ("X1 × 2 ÷ 3", 2.0),
        ("1e-3 x1", 0.003),
        (".5x1 + 2.", 3.5),
        ("+x1", 3.0),
        ("--x1", 3.0),
        ("x1 - -x2", 7.0),
        ("MAX(x1, x2) + π", 4.0 + math.pi),
        ("e^x1", math.e**3),
        ("sigmoid(1000x1)", 1.0),
        ("sigmoid(-1000x1)", 0.0),
        ("floor(-x1/2)", -2.0),
        ("2 sin(x1)", 2 * math.sin(3.0)),
    ],
)
def test_what_a_person_may_write(text: str, value: float) -> None:
    assert formula_column(text, np.array([[3.0, 4.0]])) == pytest.approx([value])
