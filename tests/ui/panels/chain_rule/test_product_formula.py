"""The product and the sum in the panel are those of the network, and only what is known is told."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from playground.document.choices import Extent
from playground.ui.panels.chain_rule import symbols
from playground.ui.panels.chain_rule.product_formula import path_formula, path_numbers, sum_formula
from playground.ui.panels.chain_rule.stage import EVERYTHING, Stage
from playground.ui.theme.numbers import format_significant, parse_number
from playground.ui.widgets.maths.latex import latex
from playground.ui.widgets.maths.plain import plain
from playground.ui.widgets.maths.tree import Brackets, Coloured, Prose, keys_of
from playground.worker.snapshots import Parameter
from tests.ui.panels.chain_rule import by_numpy
from tests.ui.panels.chain_rule.answers import answer_of

WEIGHT = Parameter(0, 1, 0)
ANSWER = answer_of(4, 3, parameter=WEIGHT)


def numbers_in(text: str) -> list[float]:
    """Read the numbers of a formula's plain text."""
    found = (parse_number(each.strip("()").removeprefix("+")) for each in re.split(r" [=+·] |= ", text))
    return [number for number in found if number is not None]


def test_the_letters_of_a_path() -> None:
    assert latex(path_formula(answer_of(3, parameter=WEIGHT))) == (
        r"\frac{\partial L}{\partial w_{21}^{(1)}} = \frac{\partial L}{\partial \hat{y}}"
        r" \, \frac{\partial \hat{y}}{\partial z^{(2)}}"
        r" \, \frac{\partial z^{(2)}}{\partial a_{1}^{(1)}}"
        r" \, \frac{\partial a_{1}^{(1)}}{\partial z_{1}^{(1)}}"
        r" \, \frac{\partial z_{1}^{(1)}}{\partial w_{21}^{(1)}}"
    )
    assert plain(path_formula(ANSWER)).startswith("this path: ∂L/∂ŷ ∂ŷ/∂z⁽³⁾ ∂z⁽³⁾/∂a")


def test_the_numbers_of_a_path_are_its_slopes_and_their_product() -> None:
    *factors, product = numbers_in(plain(path_numbers(ANSWER, EVERYTHING)))
    assert factors == pytest.approx([link.derivative for link in reversed(ANSWER.links)], rel=6e-3)
    whole = by_numpy.path_product(ANSWER, ANSWER.paths[0].neurons)
    assert product == pytest.approx(whole, rel=1e-3)
    assert plain(path_numbers(ANSWER, EVERYTHING)).endswith(f"= {'+' if whole > 0 else ''}{product:.5f}")


def test_the_sum_is_of_all_paths_and_is_the_slope() -> None:
    *terms, total = numbers_in(plain(sum_formula(ANSWER, EVERYTHING)))
    assert terms == pytest.approx(
        [by_numpy.path_product(ANSWER, path.neurons) for path in ANSWER.paths], abs=6e-6
    )
    assert len(terms) == 3 and total == pytest.approx(sum(terms), abs=2e-5)
    assert total == pytest.approx(by_numpy.slope(ANSWER, WEIGHT), abs=6e-6)


def test_paths_beyond_the_listed_are_one_term() -> None:
    answer = answer_of(4, 3, 3, parameter=WEIGHT, most_paths=2)
    text = plain(sum_formula(answer, EVERYTHING))
    assert "(7 others)" in text
    others = parse_number(text.split(" (7 others)")[0].rsplit(" + ", 1)[1].strip("()"))
    shown = sum(by_numpy.path_product(answer, path.neurons) for path in answer.paths)
    assert others == pytest.approx(by_numpy.slope(answer, WEIGHT) - shown, rel=0.01, abs=1e-5)


def test_an_only_path_needs_no_sum() -> None:
    answer = answer_of(3, parameter=WEIGHT)
    assert sum_formula(answer, EVERYTHING) is None
    assert answer.path_count == 1


def test_the_mean_of_several_samples_is_told_apart_from_one_samples_product() -> None:
    answer = answer_of(4, 3, parameter=WEIGHT, extent=Extent.ALL)
    assert plain(path_formula(answer)).startswith("this path, sample 6: ∂L₆/∂ŷ")
    assert numbers_in(plain(path_numbers(answer, EVERYTHING)))[-1] == pytest.approx(
        by_numpy.path_product(answer, answer.chosen_path.neurons), rel=1e-3
    )
    text = plain(sum_formula(answer, EVERYTHING))
    assert f"= 1/{answer.samples} ∑ₛ" in text
    assert numbers_in(text)[-1] == pytest.approx(float(answer.by_sample.mean()), abs=6e-6)


def test_what_is_not_known_yet_is_a_box() -> None:
    text = plain(path_numbers(ANSWER, Stage(values=8, links=2)))
    first, second = (symbols.number_text(link.derivative) for link in reversed(ANSWER.links[-2:]))
    assert text.replace("(", "").replace(")", "") == f"= {first} · {second} · □ · □ · □ · □ · □ = □"
    assert plain(sum_formula(ANSWER, Stage(values=8, links=6))).endswith("= □ + □ + □ = □")


def test_each_factor_can_be_pointed_at() -> None:
    wanted = tuple(("link", index) for index in reversed(range(len(ANSWER.links))))
    assert keys_of(path_formula(ANSWER)) == keys_of(path_numbers(ANSWER, EVERYTHING)) == wanted
    assert keys_of(path_numbers(ANSWER, Stage(links=0))) == wanted


@pytest.mark.parametrize(
    ("value", "slope_token", "value_token"),
    [(0.5, "dpos", "pos"), (-0.5, "dneg", "neg"), (0.0, "ink2", "ink2")],
)
def test_a_number_has_the_colour_of_its_sign(value: float, slope_token: str, value_token: str) -> None:
    written = Prose("0" if value == 0 else format_significant(value), bold=True)
    whole = Brackets(written) if value < 0 else written
    assert symbols.slope_number(value) == Coloured(whole, slope_token)
    assert symbols.value_number(value) == Coloured(whole, value_token)


def test_huge_tiny_and_no_products_can_be_read() -> None:
    def said(*products: float) -> str:
        paths = tuple(replace(path, product=each) for path, each in zip(ANSWER.paths, products, strict=True))
        return plain(sum_formula(replace(ANSWER, paths=paths, derivative=sum(products)), EVERYTHING))

    assert said(2e9, -1e9, 0.0).endswith("= 2.000·10⁹ + (−1.000·10⁹) + 0 = +1.000·10⁹")
    assert said(0.0, 0.0, 0.0).endswith("= 0 + 0 + 0 = 0")
    assert said(123.456, -0.0000042, 1.0).endswith("= 123.5 + (−4·10⁻⁶) + 1.0 = +124.5")


@pytest.mark.parametrize(
    ("parameter", "name", "read"),
    [
        (Parameter(0, 1, 0), "w₂₁⁽¹⁾", "x₂"),
        (Parameter(1, 2, 1), "w₃₂⁽²⁾", "a₃⁽¹⁾"),
        (Parameter(1, 11, 3), "w_(12,4)⁽²⁾", "a₁₂⁽¹⁾"),
        (Parameter(2, None, 0), "b₁⁽³⁾", "1"),
    ],
)
def test_a_parameter_has_a_name_and_reads_a_value(parameter: Parameter, name: str, read: str) -> None:
    assert plain(symbols.parameter_symbol(parameter)) == name
    assert plain(symbols.read_symbol(parameter)) == read
