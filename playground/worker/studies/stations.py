"""The stations of one path: each value on it, and how it moves the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS
from playground.worker.questions import Link, LinkKind, Value, ValueKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.calculus.chain import SamplePass
    from playground.worker.snapshots import Floats, Parameter

REACH, POINTS = 3.0, 121
AT_KINK = 1e-9


def stations_of(
    of: SamplePass, parameter: Parameter, neurons: tuple[int, ...], loss: str
) -> tuple[tuple[Value, ...], tuple[Link, ...]]:
    """Return the values along a path of the first sample, from the parameter to the loss, and its links."""
    values = tuple(_values(of, parameter, neurons))
    links = [*_links(of, parameter, neurons), _to_loss(of, neurons[-1], loss)]
    return values, tuple(_with_products(links))


def _values(of: SamplePass, parameter: Parameter, neurons: tuple[int, ...]) -> Iterator[Value]:
    layer, source, target = parameter.layer, parameter.source, parameter.target
    weights, biases = of.network.split_layer(layer, of.network.parameters)
    value = biases[target] if source is None else weights[source, target]
    yield Value(ValueKind.PARAMETER, layer, target, float(value))
    for depth, unit in enumerate(neurons):
        at = layer + depth
        yield Value(ValueKind.SUM, at, unit, float(of.sums[at][unit, 0]))
        if not _is_plain_output(of, at):
            kind = ValueKind.OUTPUT if at == len(of.sums) - 1 else ValueKind.ACTIVATION
            yield Value(kind, at, unit, float(of.activations[at + 1][unit, 0]))
    yield Value(ValueKind.LOSS, len(of.sums), 0, float(of.losses(of.activations[-1], 0)[0]))


def _is_plain_output(of: SamplePass, layer: int) -> bool:
    """Whether a layer is the output and its activation is the identity: z is then what the loss reads."""
    last = len(of.sums) - 1
    return layer == last and ACTIVATIONS[_activation(of, layer)].identity


def _activation(of: SamplePass, layer: int) -> str:
    return str(of.network.layers[layer].activation)  # type: ignore[union-attr]


def _links(of: SamplePass, parameter: Parameter, neurons: tuple[int, ...]) -> Iterator[Link]:
    yield _of_parameter(of, parameter)
    for depth, unit in enumerate(neurons):
        layer = parameter.layer + depth
        if depth:
            yield _of_activation(of, layer, neurons[depth - 1], unit)
        if not _is_plain_output(of, layer):
            yield _through_activation(of, layer, unit)


def _of_parameter(of: SamplePass, parameter: Parameter) -> Link:
    layer, source, target = parameter.layer, parameter.source, parameter.target
    weights, biases = of.network.split_layer(layer, of.network.parameters)
    value = float(biases[target] if source is None else weights[source, target])
    read = 1.0 if source is None else float(of.activations[layer][source, 0])
    return _straight(LinkKind.OF_PARAMETER, value, read, float(of.sums[layer][target, 0]))


def _of_activation(of: SamplePass, layer: int, below: int, unit: int) -> Link:
    weight = float(of.network.weights(layer)[below, unit])
    value, result = float(of.activations[layer][below, 0]), float(of.sums[layer][unit, 0])
    return _straight(LinkKind.OF_ACTIVATION, value, weight, result)


def _straight(kind: LinkKind, value: float, factor: float, result: float) -> Link:
    """Return z as a function of one of its terms: a straight line."""
    rest = result - factor * value
    xs = np.array([value - REACH, value, value + REACH])
    return Link(kind, factor, 0.0, xs, factor * xs + rest, factor=factor, rest=rest)


def _through_activation(of: SamplePass, layer: int, unit: int) -> Link:
    name, z = _activation(of, layer), float(of.sums[layer][unit, 0])
    activation = ACTIVATIONS[name]
    xs = _places(z, activation.kinks)
    kink = any(abs(z - each) < AT_KINK for each in activation.kinks)
    slope = float(of.slopes[layer][unit, 0])
    return Link(
        LinkKind.ACTIVATION,
        slope,
        0.0,
        xs,
        np.asarray(activation.at(xs)[0], np.float64),
        function=name,
        kink=kink,
    )


def _to_loss(of: SamplePass, unit: int, loss: str) -> Link:
    outputs = of.activations[-1][:, 0]
    xs = _places(float(outputs[unit]), _loss_kinks(loss, float(of.targets[0, unit])))
    moved = np.repeat(outputs[:, None], len(xs), axis=1)
    moved[unit] = xs
    kink = any(abs(outputs[unit] - each) < AT_KINK for each in _loss_kinks(loss, float(of.targets[0, unit])))
    slope = float(of.by_output[unit, 0])
    return Link(
        LinkKind.LOSS, slope, 0.0, xs, np.asarray(of.losses(moved, 0), np.float64), function=loss, kink=kink
    )


def _loss_kinks(loss: str, target: float) -> tuple[float, ...]:
    """Return where a loss's slope jumps: |ŷ - t| at t, max(0, 1 - t z) at z = t, as t is -1 or +1."""
    return (target,) if loss in ("absolute", "hinge") else ()


def _places(at: float, kinks: tuple[float, ...]) -> Floats:
    """Return places around one, itself and the kinks among them."""
    near = [kink for kink in kinks if abs(kink - at) < REACH]
    return np.unique([*np.linspace(at - REACH, at + REACH, POINTS), at, *near])


def _with_products(links: list[Link]) -> Iterator[Link]:
    """Give each link the product of its derivative and those of all after it."""
    from_loss, product = [], 1.0
    for link in reversed(links):
        product *= link.derivative
        from_loss.append(product)
    for link, so_far in zip(links, reversed(from_loss), strict=True):
        yield Link(
            link.kind,
            link.derivative,
            so_far,
            link.xs,
            link.ys,
            link.function,
            link.factor,
            link.rest,
            link.kink,
        )
