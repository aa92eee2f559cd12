"""The six generated sets of TensorFlow Playground, sample for sample in distribution.

Each set first draws its points and then its noise, so that for one seed another amount of noise
moves the same points and labels instead of drawing new ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from playground.data.arrays import FloatArray
from playground.data.seeding import stream

Task = Literal["classification", "regression"]
Draw = Callable[[int, float, np.random.Generator], tuple[FloatArray, FloatArray]]

DOMAIN = (-6.0, 6.0)
MOST_NOISE = 0.5

_CIRCLE_RADIUS = 5.0
_XOR_HALF_WIDTH = 5.0
_XOR_PADDING = 0.3
_SPIRAL_RADIUS = 5.0
_SPIRAL_TURNS = 1.75
_GAUSS_CENTER = 2.0
_REGRESSION_HALF_WIDTH = 6.0
_BUMP_RADIUS = 2.0
_BUMP_CENTERS = np.array([(-4.0, 2.5), (0.0, 2.5), (4.0, 2.5), (-4.0, -2.5), (0.0, -2.5), (4.0, -2.5)])
_BUMP_SIGNS = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0])


@dataclass(frozen=True, eq=False)
class Points:
    """Samples in the plane: `x` (n, 2) float64; `y` (n,) float64, -1 or +1 for a classification."""

    x: FloatArray
    y: FloatArray
    task: Task


@dataclass(frozen=True)
class Generator:
    """One generated set: its name on the screen, its task, its usual size and how to draw it."""

    key: str
    title: str
    task: Task
    samples: int
    draw: Draw


def _sign(positive: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> FloatArray:
    return np.where(positive, 1.0, -1.0)


def _arm_sizes(samples: int) -> tuple[int, int]:
    """Return how many samples are meant to be positive and negative: an odd one is positive."""
    return (samples + 1) // 2, samples // 2


def _jitter(samples: int, half_width: float, noise: float, random: np.random.Generator) -> FloatArray:
    return random.uniform(-half_width, half_width, (samples, 2)) * noise


def _circle(samples: int, noise: float, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw a disc (r < R/2) and a ring around it; the label is decided where the noise puts the point."""
    inner, outer = _arm_sizes(samples)
    radius = np.concatenate(
        [
            random.uniform(0.0, 0.5 * _CIRCLE_RADIUS, inner),
            random.uniform(0.7 * _CIRCLE_RADIUS, _CIRCLE_RADIUS, outer),
        ]
    )
    angle = random.uniform(0.0, 2.0 * np.pi, samples)
    x = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    noisy = x + _jitter(samples, _CIRCLE_RADIUS, noise, random)
    return x, _sign(np.hypot(noisy[:, 0], noisy[:, 1]) < 0.5 * _CIRCLE_RADIUS)


def _xor(samples: int, noise: float, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw four squares pushed off the axes; the label is the sign of x1 x2 after noise."""
    x = random.uniform(-_XOR_HALF_WIDTH, _XOR_HALF_WIDTH, (samples, 2))
    x += np.where(x > 0.0, _XOR_PADDING, -_XOR_PADDING)
    noisy = x + _jitter(samples, _XOR_HALF_WIDTH, noise, random)
    return x, _sign(noisy[:, 0] * noisy[:, 1] >= 0.0)


def _gauss(samples: int, noise: float, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw two normal clouds whose variance goes from 0.5 to 4 as the noise goes from 0 to 0.5."""
    variance = 0.5 + (4.0 - 0.5) * noise / MOST_NOISE
    y = np.repeat([1.0, -1.0], _arm_sizes(samples))
    spread = np.sqrt(variance) * random.standard_normal((samples, 2))
    return _GAUSS_CENTER * y[:, np.newaxis] + spread, y


def _spiral(samples: int, noise: float, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw two arms r = 5 i/n, half a turn apart; here the noise moves the points themselves."""
    y = np.repeat([1.0, -1.0], _arm_sizes(samples))
    along = np.concatenate([np.arange(size) for size in _arm_sizes(samples)]) / (samples / 2.0)
    radius = _SPIRAL_RADIUS * along
    angle = _SPIRAL_TURNS * along * 2.0 * np.pi + np.where(y > 0.0, 0.0, np.pi)
    x = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    return x + _jitter(samples, 1.0, noise, random), y


def _spread_evenly(samples: int, noise: float, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Return points spread over the whole domain, and where the noise puts them."""
    width = _REGRESSION_HALF_WIDTH
    x = random.uniform(-width, width, (samples, 2))
    return x, x + _jitter(samples, width, noise, random)


def _plane(samples: int, noise: float, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw the plane (x1 + x2) / 10 at the noisy points; as in the reference it isn't clipped to +-1."""
    x, noisy = _spread_evenly(samples, noise, random)
    return x, noisy.sum(axis=1) / 10.0


def _multi_gauss(samples: int, noise: float, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw six cones of height +-1 and radius 2; where two meet, the higher one counts."""
    x, noisy = _spread_evenly(samples, noise, random)
    away = noisy[:, np.newaxis, :] - _BUMP_CENTERS
    distance = np.hypot(away[..., 0], away[..., 1])
    height = np.clip(1.0 - distance / _BUMP_RADIUS, 0.0, 1.0)
    highest = height.argmax(axis=1)
    return x, _BUMP_SIGNS[highest] * height[np.arange(samples), highest]


_ALL = (
    Generator("circle", "Circle", "classification", 500, _circle),
    Generator("xor", "Exclusive or", "classification", 500, _xor),
    Generator("gauss", "Gauss", "classification", 500, _gauss),
    Generator("spiral", "Spiral", "classification", 500, _spiral),
    Generator("plane", "Plane", "regression", 1_200, _plane),
    Generator("multi_gauss", "Multi-Gauss", "regression", 1_200, _multi_gauss),
)
GENERATORS: dict[str, Generator] = {generator.key: generator for generator in _ALL}


def generate(name: str, *, noise: float, seed: int, samples: int | None = None) -> Points:
    """Draw one of the six sets of TensorFlow Playground (its `dataset.ts` is the source of the formulas).

    Parameters
    ----------
    name : str
        A key of `GENERATORS`.
    noise : float
        From 0 to 0.5 (the reference's slider shows it in per cent).
    seed : int
        At least 0; the same seed gives the same points, bit for bit.
    samples : int, optional
        At least 2; the set's usual size if not given.

    Returns
    -------
    Points
        `x` (n, 2) and `y` (n,), the positive arm first; shuffling is left to the split.

    Raises
    ------
    KeyError
        If there is no such set.
    ValueError
        If noise or samples are out of range.
    """
    generator = GENERATORS[name]
    count = generator.samples if samples is None else samples
    if not 0.0 <= noise <= MOST_NOISE:
        raise ValueError(f"noise must be from 0 to {MOST_NOISE}, not {noise}")
    if count < 2:
        raise ValueError(f"at least 2 samples are needed, not {count}")
    x, y = generator.draw(count, noise, stream(seed, "points"))
    return Points(x, y, generator.task)
