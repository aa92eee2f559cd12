"""
Backpropagation: the derivatives of a loss, by the chain rule from output to input.

For one sample, with a^0 the input, layer l of L computes

    z^l = (W^l)^T a^(l-1) + b^l         a^l = f(z^l)

and the loss is a function of a^L. Write delta^l = dL/dz^l. Then

    delta^L = dL/da^L * f'(z^L)                           (1)  the loss moves with a^L, a^L with z^L
    delta^l = (W^(l+1) delta^(l+1)) * f'(z^l)             (2)  z^(l+1) moves with a^l, a^l with z^l
    dL/dW^l = a^(l-1) (delta^l)^T     dL/db^l = delta^l   (3)  z^l moves with W^l by a^(l-1), with b^l by 1

(Rumelhart, Hinton & Williams, 1986; Nielsen, "Neural Networks and Deep Learning", 2015, chapter 2.) For a
batch of m samples the loss is a mean, so each sample's delta carries the factor 1/m from (1) on, and (3)
becomes a sum over samples, that is one matrix product.

What may stand between z and the next layer has its own derivation where it is computed (`operations`). Where
a layer adds an earlier activation, a^l = f(z^l) + a^(l-k), that activation moves the loss in two ways, and
dL/da^l is added to what (2) sends back to it (He et al., "Identity mappings in deep residual networks", 2016,
equation 5).

One buffer per layer, units by samples, is in turn dL/da, dL/dy, dL/dn and dL/dz.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS
from playground.engine.buffers import Rows
from playground.engine.layers import skip_of
from playground.engine.operations.call import Call, in_order
from playground.engine.operations.weighted_sum import WHOLE, gradient_product, send_back, send_part_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array
    from playground.engine.forward import ForwardPlan
    from playground.engine.layer_forward import LayerForward
    from playground.engine.network import Network


class LayerBackward:
    """
    One layer on its way back, from dL/da to dL/dz and to what it sends to the layer below.

    Parameters
    ----------
    forward : LayerForward
        Its way forwards, whose values are read.
    delta : ndarray
        Shape (units, samples): dL/da, overwritten step by step until it is dL/dz.
    slope : ndarray
        Shape (units, samples): f'(n); empty where f is the identity.
    """

    def __init__(self, forward: LayerForward, delta: Array, slope: Array) -> None:
        self.forward, self.delta, self._slope = forward, delta, slope
        self._f = ACTIVATIONS[forward.activation]

    def derivative(self, part: slice, scratch: Array) -> list[Call]:
        """Bind f'(n) of some rows; for large layers, others share one call."""
        n, y = self.forward.values.n, self.forward.values.y
        if self._f.identity:
            return []
        return [self._f.bind_derivative(n[part], y[part], self._slope[part], scratch[part])]

    def to_sum(self, part: slice) -> list[Call]:
        """Bind the factors that lead from dL/da to dL/dz but for the normalization: dropout's and f'."""
        calls = [self.forward.dropout.backward(self.delta)] if self.forward.dropout else []
        if not self._f.identity:
            delta = self.delta[part]
            calls.append(partial(np.multiply, delta, self._slope[part], delta))
        return calls

    def through_normalization(self, gains: Array | None, shifts: Array | None) -> list[Call]:
        """Bind dL/dz from dL/dn, and the gradient by gains and shifts if it is wanted."""
        normalization = self.forward.normalization
        return [normalization.backward(self.delta, gains, shifts)] if normalization else []

    def parameter_gradient(self, gradient: Array, part: slice) -> list[Call]:
        """Bind (3), some rows of it."""
        if self.forward.convolution:
            return self.forward.convolution.gradient(self.delta, gradient)
        if self.forward.pooling:
            return []
        return [gradient_product(self.delta, self.forward.read, gradient, part)]

    def send_back(self, below: Array, below_and_spare: Array, part: slice) -> list[Call]:
        """Bind the first factor of (2), some rows of dL/da of the layer below."""
        forward = self.forward
        if forward.pooling:
            return [forward.pooling.send_back(self.delta, below)]
        if forward.convolution:
            return forward.convolution.send_back(self.delta, below)
        if part != WHOLE:
            return [send_part_back(forward.block, self.delta, below, part)]
        return [send_back(forward.block, self.delta, below_and_spare if forward.place.bias else below)]


class BackwardPlan:
    """
    The way back through a forward pass, all buffers and calls bound.

    Write dL/da of the last layer into `deltas[-1]`, then run.

    Parameters
    ----------
    network : Network
        Its parameters are read at each run.
    forward : ForwardPlan
        The pass whose values are read.
    gradient : ndarray, optional
        Shape (network.size,): where (3) is written; without it, only (1) and (2) are computed.
    keep : bool
        Whether dL/da of each layer, and dL/d(input), are kept in `by_activation`.

    Attributes
    ----------
    deltas : list of ndarray
        dL/dz of the last batch, (units, samples) per layer; dL/da for pooling.
    by_activation : list of ndarray
        If kept, dL/d(input), (inputs, samples), then dL/da, (units, samples) per layer.
    calls, finish
        The way back: calls without arguments, then one that takes the batch as (samples, features), with a
        last column of ones if `Network.reads_ones`, for (3) of a first layer that reads it where it lies.
    """

    def __init__(
        self,
        network: Network,
        forward: ForwardPlan,
        gradient: Array | None = None,
        *,
        keep: bool = False,
    ) -> None:
        samples, dtype, (inputs, *widths) = forward.samples, network.dtype, network.widths
        self._network, self._forward, self._gradient = network, forward, gradient
        self._rows = Rows(widths, samples, dtype)
        self._input_rows = Rows([inputs if keep else 0], samples, dtype)
        bent = [not ACTIVATIONS[layer.activation].identity for layer in forward.layers]
        self._slopes = Rows(
            [w if bends else 0 for w, bends in zip(widths, bent, strict=True)], samples, dtype
        )
        self.deltas = self._rows.rows
        self._layers = [
            LayerBackward(layer, delta, slope)
            for layer, delta, slope in zip(forward.layers, self.deltas, self._slopes.rows, strict=True)
        ]
        self._kept = {
            index: np.empty_like(self.deltas[index])
            for index, layer in enumerate(network.layers)
            if keep or skip_of(layer)
        }
        self.by_activation = [self._input_rows.rows[0], *self._kept.values()] if keep else []
        self.calls = tuple(self._bind(keep))
        self.finish = self._first_product() if gradient is not None and forward.reads_batch else ignore

    def run(self) -> None:
        """Go back through all layers; the caller keeps NumPy's warnings quiet."""
        for call in self.calls:
            call()

    def _bind(self, keep: bool) -> list[Call]:
        calls = self._shared_slopes()
        for index in reversed(range(len(self._layers))):
            calls += self._divided(index) if self._is_divided(index) else self._whole(index)
        if keep:
            below, below_and_spare = self._input_rows.rows[0], self._input_rows.with_spare[0]
            calls += self._layers[0].send_back(below, below_and_spare, WHOLE) + self._add_skips(-1)
        return calls

    def _is_divided(self, index: int) -> bool:
        return len(self._layers[index].forward.parts) > 1

    def _shared_slopes(self) -> list[Call]:
        """Bind f'(n), one call for neighbouring layers of one kind."""
        layers, buffers = self._forward.layers, self._forward.buffers
        kinds = [
            (layer.activation, buffers.present[index], self._is_divided(index))
            for index, layer in enumerate(layers)
        ]
        calls: list[Call] = []
        for (name, _, divided), run in groupby(range(len(layers)), key=kinds.__getitem__):
            first, *_, last = [*run] * 2
            if not ACTIVATIONS[name].identity and not divided:
                n, y = buffers.spans(first, last)
                out = self._slopes.span(first, last)
                calls.append(ACTIVATIONS[name].bind_derivative(n, y, out, buffers.scratch_like(out)))
        return calls

    def _whole(self, index: int) -> list[Call]:
        """Bind a layer's way back from the moment when the layer above is done."""
        layer, gains, shifts = self._layers[index], None, None
        if self._gradient is not None:
            gains = self._network.gains(index, self._gradient)
            shifts = self._network.shifts(index, self._gradient)
        return [
            *self._receive(index, WHOLE),
            *self._add_skips(index),
            *self._keep(index, WHOLE),
            *layer.to_sum(WHOLE),
            *layer.through_normalization(gains, shifts),
            *self._parameter_gradient(index, WHOLE),
        ]

    def _divided(self, index: int) -> list[Call]:
        """Bind the same, each thread with its own rows from beginning to end."""
        layer = self._layers[index]
        scratch = self._forward.buffers.scratch_like(layer.delta)
        pieces = [
            [
                *self._receive(index, part),
                *self._keep(index, part),
                *layer.derivative(part, scratch),
                *layer.to_sum(part),
                *self._parameter_gradient(index, part),
            ]
            for part in layer.forward.parts
        ]
        return [self._forward.team.together([in_order(piece) for piece in pieces])]

    def _receive(self, index: int, part: slice) -> list[Call]:
        """Bind dL/da as the layer above sends it."""
        if index == len(self._layers) - 1:
            return []
        above = self._layers[index + 1]
        return above.send_back(self.deltas[index], self._rows.with_spare[index], part)

    def _add_skips(self, index: int) -> list[Call]:
        """Bind the sum with what layers further up send over a skip to layer `index`; -1 is the batch."""
        delta = self.deltas[index] if index >= 0 else self._input_rows.rows[0]
        return [
            partial(np.add, delta, self._kept[above], delta)
            for above, layer in enumerate(self._network.layers)
            if skip_of(layer) and above - skip_of(layer) == index
        ]

    def _keep(self, index: int, part: slice) -> list[Call]:
        """Bind the copy of dL/da, some rows of it, where it is wanted later on."""
        if index not in self._kept:
            return []
        return [partial(np.copyto, self._kept[index][part], self.deltas[index][part])]

    def _parameter_gradient(self, index: int, part: slice) -> list[Call]:
        """Bind (3), but for a first layer that reads the batch itself."""
        if self._gradient is None or (index == 0 and self._forward.reads_batch):
            return []
        return self._layers[index].parameter_gradient(self._network.block(index, self._gradient), part)

    def _first_product(self) -> Callable[[Array], object]:
        """Bind (3) for a first layer that reads the batch itself, as (samples, features + 1)."""
        gradient, layer = self._network.block(0, self._gradient), self._layers[0]

        def piece(part: slice) -> Callable[[Array], object]:
            product, out = layer.delta[part].dot, gradient[part]
            return lambda rows: product(rows, out)

        return self._forward.team.together([piece(part) for part in layer.forward.parts])


def ignore(rows: Array) -> None:
    """Do nothing with the batch."""
