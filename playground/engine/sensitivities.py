"""How much an output answers to each unit: the chain rule from output to inputs, sample by sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.forward import ForwardPass
    from playground.engine.network import Network


@np.errstate(all="ignore")
def sensitivities(network: Network, forward: ForwardPass, output: int) -> list[Array]:
    """
    Differentiate one output by the inputs and by the activations of each layer.

    With s^l = d(output)/d(a^l), s^L is 1 at the output and 0 beside it, and
    s^(l-1) = W^l (s^l * f'(z^l)): the factor f' leads from a^l to z^l, the weights from z^l to a^(l-1).

    Parameters
    ----------
    network : Network
        The network.
    forward : ForwardPass
        Its pass over the samples; run here.
    output : int
        Index of the output unit.

    Returns
    -------
    list of ndarray
        (samples, inputs), then (samples, units) per layer; new.
    """
    forward.run()
    plan = forward.plan
    s = np.zeros_like(plan.a[-1])
    s[output] = 1
    found = [s.T]
    for index in reversed(range(len(network.layers))):
        z, a = plan.z[index], plan.a[index]
        slope = ACTIVATIONS[network.layers[index].activation].derivative(z, a, np.empty_like(a))
        s = network.weights(index) @ (s * slope)
        found.append(s.T)
    return [np.ascontiguousarray(by_sample) for by_sample in reversed(found)]
