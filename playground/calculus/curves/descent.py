"""
Going downhill in one variable: gradient descent, with momentum, and Newton's way, a step at a time.

The rules are those of `engine.optimizers`, for one number x and its slope g = f'(x):

- gradient descent: x <- x - eta g;
- momentum (the heavy ball): v <- mu v + g, x <- x - eta v, with v = 0 at the start;
- Newton: the parabola that agrees with f in value, slope and curvature c = f'' has its vertex at x - g / c.
  Where c < 0 that vertex is its top and the step would climb, so the step is -g / |c| (the saddle-free form
  of Dauphin et al., 2014); where c = 0 there is no vertex and the path ends. It takes no eta.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Function = Callable[[Floats], tuple[Floats, Floats, Floats]]

GRADIENT, MOMENTUM, NEWTON = "gradient", "momentum", "newton"
FAR = 1e6  # windows: what is farther away than that has run away


class Stop(StrEnum):
    """Why a path ends before all its steps are taken."""

    STILL = "still"
    AWAY = "away"
    TOO_LARGE = "too_large"
    UNDEFINED = "undefined"
    NO_PARABOLA = "no_parabola"


@dataclass(slots=True)
class Path:
    """
    Where one rule has led so far.

    Attributes
    ----------
    rule : str
        `GRADIENT`, `MOMENTUM` or `NEWTON`.
    places, values, slopes, curvatures : list of float
        x, f, f' and f'' of the start and after each step, all finite.
    stop : Stop or None
        Why it ended, None while it goes on.
    beyond : float or None
        The place where it ended outside the places: undefined, or too far away.
    turned : int
        How many Newton steps were taken where f'' < 0.
    """

    rule: str
    places: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    slopes: list[float] = field(default_factory=list)
    curvatures: list[float] = field(default_factory=list)
    stop: Stop | None = None
    beyond: float | None = None
    turned: int = 0


class _Walker:
    """Takes the steps of one path."""

    def __init__(self, rule: str, start: float, rate: float, momentum: float, reach: float) -> None:
        self.path, self.place = Path(rule), start
        self._start, self._rate, self._momentum, self._reach = start, rate, momentum, reach
        self._velocity = 0.0

    def look(self, value: float, slope: float, curvature: float) -> None:
        """Take note of f, f' and f'' at the present place, and end the path where they end it."""
        path = self.path
        if abs(self.place - self._start) > self._reach:
            self._end(Stop.AWAY)
            return
        if math.isinf(value):
            self._end(Stop.TOO_LARGE)
            return
        if not all(map(math.isfinite, (value, slope, curvature))):
            self._end(Stop.UNDEFINED)
            return
        path.places.append(self.place)
        path.values.append(value)
        path.slopes.append(slope)
        path.curvatures.append(curvature)
        if slope == 0.0 and self._momentum_of(path.rule) * self._velocity == 0.0:
            path.stop = Stop.STILL

    def step(self) -> None:
        """Go on to the next place."""
        path = self.path
        slope, curvature = path.slopes[-1], path.curvatures[-1]
        if path.rule == NEWTON:
            self._jump(slope, curvature)
        else:
            self._velocity = self._momentum_of(path.rule) * self._velocity + slope
            self.place -= self._rate * self._velocity

    def _jump(self, slope: float, curvature: float) -> None:
        if curvature == 0.0:
            self.path.stop = Stop.NO_PARABOLA
            return
        self.path.turned += curvature < 0.0
        self.place -= slope / abs(curvature)

    def _momentum_of(self, rule: str) -> float:
        return self._momentum if rule == MOMENTUM else 0.0

    def _end(self, stop: Stop) -> None:
        self.path.stop = stop
        self.path.beyond = self.place if math.isfinite(self.place) else None


def paths_down(
    function: Function,
    rules: Sequence[str],
    start: float,
    rate: float,
    momentum: float,
    steps: int,
    width: float,
) -> Generator[float, None, list[Path]]:
    """
    Follow several rules from one start, a step of all of them at a time.

    Parameters
    ----------
    function : callable
        Takes places (n,) and returns f, f' and f'' there, not finite where there are none.
    rules : sequence of str
        Of `GRADIENT`, `MOMENTUM` and `NEWTON`.
    start, rate, momentum : float
        The first x, eta and mu.
    steps : int
        The most steps of each path.
    width : float
        The width of the window that is looked at; what goes a million of them away has run away.

    Yields
    ------
    float
        The share of the steps that is done, after each of them, which may take long.

    Returns
    -------
    list of Path
        The paths, in the order of the rules.
    """
    walkers = [_Walker(rule, start, rate, momentum, FAR * width) for rule in rules]
    for number in range(steps + 1):
        going = [each for each in walkers if each.path.stop is None]
        if not going:
            break
        numbers = (each.tolist() for each in function(np.array([walker.place for walker in going])))
        for walker, value, slope, curvature in zip(going, *numbers, strict=True):
            walker.look(value, slope, curvature)
            if walker.path.stop is None and number < steps:
                walker.step()
        yield number / steps
    return [each.path for each in walkers]
