"""What is seen at a point of a curve now, in sentences that are true of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from playground.document.choices import FunctionKind
from playground.ui.panels.functions.function_words import letter_of, variable_of
from playground.ui.theme.numbers import format_compact, format_signed
from playground.worker.questions import Spot

if TYPE_CHECKING:
    from playground.worker.questions import CurveAnswer, PointAnswer

NEARLY_DIGITS, GOOD_DIGITS = 2, 6
CLEARLY, HALF = 3.0, 0.5
MOST_ROUNDING = 10.0  # times what rounding of the last place alone would do
ABOUT = 0.1  # of the difference: so near the rule of thumb is said
NUDGES = (0.1, 0.01, 0.001)


def seen(point: PointAnswer) -> tuple[str, str]:
    """Return what is seen of the quotient at this point, and why."""
    f, x = letter_of(point.function), variable_of(point.function)
    if point.spot is not Spot.SMOOTH:
        return _without_slope(point, f, x)
    if point.ahead is None or point.quotient is None or point.error is None or point.slope is None:
        return f"{f}({x} + h) has no value.", "The second point lies where the function is not defined."
    if point.moved == 0.0:
        gap = f"h is less than half the gap between neighbouring numbers at {x}, so the quotient is 0."
        return f"The computer can no longer tell {x} + h from {x}.", gap
    if point.ahead == point.value and point.slope != 0.0:
        reason = "Both round to the same number: the quotient is 0, the slope is not."
        return f"The computer can no longer tell {f}({x} + h) from {f}({x}).", reason
    if point.error == 0.0:
        return "Quotient and slope are the same number.", "They agree in every digit of double precision."
    if point.broken:
        reason = "a pole, a jump or no value lies between, so the chord’s slope says nothing of the tangent."
        return f"The curve is broken between {x} and {x} + h:", reason
    return _of_quotient(point, f, x)


def _without_slope(point: PointAnswer, f: str, x: str) -> tuple[str, str]:
    match point.spot:
        case Spot.POLE:
            return f"There is no {f}({x}) here.", "Near this place it grows beyond all bounds: a pole."
        case Spot.OUTSIDE:
            return f"{f} has no value here.", "The function is not defined at this place."
        case Spot.TOO_LARGE:
            return f"{f}({x}) is too large.", "Double precision ends at about 1.8·10³⁰⁸."
        case Spot.EDGE:
            return (
                f"{f} ends here.",
                "There are values on one side only, so there is no slope from both sides.",
            )
        case Spot.UPRIGHT:
            return "The tangent is upright.", "The slope grows beyond all bounds here."
        case Spot.JUMP:
            return f"{f} jumps here.", "The two sides do not meet, so no tangent can touch both."
        case _:
            return _kink(point)


def _kink(point: PointAnswer) -> tuple[str, str]:
    left = "none" if point.left is None else format_signed(point.left)
    right = "none" if point.right is None else format_signed(point.right)
    claim = f"A kink: the slope is {left} on the left, {right} on the right."
    if point.function.kind is FunctionKind.ACTIVATION:
        return claim, "No one tangent touches here; training takes the slope on the left."
    return claim, "No one tangent touches here; a quotient with h above 0 finds the slope on the right."


def _of_quotient(point: PointAnswer, f: str, x: str) -> tuple[str, str]:
    agrees = point.digits is not None and point.digits >= GOOD_DIGITS
    if _is_rounding(point) and not agrees:
        reason = f"{f}({x} + h) and {f}({x}) share most digits; rounding fills the rest."
        if _is_misplaced(point):
            reason = (
                f"{x} + h is rounded as well: it lies {format_compact(point.moved, 6)} beyond {x}, not h."
            )
        return f"h is too small: {_agreement(point)}.", reason
    if agrees:
        return f"h is small enough: {_agreement(point)}.", _next(point)
    return _chord(point, point.truncation or 0.0)


def _is_rounding(point: PointAnswer) -> bool:
    """Say whether rounding explains how far the quotient is off, and the bend does not."""
    off, rounding = abs(point.error or 0.0), point.rounding or 0.0
    return off <= MOST_ROUNDING * rounding and rounding > CLEARLY * (point.truncation or 0.0)


def _is_misplaced(point: PointAnswer) -> bool:
    """Say whether it is mostly the rounding of x + h that the quotient is off by."""
    off = abs(point.moved / point.h - 1.0) * abs(point.slope or 0.0)
    return off > HALF * abs(point.error or 0.0)


def _agreement(point: PointAnswer) -> str:
    if point.digits is None:
        assert point.error is not None
        return f"the quotient is off by {format_compact(abs(point.error))}"
    digits = math.floor(point.digits)
    if digits < 1:
        return "quotient and slope agree in no digit"
    return f"quotient and slope agree to {digits} digit{'' if digits == 1 else 's'}"


def _next(point: PointAnswer) -> str:
    off, rounding = abs(point.error or 0.0), point.rounding or 0.0
    if _is_rounding(point):
        return "What is left is rounding, which a smaller h makes worse."
    if (point.truncation or 0.0) > CLEARLY * rounding or off > MOST_ROUNDING * rounding:
        return "What is left is the bend between the points, which shrinks with h."
    return "The bend between the points and rounding now do about equal harm: no h is much better."


def _chord(point: PointAnswer, truncation: float) -> tuple[str, str]:
    assert point.quotient is not None and point.slope is not None and point.error is not None
    claim = f"A chord of slope {format_signed(point.quotient)}, the tangent has {format_signed(point.slope)}."
    if point.digits is not None and point.digits >= NEARLY_DIGITS:
        claim = f"The chord is nearly the tangent: {_agreement(point)}."
    off = abs(point.error)
    if truncation and abs(off - truncation) < ABOUT * truncation:
        bend = f"|{letter_of(point.function)}″|·h/2 = {format_compact(truncation)}"
        return claim, f"They differ by about {bend}: half the h, half the difference."
    towards = "Bring h towards 0 and the chord becomes the tangent."
    return claim, f"They differ by {format_compact(off)}. {towards}"


def bent(point: PointAnswer) -> str:
    """Return how the curve bends here, "" where that is not known."""
    f = letter_of(point.function)
    if point.bend is None:
        return ""
    number = f"{f}″\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{format_signed(point.bend)}"
    if point.bend == 0.0:
        return f"{number}: right here the slope neither rises nor falls."
    if point.bend > 0:
        return f"{number}: the slope rises here, the curve bends up."
    return f"{number}: the slope falls here, the curve bends down."


def nudged(point: PointAnswer) -> str:
    """Return what a small step would do, "" where there is no slope or where it bends too much to say."""
    if point.slope is None or point.bend is None:
        return ""
    f, x = letter_of(point.function), variable_of(point.function)
    if point.slope == 0.0:
        return f"The tangent is level: a tiny change of {x} hardly moves {f}."
    # The bend changes less than a tenth of what the slope alone says of such a step.
    step = next((each for each in NUDGES if abs(point.bend) * each < 0.2 * abs(point.slope)), None)
    if step is None:
        return ""
    verb, change = "raises" if point.slope > 0 else "lowers", format_compact(abs(point.slope) * step, 2)
    return f"Raising {x} by {format_compact(step)} {verb} {f} by about {change}."


def about_curve(curve: CurveAnswer, what: str) -> str:
    """Return of which samples the loss is the mean, and how f'' was found; "" of other functions."""
    if curve.parameter is None:
        return ""
    whose = f"the {curve.samples} training samples"
    if curve.samples < curve.train_samples:
        whose = f"the first {curve.samples} of {curve.train_samples} training samples"
    found = "" if curve.exact_bend else " L″ is a difference of exact slopes."
    return f"L is the mean loss of {whose} as {what} moves, without penalty or dropout.{found}"
