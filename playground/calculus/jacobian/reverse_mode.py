"""
Reverse mode: derivatives carried back from the outputs, one pass for each of them.

The way back of backpropagation (`engine.backward`, equation (2)) started with a one at output k, and zeros
beside it, ends with the row da^L_k/dx of the Jacobian. A network of n outputs takes n passes, however many
inputs it has; a loss is one output, which is why backpropagation is reverse mode (Griewank & Walther,
"Evaluating Derivatives", 2008, section 3.2). The same samples stand side by side here, once per output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.forward import ForwardPass
from playground.engine.sensitivities import Sensitivities

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.network import Network


@np.errstate(all="ignore")
def reverse_jacobian(network: Network, x: Array) -> list[Array]:
    """
    Differentiate all outputs of one sample by everything before them.

    Parameters
    ----------
    network : Network
        Not changed; evaluated in float64, without dropout.
    x : array_like
        Shape (inputs,).

    Returns
    -------
    list of ndarray
        da^L/dx, (outputs, inputs), then da^L/da^l of each layer, (outputs, units); new.

    Raises
    ------
    ValueError
        If x has another shape.
    """
    twin = network.copy(np.float64)
    rows = np.repeat(np.asarray(x, np.float64)[None], twin.outputs, axis=0)
    forward = ForwardPass(twin, rows)
    way_back = Sensitivities(twin, forward)
    forward.run()
    return [found.T.copy() for found in way_back.send_back(np.eye(twin.outputs))]
