"""A network of layers, whose parameters are one flat vector."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import PRECISIONS, Array, aligned_zeros
from playground.engine.forward import ForwardPass
from playground.engine.initializers import INITIALIZERS, Fan, Initializer
from playground.engine.layers import Dense, Pooling, Weighted
from playground.engine.layout import Place, places_of
from playground.engine.registry import entry
from playground.engine.sensitivities import Sensitivities
from playground.engine.shapes import Shape, shape_of, volume
from playground.engine.streams import first_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from playground.engine.layers import Layer


class Network:
    """
    Layers, one after the other.

    The weights and biases of layer l are a block [W^T b] of shape (n_out, n_in + 1), row by row, in the flat
    vector; those of a convolution have a row per channel and the weights of a patch in it. Behind the block
    stand the gains and the shifts of a layer that normalizes.

    Parameters
    ----------
    inputs : int or tuple
        Features of a sample, at least 1, or the shape of an image (channels, height, width).
    layers : sequence of Layer
        From the first hidden layer to the output layer; at least one.
    dtype : dtype
        float64 or float32.

    Attributes
    ----------
    layers, dtype
        As given (`layers` as a tuple).
    input_shape : tuple
        (features,) or (channels, height, width).
    places : tuple of Place
        Shapes of each layer, and where its parameters are.
    size : int
        The number of parameters.
    parameters : ndarray
        Shape (size,), aligned, zero at first. Write into it; every view below shows the change.
    statistics : ndarray
        The running means (0 at first) and variances (1) of layers that normalize over batches; no parameters,
        as no gradient leads to them.

    Raises
    ------
    ValueError
        If there is no input or layer, a shape is neither of the two, layers do not fit each other, or the
        dtype is another one.
    """

    def __init__(
        self, inputs: int | Shape, layers: Sequence[Layer], dtype: npt.DTypeLike = np.float64
    ) -> None:
        if np.dtype(dtype) not in PRECISIONS:
            raise ValueError(f"the precision must be float32 or float64, not {np.dtype(dtype)}")
        self.input_shape = shape_of(inputs)
        self.layers = tuple(layers)
        self.dtype = np.dtype(dtype)
        self.places = places_of(self.input_shape, self.layers)
        self.size = self.places[-1].whole.stop
        self.parameters = aligned_zeros(self.size, self.dtype)
        self.statistics = np.zeros(self.places[-1].statistics.stop, self.dtype)
        for layer in range(len(self.layers)):
            self.running(layer)[1][:] = 1

    @property
    def inputs(self) -> int:
        """Features of a sample; of an image, all its numbers."""
        return volume(self.input_shape)

    @property
    def widths(self) -> tuple[int, ...]:
        """Numbers in a sample, and in its activation by each layer."""
        return self.inputs, *(place.width for place in self.places)

    @property
    def outputs(self) -> int:
        """Numbers in the last layer's activation."""
        return self.places[-1].width

    @property
    def output_activation(self) -> str:
        """The last layer's activation; that of pooling is linear."""
        last = self.layers[-1]
        return last.activation if isinstance(last, Weighted) else "linear"

    @property
    def reads_ones(self) -> bool:
        """Whether the first layer reads a row of ones below the features, for its bias."""
        first = self.layers[0]
        return isinstance(first, Dense) and first.bias

    @property
    def weight_mask(self) -> Array:
        """Give 1 on weights, 0 on biases, gains and shifts: shape (size,), new."""
        mask = np.zeros(self.size, self.dtype)
        for weights, _ in self.split(mask):
            weights[:] = 1
        return mask

    def layer_slice(self, layer: int) -> slice:
        """Say where the parameters of `layers[layer]` are in any flat vector of this network."""
        return self.places[layer].whole

    def block(self, layer: int, flat: Array | None = None) -> Array:
        """
        View a layer's weights and biases as [W^T b], the bias, if it has one, as the last column.

        Parameters
        ----------
        layer : int
            Its index in `layers`.
        flat : ndarray, optional
            Another vector of shape (size,), as a gradient; the parameters by default.

        Returns
        -------
        ndarray
            Contiguous. Shape (n_out, n_in + 1), or (n_out, n_in) without a bias; of a convolution (channels,
            weights of a patch + 1) likewise; (0, 0) for pooling.
        """
        vector, place = self.parameters if flat is None else flat, self.places[layer]
        return vector[place.block].reshape(place.rows, place.columns)

    def gains(self, layer: int, flat: Array | None = None) -> Array:
        """View a normalizing layer's gains, (rows,), in the parameters or in another flat vector."""
        return (self.parameters if flat is None else flat)[self.places[layer].gains]

    def shifts(self, layer: int, flat: Array | None = None) -> Array:
        """View a normalizing layer's shifts, (rows,), in the parameters or in another flat vector."""
        return (self.parameters if flat is None else flat)[self.places[layer].shifts]

    def running(self, layer: int) -> tuple[Array, Array]:
        """View the running means and variances of a layer that normalizes over batches, (rows,) each."""
        means, variances = self.statistics[self.places[layer].statistics].reshape(2, -1)
        return means, variances

    def weights(self, layer: int) -> Array:
        """View a layer's weights, (n_in, n_out)."""
        return self.split_layer(layer, self.parameters)[0]

    def biases(self, layer: int) -> Array:
        """View a layer's biases, (n_out,), or (0,) if it has none."""
        return self.split_layer(layer, self.parameters)[1]

    def split_layer(self, layer: int, flat: Array) -> tuple[Array, Array]:
        """View the weights (n_in, n_out) and biases (n_out,) or (0,) of a layer in a flat vector."""
        block, place = self.block(layer, flat), self.places[layer]
        return block[:, : place.weights].T, block[:, -1] if place.bias else flat[:0]

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
            Per layer the parts of its weights, (n_in, n_out), and of its biases, (n_out,) or (0,).

        Raises
        ------
        ValueError
            If the vector has another shape.
        """
        if flat.shape != (self.size,):
            raise ValueError(f"a flat vector of this network has shape ({self.size},), not {flat.shape}")
        return [self.split_layer(layer, flat) for layer in range(len(self.layers))]

    def initialize(
        self, initializer: str | Sequence[str], seed: int, keys: Sequence[int] | None = None
    ) -> None:
        """
        Draw all weights anew; biases begin as the initializer says, gains with 1, shifts with 0.

        Parameters
        ----------
        initializer : str or sequence of str
            A key of `INITIALIZERS`, or one per layer.
        seed : int
            Not negative.
        keys : sequence of int, optional
            One per layer, not negative; 0, 1, 2 ... by default. A layer draws from default_rng([seed, key]),
            so that a layer put in between leaves the draws of the others alone.

        Raises
        ------
        ValueError
            For another initializer, a negative seed or key, or a wrong number of them; nothing is changed.
        """
        count = len(self.layers)
        names = [initializer] * count if isinstance(initializer, str) else initializer
        chosen = [entry(INITIALIZERS, name, "initializer") for name in names]
        generators = [first_weights(seed, key) for key in (range(count) if keys is None else keys)]
        for draw in list(zip(range(count), chosen, generators, strict=True)):
            self._initialize_layer(*draw)

    def _initialize_layer(self, index: int, chosen: Initializer, generator: np.random.Generator) -> None:
        layer = self.layers[index]
        if isinstance(layer, Pooling):
            return
        place: Place = self.places[index]
        self.weights(index)[:] = chosen.weights(generator, Fan(place.weights, layer.fan_out(), place.rows))
        self.biases(index)[:] = chosen.bias
        self.gains(index)[:] = 1
        self.shifts(index)[:] = 0
        means, variances = self.running(index)
        means[:], variances[:] = 0, 1

    def copy(self, dtype: npt.DTypeLike | None = None) -> Network:
        """
        Make a network of the same layers with a copy of the parameters.

        Parameters
        ----------
        dtype : dtype, optional
            Its precision; the same by default.

        Returns
        -------
        Network
            Shares nothing with this one.
        """
        twin = Network(self.input_shape, self.layers, self.dtype if dtype is None else dtype)
        twin.parameters[:] = self.parameters
        twin.statistics[:] = self.statistics
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
        return self.activations(X)[-1]

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
        return [a.T.copy() for a in ForwardPass(self, X).run()]

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
        found = Sensitivities(self, ForwardPass(self, X)).run(output)
        return [by_unit.T.copy() for by_unit in found]
