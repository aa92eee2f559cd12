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
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.curves.descent import MOMENTUM, NEWTON, Function, Path, Stop

if TYPE_CHECKING:
    from collections.abc import Generator

CLOSE = 1e-3  # of the window's width: so near a minimum counts as there
RESTING = 1e-6
EXACTLY = 1e-9
LOOKED = 64
MOST_HALVINGS = 60
ROUNDING = 4e-16
LEVEL, STEEPER = 1e-6, 1e3


class Outcome(StrEnum):
    """How a path ends."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    FLAT = "flat"
    CYCLE = "cycle"
    AWAY = "away"
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
        The minimum, the maximum, the flat place, one side of the cycle, or else its last place.
    other : float or None
        The other side of a cycle, or the place where it left the domain.
    steps : int
        Steps until it stayed near a minimum, otherwise all it took.
    motion : Motion
        What these steps look like.
    """

    outcome: Outcome
    at: float
    other: float | None
    steps: int
    motion: Motion


@dataclass(frozen=True, slots=True)
class Minimum:
    """A lowest place of a valley, its f'' None where it is a kink."""

    at: float
    curvature: float | None


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
    if path.stop in (Stop.AWAY, Stop.UNDEFINED, Stop.NO_PARABOLA):
        outcome = Outcome(path.stop.value)
    elif (minimum := _settled(function, path, width)) is not None:
        outcome, at, steps = Outcome.MINIMUM, minimum, _arrival(path.places, minimum, CLOSE * width)
    elif _rests_on_top(path, width):
        outcome = Outcome.MAXIMUM
    elif _cycles(path.places, width):
        outcome, other = Outcome.CYCLE, path.places[-2]
    elif path.stop is Stop.STILL:
        outcome = Outcome.MAXIMUM if path.curvatures[-1] < 0.0 else Outcome.FLAT
    return Verdict(outcome, at, other, steps, _motion(path.places[: steps + 1], width))


def valley_of(
    function: Function, start: float, window: tuple[float, float]
) -> Generator[None, None, Minimum | None]:
    """
    Find the bottom of the valley that a place lies in.

    Parameters
    ----------
    function : callable
        f, f' and f'' at places (n,).
    start : float
        A place within the window.
    window : tuple of float
        No farther than its ends is looked.

    Yields
    ------
    None
        Between looks at the function, which may take long.

    Returns
    -------
    Minimum or None
        Where the slope, followed downhill, changes its sign; to rounding. None where it does not.
    """
    slope = float(function(np.array([start]))[1][0])
    if slope == 0.0 or not math.isfinite(slope):
        return None
    before = start
    for places in np.linspace(start, window[0] if slope > 0.0 else window[1], LOOKED + 1)[1:].reshape(-1, 8):
        yield
        slopes = function(places)[1]
        for place, there in zip(places.tolist(), slopes.tolist(), strict=True):
            if not math.isfinite(there):
                return None  # a pole or the domain's end, not a bottom
            if there * slope <= 0.0:
                return (yield from _bottom(function, min(before, place), max(before, place)))
            before = place
    return None


def _bottom(function: Function, low: float, high: float) -> Generator[None, None, Minimum | None]:
    """Close in on the place between where the slope turns from minus to plus."""
    size = max(map(abs, function(np.array([low, high]))[1].tolist()))
    at = 0.5 * (low + high)
    slope = curvature = 0.0
    for _ in range(MOST_HALVINGS):
        yield
        _, slope, curvature = (float(each[0]) for each in function(np.array([at])))
        low, high = (at, high) if slope < 0.0 else (low, at)
        if slope == 0.0 or high - low <= ROUNDING * max(abs(low), abs(high)):
            break
        guess = at - slope / curvature if curvature > 0.0 else math.nan
        nearer = low < guess < high
        if nearer and abs(guess - at) <= ROUNDING * abs(at):
            break
        at = guess if nearer else 0.5 * (low + high)
    if not abs(slope) <= STEEPER * size:
        return None  # a pole: the slope grows without end towards it
    smooth = abs(slope) <= LEVEL * size and math.isfinite(curvature)
    return Minimum(at, curvature if smooth else None)


def _settled(function: Function, path: Path, width: float) -> float | None:
    """Return the minimum that the last places lie near, to rounding; None where they do not."""
    last, close = path.places[-1], CLOSE * width
    if path.curvatures[-1] <= 0.0 or abs(path.slopes[-1]) > close * path.curvatures[-1]:
        return None
    lately = path.places[-3:]
    if path.stop is not Stop.STILL and (len(lately) < 3 or max(lately) - min(lately) > close):
        return None
    at = last
    for _ in range(4):
        _, slope, curvature = (float(each[0]) for each in function(np.array([at])))
        if not curvature > 0.0 or abs(at - slope / curvature - last) > 2.0 * close:
            return last
        at -= slope / curvature
    return at


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
