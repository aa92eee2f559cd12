"""Shapes of samples: flat features, or images as (channels, height, width)."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from typing import SupportsIndex, TypeAlias

Shape: TypeAlias = tuple[int, ...]


def shape_of(inputs: SupportsIndex | Shape) -> Shape:
    """
    Give the shape of a sample of a network's inputs.

    Parameters
    ----------
    inputs : int or tuple
        Features, or (features,), or an image (channels, height, width); any kind of whole numbers.

    Returns
    -------
    tuple of int
        (features,) or (channels, height, width).

    Raises
    ------
    ValueError
        If it is neither, or a number is below 1.
    """
    sizes = inputs if isinstance(inputs, Sequence) else (inputs,)
    shape = tuple(operator.index(size) for size in sizes)
    if len(shape) not in (1, 3):
        raise ValueError(f"inputs are (features,) or an image (channels, height, width), not {shape}")
    if min(shape) < 1:
        raise ValueError(f"a network needs at least one input, not {shape}")
    return shape


def volume(shape: Shape) -> int:
    """Count the numbers in a sample of this shape."""
    return math.prod(shape)


def patches(what: str, image: Shape, side: int, stride: int, padding: int = 0) -> tuple[int, int]:
    """
    Count the patches of an image, downwards and across (Dumoulin & Visin, 2016, relationship 6).

    Parameters
    ----------
    what : str
        Who asks, for the message.
    image : tuple
        (channels, height, width).
    side, stride, padding : int
        Of a patch; from one to the next; zeros put around the image.

    Returns
    -------
    tuple
        (down, across).

    Raises
    ------
    ValueError
        If it is no image, or one smaller than a patch.
    """
    if len(image) != 3:
        raise ValueError(f"{what} reads an image (channels, height, width), not {image}")
    down, across = ((length + 2 * padding - side) // stride + 1 for length in image[1:])
    if down < 1 or across < 1:
        raise ValueError(f"an image of {image[1]} by {image[2]} is smaller than a patch of {side} by {side}")
    return down, across
