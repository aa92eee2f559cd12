"""A function of one variable, its slope at a point, and quotients that come near it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.document.functions_view import FunctionChoice
    from playground.worker.snapshots.arrays import Floats
    from playground.worker.snapshots.places import Parameter


@dataclass(frozen=True, slots=True)
class CurveQuestion:
    """Ask how f, f' and f'' run over a window, None for the one in which the function is good to look at."""

    function: FunctionChoice
    window: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a curve without a gap: places and heights, (n,) each, n at least 2."""

    xs: Floats
    ys: Floats


@dataclass(frozen=True, slots=True)
class CurveAnswer:
    """The pieces of f, f' and f'', cut where there is no value, at poles and jumps.

    `start` is a good place to begin at. Of the loss, `parameter` is what moves and `value` where it stands
    now, `samples` the number of training samples of which it is the mean, out of `train_samples`;
    `exact_bend` says whether f'' is exact and not a difference of exact slopes.
    """

    function: FunctionChoice
    window: tuple[float, float]
    start: float
    value_pieces: tuple[Piece, ...]
    slope_pieces: tuple[Piece, ...]
    bend_pieces: tuple[Piece, ...]
    poles: tuple[float, ...]
    kinks: tuple[float, ...]
    parameter: Parameter | None
    value: float | None
    samples: int
    train_samples: int
    exact_bend: bool


@dataclass(frozen=True, slots=True)
class PointQuestion:
    """Ask for the slope at `x`, and the quotient (f(x + h) - f(x)) / h; without `x` at a good place."""

    function: FunctionChoice
    x: float | None
    h: float


class Spot(StrEnum):
    """What a point of a curve is like: whether there is a slope, or why not."""

    SMOOTH = "smooth"
    KINK = "kink"
    JUMP = "jump"
    UPRIGHT = "upright"
    EDGE = "edge"
    POLE = "pole"
    TOO_LARGE = "too_large"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class PointAnswer:
    """What there is to know of f at `x`; None what there is not.

    `left` and `right` are the slopes a few units in the last place beside it. At a kink the one slope is
    None. `ahead` is f(x + h), `moved` how far x + h is from x in double precision, `quotient` the difference
    quotient, `error` how far that is from the slope, and `digits` in how many digits both agree.
    `truncation` is about how large an error the bend makes, |f''| h / 2, `rounding` how large one the
    rounding of both values and of x + h can make. `broken` says that between `x` and x + h the curve has a
    pole, a jump or no value.
    """

    function: FunctionChoice
    x: float
    h: float
    spot: Spot
    value: float | None
    slope: float | None
    bend: float | None
    left: float | None
    right: float | None
    ahead: float | None
    moved: float
    quotient: float | None
    error: float | None
    digits: float | None
    truncation: float | None
    rounding: float | None
    broken: bool


@dataclass(frozen=True, slots=True)
class ErrorsQuestion:
    """Ask how far quotients at `x` are from the slope for every h from 1e-16 to 1."""

    function: FunctionChoice
    x: float | None


@dataclass(frozen=True, slots=True)
class ErrorsAnswer:
    """The errors of both quotients over rising h, (n,) and (m,), and around which h they are smallest."""

    function: FunctionChoice
    x: float
    forward_steps: Floats
    forward: Floats
    central_steps: Floats
    central: Floats
    best_forward: float | None
    best_central: float | None
