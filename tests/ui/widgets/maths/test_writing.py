"""The same formula as LaTeX and as plain text."""

from __future__ import annotations

import pytest

from playground.ui.widgets.maths.latex import latex
from playground.ui.widgets.maths.plain import plain
from playground.ui.widgets.maths.tree import Brackets, Hat, Prose, Scripts, Text, keys_of, row
from tests.ui.widgets.maths.formulas import CHAIN, MEAN, NUMBERS, WEIGHT

SAID = [
    (
        CHAIN,
        r"\frac{\partial L}{\partial w_{21}^{(1)}} = \frac{\partial L}{\partial \hat{y}}"
        r" \, \frac{\partial \hat{y}}{\partial w_{21}^{(1)}}",
        "∂L/∂w₂₁⁽¹⁾ = ∂L/∂ŷ ∂ŷ/∂w₂₁⁽¹⁾",
    ),
    (
        NUMBERS,
        r"= \left(-1.708\right) \cdot 0.499 = \square",
        "= (−1.708) · 0.499 = □",
    ),
    (MEAN, r"\frac{1}{m} \sum_{i = 1}^{m} z_{1}^{(2)}", "1/m∑_(i = 1)ᵐz₁⁽²⁾"),
    (Scripts(Text("tanh", upright=True), None, Text("′")), r"{\mathrm{tanh}}^{'}", "tanh^′"),
    (row("δ", "⊙", "a"), r"\delta \odot a", "δ ⊙ a"),
    (Text("∂δ"), r"\partial\delta", "∂δ"),
    (Text("∂L"), r"\partial L", "∂L"),
    (Prose("all paths: 5 %"), r"\text{all paths: 5 \%}", "all paths: 5 %"),
    (Prose("−2.10·10⁻⁵"), r"-2.10\cdot10^{-5}", "−2.10·10⁻⁵"),
    (Prose("4\N{THIN SPACE}520"), r"4\,520", "4\N{THIN SPACE}520"),
    (row("a", "+", "−", "b"), "a + - b", "a + −b"),
    (Brackets(Hat(Text("y"))), r"\left(\hat{y}\right)", "(ŷ)"),
    (Scripts(Hat(Text("y")), Text("2")), r"\hat{y}_{2}", "ŷ₂"),
    (Scripts(Text("a"), Text("12,3")), "a_{12,3}", "a_(12,3)"),
]


@pytest.mark.parametrize(("node", "as_latex", "as_text"), SAID, ids=[text for _, _, text in SAID])
def test_a_formula_is_written(node, as_latex: str, as_text: str) -> None:
    assert latex(node) == as_latex
    assert plain(node) == as_text


def test_keys_are_told_once_in_reading_order() -> None:
    assert keys_of(row(CHAIN, WEIGHT, CHAIN)) == (("link", 1), ("link", 0))
