"""What the hidden space is said to be, in words and numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from playground.ui.theme.numbers import format_integer, format_percent
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.worker.snapshots import HiddenSpace, Separability


def percent(share: float) -> str:
    """Return a share as percent; less than all is never called 100 %."""
    if 0.995 <= share < 1.0:
        return format_percent(math.floor(share * 1000) / 1000, 1)
    return format_percent(share)


def fit_sentence(fits: Separability, layer: int, units: int) -> str:
    """Say how well a straight fit does in a layer, and how well in the inputs."""
    here, inputs = fits.shares[layer], fits.shares[0]
    if here is None:
        return f"{format_integer(units)} neurons are too many to fit {format_integer(fits.samples)} samples."
    there = "" if layer == 0 or inputs is None else f", {percent(inputs)} in the inputs"
    if fits.of_classes:
        return f"{_cut(units)} gets {percent(here)} right here{there}."
    return f"A linear fit explains {percent(here)} here{there}."


def fit_meaning(fits: Separability) -> str:
    """Say what the numbers of all layers are."""
    samples = f"the first {format_integer(fits.samples)} training samples"
    if fits.of_classes:
        return (
            f"Per layer: the share of {samples} that a straight cut through its activations, "
            "fitted to them by least squares, puts into the right class"
        )
    return (
        f"Per layer: how much of the target's variance over {samples} "
        "a linear fit on its activations explains"
    )


def _cut(units: int) -> str:
    if units == 1:
        return "One threshold"
    return "A straight line" if units == 2 else "A flat cut"


def axis_names_of(space: HiddenSpace, outputs: int, name_of: Callable[[Neuron], str]) -> tuple[str, str]:
    """Return what stands below and beside the space: two neurons, or what the best plane holds."""
    if space.share is None:
        return "all samples give the same numbers here", ""
    if not space.axes:
        return f"best plane of {format_integer(space.units)}: holds {percent(space.share)} of the spread", ""
    names = [_axis(space, outputs, name_of, neuron) for neuron in space.axes]
    return names[0], names[1] if len(names) > 1 else ""


def _axis(space: HiddenSpace, outputs: int, name_of: Callable[[Neuron], str], neuron: int) -> str:
    name = name_of(Neuron(space.layer, neuron))
    if space.layer == 0:
        return name
    if name.startswith("output"):
        return "ŷ" if outputs == 1 else f"ŷ of {name.removeprefix('output').strip() or name}"
    return f"mean a of {name}" if space.by_channel else f"a of {name}"


def shows_all(space: HiddenSpace) -> bool:
    """Return whether the axes are all neurons of the layer, so that nothing of it is left out."""
    return len(space.axes) == space.units


def border_name(space: HiddenSpace) -> str:
    """Return what stands at the straight line."""
    return "ŷ = 0" if shows_all(space) else "cut at ŷ = 0"


def space_meaning(space: HiddenSpace, layer: str) -> str:
    """Say in full what is drawn."""
    parts = [
        f"{layer}: the first {format_integer(space.samples)} training samples and the input plane's grid"
    ]
    if space.share is not None and not shows_all(space):
        parts.append(f"these two axes hold {percent(space.share)} of the spread of {space.units} neurons")
    if space.border is not None:
        exact = "the straight line is the border ŷ = 0"
        parts.append(exact if shows_all(space) else "the line is where the border ŷ = 0 cuts this plane")
    return "; ".join(parts)
