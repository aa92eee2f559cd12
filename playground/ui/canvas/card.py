"""What the small card beside the pointer says."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.document.choices import CanvasMode
from playground.session.wording import ACTIVATIONS
from playground.ui.canvas import names
from playground.ui.canvas.design import ColumnKind
from playground.ui.canvas.items import InputPlace, Part, Spot
from playground.ui.canvas.pictures import Face
from playground.ui.theme.numbers import format_signed
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from playground.ui.canvas.design import Design
    from playground.ui.canvas.items import Hit
    from playground.ui.canvas.scene import Scene

DIGITS = 4
FROZEN = "Frozen: training leaves it alone"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: words, and at the right a number in a colour."""

    words: str
    number: str = ""
    token: str = "ink"
    strong: bool = False


def card_of(scene: Scene, hit: Hit | None) -> list[Line]:
    """Return what the card says of the thing under the pointer; nothing if there is nothing to say."""
    if isinstance(hit, Parameter):
        return _of_parameter(scene, hit)
    if isinstance(hit, InputPlace):
        return _of_input(scene, hit)
    if isinstance(hit, Neuron):
        return _of_neuron(scene, hit)
    return _of_spot(scene, hit) if isinstance(hit, Spot) else []


def _of_parameter(scene: Scene, parameter: Parameter) -> list[Line]:
    value = scene.values.parameter(parameter)
    name = names.parameter_name(scene.design, parameter)
    lines = [Line(name, *_signed(value, "neg", "pos"), strong=True)]
    if scene.values.mode is CanvasMode.GRADIENTS:
        symbol = "∂L/∂b" if parameter.source is None else "∂L/∂w"
        lines.append(Line(f"Slope {symbol}", *_signed(scene.values.slope(parameter), "dneg", "dpos")))
    return [*lines, Line(FROZEN)] if scene.design.is_frozen(parameter) else lines


def _signed(value: float | None, negative: str, positive: str) -> tuple[str, str]:
    if value is None:
        return "not known yet", "ink3"
    if not math.isfinite(value):
        return format_signed(value, DIGITS), "danger"
    return format_signed(value, DIGITS), negative if value < 0 else positive if value > 0 else "ink"


def _of_input(scene: Scene, place: InputPlace) -> list[Line]:
    on = any(each.name == place.name for each in scene.design.on)
    lines = [Line(f"Input {names.input_label(place.name)}", strong=True)]
    return [*lines, Line("Click to switch off" if on else "Off. Click to switch on")]


def _of_neuron(scene: Scene, neuron: Neuron) -> list[Line]:
    column = scene.design.columns[neuron.layer]
    head = Line(names.neuron_title(scene.design, neuron), strong=True)
    said = ACTIVATIONS[column.activation] if column.activation else column.caption
    bias = scene.values.parameter(Parameter(neuron.layer - 1, None, neuron.index))
    of_bias = Line(f"{said}, bias", *_signed(bias, "neg", "pos"))
    lines = [head, of_bias if column.biased else Line(f"{said}, no bias")]
    if scene.design.is_frozen(neuron):
        lines.append(Line(FROZEN))
    if neuron.layer > scene.design.hidden and scene.values.mode is CanvasMode.GRADIENTS:
        lines.append(Line("Faint: its own output; ∂ŷ/∂ŷ is 1 everywhere"))
    if scene.pictures.faces.get(neuron) is Face.DEAD:
        lines.append(Line("Dead here: 0 over the whole plane shown"))
    if scene.pictures.faces.get(neuron) is Face.BROKEN or scene.values.diverged:
        lines.append(Line("Its values are no longer numbers", token="danger"))
    return lines


def _of_spot(scene: Scene, spot: Spot) -> list[Line]:
    if spot.part is Part.MORE:
        return _of_tile(scene, spot.column)
    if spot.part is Part.HEAD:
        return _of_head(scene.design, spot.column)
    said = {
        Part.ADD_NEURON: "Add a neuron",
        Part.REMOVE_NEURON: "Remove the last neuron",
        Part.INSERT: "Insert a hidden layer here",
        Part.GHOST: "Add a hidden layer",
        Part.LOSS: "Mean loss over the training set, penalty apart",
    }
    return [Line(said[spot.part])]


def _of_head(design: Design, number: int) -> list[Line]:
    column = design.columns[number]
    if column.kind is not ColumnKind.HIDDEN or column.activation is None:
        return []
    activation = ACTIVATIONS[column.activation]
    return [
        Line(f"Hidden layer {number}", strong=True),
        Line(f"{column.count} neurons, {activation}"),
        Line("Click to change it"),
    ]


def _of_tile(scene: Scene, number: int) -> list[Line]:
    place, column = scene.layout.columns[number], scene.design.columns[number]
    kind = "inputs" if column.kind is ColumnKind.INPUTS else "neurons"
    which = "those that pass most on" if scene.ranked else "the first"
    shown = Line(f"{len(place.nodes)} of {column.count} {kind} drawn: {which}", strong=True)
    return [shown, Line("Click to see them all")]
