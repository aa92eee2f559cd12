"""A derivative by backpropagation: each layer's δ from the output back, then the weight's own slope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule import symbols
from playground.ui.panels.chain_rule.product_formula import label, signed_total
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.maths.tree import (
    Blank,
    Brackets,
    Coloured,
    Fraction,
    Keyed,
    Limits,
    Prose,
    Row,
    Space,
    Text,
    row,
)
from playground.worker.questions import Extent, ValueKind

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.widgets.maths.tree import Node
    from playground.worker.questions import ChainAnswer

MOST_ENTRIES = 4
MOST_TERMS = 3
_GAP = 0.7


def layer_formulas(answer: ChainAnswer, stage: Stage) -> tuple[Node, ...]:
    """Return a formula per layer, the output's first, down to the parameter's own."""
    last = len(answer.layers) - 1
    layers = range(last, answer.parameter.layer - 1, -1)
    return tuple(_layer_formula(layer, answer, stage) for layer in layers)


def neuron_formula(answer: ChainAnswer, stage: Stage) -> Node | None:
    """Return how the δ of the parameter's own neuron is found from those above; None where it cannot be told.

    That is in the last layer, and in a network too large to tell its weights.
    """
    layer, unit = answer.parameter.layer, answer.parameter.target
    if layer + 1 >= len(answer.layers) or not answer.layers[layer + 1].weights.size:
        return None
    if not knows_delta(layer, answer, stage):
        return None
    own, above = answer.layers[layer], answer.layers[layer + 1]
    shown = _shown(len(above.deltas), answer.chosen_path.neurons[1], MOST_TERMS)
    terms: list[Node] = []
    for at in shown:
        terms += [Text("+"), _term(float(above.weights[unit, at]), float(above.deltas[at]))]
    if len(shown) < len(above.deltas):
        terms += [Text("+"), label(f"{format_integer(len(above.deltas) - len(shown))} more")]
    letters = symbols.delta_symbol(layer, unit, answer), Text("=")
    slope = symbols.slope_number(float(own.slopes[unit]))
    delta = symbols.slope_number(float(own.deltas[unit]))
    return Row((*letters, slope, Text("·"), Text("("), *terms[1:], Text(")"), Text("="), delta))


def parameter_formula(answer: ChainAnswer, stage: Stage) -> Node:
    """Return ∂L/∂w = a · δ with the sample's numbers."""
    layer, unit = answer.parameter.layer, answer.parameter.target
    known = knows_delta(layer, answer, stage)
    delta = symbols.slope_number(float(answer.layers[layer].deltas[unit])) if known else Blank()
    total = stage.knows_link(0, len(answer.links))
    letters = (
        symbols.sample_derivative_symbol(answer),
        Text("="),
        Keyed(symbols.read_symbol(answer.parameter), ("link", 0)),
        Text("·"),
        _keyed(symbols.delta_symbol(layer, unit, answer), layer, answer),
    )
    read = symbols.value_number(read_value(answer))
    result = signed_total(answer.sample_derivative) if total else Blank()
    return Row((*letters, Text("="), Keyed(read, ("link", 0)), Text("·"), delta, Text("="), result))


def mean_formula(answer: ChainAnswer, stage: Stage) -> Node | None:
    """Return that the derivative is the mean of the samples' own, where there are several; else None."""
    if answer.extent is Extent.SAMPLE:
        return None
    each = symbols.partial(symbols.sample_loss_symbol(), symbols.parameter_symbol(answer.parameter))
    total = signed_total(answer.derivative) if stage.knows_link(0, len(answer.links)) else Blank()
    count = Fraction(Text("1"), Text(str(answer.samples)))
    mean = count, Space(0.15), Limits("∑", Text("s")), each
    return Row((symbols.derivative_symbol(answer), Text("="), *mean, Text("="), total))


def knows_delta(layer: int, answer: ChainAnswer, stage: Stage) -> bool:
    """Whether the walk has come back as far as the sums of a layer."""
    return stage.knows_link(sum_place(layer, answer), len(answer.links))


def sum_place(layer: int, answer: ChainAnswer) -> int:
    """Return the place among the chosen path's values of z in a layer."""
    values = enumerate(answer.values)
    return next(at for at, each in values if each.kind is ValueKind.SUM and each.layer == layer)


def read_value(answer: ChainAnswer) -> float:
    """Return what the parameter is multiplied by, at the sample."""
    layer, source, _ = answer.parameter.layer, answer.parameter.source, answer.parameter.target
    if source is None:
        return 1.0
    return float(answer.inputs[source] if layer == 0 else answer.layers[layer - 1].values[source])


def _layer_formula(layer: int, answer: ChainAnswer, stage: Stage) -> Node:
    known = knows_delta(layer, answer, stage)
    unit = answer.chosen_path.neurons[layer - answer.parameter.layer]
    numbers = _vector(answer.layers[layer].deltas.tolist(), unit) if known else Blank()
    symbol = _keyed(symbols.vector_symbol("δ", layer), layer, answer)
    return Row((symbol, Text("="), *_recipe(layer, answer), Text("="), numbers))


def _recipe(layer: int, answer: ChainAnswer) -> tuple[Node, ...]:
    """Return how a layer's δ is found: in the last layer from the loss, else from the next layer's δ."""
    slopes = row(Text("f′"), Brackets(symbols.vector_symbol("z", layer)))
    if layer + 1 < len(answer.layers):
        product = row(symbols.vector_symbol("W", layer + 1), symbols.vector_symbol("δ", layer + 1))
        return Brackets(product), Text("⊙"), slopes
    by_output = any(value.kind is ValueKind.OUTPUT for value in answer.values)
    if not by_output:
        return (symbols.partial(symbols.loss_symbol(answer), symbols.vector_symbol("z", layer)),)
    return symbols.partial(symbols.loss_symbol(answer), symbols.outputs_symbol()), Text("⊙"), slopes


def _term(weight: float, delta: float) -> Node:
    """Return w · δ as one part, which no line breaks."""
    product = row(symbols.value_number(weight), Text("·"), symbols.slope_number(delta))
    return Coloured(product, "ink")


def _vector(entries: list[float], unit: int) -> Node:
    """Return a layer's numbers, the path's among them, and how many there are if some are left out."""
    shown = _shown(len(entries), unit, MOST_ENTRIES if len(entries) <= MOST_ENTRIES else MOST_ENTRIES - 1)
    parts: list[Node] = []
    for before, at in zip((-1, *shown), shown, strict=False):
        if at > before + 1:
            parts += [Space(_GAP), Text("…")]
        parts += [Space(_GAP), _entry(entries[at], chosen=at == unit)]
    if shown[-1] < len(entries) - 1:
        parts += [Space(_GAP), Text("…")]
    vector = Brackets(Row(tuple(parts[1:])))
    if len(shown) == len(entries):
        return vector
    # In one colour it is one part, which no line breaks.
    return Coloured(row(vector, Space(0.3), label(f"of {format_integer(len(entries))}")), "ink")


def _entry(value: float, *, chosen: bool) -> Node:
    return Coloured(Prose(symbols.number_text(value), bold=chosen), symbols.slope_token(value))


def _shown(count: int, unit: int, most: int) -> list[int]:
    """Return the places of the first few, the last of them given up for `unit` if it lies beyond."""
    if count <= most or unit < most:
        return list(range(min(count, most)))
    return [*range(most - 1), unit]


def _keyed(node: Node, layer: int, answer: ChainAnswer) -> Node:
    return Keyed(node, ("value", sum_place(layer, answer)))
