"""Shapes of samples: flat features, or images as (channels, height, width)."""

from __future__ import annotations

import math

Shape = tuple[int, ...]


def features(shape: Shape) -> int:
    """Return how many numbers a sample of this shape has."""
    return math.prod(shape)


def patches(image: Shape, side: int, stride: int, padding: int = 0) -> tuple[int, int]:
    """Return how many patches an image has, downwards and across; (0, 0) for what is no image."""
    if len(image) != 3:
        return 0, 0
    down, across = ((length + 2 * padding - side) // stride + 1 for length in image[1:])
    return max(down, 0), max(across, 0)
