"""The mean loss as one weight of any network moves: derivatives by backpropagation, and differences of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.differences import STEP
from playground.engine.evaluation import Evaluation

if TYPE_CHECKING:
    from playground.calculus.curves.curve import Floats, Jet
    from playground.engine.arrays import Array
    from playground.engine.network import Network


class LossByEngine:
    """
    The mean loss of some samples along one parameter, a pass through the network for each place.

    L' is exact, by backpropagation. L'' is the central difference (L'(w + h) - L'(w - h)) / (2 h) with
    h = 6e-6, which is off by about 1e-10.

    Parameters
    ----------
    network : Network
        Not changed and not kept; computed with in float64.
    loss : str
        A key of `LOSSES`.
    X, T : ndarray
        Shape (samples, inputs) and (samples, outputs).
    smoothing : float
        Label smoothing.
    layer, source, target : int, int or None, int
        The parameter: of which layer, from which unit below (None for the bias), of which unit.

    Attributes
    ----------
    value : float
        Where the parameter stands now.
    """

    def __init__(
        self,
        network: Network,
        loss: str,
        X: Array,
        T: Array,
        smoothing: float,
        layer: int,
        source: int | None,
        target: int,
    ) -> None:
        self._twin = network.copy(np.float64)
        self._evaluation = Evaluation(self._twin, loss, smoothing)
        self._X, self._T = np.asarray(X, np.float64), np.asarray(T, np.float64)
        place = self._twin.split_layer(layer, np.arange(float(self._twin.size)))
        self._index = int(place[1][target] if source is None else place[0][source, target])
        self.value = float(self._twin.parameters[self._index])

    @property
    def samples(self) -> int:
        """How many samples the loss is the mean of."""
        return len(self._X)

    def values(self, places: Floats) -> Floats:
        """Give the mean loss with the parameter at some places, (n,)."""
        return np.array([self._loss(place) for place in places])

    def jet(self, places: Floats) -> Jet:
        """
        Give the mean loss and its derivatives by the parameter.

        Parameters
        ----------
        places : ndarray
            Values of the parameter, (n,).

        Returns
        -------
        tuple of ndarray
            L, L' and L'', (n,) each, not finite where the numbers become too large.
        """
        slopes = np.array([self._slope(place) for place in places])
        ahead = np.array([self._slope(place + STEP) for place in places])
        behind = np.array([self._slope(place - STEP) for place in places])
        return self.values(places), slopes, (ahead - behind) / (2 * STEP)

    def _loss(self, place: float) -> float:
        self._twin.parameters[self._index] = place
        return self._evaluation.loss(self._X, self._T)

    def _slope(self, place: float) -> float:
        self._twin.parameters[self._index] = place
        return float(self._evaluation.gradient(self._X, self._T)[self._index])
