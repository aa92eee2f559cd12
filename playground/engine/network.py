"""A network of dense layers, whose parameters are one flat vector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS
from playground.engine.arrays import PRECISIONS, Array, aligned_zeros, check_rows
from playground.engine.forward import ForwardPass
from playground.engine.initializers import INITIALIZERS
from playground.engine.registry import entry
from playground.engine.sensitivities import sensitivities

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

_KEPT_PASSES = 4  # numbers of samples for which predict() keeps its buffers


@dataclass(frozen=True)
class Dense:
    """
    A layer in which each unit sees each output of the layer before.

    Attributes
    ----------
    units : int
        At least 1.
    activation : str
        A key of `ACTIVATIONS`.

    Raises
    ------
    ValueError
        If there is no unit or no such activation.
    """

    units: int
    activation: str

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        if self.units < 1:
            raise ValueError(f"a layer needs at least 1 unit, not {self.units}")
        entry(ACTIVATIONS, self.activation, "activation")


class Network:
    """
    Dense layers, one after the other.

    The parameters of layer l are a block [W^T b] of shape (n_out, n_in + 1), row by row, in the flat vector.

    Parameters
    ----------
    inputs : int
        Features of a sample, at least 1.
    layers : sequence of Dense
        From the first hidden layer to the output layer; at least one.
    dtype : dtype
        float64 or float32.

    Attributes
    ----------
    inputs, layers, dtype
        As given (`layers` as a tuple).
    size : int
        The number of parameters.
    parameters : ndarray
        Shape (size,), aligned, zero at first. Write into it; every view below shows the change.
    weight_mask : ndarray
        Shape (size,): 1 on weights, 0 on biases; read-only.

    Raises
    ------
    ValueError
        If there is no input or layer, or the dtype is another one.
    """

    def __init__(self, inputs: int, layers: Sequence[Dense], dtype: npt.DTypeLike = np.float64) -> None:
        if inputs < 1 or not layers:
            raise ValueError("a network needs at least one input and one layer")
        if np.dtype(dtype) not in PRECISIONS:
            raise ValueError(f"the precision must be float32 or float64, not {np.dtype(dtype)}")
        self.inputs = inputs
        self.layers = tuple(layers)
        self.dtype = np.dtype(dtype)
        self._widths = (inputs, *(layer.units for layer in self.layers))
        self._slices = self._lay_out()
        self.size = self._slices[-1].stop
        self.parameters = aligned_zeros(self.size, self.dtype)
        self.weight_mask = self._mask()
        self._passes: dict[int, ForwardPass] = {}

    def _lay_out(self) -> list[slice]:
        sizes = [n_out * (n_in + 1) for n_in, n_out in zip(self._widths[:-1], self._widths[1:], strict=True)]
        return [slice(sum(sizes[:index]), sum(sizes[: index + 1])) for index in range(len(sizes))]

    def _mask(self) -> Array:
        mask = np.ones(self.size, self.dtype)
        for _, biases in self.split(mask):
            biases[:] = 0
        mask.flags.writeable = False
        return mask

    def layer_slice(self, layer: int) -> slice:
        """
        Say where a layer's parameters are in any flat vector of this network.

        Parameters
        ----------
        layer : int
            Its index in `layers`.

        Returns
        -------
        slice
            Of length n_out * (n_in + 1).
        """
        return self._slices[layer]

    def block(self, layer: int, flat: Array | None = None) -> Array:
        """
        View a layer's parameters as [W^T b], the bias folded in as the last column.

        Parameters
        ----------
        layer : int
            Its index in `layers`.
        flat : ndarray, optional
            Another vector of shape (size,), as a gradient; the parameters by default.

        Returns
        -------
        ndarray
            Shape (n_out, n_in + 1), contiguous.
        """
        vector = self.parameters if flat is None else flat
        return vector[self._slices[layer]].reshape(self.layers[layer].units, -1)

    def weights(self, layer: int) -> Array:
        """
        View a layer's weights.

        Parameters
        ----------
        layer : int
            Its index in `layers`.

        Returns
        -------
        ndarray
            Shape (n_in, n_out).
        """
        return self.block(layer)[:, :-1].T

    def biases(self, layer: int) -> Array:
        """
        View a layer's biases.

        Parameters
        ----------
        layer : int
            Its index in `layers`.

        Returns
        -------
        ndarray
            Shape (n_out,).
        """
        return self.block(layer)[:, -1]

    def split(self, flat: Array) -> list[tuple[Array, Array]]:
        """
        View any flat vector of this network (parameters, a gradient, a direction) layer by layer.

        Parameters
        ----------
        flat : ndarray
            Shape (size,).

        Returns
        -------
        list of tuple
            Per layer the parts of its weights, (n_in, n_out), and of its biases, (n_out,).

        Raises
        ------
        ValueError
            If the vector has another shape.
        """
        if flat.shape != (self.size,):
            raise ValueError(f"a flat vector of this network has shape ({self.size},), not {flat.shape}")
        blocks = (self.block(layer, flat) for layer in range(len(self.layers)))
        return [(block[:, :-1].T, block[:, -1]) for block in blocks]

    def initialize(self, initializer: str, seed: int, keys: Sequence[int] | None = None) -> None:
        """
        Draw all parameters anew.

        Parameters
        ----------
        initializer : str
            A key of `INITIALIZERS`.
        seed : int
            Not negative.
        keys : sequence of int, optional
            One per layer, not negative; 0, 1, 2 ... by default. A layer draws from default_rng([seed, key]),
            so that a layer put in between leaves the draws of the others alone.

        Raises
        ------
        ValueError
            For another initializer, a negative seed, or a wrong number of keys.
        """
        chosen = entry(INITIALIZERS, initializer, "initializer")
        drawn_by = range(len(self.layers)) if keys is None else keys
        for (weights, biases), key in zip(self.split(self.parameters), drawn_by, strict=True):
            weights[:] = chosen.weights(np.random.default_rng([seed, key]), *weights.shape)
            biases[:] = chosen.bias

    def copy(self, dtype: npt.DTypeLike | None = None) -> Network:
        """
        Make a network of the same shape with a copy of the parameters.

        Parameters
        ----------
        dtype : dtype, optional
            Its precision; the same by default.

        Returns
        -------
        Network
            Shares nothing with this one.
        """
        twin = Network(self.inputs, self.layers, self.dtype if dtype is None else dtype)
        twin.parameters[:] = self.parameters
        return twin

    def predict(self, X: Array) -> Array:
        """
        Give the network's outputs.

        Parameters
        ----------
        X : array_like
            Shape (samples, inputs).

        Returns
        -------
        ndarray
            The last layer's activation as it is (a logit, under a loss on logits), (samples, outputs), new.
        """
        return self._run(X)[-1].T.copy()

    def activations(self, X: Array) -> list[Array]:
        """
        Give what every unit answers.

        Parameters
        ----------
        X : array_like
            Shape (samples, inputs).

        Returns
        -------
        list of ndarray
            Per layer, (samples, units), new.
        """
        return [a.T.copy() for a in self._run(X)]

    def sensitivities(self, X: Array, output: int = 0) -> list[Array]:
        """
        Give the exact derivative of an output by each unit's activation, sample by sample.

        Parameters
        ----------
        X : array_like
            Shape (samples, inputs).
        output : int
            The output unit.

        Returns
        -------
        list of ndarray
            d(output)/d(a): by the inputs, (samples, inputs), then by each layer, (samples, units); new.
        """
        return sensitivities(self, ForwardPass(self, X), output)

    def _run(self, X: Array) -> list[Array]:
        """Run the pass kept for this number of samples."""
        rows = check_rows(X, self.inputs, "X")
        kept = self._passes.get(len(rows))
        if kept is None:
            if len(self._passes) == _KEPT_PASSES:
                self._passes.pop(next(iter(self._passes)))
            kept = self._passes[len(rows)] = ForwardPass(self, rows)
        kept.load(rows)
        return kept.run()
