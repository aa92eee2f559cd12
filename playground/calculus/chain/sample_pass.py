"""
Samples on their way to the loss, with the derivative of each small step, in double precision.

Of a network of dense layers l = 1 ... L that do not normalize, a sample's loss is made by the steps

    z^l_j = sum_i W^l_ij a^(l-1)_i + b^l_j     dz/dW_ij = a_i    dz/db_j = 1    dz/da_i = W_ij
    a^l_j = f(z^l_j)                           da/dz = f'(z)
    L     = loss(a^L, target)                  dL/da^L_k

(the derivatives of `engine.backward`, not yet multiplied). There is no dropout, and no factor 1/samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.sample_gradients import are_products
from playground.engine.activations import ACTIVATIONS
from playground.engine.backpropagation import Backpropagation
from playground.engine.losses import LOSSES

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.network import Network


class SamplePass:
    """
    The values and local derivatives of some samples, in float64 on a copy of the network.

    Parameters
    ----------
    network : Network
        Dense layers only, none that normalizes; not changed and not kept.
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
    activations : list of ndarray
        The inputs, then each layer's a: (units, samples) each.
    sums : list of ndarray
        Each layer's z, (units, samples).
    slopes : list of ndarray
        Each layer's f'(z), (units, samples).
    by_output : ndarray
        dL_s/da^L of each sample's own loss, (outputs, samples).
    deltas : list of ndarray
        dL_s/dz^l of each sample's own loss, (units, samples) each, as backpropagation finds them.

    Raises
    ------
    ValueError
        If a layer convolves, pools or normalizes, the loss does not suit the network, or a shape is another.
    """

    @np.errstate(all="ignore")
    def __init__(self, network: Network, loss: str, X: Array, T: Array, smoothing: float = 0.0) -> None:
        if not are_products(network):
            raise ValueError("paths are those of dense layers that do not normalize")
        self.network, self.smoothing = network.copy(np.float64), smoothing
        self.inputs, self.targets = np.asarray(X, np.float64), np.asarray(T, np.float64)
        self._loss = LOSSES[loss]
        samples = len(self.inputs)
        plan = Backpropagation(self.network, loss, samples, smoothing=smoothing)
        plan.gradient(self.inputs, self.targets)
        self.activations = [self.inputs.T, *(np.array(a) for a in plan.forward.a)]
        self.sums = [np.array(layer.values.z) for layer in plan.forward.layers]
        self.slopes = [
            ACTIVATIONS[layer.activation].at(np.array(layer.values.n))[1] for layer in plan.forward.layers
        ]
        self.deltas = [samples * delta for delta in plan.deltas]
        self.by_output = self._differentiate_loss()

    @property
    def samples(self) -> int:
        """How many samples there are."""
        return len(self.inputs)

    def _differentiate_loss(self) -> Array:
        outputs = np.ascontiguousarray(self.activations[-1])
        slopes = np.empty_like(outputs)
        self._loss.delta_rule(outputs, slopes, self.smoothing)(np.ascontiguousarray(self.targets.T))
        return self.samples * slopes

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
        target = self.targets[sample : sample + 1]
        return np.array([self._loss.value(each[None, :], target, self.smoothing) for each in outputs.T])

    def derivatives(self, layer: int, source: int | None, target: int) -> Array:
        """
        Give dL_s/dw of one parameter for each sample, by equation (3) of `engine.backward`.

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
