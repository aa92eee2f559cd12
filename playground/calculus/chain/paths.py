"""
All paths from one parameter to the loss, each with its product of local derivatives.

A parameter w of neuron j in layer l moves z^l_j, that moves a^l_j, and from there every neuron k of the next
layer is moved, and so on: a path is a choice of one neuron in each layer from l on, p = (j, k, ..., o). Its
product is

    P_p = dz^l_j/dw * f'(z^l_j) * W^(l+1)_jk * f'(z^(l+1)_k) * ... * f'(z^L_o) * dL/da^L_o

and by the chain rule dL/dw is the sum of P_p over all paths (Bauer, "Computational graphs and rounding
error", 1974). Backpropagation gives the same number without going through them one by one.

The largest products are found layer by layer from the loss: of the ways on from a neuron only the K largest
can be part of the K largest from a neuron below it, as all of them are multiplied by the same factors.
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

    Of one sample they are the largest there are. Of several, each sample's largest are found, and of those
    the ones whose mean product is largest.

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
    count = math.prod(len(each) for each in of.sums[layer + 1 :])
    found = {neurons for sample in range(of.samples) for neurons in _largest(of, layer, target, most, sample)}
    read = np.ones(of.samples) if source is None else of.activations[layer][source]
    means = [Path(neurons, float((read * products_of(of, layer, neurons)).mean())) for neurons in found]
    shown = tuple(sorted(means, key=lambda path: (-abs(path.product), path.neurons))[:most])
    total = float(of.derivatives(layer, source, target).mean())
    others = 0.0 if len(shown) == count else total - math.fsum(path.product for path in shown)
    return Paths(shown, count, total, others)


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
