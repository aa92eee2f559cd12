"""Derivatives by differences: the slope of a chord, to hold beside the slope that backpropagation gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.evaluation import Evaluation

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array
    from playground.engine.network import Network

STEP = float(np.cbrt(np.finfo(np.float64).eps))  # 6.1e-6: where the two errors of a central difference meet


def central_difference(function: Callable[[Array], float], parameters: Array, h: float = STEP) -> Array:
    """
    Differentiate a function by central differences, one parameter after the other.

    Each entry is (f(p + h e) - f(p - h e)) / (2 h), which is off by h^2/6 of the third derivative, and by
    about 1e-16 |f| / h through rounding (Press et al., "Numerical Recipes", 3rd ed., section 5.7).

    Parameters
    ----------
    function : callable (parameters) -> float
        Called with a float64 vector that it may not keep.
    parameters : ndarray
        Shape (size,); not changed.
    h : float
        The step, above 0.

    Returns
    -------
    ndarray
        The gradient, shape (size,), float64.

    Raises
    ------
    ValueError
        If h is not above 0.
    """
    if not h > 0:
        raise ValueError(f"the step must be above 0, not {h}")
    moved = np.array(parameters, np.float64)
    gradient = np.empty_like(moved)
    for index, value in enumerate(moved.copy()):
        moved[index] = value + h
        ahead = function(moved)
        moved[index] = value - h
        gradient[index] = (ahead - function(moved)) / (2 * h)
        moved[index] = value
    return gradient


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """
    Backpropagation held beside differences.

    Attributes
    ----------
    max_relative_error : float
        The largest |exact - difference|, divided by the largest entry of either gradient.
    worst_parameter : int
        Where it is, in the flat vector.
    worst_layer : int
        The layer that parameter belongs to.
    exact, difference : ndarray
        Both gradients, shape (size,), float64.
    """

    max_relative_error: float
    worst_parameter: int
    worst_layer: int
    exact: Array
    difference: Array


def check_gradient(network: Network, loss: str, X: Array, T: Array, *, h: float = STEP) -> GradientCheck:
    """
    Compare the gradient of the mean loss with central differences, in float64 on a copy of the network.

    Where a rectifier's sum is within about h of its kink, the two differ honestly: the chord spans the kink.

    Parameters
    ----------
    network : Network
        Not changed.
    loss : str
        A key of `LOSSES`.
    X : array_like
        Shape (samples, inputs).
    T : array_like
        Shape (samples, outputs).
    h : float
        The step of the differences.

    Returns
    -------
    GradientCheck
        Both gradients and where they differ most.

    Raises
    ------
    ValueError
        If the loss does not suit the network, or a shape is another one.
    """
    twin = network.copy(np.float64)
    evaluation = Evaluation(twin, loss)
    exact = evaluation.gradient(X, T).copy()

    def mean_loss(parameters: Array) -> float:
        twin.parameters[:] = parameters
        return evaluation.loss(X, T)

    difference = central_difference(mean_loss, network.parameters, h)
    errors = np.abs(exact - difference)
    scale = max(np.abs(exact).max(), np.abs(difference).max(), np.finfo(np.float64).tiny)
    worst = int(errors.argmax())
    layers = range(len(network.layers))
    return GradientCheck(
        max_relative_error=float(errors[worst] / scale),
        worst_parameter=worst,
        worst_layer=next(layer for layer in layers if worst < network.layer_slice(layer).stop),
        exact=exact,
        difference=difference,
    )
