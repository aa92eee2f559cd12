"""What a network is made of: layers as plain values, from which networks and plans are built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from playground.engine.activations import ACTIVATIONS
from playground.engine.registry import entry
from playground.engine.shapes import Shape, patches, volume

NORMALIZATIONS = ("none", "batch", "layer")
POOLINGS = ("max", "average")


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """
    What layers with weights have in common: a = dropout(f(normalize(W^T a_below + b))) + a_earlier.

    Attributes
    ----------
    bias : bool
        Whether the weighted sum has a bias b.
    normalization : str
        "none", "batch" (each unit over the batch) or "layer" (each sample over the units), before f.
    dropout : float
        The probability with which an activation is left out of a training step, in [0, 1).
    skip : int
        How many layers are leapt over by the activation that is added (1: what this layer reads); 0 for none.
    """

    bias: bool = True
    normalization: str = "none"
    dropout: float = 0.0
    skip: int = 0

    def check_options(self) -> None:
        """Refuse, with a ValueError, another normalization and numbers out of their range."""
        if self.normalization not in NORMALIZATIONS:
            known = ", ".join(NORMALIZATIONS)
            raise ValueError(f"unknown normalization {self.normalization!r}; known: {known}")
        if not 0 <= self.dropout < 1:
            raise ValueError(f"dropout must be at least 0 and below 1, not {self.dropout}")
        if self.skip < 0:
            raise ValueError(f"a skip leaps over 1 layer or more, or 0 for none, not {self.skip}")


@dataclass(frozen=True)
class Dense(Weighted):
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
        If there is no unit, no such activation, or an option that can't be.
    """

    units: int
    activation: str

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        if self.units < 1:
            raise ValueError(f"a layer needs at least 1 unit, not {self.units}")
        entry(ACTIVATIONS, self.activation, "activation")
        self.check_options()

    @property
    def rows(self) -> int:
        """Sets of weights: one per unit."""
        return self.units

    def fan_in(self, below: Shape) -> int:
        """Count the weights of a unit, when a sample of what the layer reads has the shape `below`."""
        return volume(below)

    def fan_out(self) -> int:
        """Count the units that an input leads to."""
        return self.units

    def shape(self, below: Shape) -> Shape:
        """Give the shape of a sample's activation, (units,); an image below is taken as its features."""
        return (self.units,)


@dataclass(frozen=True)
class Convolution(Weighted):
    """
    A layer whose units each see a k by k patch of an image, with the same weights at every place.

    Attributes
    ----------
    channels : int
        Different sets of weights, at least 1: the channels of the image that comes out.
    kernel : int
        The side k of a patch, at least 1.
    activation : str
        A key of `ACTIVATIONS`.
    stride : int
        From one patch to the next, at least 1.
    padding : int
        Zeros put around the image, from 0 to kernel - 1.

    Raises
    ------
    ValueError
        If a number is out of its range, there is no such activation, or an option that can't be.
    """

    channels: int
    kernel: int
    activation: str
    stride: int = 1
    padding: int = 0

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        for name in ("channels", "kernel", "stride"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} of a convolution must be at least 1, not {getattr(self, name)}")
        if not 0 <= self.padding < self.kernel:
            raise ValueError(f"padding must be from 0 to {self.kernel - 1}, not {self.padding}")
        entry(ACTIVATIONS, self.activation, "activation")
        self.check_options()

    @property
    def rows(self) -> int:
        """Sets of weights: one per channel."""
        return self.channels

    def fan_in(self, below: Shape) -> int:
        """Count the weights of a unit: those of a patch, through all channels of the image `below`."""
        return below[0] * self.kernel**2

    def fan_out(self) -> int:
        """Count the units that an input leads to, away from the border and with a stride of 1."""
        return self.channels * self.kernel**2

    def shape(self, below: Shape) -> Shape:
        """Give (channels, height, width) of what comes out of an image; ValueError if it is none or small."""
        return self.channels, *patches("a convolution", below, self.kernel, self.stride, self.padding)


@dataclass(frozen=True)
class Pooling:
    """
    A layer that makes one number of each k by k patch, channel by channel; it has no weights.

    Attributes
    ----------
    kind : str
        "max" or "average".
    size : int
        The side k of a patch, at least 1; what does not fill one at the right and lower border is left out.
    stride : int
        From one patch to the next; 0 stands for `size`, so that patches lie side by side.

    Raises
    ------
    ValueError
        For another kind, or a number out of its range.
    """

    kind: str
    size: int
    stride: int = 0

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        if self.kind not in POOLINGS:
            raise ValueError(f"unknown pooling {self.kind!r}; known: {', '.join(POOLINGS)}")
        if self.size < 1 or self.stride < 0:
            raise ValueError(f"pooling needs a size of at least 1, not {self.size} by stride {self.stride}")

    @property
    def step(self) -> int:
        """From one patch to the next."""
        return self.stride or self.size

    def shape(self, below: Shape) -> Shape:
        """Give (channels, height, width) of what comes out of an image; ValueError if it is none or small."""
        return below[0], *patches("pooling", below, self.size, self.step)


Layer: TypeAlias = Dense | Convolution | Pooling


def skip_of(layer: Layer) -> int:
    """Give how many layers the skip into a layer leaps over, 0 without one."""
    return layer.skip if isinstance(layer, Weighted) else 0
