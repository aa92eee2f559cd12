"""What the numbers of a sheet are called: layers and neurons are counted from 1, inputs are layer 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.widgets.maths.tree import Hat, Node, Prose, Row, Scripts, Space, Text, row
from playground.worker.questions import BoxKind

if TYPE_CHECKING:
    from playground.worker.questions import Box, WorksheetAnswer

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Names:
    """The symbols of one sheet."""

    def __init__(self, answer: WorksheetAnswer) -> None:
        self._answer = answer
        self._last = len(answer.activations) - 1
        numbered = tuple(f"x{at + 1}".translate(_SUBSCRIPTS) for at in range(len(answer.input_names)))
        self._plain_inputs = answer.input_names == numbered

    def is_output(self, layer: int) -> bool:
        """Whether a layer, counted from 0, is the output."""
        return layer == self._last

    def has_activation(self, layer: int) -> bool:
        """Whether there is more to a layer's a than its z."""
        return not (layer == self._last and self._answer.activations[layer] == "linear")

    def z(self, layer: int, unit: int) -> Node:
        """Return the name of a weighted sum."""
        return _symbol("z", self._index(layer, unit), layer + 1)

    def a(self, layer: int, unit: int) -> Node:
        """Return the name of what comes out of a unit; layer -1 holds the inputs."""
        if layer < 0:
            number = str(unit + 1)
            return _symbol("x", number) if self._plain_inputs else _symbol("a", number, 0)
        if not self.has_activation(layer):
            return self.z(layer, unit)
        if layer == self._last:
            index = self._index(layer, unit)
            return Scripts(Hat(Text("y")), Text(index)) if index else Hat(Text("y"))
        return _symbol("a", str(unit + 1), layer + 1)

    def delta(self, layer: int, unit: int) -> Node:
        """Return the name of ∂L/∂z."""
        return _symbol("δ", self._index(layer, unit), layer + 1)

    def parameter(self, layer: int, source: int | None, target: int) -> Node:
        """Return the name of a weight or a bias."""
        if source is None:
            return _symbol("b", str(target + 1), layer + 1)
        comma = "," if max(source, target) >= 9 else ""
        return _symbol("w", f"{source + 1}{comma}{target + 1}", layer + 1)

    def input_label(self, unit: int) -> str:
        """Return what an input is of the data, "" where its symbol says it."""
        return "" if self._plain_inputs else self._answer.input_names[unit]

    def target(self, unit: int) -> Node:
        """Return the name of what the output should be."""
        return _symbol("y", str(unit + 1) if len(self._answer.target) > 1 else "")

    def box(self, box: Box) -> Node:
        """Return the name of what a box asks for."""
        match box.kind:
            case BoxKind.SUM:
                return self.z(box.layer, box.index)
            case BoxKind.ACTIVATION:
                return self.a(box.layer, box.index)
            case BoxKind.LOSS:
                return Text("L")
            case BoxKind.DELTA:
                return self.delta(box.layer, box.index)
            case BoxKind.GRADIENT:
                return self.derivative(box)
            case BoxKind.UPDATE:
                return row(Prose("new"), Space(0.25), self.parameter(box.layer, box.source, box.index))

    def derivative(self, box: Box) -> Node:
        """Return ∂L/∂w of the box's weight or bias."""
        name = self.parameter(box.layer, box.source, box.index)
        return Row((Text("∂"), Text("L"), Text("/"), Text("∂"), name))

    def neuron(self, layer: int, unit: int) -> str:
        """Return a neuron's name in words, as on the canvas."""
        if layer < self._last:
            return f"neuron {layer + 1}.{unit + 1}"
        return f"output {unit + 1}" if len(self._answer.outputs) > 1 else "the output"

    def in_words(self, box: Box) -> str:
        """Return what a box asks for as words, for a heading and for who cannot see the symbol."""
        neuron = self.neuron(box.layer, box.index) if box.layer <= self._last else ""
        weight = f"bias of {neuron}" if box.source is None else f"weight {box.source + 1} into {neuron}"
        match box.kind:
            case BoxKind.SUM:
                return f"z of {neuron}"
            case BoxKind.ACTIVATION:
                return f"What comes out of {neuron}"
            case BoxKind.LOSS:
                return "The loss"
            case BoxKind.DELTA:
                return f"δ = ∂L/∂z of {neuron}"
            case BoxKind.GRADIENT:
                return f"∂L/∂w of {weight}" if box.source is not None else f"∂L/∂b, {weight}"
            case BoxKind.UPDATE:
                return f"The {weight} after one step"

    def _index(self, layer: int, unit: int) -> str:
        alone = layer == self._last and len(self._answer.outputs) == 1
        return "" if alone else str(unit + 1)


def _symbol(letter: str, below: str, layer: int | None = None) -> Node:
    above = None if layer is None else Text(f"({layer})")
    low = Text(below) if below else None
    return Text(letter) if low is None and above is None else Scripts(Text(letter), low, above)
