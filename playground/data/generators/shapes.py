"""Sets of classes beyond the reference's; in all of them the noise moves the points, and labels stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.data.generators.recipe import MOST_NOISE, Generator, Recipe

if TYPE_CHECKING:
    from playground.data.arrays import FloatArray

MOON_SCALE = 3.2
RING_RADIUS = 5.0
RING_FILLED = (0.2, 0.8)
ARM_RADII = (0.4, 5.0)
ARM_TURNS = 1.0
BLOB_CENTER = 3.6
BLOB_VARIANCE = (0.4, 2.5)
BOARD_HALF_WIDTH = 5.0
BOARD_CELLS = 4
BAND_HALF_LENGTH = 4.5
BAND_DEPTH = 3.2
BAND_OVERLAP = 0.8
BAND_SLOPE = np.pi / 9.0


def _moons(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw two half circles that reach into each other.

    With t even in [0, pi): (cos t, sin t) for +1 and (1 - cos t, 1/2 - sin t) for -1, moved to the middle and
    3.2 times as large. The curves are those of `make_moons` in scikit-learn, which spaces t evenly instead.
    """
    y = recipe.labels()
    angle = random.uniform(0.0, np.pi, recipe.samples)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    x = np.where(y[:, np.newaxis] > 0.0, upper, (1.0, 0.5) - upper)
    return MOON_SCALE * (x - (0.5, 0.25)) + recipe.jitter(2.4, random), y


def _rings(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw ring inside ring: of k classes, class j has its radius even in (j + 0.2 ... j + 0.8) * 5/k."""
    place = _places(recipe)
    radius = (place + random.uniform(*RING_FILLED, recipe.samples)) * RING_RADIUS / recipe.classes
    angle = random.uniform(0.0, 2.0 * np.pi, recipe.samples)
    return _polar(radius, angle) + recipe.jitter(2.0, random), recipe.labels()


def _arms(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw a spiral of k arms, one per class: r from 0.4 to 5 in one turn, arm j begun j/k of a turn later.

    After the spiral of three classes in Stanford's course CS231n ("Minimal neural network case study").
    """
    along = random.uniform(0.0, 1.0, recipe.samples)
    radius = ARM_RADII[0] + (ARM_RADII[1] - ARM_RADII[0]) * along
    turns = ARM_TURNS * along + _places(recipe) / recipe.classes
    return _polar(radius, 2.0 * np.pi * turns) + recipe.jitter(1.0, random), recipe.labels()


def _blobs(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw a normal cloud per class, the middles evenly on a circle of radius 3.6, the first at the top.

    The variance goes from 0.4 to 2.5 as the noise goes from 0 to 0.5.
    """
    low, high = BLOB_VARIANCE
    variance = low + (high - low) * recipe.noise / MOST_NOISE
    middle = _polar(np.full(recipe.samples, BLOB_CENTER), 2.0 * np.pi * _places(recipe) / recipe.classes)
    return middle + np.sqrt(variance) * random.standard_normal((recipe.samples, 2)), recipe.labels()


def _checkerboard(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw a board of 4 by 4 cells over [-5, 5]: +1 where column + row is even, from the lower left."""
    y = recipe.labels()
    column = random.integers(0, BOARD_CELLS, recipe.samples)
    half = random.integers(0, BOARD_CELLS // 2, recipe.samples)
    row = 2 * half + (column + (y < 0.0)) % 2
    cell = 2.0 * BOARD_HALF_WIDTH / BOARD_CELLS
    within = random.uniform(0.0, 1.0, (recipe.samples, 2))
    x = (np.column_stack([column, row]) + within) * cell - BOARD_HALF_WIDTH
    return x + recipe.jitter(2.0, random), y


def _bands(recipe: Recipe, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draw two bands along a line 20 degrees steep, which overlap in a strip around it.

    A point lies evenly within 4.5 along the line; above it +1 evenly in [-0.8, 3.2], -1 in [-3.2, 0.8]. Where
    they overlap nothing tells them apart: of equally many, no rule gets more than 1 - 0.8/4 = 80 % right.
    """
    y = recipe.labels()
    along = random.uniform(-BAND_HALF_LENGTH, BAND_HALF_LENGTH, recipe.samples)
    above = y * random.uniform(-BAND_OVERLAP, BAND_DEPTH, recipe.samples)
    cos, sin = np.cos(BAND_SLOPE), np.sin(BAND_SLOPE)
    x = np.column_stack([along * cos - above * sin, along * sin + above * cos])
    return x + recipe.jitter(1.0, random), y


def _places(recipe: Recipe) -> FloatArray:
    """Return the index of each sample's class, (n,), class after class."""
    return np.repeat(np.arange(recipe.classes, dtype=np.float64), recipe.sizes())


def _polar(radius: FloatArray, angle: FloatArray) -> FloatArray:
    """Return points (n, 2); the angle runs clockwise from the top, as in the reference's circle."""
    return np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])


SETS = (
    Generator("moons", "Moons", "classification", 500, _moons),
    Generator("checkerboard", "Checkerboard", "classification", 1_000, _checkerboard),
    Generator("bands", "Bands", "classification", 500, _bands),
    Generator("rings", "Rings", "classification", 600, _rings, many_classes=True),
    Generator("arms", "Arms", "classification", 600, _arms, many_classes=True),
    Generator("blobs", "Blobs", "classification", 600, _blobs, many_classes=True),
)
