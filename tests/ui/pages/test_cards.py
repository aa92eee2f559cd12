"""What the cards say, before anything is drawn: sums in few terms, and what they are about."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.document import edits
from playground.document.experiment import Experiment
from playground.ui.canvas.design import design_of
from playground.ui.pages.cards.subjects import LayerSubject, exists, identity_of, neighbour, place_of
from playground.ui.pages.cards.sum_terms import terms_of
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.ui.pages.cards.subjects import Subject

numbers = st.floats(-1e4, 1e4)


@given(st.lists(numbers, max_size=40), numbers)
def test_what_is_shown_adds_up_and_is_less_than_a_digit_off(products: list[float], bias: float) -> None:
    total = math.fsum([*products, bias])
    terms = terms_of(products, bias, total)
    assert terms.decimals is not None
    digit = 10.0**-terms.decimals
    shown = [*terms.products, terms.rest, terms.bias]
    assert math.fsum(shown) == pytest.approx(terms.total, abs=digit / 100)
    assert terms.total == pytest.approx(total, abs=digit * 0.51)
    for place, value in zip(terms.shown, terms.products, strict=True):
        assert value == pytest.approx(products[place], abs=digit * 1.01)
    assert len(terms.shown) + terms.others == len(products)


def test_many_terms_are_the_largest_and_the_rest_in_one() -> None:
    products = [0.01, -2.0, 0.02, 1.0, 0.01, -0.5, 0.03, 0.25, -0.02, 3.0]
    terms = terms_of(products, 0.1, math.fsum([*products, 0.1]))
    assert terms.shown == (1, 3, 5, 7, 9)
    assert terms.others == 5
    assert terms.rest == pytest.approx(0.05)
    assert terms.total == 1.9


def test_numbers_that_need_no_rounding_stay_as_they_are() -> None:
    terms = terms_of([0.29, -1.17], 0.1, -0.78)
    assert (terms.products, terms.bias, terms.total) == ((0.29, -1.17), 0.1, -0.78)


def test_numbers_too_large_to_be_added_by_eye_are_left_alone() -> None:
    assert terms_of([1e9, 2.5], 0.0, 1e9 + 2.5).decimals is None
    assert terms_of([math.inf], 0.0, math.inf).decimals is None


def test_small_sums_show_digits_that_tell_something() -> None:
    terms = terms_of([0.00123, -0.0004], 0.0, 0.00083)
    assert terms.decimals == 4
    assert math.fsum(terms.products) == pytest.approx(terms.total)


def test_weights_are_walked_neuron_by_neuron_in_a_circle() -> None:
    experiment = edits.set_hidden(Experiment(), (2,))
    walked = [Parameter(0, 0, 0)]
    for _ in range(6):
        after = neighbour(experiment, walked[-1], 1)
        assert isinstance(after, Parameter)
        assert neighbour(experiment, after, -1) == walked[-1]
        walked.append(after)
    assert [(each.source, each.target) for each in walked] == [
        (0, 0),
        (1, 0),
        (None, 0),
        (0, 1),
        (1, 1),
        (None, 1),
        (0, 0),
    ]
    plain = edits.set_layer_bias(experiment, 0, False)
    assert neighbour(plain, Parameter(0, 1, 0), 1) == Parameter(0, 0, 1)
    assert not exists(plain, Parameter(0, None, 0))


def test_neurons_and_layers_are_walked_in_a_circle() -> None:
    assert neighbour(Experiment(), Neuron(1, 3), 1) == Neuron(1, 0)
    assert neighbour(Experiment(), LayerSubject(0), -1) == LayerSubject(2)
    assert not exists(Experiment(), LayerSubject(3))
    assert not exists(Experiment(), Neuron(0, 0))


@pytest.mark.parametrize(
    ("subject", "edit", "after"),
    [
        (Neuron(1, 3), lambda e: edits.remove_neuron(e, 0, 1), Neuron(1, 2)),
        (Neuron(1, 1), lambda e: edits.remove_neuron(e, 0, 1), None),
        (Neuron(1, 1), lambda e: edits.add_layer(e, 0), Neuron(2, 1)),
        (Parameter(1, 3, 0), lambda e: edits.remove_neuron(e, 0, 0), Parameter(1, 2, 0)),
        (Parameter(1, 3, 0), lambda e: edits.add_layer(e, 1), None),
        (Parameter(1, None, 0), lambda e: edits.remove_layer(e, 1), None),
        (Parameter(0, 0, 0), lambda e: edits.set_input_on(e, "x1", False), None),
        (Parameter(0, 1, 0), lambda e: edits.set_input_on(e, "x1", False), Parameter(0, 0, 0)),
        (Parameter(2, None, 0), lambda e: edits.set_layer_bias(e, 2, False), None),
        (LayerSubject(2), lambda e: edits.remove_layer(e, 0), LayerSubject(1)),
        (LayerSubject(0), lambda e: edits.remove_layer(e, 0), None),
    ],
)
def test_a_card_stays_with_what_it_is_about(
    subject: Subject, edit: Callable[[Experiment], Experiment], after: Subject | None
) -> None:
    identity = identity_of(Experiment(), subject)
    assert place_of(edit(Experiment()), type(subject), identity) == after


def test_the_canvas_knows_which_columns_have_biases() -> None:
    plain = edits.set_layer_bias(edits.set_layer_bias(Experiment(), 0, False), 2, False)
    assert [column.biased for column in design_of(plain).columns[1:]] == [False, True, False]
