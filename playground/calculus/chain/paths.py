"""
All paths from one parameter to the loss, each with its product of local derivatives.

A parameter w of neuron j in layer l moves z^l_j, that moves a^l_j, and from there every neuron k of the next
layer is moved, and so on: a path is a choice of one neuron in each layer from l on, p = (j, k, ..., o). Its
product is

    P_p = dz^l_j/dw * f'(z^l_j) * W^(l+1)_jk * f'(z^(l+1)_k) * ... * f'(z^L_o) * dL/da^L_o

and by the chain rule dL/dw is the sum of P_p over all paths (Bauer, "Computational graphs and rounding
error", 1974). Backpropagation gives the same number without going through them one by one.

Where there are not too many, all products are worked out. Else, of one sample, the largest are found layer
by layer from the loss: of the ways on from a neuron only the K largest can be part of the K largest from a
neuron below it, as all of them are multiplied by the same factors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.calculus.chain.sample_pass import SamplePass
    from playground.engine.arrays import Array

    Units = NDArray[np.intp]

EVERY_PATH, EVERY_PRODUCT = 10_000, 2_500_000  # paths, and times samples: up to here all are worked out
AT_ONCE = 250_000  # products, so that they stay in the cache
MOST_CANDIDATES, MOST_LOOKED_AT = 600, 40  # paths whose mean is found elsewhere, of so many samples


@dataclass(frozen=True)
class Path:
    """
    One way from a parameter to the loss.

    Attributes
    ----------
    neurons : tuple of int
        The unit it goes through in each layer, from the parameter's own layer to the output.
    product : float
        The product of its local derivatives; the mean of those of the samples where there are several.
    """

    neurons: tuple[int, ...]
    product: float


@dataclass(frozen=True)
class Paths:
    """
    The largest paths of one parameter, and what the others come to.

    Attributes
    ----------
    shown : tuple of Path
        The largest first, by magnitude.
    count : int
        How many paths there are in all.
    total : float
        dL/dparameter, as backpropagation finds it.
    others : float
        The sum of the paths that are not shown: `total` less what is shown. 0 where all are.
    """

    shown: tuple[Path, ...]
    count: int
    total: float
    others: float


@np.errstate(all="ignore")
def paths_from(of: SamplePass, layer: int, source: int | None, target: int, most: int) -> Paths:
    """
    Find the largest paths from one parameter to the mean loss of the samples.

    They are the largest there are, by the magnitude of their mean product, those of equal magnitude in the
    order of their units. Beyond `EVERY_PATH` and `EVERY_PRODUCT`, of several samples, the largest of some of
    them are found, and of those the ones whose mean product over all samples is largest.

    Parameters
    ----------
    of : SamplePass
        Where the local derivatives are read.
    layer : int
        The layer of weights, counted from 0.
    source : int or None
        The unit below that the weight comes from; None for the bias.
    target : int
        The unit it belongs to.
    most : int
        How many to find, at least 1.

    Returns
    -------
    Paths
        Their products include dz/dw.
    """
    widths = [len(each) for each in of.sums[layer + 1 :]]
    count = math.prod(widths)
    read = np.ones(of.samples) if source is None else of.activations[layer][source]
    if count <= EVERY_PATH and count * of.samples <= EVERY_PRODUCT:
        means = _every_mean(of, layer, target, read)
        best = np.argsort(-np.abs(means), kind="stable")[:most]
        ways = _ways(target, widths, best)
    else:
        candidates = _candidates(of, layer, target, most)
        means = _means_of(of, layer, candidates, read)
        best = np.argsort(-np.abs(means), kind="stable")[:most]
        ways = candidates[best]
    found = zip(ways.tolist(), means[best].tolist(), strict=True)
    shown = tuple(Path(tuple(way), product) for way, product in found)
    total = float(of.derivatives(layer, source, target).mean())
    others = 0.0 if len(shown) == count else total - math.fsum(path.product for path in shown)
    return Paths(shown, count, total, others)


def _ways(target: int, widths: list[int], numbers: Units) -> Units:
    """Return the units on the paths of these numbers, (paths, layers)."""
    above = np.unravel_index(numbers, widths) if widths else ()
    return np.column_stack([np.full(len(numbers), target), *above])


def _every_mean(of: SamplePass, layer: int, target: int, read: Array) -> Array:
    """Return the mean product of every path, in the order of their units: (paths,)."""
    count = math.prod(len(each) for each in of.sums[layer + 1 :])
    total, step = np.zeros(count), max(1, AT_ONCE // count)
    for start in range(0, of.samples, step):
        part = slice(start, start + step)
        total += _every_product(of, layer, target, read[part], part).sum(axis=1)
    return total / of.samples


def _every_product(of: SamplePass, layer: int, target: int, read: Array, part: slice) -> Array:
    """Multiply along every path for some samples: (paths, samples), the last layer's unit moving fastest."""
    last = len(of.sums) - 1
    ends = of.slopes[last][:, part] * of.by_output[:, part]
    products = (read * of.slopes[layer][target, part])[None]
    if layer == last:
        return read * ends[target : target + 1]
    for above in range(layer + 1, last + 1):
        weights = of.network.weights(above)
        weights = weights[target : target + 1] if above == layer + 1 else weights
        steps = weights[:, :, None] * (ends if above == last else of.slopes[above][:, part])
        ways = products.reshape(-1, len(weights), 1, products.shape[1])
        products = (ways * steps).reshape(-1, products.shape[1])
    return np.asarray(products)


def _candidates(of: SamplePass, layer: int, target: int, most: int) -> Units:
    """Return the largest paths of some samples, evenly spread over all, each once: (paths, layers)."""
    looked_at = min(of.samples, MOST_LOOKED_AT, max(1, MOST_CANDIDATES // most))
    samples = np.unique(np.linspace(0, of.samples - 1, looked_at).astype(np.intp))
    return np.unique([way for sample in samples for way in _largest(of, layer, target, most, sample)], axis=0)


def _means_of(of: SamplePass, layer: int, ways: Units, read: Array) -> Array:
    """Return the mean product of each of these paths, (paths,)."""
    return np.array([(read * products_of(of, layer, tuple(way))).mean() for way in ways.tolist()])


def products_of(of: SamplePass, layer: int, neurons: tuple[int, ...]) -> Array:
    """
    Multiply the local derivatives from the parameter's neuron to the loss, without dz/dw.

    Parameters
    ----------
    of : SamplePass
        Where they are read.
    layer : int
        The layer that the path begins in, counted from 0.
    neurons : tuple of int
        The unit in each layer from there on.

    Returns
    -------
    ndarray
        One product per sample, (samples,).
    """
    product = np.array(of.slopes[layer][neurons[0]])
    for depth in range(1, len(neurons)):
        above = layer + depth
        product *= of.network.weights(above)[neurons[depth - 1], neurons[depth]]
        product *= of.slopes[above][neurons[depth]]
    return np.asarray(product * of.by_output[neurons[-1]])


def _largest(of: SamplePass, layer: int, target: int, most: int, sample: int) -> list[tuple[int, ...]]:
    """Return the paths on from a neuron whose products are largest for one sample."""
    last = len(of.sums) - 1
    # Of each unit: the products of its best ways on, (units, ways), and the units on them.
    products: Array = (of.slopes[last][:, sample] * of.by_output[:, sample])[:, None]
    ways: Units = np.arange(len(products))[:, None, None]
    for below in range(last - 1, layer - 1, -1):
        units = np.array([target]) if below == layer else np.arange(len(of.sums[below]))
        products, ways = _lead_back(of, below, units, sample, products, ways, most)
    if layer == last:
        products, ways = products[target : target + 1], ways[target : target + 1]
    return [tuple(int(unit) for unit in way) for way in ways[0]]


def _lead_back(
    of: SamplePass, below: int, units: Units, sample: int, products: Array, ways: Units, most: int
) -> tuple[Array, Units]:
    """Lead the best ways on from one layer to the units of the layer below it, and keep the best of them."""
    steps = of.slopes[below][units, sample][:, None] * of.network.weights(below + 1)[units]
    spread = (steps[:, :, None] * products[None]).reshape(len(units), -1)
    kept = min(most, spread.shape[1])
    best = np.argpartition(-np.abs(spread), kept - 1, axis=1)[:, :kept]
    on = ways.reshape(-1, ways.shape[2])[best]
    first = np.broadcast_to(units[:, None, None], (*best.shape, 1))
    return np.take_along_axis(spread, best, axis=1), np.concatenate([first, on], axis=2)
