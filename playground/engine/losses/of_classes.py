"""Losses on classes: how little each sample's own class is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import ONE, constant
from playground.engine.losses.loss import Loss

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.losses.loss import DeltaRule

# Two classes t = -1, +1:  p = 1/(1 + e^-z),  L = 1/m sum log(1 + e^(-t z)),  dL/dz = -t / (1 + e^(t z)) / m
# (Bishop, "Pattern Recognition and Machine Learning", 2006, section 4.3.2, with t = 2y - 1.)
# Smoothing s makes the right class only 1 - s/2 sure, which adds (s/2) t z, and (s/2) t / m to dL/dz.


def _binary(outputs: Array, targets: Array, smoothing: float) -> float:
    margins = (targets * outputs).astype(np.float64)
    return float((np.logaddexp(0, -margins) + smoothing / 2 * margins).mean())


def _binary_rule(outputs: Array, delta: Array, smoothing: float) -> DeltaRule:
    one = ONE[outputs.dtype]
    minus_share = constant(-1 / outputs.shape[1], outputs.dtype)
    given_away = constant(smoothing / 2, outputs.dtype)

    def rule(targets: Array) -> None:
        np.multiply(targets, outputs, delta)
        np.exp(delta, delta)
        np.add(delta, one, delta)
        np.reciprocal(delta, delta)
        if smoothing:
            np.subtract(delta, given_away, delta)
        np.multiply(delta, targets, delta)
        np.multiply(delta, minus_share, delta)

    return rule


@np.errstate(over="ignore")
def _probability(logits: Array) -> Array:
    """Give p = 1 / (1 + e^-z); e^-z may overflow to infinity, and p = 0 is then right."""
    return 1 / (1 + np.exp(-logits))


# K classes, one-hot t:  p_k = e^(z_k) / sum_j e^(z_j),  L = -1/m sum_k t_k log p_k,  dL/dz = (p - t) / m
# (Bishop, 2006, section 4.3.4). The greatest logit is taken away first: p stays the same, e^z stays below 1.
# Smoothing s puts (1 - s) t_k + s/K in the place of t_k.


def _softmax_loss(outputs: Array, targets: Array, smoothing: float) -> float:
    shifted = outputs - outputs.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    believed = (targets * shifted).sum(axis=1) * (1 - smoothing) + shifted.mean(axis=1) * smoothing
    return float((log_sum - believed).mean(dtype=np.float64))


def _softmax_rule(outputs: Array, delta: Array, smoothing: float) -> DeltaRule:
    classes, samples = outputs.shape
    share = constant(1 / samples, outputs.dtype)
    sum_of = np.ones(classes, outputs.dtype).dot
    of_sample = np.empty(samples, outputs.dtype)
    kept = constant(1 - smoothing, outputs.dtype)
    for_all = constant(smoothing / classes, outputs.dtype)
    smoothed = np.empty_like(outputs) if smoothing else outputs
    greatest, subtract, exp, divide, multiply = np.maximum.reduce, np.subtract, np.exp, np.divide, np.multiply

    def rule(targets: Array) -> None:
        greatest(outputs, 0, out=of_sample)
        subtract(outputs, of_sample, delta)
        exp(delta, delta)
        divide(delta, sum_of(delta, of_sample), delta)
        if smoothing:
            targets = np.add(multiply(targets, kept, smoothed), for_all, smoothed)
        subtract(delta, targets, delta)
        multiply(delta, share, delta)

    return rule


def _softmax(logits: Array) -> Array:
    """Give the probabilities of each sample's classes."""
    powers: Array = np.exp(logits - logits.max(axis=-1, keepdims=True))
    powers /= powers.sum(axis=-1, keepdims=True)
    return powers


# Two classes t = -1, +1 with a margin of 1:  L = 1/m sum max(0, 1 - t z),  dL/dz = -t [t z < 1] / m
# (Cortes & Vapnik, "Support-vector networks", 1995; Rosasco et al., 2004, section 2.)


def _hinge(outputs: Array, targets: Array, smoothing: float) -> float:
    return float(np.maximum(0, 1 - targets * outputs).mean(dtype=np.float64))


def _hinge_rule(outputs: Array, delta: Array, smoothing: float) -> DeltaRule:
    one = ONE[outputs.dtype]
    minus_share = constant(-1 / outputs.shape[1], outputs.dtype)

    def rule(targets: Array) -> None:
        np.multiply(targets, outputs, delta)
        np.less(delta, one, delta)
        np.multiply(delta, targets, delta)
        np.multiply(delta, minus_share, delta)

    return rule


def _is_sign(targets: Array) -> bool:
    return bool((np.abs(targets) == 1).all())


def _is_one_hot(targets: Array) -> bool:
    return bool(((targets == 0) | (targets == 1)).all() and (targets.sum(axis=1) == 1).all())


BINARY_CROSS_ENTROPY = Loss(
    name="binary_cross_entropy",
    on_logits=True,
    value=_binary,
    delta_rule=_binary_rule,
    targets=_is_sign,
    expects="-1 or +1",
    units=(1, 1),
    output=_probability,
    smooths=True,
)
SOFTMAX_CROSS_ENTROPY = Loss(
    name="softmax_cross_entropy",
    on_logits=True,
    value=_softmax_loss,
    delta_rule=_softmax_rule,
    targets=_is_one_hot,
    expects="one-hot (one 1 in each row, else 0)",
    units=(2, None),
    output=_softmax,
    smooths=True,
)
HINGE = Loss(
    name="hinge",
    on_logits=True,
    value=_hinge,
    delta_rule=_hinge_rule,
    targets=_is_sign,
    expects="-1 or +1",
    units=(1, 1),
)
