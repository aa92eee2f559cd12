"""What is refused, at which character, with which words; and the two texts of a formula."""

from __future__ import annotations

import pytest

from playground.formula.errors import FormulaError
from playground.formula.reading import DEEPEST, MOST_CHARACTERS, MOST_PARTS, read
from playground.formula.tree import coordinates_of, walk
from playground.formula.writing import canonical, pretty


def refused(text: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        read(text)
    return caught.value


# The text with the characters in « » that the error points at.
@pytest.mark.parametrize(
    ("marked", "says"),
    [
        ("sin(«x3»)", "x3 is not known"),
        ("x1 + «foo»(x2)", "foo is not known"),
        ("«x»", "Use x1 and x2"),
        ("x1*«x12»", "Use x1 and x2"),
        ("«sin» x1", "sin needs a number in brackets"),
        ("2*«sinx1»", "sin needs a number in brackets"),
        ("«min»", "min needs two numbers in brackets"),
        ("x1«)»", "a bracket too many"),
        ("«)»", "a bracket too many"),
        ("2*«(»x1 + 1", "not closed"),
        ("sin«(»x1", "not closed"),
        ("x1*(«)»", "nothing in the brackets"),
        ("sin(«)»", "needs a number in its brackets"),
        ("x1 +«»", "missing at the end"),
        ("x1 * «/» x2", "missing before “/”"),
        ("(x1 + «)»", "missing before “)”"),
        ("«*»x1", "missing before “*”"),
        ("min(x1«)»", "two numbers, with a comma between"),
        ("max(x1, x2«,» 3)", "takes two numbers only"),
        ("sin(x1«,» x2)", "takes one number only"),
        ("(x1«,» x2)", "a comma stands only"),
        ("0«,»5x1", "Write decimals with a point"),
        ("x1 «2»", "side by side"),
        ("1/2«x1»", "not clear what is multiplied"),
        ("6/2«(»1 + x1)", "not clear what is multiplied"),
        ("x1^2«x2»", "not clear what is multiplied"),
        ("2x1^2«x2»", "not clear what is multiplied"),
        ("x1«(»x2 + 1)", "x1 is not a function"),
        ("e«(»x1)", "e is not a function"),
        ("x1²«^»3", "two powers"),
        ("x1² «²»", "two powers"),
        ("«|»x1|", "Write abs(x1)"),
        ("x1 «=» 2", "has no meaning"),
        ("«1e999»x1", "too large"),
        ("«»", "nothing yet"),
        ("«2 + pi»", "the same everywhere"),
    ],
)
def test_it_points_at_what_is_wrong(marked: str, says: str) -> None:
    position = marked.index("«")
    length = marked.index("»") - position - 1
    error = refused(marked.replace("«", "").replace("»", ""))
    assert (error.position, error.length) == (position, length)
    assert says in str(error)


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [
        ("", True),
        ("2", True),
        ("sin", True),
        ("sin(", True),
        ("sin(x1", True),
        ("x1 +", True),
        ("min(x1", True),
        ("x1)", False),
        ("foo", False),
        ("x1 +)", False),
    ],
)
def test_what_may_still_become_right_is_told_apart(text: str, unfinished: bool) -> None:
    assert refused(text).unfinished is unfinished


def test_the_length_is_limited() -> None:
    longest = "x1" + " " * (MOST_CHARACTERS - 2)
    read(longest)
    error = refused(f"{longest}  ")
    assert (error.position, error.length) == (MOST_CHARACTERS, 2)


def test_the_number_of_parts_is_limited() -> None:
    most = "1" + "+1" * (MOST_PARTS // 2 - 1)
    read(most.replace("1", "x1", 1))
    assert "parts" in str(refused(f"{most}+1+1"))


def test_the_depth_is_limited_long_before_the_stack() -> None:
    read("(" * (DEEPEST - 1) + "x1" + ")" * (DEEPEST - 1))
    for deep in ("(" * DEEPEST + "x1", "(" * 190, "-" * 190 + "x1", "x1" + "^x1" * 60):
        assert "inside one another" in str(refused(deep))


def test_a_formula_whose_one_text_is_too_long_is_refused_too() -> None:
    spaced = "+".join(["x1"] * 50)
    assert len(spaced) < MOST_CHARACTERS < len(" + ".join(["x1"] * 50))
    with pytest.raises(FormulaError, match="characters"):
        canonical(spaced)


@pytest.mark.parametrize(
    ("text", "key", "shown"),
    [
        (" sin( x1*x2 ) ", "sin(x1*x2)", "sin(x₁x₂)"),
        ("2x₁", "2*x1", "2x₁"),
        ("-2x1", "-2*x1", "−2x₁"),
        ("2(x1+1)", "2*(x1 + 1)", "2(x₁ + 1)"),
        ("(((x1)))", "x1", "x₁"),
        ("x1²x2", "x1^2*x2", "x₁²x₂"),
        ("x1*2", "x1*2", "x₁·2"),
        ("(x1-x2)-(1-x1)", "x1 - x2 - (1 - x1)", "x₁ − x₂ − (1 − x₁)"),
        ("(2^x1)^2", "(2^x1)^2", "(2^x₁)²"),
        ("2^(x1^2)", "2^x1^2", "2^x₁²"),
        ("(-x1)^2", "(-x1)^2", "(−x₁)²"),
        ("1/(2x1)", "1/(2*x1)", "1/(2x₁)"),
        ("2*sin(x1)", "2*sin(x1)", "2 sin(x₁)"),
        ("0.10x1 + 1E-7", "0.1*x1 + 1e-07", "0.1x₁ + 1e−07"),
        ("exp(-(x1^2+x2^2)/2)", "exp(-(x1^2 + x2^2)/2)", "exp(−(x₁² + x₂²)/2)"),
        ("PI*x1", "pi*x1", "π·x₁"),
    ],
)
def test_each_formula_has_one_text_and_one_to_read(text: str, key: str, shown: str) -> None:
    assert (canonical(text), pretty(text)) == (key, shown)


def test_what_is_no_formula_is_shown_as_it_is() -> None:
    assert pretty("petal width") == "petal width"


def test_the_coordinates_it_uses() -> None:
    assert coordinates_of(read("sin(x2)")) == {2}
    assert coordinates_of(read("x1^x2")) == {1, 2}
    assert len(list(walk(read("max(x1, -2)")))) == 4
