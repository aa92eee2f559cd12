"""What is true of an arrow on a surface, in words; its numbers are told, none is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.functions.digits import told_apart
from playground.ui.theme.numbers import format_compact, format_fixed, format_significant

if TYPE_CHECKING:
    from playground.worker.questions import ArrowAnswer, SurfaceAnswer

WITHIN = 3.0  # degrees: so near is found
NEARLY_FLAT = 1e-3  # of the values
DIGITS, LEAST_DIGITS, MOST_DIGITS = 4, 7, 12


def is_found(answer: ArrowAnswer) -> bool:
    """Return whether the arrow has been turned to the steepest direction."""
    return not answer.flat and answer.off <= WITHIN


def sentence_of(answer: ArrowAnswer, *, found: bool) -> tuple[str, str]:
    """Return a claim and its reason; `found` says whether the steepest direction has been found before."""
    slope, length = format_significant(answer.slope, DIGITS), format_significant(answer.length, DIGITS)
    if answer.flat:
        return "The gradient is 0 here:", "every direction has slope 0. Drag the dot to another place."
    if is_found(answer):
        return (
            "Found: the steepest direction is the gradient’s.",
            f"The arrow is within {_degrees(answer.off)} of ∇f: its slope is {slope}, "
            f"and no direction has more than |∇f| = {length}.",
        )
    if answer.off >= 180.0 - WITHIN:
        return (
            "The steepest way down lies opposite to the gradient.",
            f"The arrow is within {_degrees(180.0 - answer.off)} of −∇f: its slope is {slope}, "
            f"and no direction has less than −|∇f| = {_minus(length)}.",
        )
    if abs(answer.off - 90.0) <= WITHIN:
        return (
            "Along the line of equal value f hardly changes at first.",
            f"The arrow is at {_degrees(answer.off)} to ∇f: its slope is {slope}.",
        )
    if found:
        return (
            f"∇f·v = |∇f| cos {_degrees(answer.off)} = {slope}.",
            "Only the part of ∇f that lies along the arrow counts.",
        )
    claim = "Turn the arrow until the slope is largest."
    return claim, f"Now it is {slope}: f {_direction(answer)} that way."


def measured_of(answer: ArrowAnswer) -> str:
    """Return the measured change, written out."""
    h, whole = format_compact(answer.step_size), format_significant(answer.measured, DIGITS)
    written = told_apart(answer.ahead, answer.value, LEAST_DIGITS, MOST_DIGITS)
    if written is None:
        above = format_significant(answer.ahead - answer.value, DIGITS)
    else:
        above = f"({written[0]} − {_bracketed(written[1])})"
    return f"(f(p + hv) − f(p)) / h = {above} / {h} = {whole}"


def flatness_of(answer: SurfaceAnswer) -> str:
    """Return how little a flat function changes over the whole map, "" where there is something to see."""
    letter = "L" if answer.parameters else "f"
    low, high = float(answer.levels[0]), float(answer.levels[-1])
    if len(answer.levels) == 1:
        return f"Flat: {letter} = {format_compact(low, DIGITS)} all over the map."
    if high - low >= NEARLY_FLAT * max(abs(low), abs(high)):
        return ""
    written = told_apart(low, high, DIGITS, MOST_DIGITS) or (format_compact(low, MOST_DIGITS),) * 2
    return f"Nearly flat: {letter} lies between {written[0]} and {written[1]}."


def _bracketed(number: str) -> str:
    return f"({number})" if number.startswith("−") else number


def _minus(number: str) -> str:
    return f"−{number}"


def _degrees(angle: float) -> str:
    return f"{format_fixed(angle, 1)}°"


def _direction(answer: ArrowAnswer) -> str:
    return "rises" if answer.slope > 0 else "falls"
