"""Sentences about a Jacobian that are true to its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.theme.numbers import format_compact, format_integer, format_percent, format_significant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.worker.questions import JacobianAnswer, JacobianLayer

MOST_FACTORS = 6
LITTLE, MUCH = 1e-2, 1e2
WHOLE = 0.995  # a share that is written as 100 %
ARTICLED = {"output": "the output", "features": "the features"}


def sentence(answer: JacobianAnswer) -> tuple[str, str]:
    """Return a claim about how much of a change arrives at the output, and the product it comes from."""
    arrives = answer.layers[-1].stretch
    if arrives == 0.0:
        dead = next(layer for layer in answer.layers if layer.stretch == 0.0)
        return "Nothing arrives.", f"After {in_a_sentence(dead.name)} no small change of x is left."
    factors = [_factor(layer) for layer in answer.layers]
    product = f"{_product(factors)} = {format_compact(arrives, 2)}" if len(factors) > 1 else _product(factors)
    reason = f"A small change of x arrives {product} times as large (rms over all directions)."
    return _claim(answer.layers, arrives), reason


def in_a_sentence(name: str) -> str:
    """Return the name of a layer as it stands within a sentence."""
    return ARTICLED.get(name.lower(), name.lower())


def _factor(layer: JacobianLayer) -> float:
    return layer.factor or 0.0


def _claim(layers: Sequence[JacobianLayer], arrives: float) -> str:
    factors = [_factor(layer) for layer in layers]
    if all(factor < 1.0 for factor in factors):
        claim = "Every layer shrinks" if len(factors) > 1 else "It shrinks"
        return f"{claim}: the change vanishes." if arrives < LITTLE else f"{claim}."
    if all(factor > 1.0 for factor in factors):
        claim = "Every layer stretches" if len(factors) > 1 else "It stretches"
        return f"{claim}: the change explodes." if arrives > MUCH else f"{claim}."
    least = in_a_sentence(min(layers, key=_factor).name)
    return f"Some layers stretch, some shrink, {least} most."


def _product(factors: Sequence[float]) -> str:
    shown = [format_compact(factor, 2) for factor in factors[:MOST_FACTORS]]
    rest = len(factors) - len(shown)
    return " × ".join([*shown, f"({rest} more)"] if rest else shown)


def about_layer(layer: JacobianLayer) -> str:
    """Return what became of the circle by a layer."""
    first, second = (format_significant(length, 2) for length in half_axes(layer))
    shape = f"a segment, half as long {first}" if layer.units == 1 else f"half axes {first} and {second}"
    parts = [f"{layer.name}, {_units(layer)}: {shape}, in radii"]
    if layer.turned < 0:
        parts.append("mirrored")
    if layer.units > 2:
        parts.append("drawn without its turn, directions as in x")
    if layer.kept < WHOLE:
        parts.append(f"its plane keeps {format_percent(layer.kept)} of the stretch")
    parts.append(f"the true curve is off by {format_compact(100 * layer.bend, 2)} % of that at most")
    return "; ".join(parts) + "."


def _units(layer: JacobianLayer) -> str:
    if layer.name == "Features":
        return f"{layer.units} inputs"
    function = f" {layer.activation}" if layer.activation else ""
    return f"1{function} neuron" if layer.units == 1 else f"{format_integer(layer.units)}{function} neurons"


def half_axes(layer: JacobianLayer) -> tuple[float, float]:
    """Return the lengths of the half axes as they are drawn, for one radius."""
    (a, b), (c, d) = layer.axes.tolist()
    return float((a * a + b * b) ** 0.5), float((c * c + d * d) ** 0.5)


def about_circle(answer: JacobianAnswer) -> str:
    """Return how the picture is to be read."""
    lines = "Violet: the Jacobian, a linear map. Line: the network. Thin: the circle as it was."
    return f"{lines} It lies in the plane of x that is stretched most." if answer.best_plane else lines


def about_modes(answer: JacobianAnswer) -> tuple[str, str]:
    """Return what both modes take and whether they agree, and why backpropagation is the reverse one."""
    ahead, back = _passes(answer.forward_passes), _passes(answer.reverse_passes)
    passes = f"Forward mode {ahead}, one per input; reverse mode {back}, one per output. {_agreement(answer)}"
    loss = f"The loss is one output: reverse mode takes 1 pass for all {format_integer(answer.parameters)}"
    return passes, f"{loss} weights and biases, forward mode {format_integer(answer.parameters)}."


def _passes(count: int) -> str:
    return "1 pass" if count == 1 else f"{format_integer(count)} passes"


def _agreement(answer: JacobianAnswer) -> str:
    if answer.difference == 0.0:
        return "Same numbers."
    return f"Same numbers, to {format_significant(answer.difference, 1)}."


def symbol(answer: JacobianAnswer) -> str:
    """Return what is differentiated: a score z, or the answer ŷ itself."""
    return "∂z/∂x" if answer.scores else "∂ŷ/∂x"


def about_slopes(answer: JacobianAnswer) -> str:
    """Return what the numbers of ∂output/∂input are of."""
    if answer.centred:
        return "Of each score, less the mean of all scores."
    if answer.scores:
        return "Of the score z, before it becomes a probability."
    return "Of the network's output."


def about_samples(samples: int, every: int) -> str:
    """Return over which samples the middle value is taken."""
    which = format_integer(every)
    if samples != every:
        which = f"{format_integer(samples)} of {which}"
    return f"σ₁ of ∂aˡ/∂x, median of {which} samples"
