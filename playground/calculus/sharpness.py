"""How sharply the loss bends at the present parameters: the largest eigenvalue of its Hessian."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.differences import STEP
from playground.engine.evaluation import Evaluation

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array
    from playground.engine.network import Network
    from playground.engine.penalty import Penalty


@dataclass(frozen=True)
class Sharpness:
    """
    An eigenvalue of the Hessian H as power iteration found it.

    Attributes
    ----------
    value : float
        The eigenvalue of largest magnitude, with its sign.
    relative_residual : float
        |H v - value v| / |value| for the unit vector v found: how far v is from an eigenvector.
    iterations : int
        How many products H v were made.
    converged : bool
        Whether the residual came down to the tolerance.
    """

    value: float
    relative_residual: float
    iterations: int
    converged: bool


@np.errstate(all="ignore")
def sharpness(
    network: Network,
    loss: str,
    X: Array,
    T: Array,
    penalty: Penalty,
    *,
    iterations: int = 100,
    tolerance: float = 1e-3,
    seed: int = 0,
) -> Sharpness:
    """
    Find the eigenvalue of largest magnitude of the Hessian of the full-batch loss, penalty included.

    Power iteration (Golub & Van Loan, "Matrix Computations", section 7.3): v <- H v / |H v| turns towards the
    eigenvector whose eigenvalue is largest in magnitude, and v . H v towards the eigenvalue, the faster the
    larger it is beside the next. Two of nearly equal magnitude are told by `converged`.

    The product H v is a central difference of exact gradients along the unit vector v,
    (g(p + h v) - g(p - h v)) / (2 h) with h = 6e-6 (1 + |p|), always in float64 on a copy of the network. It
    is off by about h^2/6 of the loss's fourth derivative, and by 1e-16 |g| / h through rounding. A rectifier
    whose sum changes sign for some sample within h adds the jump of its slope over 2 h, the bend of the
    kink, which is no part of H. The curvature of an L2 penalty is added exactly; an L1 penalty has none.

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
    penalty : Penalty
        Part of the loss.
    iterations : int
        At most so many products.
    tolerance : float
        The relative residual that is good enough.
    seed : int
        Of the first direction.

    Returns
    -------
    Sharpness
        Value 0 and no residual if the loss is flat; NaN, not converged, if the gradient is not finite.

    Raises
    ------
    ValueError
        If there is no iteration, the loss does not suit the network, or a shape is another one.
    """
    if iterations < 1:
        raise ValueError(f"power iteration needs at least 1 iteration, not {iterations}")
    product = _hessian_product(network.copy(np.float64), loss, X, T, penalty.l2)
    v = np.random.default_rng(seed).normal(size=network.size)
    v /= np.linalg.norm(v)
    made, residual = 0, float("inf")
    while made < iterations and residual > tolerance:  # a residual that is NaN ends it as well
        bent = product(v)
        value = float(v @ bent)
        residual = _ratio(float(np.linalg.norm(bent - value * v)), abs(value))
        v = bent / np.linalg.norm(bent)
        made += 1
    return Sharpness(value, residual, made, residual <= tolerance)


def _hessian_product(
    network: Network, loss: str, X: Array, T: Array, curvature: float
) -> Callable[[Array], Array]:
    """Bind v -> H v at the network's present parameters."""
    evaluation = Evaluation(network, loss)
    here = network.parameters.copy()
    h = STEP * (1 + float(np.linalg.norm(here)))
    bend_of_penalty = curvature * network.weight_mask

    def product(v: Array) -> Array:
        network.parameters[:] = here + h * v
        ahead = evaluation.gradient(X, T).copy()
        network.parameters[:] = here - h * v
        bent: Array = (ahead - evaluation.gradient(X, T)) / (2 * h) + bend_of_penalty * v
        return bent

    return product


def _ratio(part: float, whole: float) -> float:
    """Give part / whole, and 0 for 0 / 0."""
    if whole == 0:
        return 0.0 if part == 0 else float("inf")
    return part / whole
