"""What a loss is: a mean over a batch, and its derivative by the network's outputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array
    from playground.engine.network import Network

DeltaRule: TypeAlias = "Callable[[Array], object]"


def check_share(smoothing: float) -> None:
    """Refuse, with a ValueError, a label smoothing that is not in [0, 1)."""
    if not 0 <= smoothing < 1:
        raise ValueError(f"label smoothing must be at least 0 and below 1, not {smoothing}")


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
    value : callable (outputs, targets, smoothing) -> float
        The mean over the batch; `outputs` are the network's, of shape (samples, k), like `targets`.
    delta_rule : callable (outputs, delta, smoothing) -> (targets -> None)
        Binds a plan to buffers of shape (k, samples); each call writes the derivative of the mean loss by
        `outputs` into `delta`.
    targets : callable (targets) -> bool
        Whether targets of shape (samples, k) are such as it expects.
    expects : str
        Those targets in words.
    units : tuple (least, most)
        How many outputs it can take; None for no limit.
    output : callable (outputs) -> ndarray
        What the network's output says: a probability where it is a logit, else itself. Shape kept, new.
    smooths : bool
        Whether it takes a label smoothing: the share of each target's certainty that is given to all classes
        alike (Szegedy et al., "Rethinking the Inception architecture", 2016, section 7).
    """

    name: str
    on_logits: bool
    value: Callable[[Array, Array, float], float]
    delta_rule: Callable[[Array, Array, float], DeltaRule]
    targets: Callable[[Array], bool]
    expects: str
    units: tuple[int, int | None] = (1, None)
    output: Callable[[Array], Array] = np.array
    smooths: bool = False

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
        activation, outputs = network.output_activation, network.outputs
        if self.on_logits and activation != "linear":
            raise ValueError(f"{self.name} acts on logits: the last layer must be linear, not {activation!r}")
        least, most = self.units
        if outputs < least or (most is not None and outputs > most):
            limit = f"at least {least}" if outputs < least else f"at most {most}"
            wanted = f"exactly {least}" if least == most else limit
            raise ValueError(f"{self.name} needs {wanted} output unit(s), not {outputs}")

    def check_smoothing(self, smoothing: float) -> None:
        """
        Refuse a label smoothing that has no meaning.

        Parameters
        ----------
        smoothing : float
            The share asked for.

        Raises
        ------
        ValueError
            If it is not in [0, 1), or not 0 though the targets of this loss are no probabilities.
        """
        check_share(smoothing)
        if smoothing and not self.smooths:
            raise ValueError(f"label smoothing is for cross-entropies, and {self.name} is none")

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
