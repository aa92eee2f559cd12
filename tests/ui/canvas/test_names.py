"""What things are called on the screen and to a screen reader."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document.edits import set_hidden
from playground.document.experiment import Experiment
from playground.ui.canvas.design import design_of
from playground.ui.canvas.items import InputPlace
from playground.ui.canvas.names import describe, input_label, neuron_name, parameter_name
from playground.ui.canvas.values import Values
from playground.worker.snapshots import LayerValues, Neuron, Parameter, ParameterSnapshot
from tests.ui.canvas.networks import table


def test_neurons_are_named_by_hidden_layer_and_place_from_one() -> None:
    design = design_of(Experiment())
    assert neuron_name(design, Neuron(1, 3)) == "1.4"
    assert neuron_name(design, Neuron(2, 0)) == "2.1"
    assert neuron_name(design, Neuron(0, 1)) == "x₂"
    assert neuron_name(design, Neuron(3, 0)) == "output"


def test_outputs_of_several_classes_bear_their_names() -> None:
    design = design_of(table(4, ("setosa", "versicolor", "virginica")))
    assert neuron_name(design, Neuron(2, 0)) == "output setosa"
    assert neuron_name(design, Neuron(2, 2)) == "output virginica"


def test_parameters_name_both_ends() -> None:
    design = design_of(Experiment())
    assert parameter_name(design, Parameter(1, 3, 1)) == "Weight 1.4 → 2.2"
    assert parameter_name(design, Parameter(0, None, 3)) == "Bias of 1.4"
    assert parameter_name(design, Parameter(2, 0, 0)) == "Weight 2.1 → output"


@pytest.mark.parametrize(
    ("name", "label"), [("x1^2", "x₁²"), ("sin x2", "sin x₂"), ("petal width", "petal width")]
)
def test_features_have_formulas_and_columns_their_names(name: str, label: str) -> None:
    assert input_label(name) == label


def test_a_neuron_is_described_in_full() -> None:
    design = design_of(Experiment())
    shapes = zip(design.sizes, design.sizes[1:], strict=False)
    layers = tuple(LayerValues(np.zeros(shape), np.full(shape[1], 0.12)) for shape in shapes)
    values = Values(sizes=design.sizes, parameters=ParameterSnapshot(layers))
    assert describe(design, values, Neuron(1, 3)) == "Neuron 1.4, tanh, bias 0.12, 2 in, 2 out"
    assert describe(design, values, Neuron(3, 0)) == "Output, tanh, bias 0.12, 2 in"
    assert describe(design, values, InputPlace("x1")) == "Input x₁, on, 4 out"
    assert describe(design, values, InputPlace("x1^2")) == "Input x₁², off"
    assert describe(design, values, Parameter(1, 3, 0)) == "Weight 1.4 to 2.1, 0"
    assert describe(design, values, None) == "Nothing selected"


def test_without_hidden_layers_it_says_truthfully_what_is_lacking() -> None:
    straight = set_hidden(Experiment(), ())
    assert design_of(straight).remark == "Now it can only draw straight borders"
    assert design_of(Experiment()).remark == ""
