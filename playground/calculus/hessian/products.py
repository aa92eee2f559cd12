"""
Products of the Hessian with a direction, exactly, at the price of two gradients.

Let p(t) = p + t v and write R{x} = dx/dt at t = 0, the derivative of anything along the direction v. The
gradient g(p(t)) changes by H v, so that H v = R{g}: the R-operator applied to each line of backpropagation
(Pearlmutter, "Fast exact multiplication by the Hessian", 1994, section 3.1). With the block B = [W^T b] of a
layer, its part V of the direction, and a~ = (a, 1) the activations that it reads,

    z = B a~                    R{z} = V a~ + W^T R{a_below}
    a = f(z)                    R{a} = f'(z) R{z}
    e = dL/da, at the output    R{e} = L'' R{a}                          (`loss_bend`)
    delta = e f'(z)             R{delta} = R{e} f'(z) + e f''(z) R{z}
    dL/dB = delta a~^T          R{dL/dB} = R{delta} a~^T + delta (R{a_below}, 0)^T
    e_below = W delta           R{e_below} = V_w^T delta + W R{delta}

What does not depend on v (a~, f', delta, e f'') is computed once, so that many products at one place cost
twice the matrix products of a gradient each. An L2 penalty adds l2 v on weights; an L1 penalty bends nothing.

At a kink of an activation f' is that from the left and f'' is 0, so that the product is that of the smooth
piece the network stands on: the jump of a slope across a kink is no part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.differences import STEP
from playground.calculus.hessian.loss_bend import bend_of
from playground.calculus.sample_gradients import are_products
from playground.engine.activations import ACTIVATIONS
from playground.engine.arrays import rows_of
from playground.engine.backpropagation import Backpropagation
from playground.engine.evaluation import Evaluation
from playground.engine.losses import LOSSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array
    from playground.engine.network import Network

    Product = Callable[[Array], Array]


@dataclass(frozen=True, eq=False)
class _Layer:
    """What a layer's lines need that does not depend on the direction; `bent` is e f''(z), None where 0."""

    place: slice
    shape: tuple[int, int]
    below: int
    weights: Array
    read: Array
    slope: Array
    delta: Array
    bent: Array | None
    moved: Array
    back: Array


class HessianProducts:
    """
    v -> H v for dense layers that do not normalize, at the parameters the network has now.

    Parameters
    ----------
    network : Network
        Not changed; its parameters are read here once.
    loss : str
        A key of `LOSSES`.
    X : array_like
        Shape (samples, inputs).
    T : array_like
        Shape (samples, outputs).
    l2 : float
        The rate of an L2 penalty.
    smoothing : float
        Label smoothing.

    Attributes
    ----------
    size : int
        The number of parameters.
    gradient : ndarray
        Of the mean loss, without penalty, shape (size,).

    Raises
    ------
    ValueError
        If a layer is of another kind, the loss does not suit the network, or a shape is another one.
    """

    @np.errstate(all="ignore")
    def __init__(
        self, network: Network, loss: str, X: Array, T: Array, l2: float = 0.0, smoothing: float = 0.0
    ) -> None:
        if not are_products(network):
            raise ValueError("these products are those of dense layers that do not normalize")
        twin = network.copy(np.float64)
        inputs, targets = np.asarray(X, np.float64), np.asarray(T, np.float64)
        plan = Backpropagation(twin, loss, len(inputs), smoothing=smoothing)
        self.gradient = plan.gradient(inputs, targets).copy()
        self.size = twin.size
        self._penalty = l2 * twin.weight_mask if l2 else None
        self._bend = bend_of(loss, plan.forward.a[-1], targets.T)
        self._layers = _layers_of(twin, plan, inputs, loss, targets.T, smoothing)

    @np.errstate(all="ignore")
    def __call__(self, v: Array) -> Array:
        """
        Multiply the Hessian with a direction.

        Parameters
        ----------
        v : ndarray
            Shape (size,).

        Returns
        -------
        ndarray
            H v, shape (size,), float64, new.
        """
        direction = np.asarray(v, np.float64)
        product = np.empty(self.size)
        moved = self._forwards(direction)
        self._backwards(direction, moved, product)
        if self._penalty is not None:
            product += self._penalty * direction
        return product

    def _forwards(self, direction: Array) -> list[Array]:
        """Return R{a} of each layer; R{z} is left in each layer's buffer."""
        below: Array | None = None
        moved: list[Array] = []
        for layer in self._layers:
            along = direction[layer.place].reshape(layer.shape)
            np.dot(along, layer.read, out=layer.moved)
            if below is not None:
                np.dot(layer.weights, below, out=layer.back)
                np.add(layer.moved, layer.back, out=layer.moved)
            below = layer.slope * layer.moved
            moved.append(below)
        return moved

    def _backwards(self, direction: Array, moved: list[Array], product: Array) -> None:
        by_output = self._bend(moved[-1])
        for index in range(len(self._layers) - 1, -1, -1):
            layer = self._layers[index]
            along = direction[layer.place].reshape(layer.shape)
            np.multiply(by_output, layer.slope, out=layer.back)
            if layer.bent is not None:
                np.multiply(layer.moved, layer.bent, out=layer.moved)
                np.add(layer.back, layer.moved, out=layer.back)
            block = product[layer.place].reshape(layer.shape)
            np.dot(layer.back, layer.read.T, out=block)
            if index:
                weights = slice(0, layer.below)
                block[:, weights] += layer.delta @ moved[index - 1].T
                by_output = layer.weights.T @ layer.back
                by_output += along[:, weights].T @ layer.delta


def _layers_of(
    network: Network, plan: Backpropagation, inputs: Array, loss: str, targets: Array, smoothing: float
) -> list[_Layer]:
    """Read off a plan that has run what the lines of each layer need."""
    layers: list[_Layer] = []
    rows = rows_of(inputs, np.float64, ones=network.reads_ones)
    by_output = _by_output(plan, loss, targets, smoothing)
    for index in range(len(network.layers) - 1, -1, -1):
        forward, delta = plan.forward.layers[index], np.array(plan.deltas[index])
        place, block = network.places[index], network.block(index)
        first = index == 0 and plan.forward.reads_batch
        _, slope, second = ACTIVATIONS[forward.activation].at(np.array(forward.values.n))
        bent = by_output * second
        layers.insert(
            0,
            _Layer(
                place=place.block,
                shape=(place.rows, place.columns),
                below=place.weights,
                weights=np.ascontiguousarray(block[:, : place.weights]),
                read=np.ascontiguousarray(rows.T) if first else np.array(forward.read, np.float64),
                slope=slope,
                delta=delta,
                bent=bent if bent.any() else None,
                moved=np.empty_like(slope),
                back=np.empty_like(slope),
            ),
        )
        by_output = block[:, : place.weights].T @ delta
    return layers


def _by_output(plan: Backpropagation, loss: str, targets: Array, smoothing: float) -> Array:
    """Return dL/da of the last layer, the factor 1/m included."""
    from_outputs = np.array(plan.forward.a[-1])
    slopes = np.empty_like(from_outputs)
    LOSSES[loss].delta_rule(from_outputs, slopes, smoothing)(np.ascontiguousarray(targets))
    return slopes


def hessian_products(
    network: Network, loss: str, X: Array, T: Array, l2: float = 0.0, smoothing: float = 0.0
) -> tuple[Product, bool]:
    """
    Bind v -> H v for any network: exactly where it can be, else by a difference of exact gradients.

    The difference is (g(p + h u) - g(p - h u)) / 2h along the unit vector u of v, with h = 6e-6 (1 + |p|).

    Parameters
    ----------
    network, loss, X, T, l2, smoothing
        As those of `HessianProducts`.

    Returns
    -------
    tuple of callable and bool
        The product, and whether it is exact.

    Raises
    ------
    ValueError
        If the loss does not suit the network, or a shape is another one.
    """
    if are_products(network):
        return HessianProducts(network, loss, X, T, l2, smoothing), True
    twin = network.copy(np.float64)
    return _by_difference(twin, Evaluation(twin, loss, smoothing), X, T, l2 * twin.weight_mask), False


def _by_difference(network: Network, evaluation: Evaluation, X: Array, T: Array, penalty: Array) -> Product:
    here = network.parameters.copy()
    h = STEP * (1 + float(np.linalg.norm(here)))

    @np.errstate(all="ignore")
    def product(v: Array) -> Array:
        length = float(np.linalg.norm(v))
        if length == 0:
            return np.zeros(network.size)
        step = v * (h / length)
        network.parameters[:] = here + step
        ahead = evaluation.gradient(X, T).copy()
        network.parameters[:] = here - step
        bent: Array = (ahead - evaluation.gradient(X, T)) * (length / (2 * h)) + penalty * v
        return bent

    return product
