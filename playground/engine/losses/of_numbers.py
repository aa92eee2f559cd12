"""Losses on numbers: how far each output a is from its target t, with e = a - t."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import ONE, constant, scalars
from playground.engine.losses.loss import Loss

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.losses.loss import DeltaRule

_MINUS_ONE = scalars(-1.0)


def _any(targets: Array) -> bool:
    return True


# Half the squared error, summed over outputs:  L = 1/(2m) sum e^2,  dL/da = e / m  (Gauss, 1809.)


def _half_squared(outputs: Array, targets: Array, smoothing: float) -> float:
    return float(np.square(outputs - targets).sum(dtype=np.float64)) / (2 * len(outputs))


def _half_squared_rule(outputs: Array, delta: Array, smoothing: float) -> DeltaRule:
    share = constant(1 / outputs.shape[1], outputs.dtype)
    subtract, multiply = np.subtract, np.multiply

    def rule(targets: Array) -> None:
        subtract(outputs, targets, delta)
        multiply(delta, share, delta)

    return rule


# The absolute error, summed over outputs:  L = 1/m sum |e|,  dL/da = sign(e) / m, and 0 at the kink e = 0
# (Laplace, 1774.)


def _absolute(outputs: Array, targets: Array, smoothing: float) -> float:
    return float(np.abs(outputs - targets).sum(dtype=np.float64)) / len(outputs)


def _absolute_rule(outputs: Array, delta: Array, smoothing: float) -> DeltaRule:
    share = constant(1 / outputs.shape[1], outputs.dtype)

    def rule(targets: Array) -> None:
        np.subtract(outputs, targets, delta)
        np.sign(delta, delta)
        np.multiply(delta, share, delta)

    return rule


# Huber's, summed over outputs:  h(e) = e^2 / 2 where |e| < 1, else |e| - 1/2;  L = 1/m sum h(e),
# dL/da = min(max(e, -1), 1) / m  (Huber, "Robust estimation of a location parameter", 1964, with k = 1.)


def _huber(outputs: Array, targets: Array, smoothing: float) -> float:
    size = np.abs(outputs - targets).astype(np.float64)
    near = np.minimum(size, 1.0)
    return float((near * (size - near / 2)).sum()) / len(outputs)


def _huber_rule(outputs: Array, delta: Array, smoothing: float) -> DeltaRule:
    share = constant(1 / outputs.shape[1], outputs.dtype)
    least, most = _MINUS_ONE[outputs.dtype], ONE[outputs.dtype]

    def rule(targets: Array) -> None:
        np.subtract(outputs, targets, delta)
        np.maximum(delta, least, out=delta)
        np.minimum(delta, most, out=delta)
        np.multiply(delta, share, delta)

    return rule


HALF_SQUARED = Loss("half_squared", False, _half_squared, _half_squared_rule, _any, "numbers")
ABSOLUTE = Loss("absolute", False, _absolute, _absolute_rule, _any, "numbers")
HUBER = Loss("huber", False, _huber, _huber_rule, _any, "numbers")
