"""The exact gradient of the mean loss over a batch: forwards, the loss, and back (`backward`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import Array, aligned_zeros, check_rows, rows_of
from playground.engine.backward import BackwardPlan
from playground.engine.forward import ForwardPlan
from playground.engine.losses import LOSSES
from playground.engine.operations.normalization import BatchNormalization
from playground.engine.registry import entry
from playground.engine.threads import ALONE

if TYPE_CHECKING:
    from playground.engine.network import Network
    from playground.engine.operations.dropout import Noise
    from playground.engine.threads import Team


class Backpropagation:
    """
    The gradient of one network and loss for one batch size: a fixed plan of calls on buffers made once.

    Parameters
    ----------
    network : Network
        Its parameters are read at each run; the plan keeps views of them.
    loss : str
        A key of `LOSSES`.
    samples : int
        The batch size m.
    gradient : ndarray, optional
        Shape (network.size,): where to write the gradient; a new vector by default.
    noise : Noise, optional
        For training steps: dropout is at work, and batches are normalized by their own mean and variance.
        Without it, the gradient is that of the loss as it is evaluated.
    smoothing : float
        Label smoothing, for cross-entropies.
    team : Team
        Who shares the work of large layers.

    Attributes
    ----------
    forward : ForwardPlan
        z and a of the last batch, (units, samples) per layer.
    deltas : list of ndarray
        dL/dz of the last batch, (units, samples) per layer, the factor 1/m included.
    remember_calls : list of callable
        To be called when the last batch is to count in the running numbers of layers that normalize.

    Raises
    ------
    ValueError
        For an unknown loss, or one that does not suit the last layer or the smoothing.
    """

    def __init__(
        self,
        network: Network,
        loss: str,
        samples: int,
        gradient: Array | None = None,
        *,
        noise: Noise | None = None,
        smoothing: float = 0.0,
        team: Team = ALONE,
    ) -> None:
        self._loss, self._smoothing = entry(LOSSES, loss, "loss"), smoothing
        self._loss.check_network(network)
        self._loss.check_smoothing(smoothing)
        self._widths = network.inputs, network.outputs
        self._reads_ones = network.reads_ones
        self.samples = samples
        self._gradient = aligned_zeros(network.size, network.dtype) if gradient is None else gradient
        self.forward = ForwardPlan(network, samples, noise=noise, team=team)
        backward = BackwardPlan(network, self.forward, self._gradient)
        self.deltas = backward.deltas
        self._enter, self._forwards = self.forward.enter, self.forward.calls
        self._backwards, self._finish = backward.calls, backward.finish
        self._differentiate_loss = self._loss.delta_rule(self.forward.a[-1], self.deltas[-1], smoothing)
        self.remember_calls = [
            layer.normalization.remember
            for layer in self.forward.layers
            if isinstance(layer.normalization, BatchNormalization)
        ]
        self._targets: Array | None = None

    def run(self, columns: Array, rows: Array, targets: Array) -> None:
        """
        Write the gradient for a batch that is laid out already; the caller keeps NumPy's warnings quiet.

        Parameters
        ----------
        columns, rows : ndarray
            The inputs twice: (features, samples) and (samples, features), with ones last if
            `Network.reads_ones`.
        targets : ndarray
            Shape (outputs, samples); kept, for `loss`, until the next run.
        """
        self._targets = targets
        self._enter(columns)
        for call in self._forwards:
            call()
        self._differentiate_loss(targets)
        for call in self._backwards:
            call()
        self._finish(rows)

    @np.errstate(all="ignore")
    def gradient(self, X: Array, T: Array) -> Array:
        """
        Compute the gradient of the mean loss over a batch.

        Parameters
        ----------
        X : array_like
            Shape (samples, inputs).
        T : array_like
            Shape (samples, outputs).

        Returns
        -------
        ndarray
            Shape (network.size,): the same buffer at each call.

        Raises
        ------
        ValueError
            If a shape is another one.
        """
        inputs, targets = check_rows(X, self._widths[0], "X"), check_rows(T, self._widths[1], "T")
        if not len(inputs) == len(targets) == self.samples:
            raise ValueError(f"this plan is for {self.samples} samples, not {len(inputs)} and {len(targets)}")
        rows = rows_of(inputs, self._gradient.dtype, ones=self._reads_ones)
        self.run(rows.T, rows, np.ascontiguousarray(targets.T, self._gradient.dtype))
        return self._gradient

    @property
    @np.errstate(all="ignore")
    def loss(self) -> float:
        """The mean loss of the last batch, without penalty, computed when asked for, not before a run."""
        if self._targets is None:
            raise RuntimeError("there is no loss yet: this plan has not run")
        return self._loss.value(self.forward.a[-1].T, self._targets.T, self._smoothing)
