"""
What becomes of a path downhill: told from the path itself, and from the curvature at a minimum.

Near a minimum x* with c = f''(x*) > 0 the slope is c (x - x*), so a step of gradient descent multiplies the
distance e = x - x* by 1 - p with p = eta c: it glides for p < 1, arrives in one step for p = 1, comes back
from the other side but nearer for 1 < p < 2, goes on from side to side at p = 2 and diverges for p > 2.

With momentum mu the distances follow e[t+1] = (1 + mu - p) e[t] - mu e[t-1], whose characteristic roots
are those of z^2 - (1 + mu - p) z + mu (Polyak, 1964). They are positive for p <= (1 - sqrt(mu))^2: it
glides; complex up to (1 + sqrt(mu))^2, of length sqrt(mu) < 1: it swings; negative beyond: it zig-zags; and
one passes -1 at p = 2 (1 + mu): it diverges. With mu = 0 these are the bounds 1, 1 and 2 above.

Newton's step divides by the curvature: at the minimum its p is always 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from playground.calculus.curves.descent import MOMENTUM, NEWTON, Function, Path, Stop

CLOSE, ASIDE = 1e-3, 5e-3  # of the window's width: so near counts as there, and so far to its sides is looked
RESTING = 1e-6
EXACTLY = 1e-9


class Outcome(StrEnum):
    """How a path ends."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    INFLECTION = "inflection"
    FLAT = "flat"
    CYCLE = "cycle"
    AWAY = "away"
    TOO_LARGE = "too_large"
    UNDEFINED = "undefined"
    NO_PARABOLA = "no_parabola"
    UNDER_WAY = "under_way"


class Motion(StrEnum):
    """What the steps of a path look like."""

    NONE = "none"
    GLIDES = "glides"
    ZIG_ZAGS = "zig_zags"
    MIXED = "mixed"


class Regime(StrEnum):
    """What steps do near a minimum."""

    GLIDES = "glides"
    ONE_STEP = "one_step"
    SWINGS = "swings"
    ZIG_ZAGS = "zig_zags"
    EDGE = "edge"
    DIVERGES = "diverges"


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    How a path ends.

    Attributes
    ----------
    outcome : Outcome
        What became of it.
    at : float
        The minimum, the maximum, the inflection, the flat place, one side of the cycle, or else its last
        place.
    other : float or None
        The other side of a cycle, or the place where it left the domain.
    steps : int
        Steps until it stayed near a minimum or an inflection, otherwise all it took.
    motion : Motion
        What these steps look like.
    """

    outcome: Outcome
    at: float
    other: float | None
    steps: int
    motion: Motion


def bounds_of(rule: str, momentum: float) -> tuple[float, float]:
    """
    Return up to which eta f'' a rule glides, and from which on it diverges.

    Parameters
    ----------
    rule : str
        A rule of `descent`; Newton's has those of gradient descent.
    momentum : float
        mu, from 0 to below 1.

    Returns
    -------
    tuple of float
        The two bounds derived above.
    """
    mu = momentum if rule == MOMENTUM else 0.0
    return (1.0 - math.sqrt(mu)) ** 2, 2.0 * (1.0 + mu)


def regime_of(rule: str, product: float, momentum: float) -> Regime:
    """
    Foretell what steps do near a minimum.

    Parameters
    ----------
    rule : str
        A rule of `descent`.
    product : float
        eta f'' at the minimum, positive; of no matter for Newton.
    momentum : float
        mu, from 0 to below 1.

    Returns
    -------
    Regime
        By the roots derived above; a bound counts as met within 1e-9 of it.
    """
    if rule == NEWTON:
        return Regime.ONE_STEP
    mu = momentum if rule == MOMENTUM else 0.0
    glide, diverge = bounds_of(rule, momentum)
    if mu == 0.0 and math.isclose(product, 1.0, rel_tol=EXACTLY):
        return Regime.ONE_STEP
    if math.isclose(product, diverge, rel_tol=EXACTLY):
        return Regime.EDGE
    if product > diverge:
        return Regime.DIVERGES
    if product <= glide:
        return Regime.GLIDES
    return Regime.SWINGS if product < (1.0 + math.sqrt(mu)) ** 2 else Regime.ZIG_ZAGS


def verdict_of(function: Function, path: Path, width: float) -> Verdict:
    """
    Tell from a path itself what became of it.

    Parameters
    ----------
    function : callable
        f, f' and f'' at places (n,), as for `paths_down`.
    path : Path
        A finished path with at least one place.
    width : float
        The width of the window: nearness is judged by it.

    Returns
    -------
    Verdict
        True of this path; what lies beyond its last step is not foretold.
    """
    outcome, at, other, steps = Outcome.UNDER_WAY, path.places[-1], path.beyond, len(path.places) - 1
    if path.stop in (Stop.AWAY, Stop.TOO_LARGE, Stop.UNDEFINED, Stop.NO_PARABOLA):
        outcome = Outcome(path.stop.value)
    elif _is_settled(path, width):
        outcome, at = _resting_place(function, path, width)
        steps = _arrival(path.places, at, CLOSE * width)
    elif _rests_on_top(path, width):
        outcome = Outcome.MAXIMUM
    elif _cycles(path.places, width):
        outcome, other = Outcome.CYCLE, path.places[-2]
    elif path.stop is Stop.STILL:
        outcome = Outcome.MAXIMUM if path.curvatures[-1] < 0.0 else _level(function, at, width)
    return Verdict(outcome, at, other, steps, _motion(path.places[: steps + 1], width))


def _is_settled(path: Path, width: float) -> bool:
    """Return whether the last places lie together where f bends up and its slope is next to nothing."""
    close, lately = CLOSE * width, path.places[-3:]
    if path.curvatures[-1] <= 0.0 or abs(path.slopes[-1]) > close * path.curvatures[-1]:
        return False
    return path.stop is Stop.STILL or (len(lately) == 3 and max(lately) - min(lately) <= close)


def _resting_place(function: Function, path: Path, width: float) -> tuple[Outcome, float]:
    """Return the place that the path lies near, to rounding, and what it is.

    At a minimum f' has a simple root, found by Newton's steps f' / f''; at an inflection with a level
    tangent (x^3 at 0) a double one, to which twice such a step leads.
    """
    last, close = path.places[-1], CLOSE * width
    outcome = _level(function, last, width)
    times = 2.0 if outcome is Outcome.INFLECTION else 1.0
    at = last
    for _ in range(4):
        _, slope, curvature = (float(each[0]) for each in function(np.array([at])))
        if slope == 0.0:
            break
        if not curvature > 0.0 or abs(at - times * slope / curvature - last) > 3.0 * close:
            at = last
            break
        at -= times * slope / curvature
    return (outcome if outcome is Outcome.INFLECTION else Outcome.MINIMUM), at


def _level(function: Function, at: float, width: float) -> Outcome:
    """Tell an inflection, on whose both sides f' has the same sign, from what else is level."""
    aside = ASIDE * width
    left, right = function(np.array([at - aside, at + aside]))[1].tolist()
    return Outcome.INFLECTION if left * right > 0.0 else Outcome.FLAT


def _rests_on_top(path: Path, width: float) -> bool:
    """Return whether it never left a maximum, where the slope is nothing but rounding."""
    moved, curvature = max(path.places) - min(path.places), path.curvatures[-1]
    flat = abs(path.slopes[-1]) <= RESTING * width * abs(curvature)
    return moved <= RESTING * width and curvature < 0.0 and flat


def _cycles(places: list[float], width: float) -> bool:
    if len(places) < 5:
        return False
    same = max(abs(places[-1] - places[-3]), abs(places[-2] - places[-4]), abs(places[-3] - places[-5]))
    return same <= RESTING * width and abs(places[-1] - places[-2]) > CLOSE * width


def _arrival(places: list[float], minimum: float, close: float) -> int:
    """Return after how many steps all places are near."""
    away = [number for number, place in enumerate(places) if abs(place - minimum) > close]
    return away[-1] + 1 if away else 0


def _motion(places: list[float], width: float) -> Motion:
    steps = np.diff(places)
    signs = np.sign(steps[np.abs(steps) > EXACTLY * width])
    if not len(signs):
        return Motion.NONE
    turns = signs[1:] != signs[:-1]
    if not turns.any():
        return Motion.GLIDES
    return Motion.ZIG_ZAGS if turns.all() else Motion.MIXED
