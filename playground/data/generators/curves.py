"""Sets of numbers beyond the reference's: a saddle over the plane, and two curves over one input."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.data.generators.recipe import DOMAIN, Generator, Recipe
from playground.data.generators.reference import spread_evenly

if TYPE_CHECKING:
    from playground.data.arrays import FloatArray

SADDLE_SCALE = 36.0


def _saddle(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw x1 x2 / 36 at the noisy points, as the plane is: -1 to 1 over the domain, unclipped beyond it."""
    x, noisy = spread_evenly(recipe, random)
    return x, noisy.prod(axis=1) / SADDLE_SCALE


def _sine(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw y = sin x1 with x1 (n, 1) even in [-6, 6]; the noise moves the number, by at most itself."""
    x = random.uniform(*DOMAIN, (recipe.samples, 1))
    return x, np.sin(x[:, 0]) + recipe.jitter(1.0, random, 1)[:, 0]


def _step(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw y = -1 for x1 < 0, else 1, with x1 (n, 1) even in [-6, 6]; the noise moves the number."""
    x = random.uniform(*DOMAIN, (recipe.samples, 1))
    return x, np.where(x[:, 0] < 0.0, -1.0, 1.0) + recipe.jitter(1.0, random, 1)[:, 0]


SETS = (
    Generator("saddle", "Saddle", "regression", 1_200, _saddle),
    Generator("sine", "Sine", "regression", 300, _sine, inputs=1),
    Generator("step", "Step", "regression", 300, _step, inputs=1),
)
