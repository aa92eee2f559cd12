"""One layer on its way forwards: which operations it is made of, and between which buffers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS
from playground.engine.layers import Convolution, Dense, Pooling, Weighted, skip_of
from playground.engine.operations.call import in_order
from playground.engine.operations.convolution import ConvolutionSum
from playground.engine.operations.dropout import Dropout
from playground.engine.operations.normalization import (
    BatchNormalization,
    Normalization,
    RunningNormalization,
)
from playground.engine.operations.pooling import AveragePooling, MaxPooling
from playground.engine.operations.weighted_sum import weighted_sum

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array
    from playground.engine.buffers import ForwardBuffers
    from playground.engine.layers import Layer
    from playground.engine.network import Network
    from playground.engine.operations.call import Call
    from playground.engine.operations.dropout import Noise
    from playground.engine.threads import Team

WORTH_SHARING = 8_000_000  # products of a layer over a batch: fewer take less time than waking a thread


class LayerForward:
    """
    One layer on its way forwards: z = W^T a_below + b, n = normalize(z), y = f(n), a = drop(y) + a_earlier.

    Parameters
    ----------
    network : Network
        Its parameters are read at each call.
    index : int
        The layer.
    buffers : ForwardBuffers
        Where everything is written.
    noise : Noise, optional
        For a training step; without it the layer is evaluated.
    team : Team
        Who shares the work.

    Attributes
    ----------
    values : LayerValues
        Its buffers.
    parts : list of slice
        The rows of z that each thread computes.
    products, rest : list of callable
        The pass in order: z, with f where nothing comes between; then what only some layers have.
    """

    def __init__(
        self, network: Network, index: int, buffers: ForwardBuffers, noise: Noise | None, team: Team
    ) -> None:
        self.layer: Layer = network.layers[index]
        self.place = network.places[index]
        self.values = buffers.layer(index)
        self.block = network.block(index)
        self.normalization = self._normalization(network, index, noise)
        self.dropout = self._dropout(noise)
        self.pooling = self._pooling()
        self.convolution = self._convolution()
        self._scratch = buffers.scratch_like(self.values.n)
        self.parts = self._divide(network, index, team)
        self.products = self._sum_and_activate(team)
        self.rest = self._rest(buffers, index)

    @property
    def activation(self) -> str:
        """The name of f; that of pooling is "linear"."""
        return self.layer.activation if isinstance(self.layer, Weighted) else "linear"

    def _normalization(self, network: Network, index: int, noise: Noise | None) -> Normalization | None:
        if not isinstance(self.layer, Weighted) or self.layer.normalization == "none":
            return None
        bound = self.values.z, self.values.n, network.gains(index), network.shifts(index)
        if self.layer.normalization == "layer":
            return Normalization(*bound, over_batch=False)
        if noise is None:
            return RunningNormalization(*bound, network.running(index))
        return BatchNormalization(*bound, network.running(index))

    def _dropout(self, noise: Noise | None) -> Dropout | None:
        if noise is None or not isinstance(self.layer, Weighted) or not self.layer.dropout:
            return None
        return Dropout(self.layer.dropout, noise, self.values.y, self.values.a)

    def _pooling(self) -> MaxPooling | AveragePooling | None:
        if not isinstance(self.layer, Pooling):
            return None
        kind = MaxPooling if self.layer.kind == "max" else AveragePooling
        return kind(self.layer, self.place.below, self.values.below, self.values.z)

    def _convolution(self) -> ConvolutionSum | None:
        if not isinstance(self.layer, Convolution):
            return None
        return ConvolutionSum(self.layer, self.place.below, self.block, self.values.below, self.values.z)

    def _divide(self, network: Network, index: int, team: Team) -> list[slice]:
        """
        Divide the rows of a plain dense layer.

        Normalization and dropout look at all rows at once, and so does a skip where it begins and ends.
        """
        skips = (above - skip_of(layer) for above, layer in enumerate(network.layers) if skip_of(layer))
        special = self.normalization or self.dropout or skip_of(self.layer) or index in skips
        work = self.block.size * self.values.z.shape[1]
        if special or not isinstance(self.layer, Dense) or work < WORTH_SHARING:
            return [slice(None)]
        return team.parts(self.place.rows)

    @property
    def read(self) -> Array:
        """What the products read: with ones below it if there is a bias."""
        return self.values.below_and_ones if self.place.bias else self.values.below

    def _sum_and_activate(self, team: Team) -> list[Call]:
        """Bind z, and f where nothing comes between."""
        if self.pooling:
            return [self.pooling.forward]
        if self.convolution:
            return [*self.convolution.forward, *self._activate(slice(None))]
        if len(self.parts) == 1:
            return [weighted_sum(self.block, self.read, self.values.z), *self._activate(slice(None))]
        pieces = [
            in_order([weighted_sum(self.block, self.read, self.values.z, part), *self._activate(part)])
            for part in self.parts
        ]
        return [team.together(pieces)]

    def _activate(self, part: slice) -> list[Call]:
        """Bind y = f(n), of some rows, unless the normalization comes first."""
        return [] if self.normalization else self._function(part)

    def _function(self, part: slice) -> list[Call]:
        f, values = ACTIVATIONS[self.activation], self.values
        if f.identity:
            return []
        return [f.bind_f(values.n[part], values.y[part], self._scratch[part])]

    def _rest(self, buffers: ForwardBuffers, index: int) -> list[Call]:
        """Bind what only some layers have."""
        calls: list[Call] = []
        if self.normalization:
            calls += [self.normalization.forward, *self._function(slice(None))]
        if self.dropout:
            calls.append(self.dropout.forward)
        if skip_of(self.layer):
            source = buffers.output(index - skip_of(self.layer))
            added_to = self.values.a if self.dropout else self.values.y
            calls.append(partial(np.add, added_to, source, self.values.a))
        return calls

    def entering_sum(self, team: Team) -> Callable[[Array], object]:
        """Bind z and f for a first layer that reads each batch where it lies, as (features + 1, samples)."""

        def piece(part: slice) -> Callable[[Array], None]:
            product, z, then = self.block[part].dot, self.values.z[part], in_order(self._activate(part))

            def enter(columns: Array) -> None:
                product(columns, z)
                then()

            return enter

        return team.together([piece(part) for part in self.parts])
