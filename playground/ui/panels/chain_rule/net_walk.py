"""The arrow keys' way from one weight or bias to the next, in the page's picture of the network."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from collections.abc import Sequence


class Way(Enum):
    """Where a key leads."""

    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()
    BIAS = auto()


def step(
    sizes: Sequence[int], biased: Sequence[bool], at: Parameter, way: Way, path: Sequence[int] = ()
) -> Parameter:
    """Return the parameter that a key leads to, itself where there is none.

    Up and down go through the weights of a layer, neuron by neuron, or through its biases; left and right to
    the layer before and after, rightwards along the `path` (a unit per layer from the parameter's own on).
    """
    match way:
        case Way.UP:
            return _within(sizes, at, -1)
        case Way.DOWN:
            return _within(sizes, at, 1)
        case Way.LEFT:
            return _before(biased, at)
        case Way.RIGHT:
            return _after(sizes, biased, at, path)
        case Way.BIAS:
            return _bias(biased, at)


def _within(sizes: Sequence[int], at: Parameter, by: int) -> Parameter:
    above, below = sizes[at.layer + 1], sizes[at.layer]
    if at.source is None:
        return Parameter(at.layer, None, (at.target + by) % above)
    target, source = divmod((at.target * below + at.source + by) % (above * below), below)
    return Parameter(at.layer, source, target)


def _before(biased: Sequence[bool], at: Parameter) -> Parameter:
    if at.layer == 0:
        return at
    layer = at.layer - 1
    if at.source is None:
        return Parameter(layer, None, 0) if biased[layer] else Parameter(layer, 0, 0)
    return Parameter(layer, 0, at.source)


def _after(sizes: Sequence[int], biased: Sequence[bool], at: Parameter, path: Sequence[int]) -> Parameter:
    layer = at.layer + 1
    if layer >= len(sizes) - 1:
        return at
    on = path[1] if len(path) > 1 and path[0] == at.target else 0
    if at.source is None and biased[layer]:
        return Parameter(layer, None, on)
    return Parameter(layer, at.target, on)


def _bias(biased: Sequence[bool], at: Parameter) -> Parameter:
    if at.source is None:
        return Parameter(at.layer, 0, at.target)
    return Parameter(at.layer, None, at.target) if biased[at.layer] else at
