"""A function of one variable: its curves, its slope at a point, and how near quotients come to it."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.curves import difference_errors
from playground.document.errors import ExperimentError
from playground.worker.questions import (
    CurveAnswer,
    ErrorsAnswer,
    Piece,
    PointAnswer,
    Spot,
)
from playground.worker.studies.breaks import FLAT, cuts_at, cuts_of, is_broken
from playground.worker.studies.functions import curve_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.calculus.curves import Curve
    from playground.worker.questions import CurveQuestion, ErrorsQuestion, PointQuestion
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats
    from playground.worker.studies.functions import Subject

PLACES, FEW_PLACES = 481, 97
AT_ONCE = 60_000  # numbers of a layer in a slice of the work
LARGEST = 1e12  # how far out a point, and how wide a window may be
EPSILON = float(np.finfo(np.float64).eps)
ASIDE = 1e-3


def study_curve(run: Run, question: CurveQuestion) -> Iterator[tuple[float, CurveAnswer | None]]:
    """Yield the share of the curves that is computed, at last the curves."""
    subject = curve_of(run, question.function)
    window = _window(question.window or subject.curve.window)
    places = np.linspace(*window, FEW_PLACES if subject.passes else PLACES)
    table = np.empty((3, len(places)))
    slices = _slices(subject, max(run.network.widths[1:]), len(places))
    for number, part in enumerate(slices, 1):
        table[:, part] = subject.curve.at(places[part])
        if number < len(slices):
            yield number / (len(slices) + 1), None
    yield 1.0, _curve_answer(run, question, subject, places, table)


def _window(window: tuple[float, float]) -> tuple[float, float]:
    low, high = window
    if not (-LARGEST <= low < high <= LARGEST):
        raise ExperimentError("Window", "there is nothing between its ends.", "Show everything again.")
    return low, high


def _slices(subject: Subject, widest: int, places: int) -> list[slice]:
    """Return the parts of the places that each take a few milliseconds."""
    at_each = max(subject.samples * widest, 1)
    step = 1 if subject.passes else max(1, AT_ONCE // at_each)
    return [slice(start, start + step) for start in range(0, places, step)]


def _curve_answer(
    run: Run, question: CurveQuestion, subject: Subject, places: Floats, table: Floats
) -> CurveAnswer:
    curve = subject.curve
    value, slope, bend = table
    cuts = cuts_of(curve, places, value, slope)
    return CurveAnswer(
        question.function,
        (float(places[0]), float(places[-1])),
        curve.start,
        _pieces(places, value, cuts),
        _pieces(places, slope, cuts | _kink_cuts(curve, places)),
        _pieces(places, bend, cuts | _kink_cuts(curve, places)),
        curve.poles,
        curve.kinks,
        subject.parameter,
        subject.value,
        subject.samples,
        len(run.samples.train_inputs),
        subject.exact_bend,
    )


def _kink_cuts(curve: Curve, places: Floats) -> frozenset[int]:
    """Return the cuts of derivatives at kinks; a place right at one, where both sides differ, is left out."""
    cuts = cuts_at(curve.kinks, places)
    return cuts | {cut - 1 for cut in cuts if places[cut] in curve.kinks}


def _pieces(places: Floats, heights: Floats, cuts: frozenset[int]) -> tuple[Piece, ...]:
    known = np.isfinite(heights)
    missing = np.flatnonzero(~known).tolist()
    ends = {-1, len(places) - 1, *cuts, *missing, *(index - 1 for index in missing)}
    pieces = []
    for before, last in pairwise(sorted(ends)):
        part = slice(before + 1, last + 1)
        if known[part].all() and last - before >= 2:
            pieces.append(Piece(places[part].copy(), heights[part].copy()))
    return tuple(pieces)


def study_point(run: Run, question: PointQuestion) -> PointAnswer:
    """Answer what there is to know of a point."""
    subject = curve_of(run, question.function)
    curve = subject.curve
    x, h = _place(curve, question.x), question.h
    if not 0.0 < h <= LARGEST:
        raise ExperimentError("h", "it must be above 0.", "Write for example 0.1.")
    value, slope, bend = (float(each[0]) for each in curve.at(np.array([x])))
    spot = _spot(curve, x, value, slope)
    left, right = curve.beside(x)[1].tolist()
    ahead = float(curve.values(np.array([x + h]))[0])
    there = spot is Spot.SMOOTH
    quotient = (ahead - value) / h
    error = quotient - slope
    return PointAnswer(
        question.function,
        x,
        h,
        spot,
        _finite(value),
        _finite(slope) if there else None,
        _finite(bend) if there else None,
        _finite(left),
        _finite(right),
        _finite(ahead),
        (x + h) - x,
        _finite(quotient),
        _finite(error) if there else None,
        _digits(quotient, slope) if there else None,
        _finite(abs(bend) * h / 2) if there else None,
        # Both values are rounded, and so is x + h, by which f changes as its slope says.
        _finite(EPSILON * (max(abs(value), abs(ahead)) + abs(slope * x)) / h),
        # A loss is continuous along every weight, and dear.
        there and subject.parameter is None and is_broken(curve, x, x + h),
    )


def _place(curve: Curve, x: float | None) -> float:
    place = curve.start if x is None else x
    if not abs(place) <= LARGEST:
        raise ExperimentError("x", "the point is too far out.", "Choose one nearer to 0.")
    return place


def _spot(curve: Curve, x: float, value: float, slope: float) -> Spot:
    """Return what the point is like."""
    low, high = curve.domain
    if x in curve.poles:
        return Spot.POLE
    if not low <= x <= high or math.isnan(value):
        return Spot.OUTSIDE
    if not math.isfinite(value):
        aside = ASIDE * max(1.0, abs(x))
        near = curve.values(np.array([x - aside, x + aside]))
        return Spot.POLE if np.isfinite(near).any() else Spot.TOO_LARGE
    beside = curve.beside(x)[0]
    if not np.isfinite(beside).all():
        return Spot.EDGE
    if not math.isfinite(slope):
        return Spot.UPRIGHT
    if _jumps(curve, x, value):
        return Spot.JUMP
    return Spot.KINK if curve.has_kink(x) else Spot.SMOOTH


def _jumps(curve: Curve, x: float, value: float) -> bool:
    """Say whether the values just beside are further away than slopes and rounding can lead."""
    values, slopes = curve.beside(x)
    steepest = float(np.abs(slopes[np.isfinite(slopes)]).max(initial=0.0))
    rounding = FLAT * max(abs(value), float(np.abs(values).max()))
    reach = 1e3 * steepest * abs(float(np.spacing(x)))
    return float(np.abs(values - value).max()) > reach + rounding


def _digits(quotient: float, slope: float) -> float | None:
    """Return -log10 of the relative error, 17 for none at all; None of a slope of 0."""
    if slope == 0.0 or not math.isfinite(quotient):
        return None
    off = abs(quotient - slope) / abs(slope)
    return 17.0 if off == 0.0 else min(max(-math.log10(off), 0.0), 17.0)


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def study_errors(run: Run, question: ErrorsQuestion) -> ErrorsAnswer:
    """Answer how far quotients are from the slope; without one there is no answer."""
    curve = curve_of(run, question.function).curve
    x = _place(curve, question.x)
    value, slope, _ = (float(each[0]) for each in curve.at(np.array([x])))
    if _spot(curve, x, value, slope) is not Spot.SMOOTH:
        raise ExperimentError("Slope", "there is no slope here.", "Move the point a little.")
    found = difference_errors(curve, x, slope)
    return ErrorsAnswer(
        question.function,
        x,
        found.forward_steps,
        found.forward,
        found.central_steps,
        found.central,
        found.best_forward,
        found.best_central,
    )
