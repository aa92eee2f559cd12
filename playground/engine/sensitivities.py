"""How much an output answers to each unit: the chain rule from output to inputs, sample by sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.backward import BackwardPlan

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.forward import ForwardPass
    from playground.engine.network import Network


class Sensitivities:
    """
    The derivative of one output by the inputs and by the activations of each layer.

    With s^l = d(output)/d(a^l), s^L is 1 at the output and 0 beside it, and
    s^(l-1) = W^l (s^l * f'(z^l)): the way back of `backward`, with an output in the place of the loss.

    Parameters
    ----------
    network : Network
        The network; its parameters are read at each run.
    forward : ForwardPass
        Its pass over the samples.
    """

    def __init__(self, network: Network, forward: ForwardPass) -> None:
        self._forward = forward
        self._backward = BackwardPlan(network, forward.plan, keep=True)

    @np.errstate(all="ignore")
    def run(self, output: int) -> list[Array]:
        """
        Differentiate an output with the parameters as they are now.

        Parameters
        ----------
        output : int
            Index of the output unit.

        Returns
        -------
        list of ndarray
            (inputs, samples), then (units, samples) per layer: the same buffers at each call.
        """
        seeds = np.zeros_like(self._backward.deltas[-1])
        seeds[output] = 1
        self._forward.run()
        return self.send_back(seeds)

    @np.errstate(all="ignore")
    def send_back(self, seeds: Array) -> list[Array]:
        """
        Differentiate any function of the outputs, after a run of the forward pass.

        Parameters
        ----------
        seeds : array_like
            Shape (outputs, samples): the function's derivative by each output, sample by sample.

        Returns
        -------
        list of ndarray
            (inputs, samples), then (units, samples) per layer: the same buffers at each call.
        """
        self._backward.deltas[-1][:] = seeds
        self._backward.run()
        return self._backward.by_activation
