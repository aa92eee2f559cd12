"""The forward pass: from inputs to outputs, layer by layer, in buffers made once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import Array, check_rows, columns_over_ones
from playground.engine.buffers import ForwardBuffers, reads_batch
from playground.engine.layer_forward import LayerForward
from playground.engine.threads import ALONE, Team

if TYPE_CHECKING:
    from playground.engine.network import Network
    from playground.engine.operations.dropout import Noise


class ForwardPlan:
    """
    The forward pass of a fixed number of samples, all buffers and calls bound.

    Everything is units by samples; `Network.block(l)` holds [W^T b], and each activation ends with a row of
    ones, so that W^T a + b is one product.

    Parameters
    ----------
    network : Network
        Its parameters are read at each run; the plan keeps views of them.
    samples : int
        Columns of each input.
    noise : Noise, optional
        For a training step: dropout draws from it, and batches are normalized by their own mean and variance.
        Without it the network is evaluated.
    team : Team
        Who shares the work of large layers.

    Attributes
    ----------
    layers : list of LayerForward
        One per layer.
    z, a : list of ndarray
        Weighted sums and activations of each layer, (units, samples); pooling has its activation for both.
    team : Team
        As given; the way back divides its work likewise.
    enter, calls
        The pass: the first call takes the batch, the others nothing.
    """

    def __init__(
        self, network: Network, samples: int, *, noise: Noise | None = None, team: Team = ALONE
    ) -> None:
        self.samples, self.team = samples, team
        self.buffers = ForwardBuffers(network, samples, training=noise is not None)
        count = range(len(network.layers))
        self.layers = [LayerForward(network, index, self.buffers, noise, team) for index in count]
        self.z = [layer.values.z for layer in self.layers]
        self.a = [layer.values.a for layer in self.layers]
        self.reads_batch = reads_batch(network.layers)
        if self.reads_batch:
            self.enter, calls = self.layers[0].entering_sum(team), self.layers[0].rest
        else:
            room = self.buffers.inputs if network.reads_ones else self.buffers.inputs[:-1]
            self.enter, calls = partial(np.copyto, room), self.layers[0].products + self.layers[0].rest
        self.calls = (*calls, *(call for layer in self.layers[1:] for call in layer.products + layer.rest))

    def run(self, columns: Array) -> None:
        """
        Go through all layers; the caller keeps NumPy's warnings quiet.

        Parameters
        ----------
        columns : ndarray
            Shape (features, samples), and a last row of ones if `Network.reads_ones`.
        """
        self.enter(columns)
        for call in self.calls:
            call()


class ForwardPass:
    """
    The same samples sent through a network again and again while its parameters change: a map over a grid.

    Parameters
    ----------
    network : Network
        The network; its parameters are read at each run.
    X : array_like
        Shape (samples, inputs).
    team : Team
        Who shares the work of large layers.

    Raises
    ------
    ValueError
        If X has another shape.
    """

    def __init__(self, network: Network, X: Array, team: Team = ALONE) -> None:
        rows = check_rows(X, network.inputs, "X")
        self.plan = ForwardPlan(network, len(rows), team=team)
        ended_by_ones = columns_over_ones(network.inputs, len(rows), network.dtype)
        self._features = ended_by_ones[:-1]
        self._columns = ended_by_ones if network.reads_ones else self._features
        self.load(rows)

    def load(self, X: Array) -> None:
        """
        Take other samples, as many as before.

        Parameters
        ----------
        X : array_like
            Shape (samples, inputs); copied.

        Raises
        ------
        ValueError
            If X has another shape.
        """
        rows = check_rows(X, len(self._features), "X")
        if len(rows) != self.plan.samples:
            raise ValueError(f"this pass is for {self.plan.samples} samples, not {len(rows)}")
        self._features[:] = rows.T

    @np.errstate(all="ignore")
    def run(self) -> list[Array]:
        """
        Compute all activations with the parameters as they are now.

        Returns
        -------
        list of ndarray
            One of shape (units, samples) per layer: the same buffers at each call, nothing is allocated.
        """
        self.plan.run(self._columns)
        return self.plan.a
