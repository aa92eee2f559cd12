"""The generated sets: the six of TensorFlow Playground, more shapes in the plane, and curves over one input.

Each set first draws its points and then its noise, so that for one seed another amount of noise
moves the same points and labels instead of drawing new ones.
"""

from __future__ import annotations

from playground.data.generators import curves, reference, shapes
from playground.data.generators.recipe import (
    BALANCE,
    DOMAIN,
    EVEN,
    MOST_NOISE,
    Generator,
    Points,
    Recipe,
    Task,
)
from playground.data.seeding import stream

__all__ = ["DOMAIN", "GENERATORS", "Generator", "Points", "Task", "generate"]

MANY_CLASSES = (2, 6)

GENERATORS: dict[str, Generator] = {
    generator.key: generator for generator in (*reference.SETS, *shapes.SETS, *curves.SETS)
}


def generate(
    name: str,
    *,
    noise: float,
    seed: int,
    samples: int | None = None,
    balance: float = EVEN,
    classes: int = 3,
) -> Points:
    """Draw a generated set.

    Parameters
    ----------
    name : str
        A key of `GENERATORS`.
    noise : float
        From 0 to 0.5 (the reference's slider shows it in per cent).
    seed : int
        At least 0; the same seed gives the same points, bit for bit.
    samples : int, optional
        At least 2, and as many as classes; the set's usual size if not given.
    balance : float
        From 0.1 to 0.9, the weight of the first class (of two: +1) where each other one has 1 - balance, so
        that 0.5 is even; not used by a set of numbers. Where the noise decides a label, it is the share of
        the samples that are meant to have it.
    classes : int
        From 2 to 6; used by sets with `many_classes` only.

    Returns
    -------
    Points
        Class after class, +1 first (in "xor" as they come); shuffling is left to the split.

    Raises
    ------
    KeyError
        If there is no such set.
    ValueError
        If noise, samples, balance or classes are out of range.
    """
    generator = GENERATORS[name]
    count = generator.samples if samples is None else samples
    kinds = classes if generator.many_classes else 2
    _check(count, noise, balance, kinds)
    x, y = generator.draw(Recipe(count, noise, balance, kinds), stream(seed, "points"))
    return Points(x, y, generator.task, kinds)


def _check(samples: int, noise: float, balance: float, classes: int) -> None:
    if not 0.0 <= noise <= MOST_NOISE:
        raise ValueError(f"noise must be from 0 to {MOST_NOISE}, not {noise}")
    if not BALANCE[0] <= balance <= BALANCE[1]:
        raise ValueError(f"balance must be from {BALANCE[0]} to {BALANCE[1]}, not {balance}")
    if not MANY_CLASSES[0] <= classes <= MANY_CLASSES[1]:
        raise ValueError(f"classes must be from {MANY_CLASSES[0]} to {MANY_CLASSES[1]}, not {classes}")
    if samples < classes:
        raise ValueError(f"at least {classes} samples are needed, not {samples}")
