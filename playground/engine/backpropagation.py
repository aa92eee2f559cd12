"""
Backpropagation: the exact gradient of the mean loss over a batch, by the chain rule from output to input.

For one sample, with a^0 the input, layer l of L computes

    z^l = (W^l)^T a^(l-1) + b^l         a^l = f(z^l)

and the loss is a function of a^L. Write delta^l = dL/dz^l. Then

    delta^L = dL/da^L * f'(z^L)                           (1)  the loss moves with a^L, a^L with z^L
    delta^l = (W^(l+1) delta^(l+1)) * f'(z^l)             (2)  z^(l+1) moves with a^l, a^l with z^l
    dL/dW^l = a^(l-1) (delta^l)^T     dL/db^l = delta^l   (3)  z^l moves with W^l by a^(l-1), with b^l by 1

(Rumelhart, Hinton & Williams, 1986; Nielsen, "Neural Networks and Deep Learning", 2015, chapter 2.) For a
batch of m samples the loss is a mean, so each sample's delta carries the factor 1/m from (1) on, and (3)
becomes a sum over samples, that is one matrix product.

Here every array is units by samples, and each layer's parameters are one block, `Network.block(l)` = [W^T b].
A row of ones under a^(l-1) makes (3) one product for weights and biases together. A spare row under delta^l
takes what (2) would send back to that row of ones, so that the whole block is used and nothing is copied.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS
from playground.engine.arrays import Array, aligned_zeros, check_rows, empty_columns
from playground.engine.forward import ForwardPlan, LayerRows
from playground.engine.losses import LOSSES, DeltaRule
from playground.engine.registry import entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.network import Network


class Backpropagation:
    """
    The gradient of one network and loss for one batch size: a fixed plan of calls on buffers made once.

    Parameters
    ----------
    network : Network
        Its parameters are read at each run; the plan keeps views of them.
    loss : str
        A key of `LOSSES`.
    samples : int
        The batch size m.
    gradient : ndarray, optional
        Shape (network.size,): where to write the gradient; a new vector by default.

    Attributes
    ----------
    forward : ForwardPlan
        z and a of the last batch, (units, samples) per layer.
    deltas : list of ndarray
        dL/dz of the last batch, (units, samples) per layer, the factor 1/m included.

    Raises
    ------
    ValueError
        For an unknown loss, or one that does not suit the last layer.
    """

    def __init__(self, network: Network, loss: str, samples: int, gradient: Array | None = None) -> None:
        self._loss = entry(LOSSES, loss, "loss")
        self._loss.check_network(network)
        self._widths = network.inputs, network.layers[-1].units
        self.samples = samples
        self.forward = ForwardPlan(network, samples)
        self._gradient = aligned_zeros(network.size, network.dtype) if gradient is None else gradient
        self._inputs = empty_columns(network.inputs, samples, network.dtype)
        self._targets = np.zeros((network.layers[-1].units, samples), network.dtype)
        self._bind(network)

    def _bind(self, network: Network) -> None:
        """Make the plan: all slopes, (1), then (3) and (2) from the last layer to the second, last (3)."""
        deltas, slopes = LayerRows(network, self.samples), LayerRows(network, self.samples)
        self.deltas = deltas.rows
        self._layers = self.forward.layers
        self._slopes = _slopes(network, self.forward, slopes)
        factor = [
            None if ACTIVATIONS[layer.activation].identity else slope
            for layer, slope in zip(network.layers, slopes.rows, strict=True)
        ]
        rule = self._loss.delta_rule(self.forward.a[-1], self.deltas[-1])
        self._output_delta = _output_delta(rule, self.deltas[-1], factor[-1])
        self._backward = [
            _step_back(
                block=network.block(index),
                delta=self.deltas[index],
                a_below=self.forward.activations.with_spare[index - 1],
                slope_below=factor[index - 1],
                delta_below=deltas.with_spare[index - 1],
                gradient=network.block(index, self._gradient),
            )
            for index in reversed(range(1, len(network.layers)))
        ]
        self._first_product = self.deltas[0].dot
        self._first_gradient = network.block(0, self._gradient)

    def run(self, inputs: Array, targets: Array) -> None:
        """
        Write the gradient for a batch that is laid out already; the caller keeps NumPy's warnings quiet.

        Parameters
        ----------
        inputs : ndarray
            Shape (features + 1, samples), contiguous, the last row ones.
        targets : ndarray
            Shape (outputs, samples), contiguous; kept, for `loss`, until the next run.
        """
        self._targets = targets
        a = inputs
        for layer in self._layers:
            a = layer(a)
        for slope in self._slopes:
            slope()
        self._output_delta(targets)
        for step_back in self._backward:
            step_back()
        self._first_product(inputs.T, self._first_gradient)

    @np.errstate(all="ignore")
    def gradient(self, X: Array, T: Array) -> Array:
        """
        Compute the gradient of the mean loss over a batch.

        Parameters
        ----------
        X : array_like
            Shape (samples, inputs).
        T : array_like
            Shape (samples, outputs).

        Returns
        -------
        ndarray
            Shape (network.size,): the same buffer at each call.

        Raises
        ------
        ValueError
            If a shape is another one.
        """
        rows, targets = check_rows(X, self._widths[0], "X"), check_rows(T, self._widths[1], "T")
        if not len(rows) == len(targets) == self.samples:
            raise ValueError(f"this plan is for {self.samples} samples, not {len(rows)} and {len(targets)}")
        self._inputs[:-1] = rows.T
        self.run(self._inputs, np.ascontiguousarray(targets.T, self._inputs.dtype))
        return self._gradient

    @property
    @np.errstate(all="ignore")
    def loss(self) -> float:
        """The mean loss of the last batch, without penalty, computed when asked for."""
        return self._loss.value(self.forward.a[-1].T, self._targets.T)


def _slopes(network: Network, forward: ForwardPlan, slopes: LayerRows) -> list[Callable[[], object]]:
    """f'(z), one call for neighbouring layers of one activation; none for the identity."""
    plan: list[Callable[[], object]] = []
    indexed = enumerate(layer.activation for layer in network.layers)
    for name, run in groupby(indexed, key=lambda pair: pair[1]):
        members = [index for index, _ in run]
        if not ACTIVATIONS[name].identity:
            blocks = (forward.sums, forward.activations, slopes)
            z, a, out = (rows.span(members[0], members[-1]) for rows in blocks)
            plan.append(partial(ACTIVATIONS[name].derivative, z, a, out))
    return plan


def _output_delta(rule: DeltaRule, delta: Array, slope: Array | None) -> DeltaRule:
    """(1)  delta^L = dL/da^L * f'(z^L)."""
    if slope is None:
        return rule
    multiply = np.multiply

    def output_delta(targets: Array) -> None:
        rule(targets)
        multiply(delta, slope, delta)

    return output_delta


def _step_back(
    *,
    block: Array,
    delta: Array,
    a_below: Array,
    slope_below: Array | None,
    delta_below: Array,
    gradient: Array,
) -> Callable[[], object]:
    """(3) for this layer, then (2) for the layer below; `a_below` and `delta_below` have their last rows."""
    product, a_transposed = delta.dot, a_below.T
    send_back, multiply = block.T.dot, np.multiply
    rows_below = delta_below[:-1]

    def step_back_to_linear() -> None:
        product(a_transposed, gradient)
        send_back(delta, delta_below)

    if slope_below is None:
        return step_back_to_linear

    def step_back() -> None:
        product(a_transposed, gradient)  # dL/d[W b] = delta [a; 1]^T
        send_back(delta, delta_below)  # dL/da below = W delta
        multiply(rows_below, slope_below, rows_below)  # dL/dz below = dL/da * f'(z)

    return step_back
