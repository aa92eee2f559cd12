"""What things on the canvas are called, on the screen and to a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.choices import Feature
from playground.formula.writing import pretty
from playground.session.wording import ACTIVATIONS
from playground.ui.canvas.items import InputPlace, LayerPlace
from playground.ui.theme.numbers import format_compact
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Collection

    from playground.ui.canvas.design import Design
    from playground.ui.canvas.items import Item
    from playground.ui.canvas.values import Values

FEATURE_LABELS: dict[str, str] = {
    Feature.X1.value: "x₁",
    Feature.X2.value: "x₂",
    Feature.X1_SQUARED.value: "x₁²",
    Feature.X2_SQUARED.value: "x₂²",
    Feature.X1_X2.value: "x₁x₂",
    Feature.SIN_X1.value: "sin x₁",
    Feature.SIN_X2.value: "sin x₂",
    Feature.X1_CUBED.value: "x₁³",
    Feature.X2_CUBED.value: "x₂³",
    Feature.COS_X1.value: "cos x₁",
    Feature.COS_X2.value: "cos x₂",
    Feature.ABS_X1.value: "|x₁|",
    Feature.ABS_X2.value: "|x₂|",
    Feature.RADIUS.value: "r",
    Feature.ANGLE.value: "θ",
}


def input_label(name: str) -> str:
    """Return what stands beside an input: a feature's or a person's formula, or the column's own name."""
    return FEATURE_LABELS.get(name) or pretty(name)


def neuron_name(design: Design, neuron: Neuron) -> str:
    """Return a neuron's short name: an input's label, "1.4" in a hidden layer, "output" or "output cat"."""
    if neuron.layer == 0:
        return design.on[neuron.index].label
    if neuron.layer <= design.hidden:
        return f"{neuron.layer}.{neuron.index + 1}"
    return f"output {design.classes[neuron.index]}" if design.classes else "output"


def parameter_name(design: Design, parameter: Parameter, arrow: str = "→") -> str:
    """Return "Weight 1.4 → 2.2" or "Bias of 1.4"."""
    target = neuron_name(design, Neuron(parameter.layer + 1, parameter.target))
    if parameter.source is None:
        return f"Bias of {target}"
    source = neuron_name(design, Neuron(parameter.layer, parameter.source))
    return f"Weight {source} {arrow} {target}"


def neuron_title(design: Design, neuron: Neuron) -> str:
    """Return a neuron's name as it stands at the head of a sentence."""
    name = neuron_name(design, neuron)
    if neuron.layer == 0:
        return f"Input {name}"
    return f"Neuron {name}" if neuron.layer <= design.hidden else name.capitalize()


def describe(design: Design, values: Values, item: Item | None) -> str:
    """Return the sentence a screen reader says of the selected item."""
    if item is None:
        return "Nothing selected"
    if isinstance(item, Parameter):
        return _describe_parameter(design, values, item)
    if isinstance(item, InputPlace):
        return _describe_input(design, item)
    if isinstance(item, LayerPlace):
        return _describe_layer(design, item)
    return _describe_neuron(design, values, item)


def describe_group(design: Design, group: Collection[Neuron]) -> str:
    """Return the sentence a screen reader says of neurons that are selected together."""
    said = sorted((neuron.layer, neuron.index, neuron_name(design, neuron)) for neuron in group)
    return f"{len(said)} neurons selected: {', '.join(name for _, _, name in said)}"


def _describe_parameter(design: Design, values: Values, parameter: Parameter) -> str:
    said = [parameter_name(design, parameter, "to")]
    value, slope = values.parameter(parameter), values.slope(parameter)
    if value is not None:
        said.append(format_compact(value))
    if slope is not None:
        said.append(f"slope {format_compact(slope)}")
    if design.is_frozen(parameter):
        said.append("frozen")
    return ", ".join(said)


def _describe_layer(design: Design, place: LayerPlace) -> str:
    column = design.columns[place.layer + 1]
    said = ACTIVATIONS[column.activation] if column.activation else column.caption
    count = "1 neuron" if column.count == 1 else f"{column.count} neurons"
    return f"Hidden layer {place.layer + 1}, {count}, {said}"


def _describe_input(design: Design, place: InputPlace) -> str:
    on = any(each.name == place.name and each.index is not None for each in design.inputs)
    state = f"on, {design.sizes[1]} out" if on else "off"
    return f"Input {input_label(place.name)}, {state}"


def _describe_neuron(design: Design, values: Values, neuron: Neuron) -> str:
    column = design.columns[neuron.layer]
    parts = [neuron_title(design, neuron)]
    parts.append(ACTIVATIONS[column.activation] if column.activation else column.caption)
    bias = values.parameter(Parameter(neuron.layer - 1, None, neuron.index))
    if not column.biased:
        parts.append("no bias")
    elif bias is not None:
        parts.append(f"bias {format_compact(bias)}")
    parts.append(f"{design.sizes[neuron.layer - 1]} in")
    if neuron.layer <= design.hidden:
        parts.append(f"{design.sizes[neuron.layer + 1]} out")
    if design.is_frozen(neuron):
        parts.append("frozen")
    return ", ".join(parts)
