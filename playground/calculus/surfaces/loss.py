"""The mean loss of a network as two of its parameters move and all others are held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.evaluation import Evaluation

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.network import Network

Place = tuple[int, int | None, int]


class LossSurface:
    """
    L(u, v) of a copy of a network in double precision, without penalty and dropout.

    Parameters
    ----------
    network : Network
        Its parameters are copied.
    loss : str
        A key of `LOSSES`.
    X : array_like
        Shape (samples, inputs).
    T : array_like
        Shape (samples, outputs).
    first, second : tuple
        Which two move: (layer, source, target), the source None for a bias.
    smoothing : float
        Label smoothing, for cross-entropies.

    Attributes
    ----------
    start : tuple of float
        What the two are in the network as it stands.
    """

    def __init__(
        self,
        network: Network,
        loss: str,
        X: Array,
        T: Array,
        first: Place,
        second: Place,
        smoothing: float = 0.0,
    ) -> None:
        self._network = network.copy(np.float64)
        self._inputs, self._targets = np.asarray(X, np.float64), np.asarray(T, np.float64)
        self._evaluation = Evaluation(self._network, loss, smoothing)
        self._first, self._second = (place_in(self._network, each) for each in (first, second))
        parameters = self._network.parameters
        self.start = float(parameters[self._first]), float(parameters[self._second])

    def _move(self, u: float, v: float) -> None:
        self._network.parameters[self._first] = u
        self._network.parameters[self._second] = v

    def value(self, u: float, v: float) -> float:
        """
        Give L at one place.

        Parameters
        ----------
        u, v : float
            What the first and the second parameter are there.

        Returns
        -------
        float
            Not finite if the network's numbers are too large.
        """
        self._move(u, v)
        return float(self._evaluation.loss(self._inputs, self._targets))

    def gradient(self, u: float, v: float) -> tuple[float, float]:
        """
        Give (dL/du, dL/dv) at one place, by backpropagation.

        Parameters
        ----------
        u, v : float
            As for `value`.

        Returns
        -------
        tuple of float
            Two entries of the gradient of the whole network.
        """
        self._move(u, v)
        gradient = self._evaluation.gradient(self._inputs, self._targets)
        return float(gradient[self._first]), float(gradient[self._second])


def place_in(network: Network, place: Place) -> int:
    """
    Say where a parameter is in a flat vector of its network.

    Parameters
    ----------
    network : Network
        Whose vector it is.
    place : tuple
        (layer, source, target), the source None for a bias.

    Returns
    -------
    int
        Its index.

    Raises
    ------
    IndexError
        If the network has no such parameter.
    """
    layer, source, target = place
    if not 0 <= layer < len(network.layers):
        raise IndexError(f"there is no layer {layer}")
    weights, biases = network.split_layer(layer, np.arange(network.size))
    row = biases if source is None else weights[_within(source, len(weights))]
    return int(row[_within(target, len(row))])


def _within(index: int, count: int) -> int:
    if not 0 <= index < count:
        raise IndexError(f"{index} is not one of {count}")
    return index
