"""
How a sample's loss moves with its outputs, to second order, in closed form.

Where the outputs y_k(w) move with w, a sample's loss l(y) moves by the chain rule and the product rule:

    l'  = sum_k g_k y_k'                               g_k  = dl/dy_k
    l'' = sum_k g_k y_k'' + sum_kj H_kj y_k' y_j'      H_kj = d2l/dy_k dy_j

The g are those of `engine.losses`; differentiated once more they give H:

    half squared  e^2 / 2                  g = e                    H = 1
    absolute      |e|                      g = sign e               H = 0
    Huber         e^2 / 2 or |e| - 1/2     g = min(max(e, -1), 1)   H = [|e| < 1]
    binary        log(1 + e^(-t y))        g = -t s(-t y)           H = s(y) s(-y),  s the sigmoid
    softmax       log sum e^y - y_t        g = p - t                H = diag(p) - p p^T
    hinge         max(0, 1 - t y)          g = -t [t y < 1]         H = 0

H is diagonal but for softmax, whose sum is sum_k p_k y_k'^2 - (sum_k p_k y_k')^2, the spread of y' under p.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.calculus.curves.curve import Floats, Jet

# Each rule takes outputs with their derivatives (outputs, places, samples) and targets (outputs, 1, samples),
# and gives the loss with its derivatives, (places, samples) each.


def _combined(value: Floats, g: Floats, h: Floats, y: Jet) -> Jet:
    """Return the jet of a loss whose H is diagonal, h its diagonal."""
    _, first, second = y
    return value.sum(0), (g * first).sum(0), (g * second + h * first * first).sum(0)


def _half_squared(y: Jet, t: Floats, _smoothing: float) -> Jet:
    e = y[0] - t
    return _combined(e * e / 2, e, np.ones_like(e), y)


def _absolute(y: Jet, t: Floats, _smoothing: float) -> Jet:
    e = y[0] - t
    return _combined(np.abs(e), np.sign(e), np.zeros_like(e), y)


def _huber(y: Jet, t: Floats, _smoothing: float) -> Jet:
    e = y[0] - t
    size = np.abs(e)
    near = np.minimum(size, 1.0)
    return _combined(near * (size - near / 2), np.clip(e, -1.0, 1.0), (size < 1).astype(np.float64), y)


def _binary(y: Jet, t: Floats, smoothing: float) -> Jet:
    margin = t * y[0]
    wrong = 1 / (1 + np.exp(margin))
    value = np.logaddexp(0, -margin) + smoothing / 2 * margin
    return _combined(value, t * (smoothing / 2 - wrong), wrong * (1 - wrong), y)


def _softmax(y: Jet, t: Floats, smoothing: float) -> Jet:
    shifted = y[0] - y[0].max(0)
    powers = np.exp(shifted)
    total = powers.sum(0)
    p = powers / total
    wanted = (1 - smoothing) * t + smoothing / len(shifted)
    g, first, second = p - wanted, y[1], y[2]
    mean = (p * first).sum(0)
    value = np.log(total) - (wanted * shifted).sum(0)
    return value, (g * first).sum(0), (g * second).sum(0) + (p * (first - mean) ** 2).sum(0)


def _hinge(y: Jet, t: Floats, _smoothing: float) -> Jet:
    margin = t * y[0]
    return _combined(np.maximum(0.0, 1 - margin), -t * (margin < 1), np.zeros_like(margin), y)


LOSS_JETS: dict[str, Callable[[Jet, Floats, float], Jet]] = {
    "half_squared": _half_squared,
    "absolute": _absolute,
    "huber": _huber,
    "binary_cross_entropy": _binary,
    "softmax_cross_entropy": _softmax,
    "hinge": _hinge,
}
