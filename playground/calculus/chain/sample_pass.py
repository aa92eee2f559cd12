"""
Samples on their way to the loss, with the derivative of each small step, in double precision.

Of a network of dense layers l = 1 ... L that do not normalize, a sample's loss is made by the steps

    z^l_j = sum_i W^l_ij a^(l-1)_i + b^l_j     dz/dW_ij = a_i    dz/db_j = 1    dz/da_i = W_ij
    a^l_j = f(z^l_j)                           da/dz = f'(z)
    L     = loss(a^L, target)                  dL/da^L_k

and backpropagation (Rumelhart, Hinton & Williams, 1986) is the chain rule from the right:

    delta^L_k = dL/da^L_k f'(z^L_k)            delta^l_j = f'(z^l_j) sum_k W^(l+1)_jk delta^(l+1)_k

with delta = dL/dz. There is no dropout, and no factor 1/samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.sample_gradients import are_products
from playground.engine.activations import ACTIVATIONS
from playground.engine.arrays import check_rows
from playground.engine.layers import skip_of
from playground.engine.losses import LOSSES
from playground.engine.registry import entry

if TYPE_CHECKING:
    from playground.engine.activations import Activation
    from playground.engine.arrays import Array
    from playground.engine.network import Network


class SamplePass:
    """
    The values and local derivatives of some samples, in float64 on a copy of the network.

    Parameters
    ----------
    network : Network
        Dense layers only, none that normalizes or has a skip; not changed and not kept.
    loss : str
        A key of `LOSSES`.
    X : ndarray
        Shape (samples, inputs).
    T : ndarray
        Shape (samples, outputs).
    smoothing : float
        Label smoothing.

    Attributes
    ----------
    network : Network
        The copy.
    loss : Loss
        The loss.
    functions : list of Activation
        Each layer's f.
    inputs, targets : ndarray
        X and T in double precision.
    activations : list of ndarray
        The inputs, then each layer's a: (units, samples) each.
    sums : list of ndarray
        Each layer's z, (units, samples).
    slopes : list of ndarray
        Each layer's f'(z), (units, samples).
    by_output : ndarray
        dL_s/da^L of each sample's own loss, (outputs, samples).
    deltas : list of ndarray
        dL_s/dz^l of each sample's own loss, (units, samples) each.

    Raises
    ------
    ValueError
        If a layer convolves, pools, normalizes or has a skip, the loss does not suit the network or the
        smoothing, or a shape is another.
    """

    @np.errstate(all="ignore")
    def __init__(self, network: Network, loss: str, X: Array, T: Array, smoothing: float = 0.0) -> None:
        if not are_products(network) or any(map(skip_of, network.layers)):
            raise ValueError("paths are those of dense layers that do not normalize and have no skips")
        self.network, self.smoothing = network.copy(np.float64), smoothing
        self.loss = entry(LOSSES, loss, "loss")
        self.loss.check_network(network)
        self.loss.check_smoothing(smoothing)
        self.inputs = np.asarray(check_rows(X, network.inputs, "X"), np.float64)
        self.targets = np.asarray(check_rows(T, network.outputs, "T"), np.float64)
        if len(self.inputs) != len(self.targets):
            raise ValueError(f"X has {len(self.inputs)} samples, T has {len(self.targets)}")
        self.functions = [ACTIVATIONS[layer.activation] for layer in network.layers]  # type: ignore[union-attr]
        self.activations: list[Array] = [self.inputs.T]
        self.sums: list[Array] = []
        self.slopes: list[Array] = []
        self._forwards()
        self.by_output = self._differentiate_loss()
        self.deltas = self._backwards()

    @property
    def samples(self) -> int:
        """How many samples there are."""
        return len(self.inputs)

    def _forwards(self) -> None:
        for layer, function in enumerate(self.functions):
            weights, biases = self.network.split_layer(layer, self.network.parameters)
            z = weights.T @ self.activations[-1]
            if biases.size:
                z += biases[:, None]
            a, slope = _value_and_slope(function, z)
            self.sums.append(z)
            self.activations.append(a)
            self.slopes.append(slope)

    def _differentiate_loss(self) -> Array:
        outputs = np.ascontiguousarray(self.activations[-1])
        slopes = np.empty_like(outputs)
        self.loss.delta_rule(outputs, slopes, self.smoothing)(np.ascontiguousarray(self.targets.T))
        return self.samples * slopes

    def _backwards(self) -> list[Array]:
        deltas: list[Array] = [self.by_output * self.slopes[-1]]
        for layer in range(len(self.functions) - 1, 0, -1):
            deltas.append((self.network.weights(layer) @ deltas[-1]) * self.slopes[layer - 1])
        return deltas[::-1]

    @np.errstate(all="ignore")
    def mean_loss(self) -> float:
        """
        Give the mean loss of the samples, without penalty.

        Returns
        -------
        float
            Not finite if the network's numbers are too large.
        """
        return float(self.loss.value(self.activations[-1].T, self.targets, self.smoothing))

    @np.errstate(all="ignore")
    def losses(self, outputs: Array, sample: int) -> Array:
        """
        Give the loss that a sample would have with other outputs.

        Parameters
        ----------
        outputs : ndarray
            Shape (outputs, places).
        sample : int
            Whose target it is, counted from 0.

        Returns
        -------
        ndarray
            Shape (places,).
        """
        target, value = self.targets[sample : sample + 1], self.loss.value
        return np.array([value(each[None, :], target, self.smoothing) for each in outputs.T])

    def derivatives(self, layer: int, source: int | None, target: int) -> Array:
        """
        Give dL_s/dw = delta_target a_source of one parameter for each sample.

        Parameters
        ----------
        layer : int
            The layer of weights, counted from 0.
        source : int or None
            The unit below that the weight comes from; None for the bias.
        target : int
            The unit it belongs to.

        Returns
        -------
        ndarray
            Shape (samples,).
        """
        read = 1.0 if source is None else self.activations[layer][source]
        return np.asarray(self.deltas[layer][target] * read)

    def mean_gradient(self) -> Array:
        """
        Give the gradient of the mean loss: in each layer the block delta a~^T / samples.

        Returns
        -------
        ndarray
            Shape (network.size,), new.
        """
        total = np.zeros(self.network.size)
        for layer, delta in enumerate(self.deltas):
            weights, biases = self.network.split_layer(layer, total)
            weights[:] = self.activations[layer] @ delta.T / self.samples
            if biases.size:
                biases[:] = delta.mean(axis=1)
        return total


def _value_and_slope(function: Activation, z: Array) -> tuple[Array, Array]:
    """Give f(z) and f'(z), new."""
    a, slope, scratch = np.empty_like(z), np.empty_like(z), np.empty_like(z)
    function.bind_f(z, a, scratch)()
    function.bind_derivative(z, a, slope, scratch)()
    return a, slope
