"""The six sets of TensorFlow Playground, sample for sample in distribution.

Its `dataset.ts` is the source of the formulas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.data.generators.recipe import EVEN, MOST_NOISE, Generator, Recipe

if TYPE_CHECKING:
    from playground.data.arrays import FloatArray

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


def _sign(positive: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> FloatArray:
    return np.where(positive, 1.0, -1.0)


def _circle(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw a disc (r < R/2) and a ring around it; the label is decided where the noise puts the point."""
    inner, outer = recipe.sizes()
    radius = np.concatenate(
        [
            random.uniform(0.0, 0.5 * _CIRCLE_RADIUS, inner),
            random.uniform(0.7 * _CIRCLE_RADIUS, _CIRCLE_RADIUS, outer),
        ]
    )
    angle = random.uniform(0.0, 2.0 * np.pi, recipe.samples)
    x = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    noisy = x + recipe.jitter(_CIRCLE_RADIUS, random)
    return x, _sign(np.hypot(noisy[:, 0], noisy[:, 1]) < 0.5 * _CIRCLE_RADIUS)


def _xor(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw four squares pushed off the axes; the label is the sign of x1 x2 after noise.

    In the reference chance decides how many are positive. For another balance than 0.5 as many points as it
    takes are mirrored into the squares beside theirs.
    """
    x = random.uniform(-_XOR_HALF_WIDTH, _XOR_HALF_WIDTH, (recipe.samples, 2))
    x += np.where(x > 0.0, _XOR_PADDING, -_XOR_PADDING)
    if recipe.balance != EVEN:
        x[_surplus(x[:, 0] * x[:, 1] >= 0.0, recipe.sizes()[0]), 0] *= -1.0
    noisy = x + recipe.jitter(_XOR_HALF_WIDTH, random)
    return x, _sign(noisy[:, 0] * noisy[:, 1] >= 0.0)


def _surplus(positive: np.ndarray[tuple[int], np.dtype[np.bool_]], wanted: int) -> np.ndarray:
    """Return the first indices of the points that must change sides for so many to be positive."""
    too_many = int(np.count_nonzero(positive)) - wanted
    return np.flatnonzero(positive if too_many > 0 else ~positive)[: abs(too_many)]


def _gauss(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw two normal clouds whose variance goes from 0.5 to 4 as the noise goes from 0 to 0.5."""
    variance = 0.5 + (4.0 - 0.5) * recipe.noise / MOST_NOISE
    y = recipe.labels()
    spread = np.sqrt(variance) * random.standard_normal((recipe.samples, 2))
    return _GAUSS_CENTER * y[:, np.newaxis] + spread, y


def _spiral(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw two arms r = 5 i/n, half a turn apart; here the noise moves the points themselves."""
    y = recipe.labels()
    along = np.concatenate([np.arange(size) / size for size in recipe.sizes()])
    radius = _SPIRAL_RADIUS * along
    angle = _SPIRAL_TURNS * along * 2.0 * np.pi + np.where(y > 0.0, 0.0, np.pi)
    x = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    return x + recipe.jitter(1.0, random), y


def spread_evenly(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Return points (n, 2) spread over the whole domain, and where the noise puts them."""
    width = _REGRESSION_HALF_WIDTH
    x = random.uniform(-width, width, (recipe.samples, 2))
    return x, x + recipe.jitter(width, random)


def _plane(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw the plane (x1 + x2) / 10 at the noisy points; as in the reference it isn't clipped to +-1."""
    x, noisy = spread_evenly(recipe, random)
    return x, noisy.sum(axis=1) / 10.0


def _multi_gauss(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw six cones of height +-1 and radius 2; where two meet, the higher one counts."""
    x, noisy = spread_evenly(recipe, random)
    away = noisy[:, np.newaxis, :] - _BUMP_CENTERS
    distance = np.hypot(away[..., 0], away[..., 1])
    height = np.clip(1.0 - distance / _BUMP_RADIUS, 0.0, 1.0)
    highest = height.argmax(axis=1)
    return x, _BUMP_SIGNS[highest] * height[np.arange(recipe.samples), highest]


SETS = (
    Generator("circle", "Circle", "classification", 500, _circle),
    Generator("xor", "Exclusive or", "classification", 500, _xor),
    Generator("gauss", "Gauss", "classification", 500, _gauss),
    Generator("spiral", "Spiral", "classification", 500, _spiral),
    Generator("plane", "Plane", "regression", 1_200, _plane),
    Generator("multi_gauss", "Multi-Gauss", "regression", 1_200, _multi_gauss),
)
