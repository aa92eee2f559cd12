"""What a second-order rule may ask about the loss that training makes small, at the present parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.engine.arrays import Array, aligned_zeros
from playground.engine.evaluation import Evaluation
from playground.engine.threads import ALONE

if TYPE_CHECKING:
    from playground.engine.network import Network
    from playground.engine.penalty import Penalty
    from playground.engine.settings import Settings
    from playground.engine.threads import Team

Product = Callable[[Array], Array]
# (network, loss, X, T, l2, smoothing) -> v -> H v at the network's parameters, and whether it is exact.
Curvature = Callable[["Network", str, Any, Any, float, float], tuple[Product, bool]]


PER_UNIT = 32


class Objective:
    """
    The mean loss over the whole training set plus the penalty, label smoothing included, without dropout.

    Parameters
    ----------
    network : Network
        Its parameters are read at each call.
    loss : str
        A key of `LOSSES`.
    X : ndarray
        Shape (samples, inputs).
    T : ndarray
        Shape (samples, outputs).
    settings : Settings
        Penalty and label smoothing are taken from them.
    curvature : callable or None
        Binds the Hessian's products; without it `product` is not to be called.
    team : Team
        Who shares the work of large layers.

    Attributes
    ----------
    samples : int
        Of the training set.
    """

    def __init__(
        self,
        network: Network,
        loss: str,
        X: Array,
        T: Array,
        settings: Settings,
        curvature: Curvature | None,
        team: Team = ALONE,
    ) -> None:
        self._network, self._loss, self._inputs, self._targets = network, loss, X, T
        self.samples = len(X)
        self._penalty: Penalty = settings.penalty
        self._smoothing, self._curvature = settings.label_smoothing, curvature
        self._evaluation = Evaluation(network, loss, settings.label_smoothing, team)
        self._gradient = aligned_zeros(network.size, network.dtype)
        self._additions = settings.penalty.plan(network, self._gradient)

    @property
    def cost(self) -> int:
        """About how many products a sample takes; a unit's activation takes as long as 32 of them."""
        return int(self._network.size) + PER_UNIT * sum(self._network.widths[1:])

    def value(self) -> float:
        """Give the loss and the penalty together; not finite where the numbers are too large."""
        return self._evaluation.loss(self._inputs, self._targets) + self._penalty.value(self._network)

    @np.errstate(all="ignore")
    def gradient(self) -> Array:
        """Give the derivative of `value`, shape (size,): the same buffer at each call."""
        np.copyto(self._gradient, self._evaluation.gradient(self._inputs, self._targets))
        for add in self._additions:
            add()
        return self._gradient

    def product(self) -> Product:
        """
        Bind v -> H v at the parameters of now, (size,) float64 both; an L1 penalty bends nothing.

        Raises
        ------
        ValueError
            If no curvature was given.
        """
        if self._curvature is None:
            raise ValueError("products with the Hessian need to be given to the trainer")
        network, penalty = self._network, self._penalty
        asked = network, self._loss, self._inputs, self._targets, penalty.l2, self._smoothing
        return self._curvature(*asked)[0]
