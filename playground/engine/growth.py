"""Networks that grow and shrink: what both have is kept, and what is new may leave the function as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from playground.engine.activations import ACTIVATIONS
from playground.engine.layers import Convolution, Dense, Pooling, skip_of
from playground.engine.network import Network
from playground.engine.registry import entry
from playground.engine.shapes import volume
from playground.engine.streams import Purpose, stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.engine.arrays import Array
    from playground.engine.layers import Layer
    from playground.engine.shapes import Shape

Indices: TypeAlias = npt.NDArray[np.intp]
Pairs: TypeAlias = tuple["Sequence[int]", "Sequence[int]"]  # of the one, of the other


def carry_layer(old: tuple[Network, int], new: tuple[Network, int], units: Pairs, below: Pairs | None) -> int:
    """
    Copy what a layer of one network and a layer of another have in common.

    Parameters
    ----------
    old, new : tuple
        A network and the index of its layer; the second is written.
    units : tuple
        Units (channels of a convolution) of the old layer, and those of the new one that continue them.
    below : tuple or None
        Likewise for what the two layers read: features of a dense layer (see `features_of`), channels of a
        convolution. None where they read different things, so that no weight is carried over.

    Returns
    -------
    int
        How many parameters were copied.
    """
    theirs, ours = (list(side) for side in units)
    copied = 0
    for part in (_biases, _gains, _shifts):
        source, target = part(*old), part(*new)
        if source.size and target.size:
            target[ours] = source[theirs]
            copied += len(ours)
    for source, target in zip(old[0].running(old[1]), new[0].running(new[1]), strict=True):
        if source.size and target.size:
            target[ours] = source[theirs]
    if below is None or not _alike(old[0].layers[old[1]], new[0].layers[new[1]]):
        return copied
    from_weights, to_weights = _weights_from(old, below[0]), _weights_from(new, below[1])
    carried = old[0].weights(old[1])[np.ix_(from_weights, theirs)]
    new[0].weights(new[1])[np.ix_(to_weights, ours)] = carried
    return copied + carried.size


def features_of(shape: Shape, units: Sequence[int]) -> list[int]:
    """Give the features that belong to units, or, of an image (channels, height, width), to channels."""
    each = volume(shape[1:])
    return [unit * each + place for unit in units for place in range(each)]


def _biases(network: Network, layer: int) -> Array:
    return network.biases(layer)


def _gains(network: Network, layer: int) -> Array:
    return network.gains(layer)


def _shifts(network: Network, layer: int) -> Array:
    return network.shifts(layer)


def _alike(before: Layer, after: Layer) -> bool:
    """Whether weights of the two mean the same."""
    if isinstance(before, Convolution) and isinstance(after, Convolution):
        return before.kernel == after.kernel
    return isinstance(before, Dense) and isinstance(after, Dense)


def _weights_from(at: tuple[Network, int], below: Sequence[int]) -> list[int]:
    """Say which weights lead from some features, or from some channels: a patch from each."""
    layer = at[0].layers[at[1]]
    if isinstance(layer, Convolution):
        return features_of((1, layer.kernel, layer.kernel), below)
    return list(below)


def widen(network: Network, layer: int, units: int, seed: int) -> Network:
    """
    Give a layer more units without changing what the network computes (Chen, Goodfellow & Shlens, 2016).

    A new unit is a copy of one that is there, chosen at random, and what leads on from that unit is shared
    among the copies (Net2WiderNet). There the shares are equal, and noise keeps the copies from learning the
    same; here the shares are drawn, which does so and leaves the function exactly as it is.

    Parameters
    ----------
    network : Network
        Not changed.
    layer : int
        A hidden layer with weights, that no skip leads to or from, and not normalized over its units.
    units : int
        Units, or channels, that it is to have; at least as many as now.
    seed : int
        Of the choice and of the shares.

    Returns
    -------
    Network
        Another one, evaluated the same.

    Raises
    ------
    ValueError
        If the layer is not such a layer, no layer behind it has weights, or it is to have fewer units.
    """
    old = _layer_to_widen(network, layer, units)
    grown = replace(old, units=units) if isinstance(old, Dense) else replace(old, channels=units)
    wide = Network(network.input_shape, _with(network.layers, layer, grown), network.dtype)
    generator = np.random.Generator(stream(seed, Purpose.GROWTH))
    source = np.concatenate([np.arange(old.rows), generator.integers(old.rows, size=units - old.rows)])
    reader = _reader(network, layer)
    for index, place in enumerate(network.places):
        chosen: list[int] | range = source.tolist() if index == layer else range(place.rows)
        below = None if index == reader else _all_below(network, index)
        carry_layer((network, index), (wide, index), (chosen, range(len(chosen))), below)
    _share_out(network, wide, reader, source, _shares(source, generator))
    return wide


def _layer_to_widen(network: Network, layer: int, units: int) -> Dense | Convolution:
    """Give the layer, or say why it can't grow."""
    old = network.layers[layer] if 0 <= layer < len(network.layers) - 1 else None
    if old is None or isinstance(old, Pooling):
        raise ValueError(f"layer {layer} is no hidden layer with weights")
    if all(isinstance(behind, Pooling) for behind in network.layers[layer + 1 :]):
        raise ValueError(f"no layer behind layer {layer} has weights, so that its units are outputs")
    if units < old.rows:
        raise ValueError(f"layer {layer} has {old.rows} units and can't grow to {units}")
    reached = range(layer + 1, _reader(network, layer) + 1)
    skips = [index - skip_of(each) for index, each in enumerate(network.layers) if skip_of(each)]
    if old.normalization == "layer" or skip_of(old) or any(index + 1 in reached for index in skips):
        raise ValueError(
            f"layer {layer} is normalized over its units or joined by a skip: it can't grow alike"
        )
    return old


def _reader(network: Network, layer: int) -> int:
    """Give the next layer with weights."""
    return next(
        i for i in range(layer + 1, len(network.layers)) if not isinstance(network.layers[i], Pooling)
    )


def _with(layers: Sequence[Layer], at: int, layer: Layer) -> list[Layer]:
    return [*layers[:at], layer, *layers[at + 1 :]]


def _all_below(network: Network, index: int) -> Pairs:
    """Pair each feature, or channel of a convolution, that a layer reads with itself."""
    place = network.places[index]
    count = place.below[0] if isinstance(network.layers[index], Convolution) else place.weights
    return range(count), range(count)


def _shares(source: Indices, generator: np.random.Generator) -> Array:
    """Draw each copy's share of what the unit it copies leads on: above 0, together 1 for each unit."""
    drawn = generator.uniform(0.5, 1.5, len(source))
    together = np.bincount(source, drawn)
    shares: Array = drawn / together[source]
    return shares


def _share_out(old: Network, new: Network, reader: int, source: Indices, shares: Array) -> None:
    """Write the weights that lead from the grown layer into the next one."""
    each = new.places[reader].weights // len(source)  # a patch, or an image, for each channel
    before = old.weights(reader).reshape(-1, each, old.places[reader].rows)
    new.weights(reader)[:] = (before[source] * shares[:, None, None]).reshape(new.weights(reader).shape)


def deepen(network: Network, at: int, activation: str = "linear") -> Network:
    """
    Put in a dense layer that gives on what it reads (Net2DeeperNet; Chen, Goodfellow & Shlens, 2016).

    Parameters
    ----------
    network : Network
        Not changed.
    at : int
        The new layer's index; it stands behind a dense layer, in front of another layer.
    activation : str
        Its activation f: with f(f(z)) = f(z) and that of the layer before, or linear.

    Returns
    -------
    Network
        Another one, evaluated the same.

    Raises
    ------
    ValueError
        If there is no dense layer before it or no layer behind it, a skip leaps over the place, or the
        activation is unknown or would change what passes.
    """
    before = network.layers[at - 1] if 0 < at < len(network.layers) else None
    if not isinstance(before, Dense):
        raise ValueError(f"a layer at {at} would not stand behind a dense layer and in front of another")
    f = entry(ACTIVATIONS, activation, "activation")
    passes = f.identity or (f.repeatable and before.activation == activation and not skip_of(before))
    if not passes:
        raise ValueError(f"{activation!r} would change what {before.activation!r} gives; use 'linear'")
    if any(
        index - skip_of(each) < at - 1 < index for index, each in enumerate(network.layers) if skip_of(each)
    ):
        raise ValueError(f"a skip leaps over the place of layer {at}")
    layers = [*network.layers[:at], Dense(before.units, activation), *network.layers[at:]]
    deep = Network(network.input_shape, layers, network.dtype)
    start, stop = network.places[at].whole.start, deep.places[at].whole.stop
    deep.parameters[:start] = network.parameters[:start]
    deep.weights(at)[:] = np.eye(before.units)
    deep.parameters[stop:] = network.parameters[start:]
    deep.statistics[:] = network.statistics
    return deep
