"""What weights, neurons and paths are called in plain text on the page "Chain rule"."""

from __future__ import annotations

from collections.abc import Callable

from playground.ui.theme.numbers import format_integer
from playground.worker.snapshots import Neuron, Parameter

NameOf = Callable[[Neuron], str]

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST_NAMED = 3
NUMBERS = (
    *("No", "One", "Two", "Three", "Four", "Five", "Six"),
    *("Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"),
)


def symbol_text(parameter: Parameter) -> str:
    """Return "w₂₁⁽¹⁾" for the weight from 2 to 1 of layer 1, "b₁⁽¹⁾" for a bias; all count from 1."""
    target = parameter.target + 1
    layer = f"⁽{str(parameter.layer + 1).translate(_SUPERSCRIPTS)}⁾"
    if parameter.source is None:
        return f"b{str(target).translate(_SUBSCRIPTS)}{layer}"
    source = parameter.source + 1
    between = "," if max(source, target) > 9 else ""
    return f"w{f'{source}{between}{target}'.translate(_SUBSCRIPTS)}{layer}"


def parameter_text(parameter: Parameter, name_of: NameOf, arrow: str = "→") -> str:
    """Return "Weight 1.4 → 2.2" or "Bias of 1.4", as the canvas does."""
    target = name_of(Neuron(parameter.layer + 1, parameter.target))
    if parameter.source is None:
        return f"Bias of {target}"
    return f"Weight {name_of(Neuron(parameter.layer, parameter.source))} {arrow} {target}"


def path_text(layer: int, neurons: tuple[int, ...], outputs: int, name_of: NameOf) -> str:
    """Return "via neuron 2.1" or "via 2.1, 3.4": what a path goes through after the parameter's own neuron.

    `layer` is the parameter's; a single output, which all paths go through, is not named. Where nothing else
    is left it is the parameter's own neuron that tells the way.
    Of long ways the numbers of the neurons stand alone: "via 2→4→1→3".
    """
    own, *on = [name_of(Neuron(layer + 1 + depth, unit)) for depth, unit in enumerate(neurons)]
    if not on:
        return "straight into the loss"
    if outputs == 1:
        on.pop()
    if not on:
        return f"via neuron {own}"
    if len(on) > MOST_NAMED:
        return f"via {'→'.join(str(unit + 1) for unit in neurons[1 : 1 + len(on)])}"
    hidden = len(on) == 1 and len(neurons) > 2
    return f"via neuron {on[0]}" if hidden else f"via {', '.join(on)}"


def paths_title(count: int) -> str:
    """Return "Three paths lead to the loss"."""
    if count == 1:
        return "One path leads to the loss"
    number = NUMBERS[count] if count < len(NUMBERS) else format_integer(count)
    return f"{number} paths lead to the loss"
