"""What a network is to make small: the mean over a batch of how wrong each output is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from playground.engine.arrays import ONE, Array

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.network import Network

DeltaRule: TypeAlias = "Callable[[Array], object]"


@dataclass(frozen=True)
class Loss:
    """
    One loss. `value` and `output` take samples by outputs; a delta rule, outputs by samples, as plans do.

    Attributes
    ----------
    name : str
        Its key in `LOSSES`.
    on_logits : bool
        Whether it acts on pre-activations (the last layer must then be linear) instead of activations.
    value : callable (outputs, targets) -> float
        The mean over the batch; `outputs` are the network's, of shape (samples, k), like `targets`.
    output : callable (outputs) -> ndarray
        What the network's output says: a probability where it is a logit, else itself. Shape kept.
    delta_rule : callable (outputs, delta) -> (targets -> None)
        Binds a plan to buffers of shape (k, samples); each call writes the derivative of the mean loss by
        `outputs` into `delta`.
    units : tuple (least, most)
        How many outputs it can take; None for no limit.
    targets : callable (targets) -> bool
        Whether targets of shape (samples, k) are such as it expects.
    expects : str
        Those targets in words.
    """

    name: str
    on_logits: bool
    value: Callable[[Array, Array], float]
    output: Callable[[Array], Array]
    delta_rule: Callable[[Array, Array], DeltaRule]
    units: tuple[int, int | None]
    targets: Callable[[Array], bool]
    expects: str

    def check_network(self, network: Network) -> None:
        """
        Refuse a network whose last layer does not suit this loss.

        Parameters
        ----------
        network : Network
            The network to be trained.

        Raises
        ------
        ValueError
            If this loss acts on logits and the last layer is not linear, or the number of outputs is wrong.
        """
        last = network.layers[-1]
        if self.on_logits and last.activation != "linear":
            raise ValueError(
                f"{self.name} acts on logits: the last layer must be linear, not {last.activation!r}"
            )
        least, most = self.units
        if last.units < least or (most is not None and last.units > most):
            wanted = f"exactly {least}" if least == most else f"at least {least}"
            raise ValueError(f"{self.name} needs {wanted} output unit(s), not {last.units}")

    def check_targets(self, targets: Array) -> None:
        """
        Refuse targets that this loss has no meaning for.

        Parameters
        ----------
        targets : ndarray
            Shape (samples, k).

        Raises
        ------
        ValueError
            If a value is not finite or not of the kind expected.
        """
        if not np.isfinite(targets).all():
            raise ValueError("targets must be finite")
        if not self.targets(targets):
            raise ValueError(f"{self.name} expects targets that are {self.expects}")


def _share(samples: int, dtype: np.dtype[Any]) -> Array:
    """Give 1/m, the weight of each sample in the mean."""
    return np.full((), 1 / samples, dtype)


# Half the squared error, summed over outputs:  L = 1/(2m) sum (a - t)^2,  dL/da = (a - t) / m


def _half_squared_value(outputs: Array, targets: Array) -> float:
    return float(np.square(outputs - targets).sum(dtype=np.float64)) / (2 * len(outputs))


def _half_squared_rule(outputs: Array, delta: Array) -> DeltaRule:
    share = _share(outputs.shape[1], outputs.dtype)

    def rule(targets: Array) -> None:
        np.subtract(outputs, targets, delta)
        np.multiply(delta, share, delta)

    return rule


# Two classes t = -1, +1:  p = 1/(1 + e^-z),  L = 1/m sum log(1 + e^(-t z)),  dL/dz = -t / (1 + e^(t z)) / m
# (Bishop, "Pattern Recognition and Machine Learning", 2006, section 4.3.2, with t = 2y - 1.)


def _binary_value(outputs: Array, targets: Array) -> float:
    return float(np.logaddexp(0, -targets * outputs).mean(dtype=np.float64))


def _binary_rule(outputs: Array, delta: Array) -> DeltaRule:
    one = ONE[outputs.dtype]
    minus_share = -_share(outputs.shape[1], outputs.dtype)

    def rule(targets: Array) -> None:
        np.multiply(targets, outputs, delta)
        np.exp(delta, delta)
        np.add(delta, one, delta)
        np.divide(targets, delta, delta)
        np.multiply(delta, minus_share, delta)

    return rule


@np.errstate(over="ignore")
def _probability(logits: Array) -> Array:
    """Give p = 1 / (1 + e^-z); e^-z may overflow to infinity, and p = 0 is then right."""
    return 1 / (1 + np.exp(-logits))


# K classes, one-hot t:  p_k = e^(z_k) / sum_j e^(z_j),  L = -1/m sum_k t_k log p_k,  dL/dz = (p - t) / m
# (Bishop, 2006, section 4.3.4). The greatest logit is taken away first: p stays the same, e^z stays below 1.


def _softmax_value(outputs: Array, targets: Array) -> float:
    shifted = outputs - outputs.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return float((log_sum - (targets * shifted).sum(axis=1)).mean(dtype=np.float64))


def _softmax_rule(outputs: Array, delta: Array) -> DeltaRule:
    classes, samples = outputs.shape
    share = _share(samples, outputs.dtype)
    sum_of = np.ones(classes, outputs.dtype).dot
    of_sample = np.empty(samples, outputs.dtype)
    greatest = np.maximum.reduce

    def rule(targets: Array) -> None:
        greatest(outputs, 0, out=of_sample)
        np.subtract(outputs, of_sample, delta)
        np.exp(delta, delta)
        np.divide(delta, sum_of(delta, of_sample), delta)
        np.subtract(delta, targets, delta)
        np.multiply(delta, share, delta)

    return rule


def _softmax(logits: Array) -> Array:
    """Give the probabilities of each sample's classes."""
    powers: Array = np.exp(logits - logits.max(axis=-1, keepdims=True))
    powers /= powers.sum(axis=-1, keepdims=True)
    return powers


def _any(targets: Array) -> bool:
    return True


def _is_sign(targets: Array) -> bool:
    return bool((np.abs(targets) == 1).all())


def _is_one_hot(targets: Array) -> bool:
    return bool(((targets == 0) | (targets == 1)).all() and (targets.sum(axis=1) == 1).all())


LOSSES: dict[str, Loss] = {
    loss.name: loss
    for loss in (
        Loss(
            name="half_squared",
            on_logits=False,
            value=_half_squared_value,
            output=np.array,
            delta_rule=_half_squared_rule,
            units=(1, None),
            targets=_any,
            expects="numbers",
        ),
        Loss(
            name="binary_cross_entropy",
            on_logits=True,
            value=_binary_value,
            output=_probability,
            delta_rule=_binary_rule,
            units=(1, 1),
            targets=_is_sign,
            expects="-1 or +1",
        ),
        Loss(
            name="softmax_cross_entropy",
            on_logits=True,
            value=_softmax_value,
            output=_softmax,
            delta_rule=_softmax_rule,
            units=(2, None),
            targets=_is_one_hot,
            expects="one-hot (one 1 in each row, else 0)",
        ),
    )
}
