"""Backpropagation in the panel gives δ as worked out plainly, and the same derivative."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document.choices import Extent
from playground.ui.panels.chain_rule.cost_bars import cost_sentence, costs_of
from playground.ui.panels.chain_rule.delta_formula import (
    layer_formulas,
    mean_formula,
    neuron_formula,
    parameter_formula,
)
from playground.ui.panels.chain_rule.product_formula import path_formula
from playground.ui.panels.chain_rule.stage import EVERYTHING, Stage
from playground.ui.panels.chain_rule.symbols import number_text
from playground.ui.widgets.maths.latex import latex
from playground.ui.widgets.maths.plain import plain
from playground.worker.snapshots import Parameter
from tests.ui.panels.chain_rule import by_numpy
from tests.ui.panels.chain_rule.answers import answer_of, answer_of_classes

WEIGHT = Parameter(0, 1, 0)
ANSWER = answer_of(4, 3, parameter=WEIGHT)


def bracketed(value: float) -> str:
    return f"({number_text(value)})" if value < 0 else number_text(value)


def test_the_deltas_go_from_the_output_back() -> None:
    formulas, deltas = layer_formulas(ANSWER, EVERYTHING), by_numpy.deltas(ANSWER)
    assert len(formulas) == 3
    for formula, delta in zip(formulas, reversed(deltas), strict=True):
        assert plain(formula).endswith("= (" + " ".join(number_text(each) for each in delta) + ")")
    assert latex(formulas[0]).startswith(
        r"\delta^{(3)} = \frac{\partial L}{\partial \hat{y}} \odot f' \left(z"
    )
    assert latex(formulas[1]).startswith(r"\delta^{(2)} = \left(W^{(3)} \delta^{(3)}\right) \odot f'")


def test_the_own_neurons_delta_is_written_out() -> None:
    deltas, weights = by_numpy.deltas(ANSWER), by_numpy.weights_of(ANSWER)
    slope = 1 - by_numpy.activations(weights, ANSWER.inputs)[1][0] ** 2
    terms = (f"{bracketed(w)} · {bracketed(d)}" for w, d in zip(weights[1][0][0], deltas[1], strict=True))
    assert plain(neuron_formula(ANSWER, EVERYTHING)) == (
        f"δ₁⁽¹⁾ = {number_text(slope)} · ({' + '.join(terms)}) = {bracketed(deltas[0][0])}"
    )


def test_of_many_terms_a_few_are_written_and_the_rest_counted() -> None:
    answer = answer_of(4, 8, parameter=WEIGHT)
    text = plain(neuron_formula(answer, EVERYTHING))
    chosen = answer.chosen_path.neurons[1]
    places = range(3) if chosen < 3 else (0, 1, chosen)
    weights, deltas = by_numpy.weights_of(answer)[1][0][0], by_numpy.deltas(answer)[1]
    terms = (f"{bracketed(weights[at])} · {bracketed(deltas[at])}" for at in places)
    assert f" · ({' + '.join(terms)} + 5 more) = " in text


def test_the_weights_slope_is_what_it_reads_times_delta() -> None:
    read, delta = ANSWER.inputs[1], by_numpy.deltas(ANSWER)[0][0]
    text = plain(parameter_formula(ANSWER, EVERYTHING))
    assert text.startswith(f"∂L/∂w₂₁⁽¹⁾ = x₂ · δ₁⁽¹⁾ = {bracketed(read)} · {bracketed(delta)} = ")
    total = float(text.rsplit("= ", 1)[1].replace("−", "-"))
    assert total == pytest.approx(by_numpy.slope(ANSWER, WEIGHT), rel=1e-3)


def test_a_weight_of_the_last_layer_needs_no_layer_above() -> None:
    answer = answer_of(4, 3, parameter=Parameter(2, 1, 0), extent=Extent.BATCH)
    assert len(layer_formulas(answer, EVERYTHING)) == 1
    assert neuron_formula(answer, EVERYTHING) is None
    assert plain(parameter_formula(answer, EVERYTHING)).startswith("∂L₆/∂w₂₁⁽³⁾ = a₂⁽²⁾ · δ⁽³⁾ = ")
    text = plain(mean_formula(answer, EVERYTHING))
    assert float(text.rsplit("= ", 1)[1].replace("−", "-")) == pytest.approx(
        float(answer.by_sample.mean()), rel=1e-3
    )


def test_several_outputs_each_have_a_delta_from_the_loss_itself() -> None:
    answer = answer_of_classes(Parameter(0, 1, 2))
    shares = np.exp(answer.outputs) / np.exp(answer.outputs).sum()
    first, *_ = layer_formulas(answer, EVERYTHING)
    numbers = " ".join(number_text(each) for each in shares - answer.target)
    assert plain(first) == f"δ⁽²⁾ = ∂L/∂z⁽²⁾ = ({numbers})"
    unit = answer.chosen_path.neurons[-1] + 1
    assert latex(path_formula(answer)).endswith(
        rf"\frac{{\partial L}}{{\partial z_{{{unit}}}^{{(2)}}}}"
        rf" \, \frac{{\partial z_{{{unit}}}^{{(2)}}}}{{\partial a_{{3}}^{{(1)}}}}"
        r" \, \frac{\partial a_{3}^{(1)}}{\partial z_{3}^{(1)}}"
        r" \, \frac{\partial z_{3}^{(1)}}{\partial w_{23}^{(1)}}"
    )


def test_the_slope_of_a_bias_is_delta() -> None:
    text = plain(parameter_formula(answer_of(4, 3, parameter=Parameter(1, None, 0)), EVERYTHING))
    assert text.startswith("∂L/∂b₁⁽²⁾ = 1 · δ₁⁽²⁾ = 1 · ")


def test_of_a_wide_layer_the_paths_own_number_is_among_the_few() -> None:
    answer = answer_of(9, 3, parameter=Parameter(0, 0, 7))
    delta = by_numpy.deltas(answer)[0]
    few = " ".join([number_text(delta[0]), number_text(delta[1]), "…", number_text(delta[7]), "…"])
    assert plain(layer_formulas(answer, EVERYTHING)[-1]).endswith(f"= ({few}) of 9")


def test_deltas_are_boxes_until_the_walk_has_come_back_to_them() -> None:
    stage = Stage(links=3)
    texts = [plain(each) for each in layer_formulas(ANSWER, stage)]
    assert [text.endswith("□") for text in texts] == [False, True, True]
    assert neuron_formula(ANSWER, stage) is None
    assert plain(parameter_formula(ANSWER, stage)).endswith("· □ = □")


def test_the_counts_and_why_backpropagation_is_the_clever_order() -> None:
    counts = [cost.count for cost in costs_of(ANSWER)]
    assert counts == [ANSWER.by_paths, ANSWER.by_deltas, ANSWER.all_by_paths, ANSWER.all_by_deltas]
    assert "each δ is computed once and used by every path" in cost_sentence(ANSWER)
    few_paths = answer_of(2, parameter=WEIGHT)
    takes_less = few_paths.by_paths < few_paths.by_deltas
    assert ("the paths take less" in cost_sentence(few_paths)) is takes_less
