"""What the check by brute force says."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule.naming import symbol_text
from playground.ui.theme.numbers import format_integer, format_significant
from playground.worker.questions import SURE_DIGITS

if TYPE_CHECKING:
    from playground.worker.questions import AllChecked, CheckAnswer, CheckCurves, Crossed

_NAMED_KINKS = 2
FAR = 10  # the least error is found among noise: so many times off is not the best step any more


def verdict(answer: CheckAnswer, curves: CheckCurves | None) -> tuple[str, str, str]:
    """Return how well both numbers agree: a text, an icon and a tone."""
    digits = math.floor(answer.digits)
    if answer.error == 0:
        return "agrees to the last digit", "check", "ok"
    if digits >= SURE_DIGITS:
        return f"agrees to {digits} digits", "check", "ok"
    if answer.kinks:
        return "at a kink", "triangle-alert", "warn"
    if is_too_small(answer, curves):
        return "h is too small: rounding", "info", "neutral"
    if answer.as_good_as_can_be:
        return "agrees as well as can be", "check", "ok"
    if digits:
        return f"agrees to {digits} digit{'s' if digits > 1 else ''}", "info", "neutral"
    if curves is None or answer.h > curves.best_central:
        return "h is too large", "info", "neutral"
    return "differs", "triangle-alert", "warn"


def is_too_small(answer: CheckAnswer, curves: CheckCurves | None) -> bool:
    """Whether rounding spoils the difference, and would spoil it less with a larger h."""
    if curves is None or not answer.as_good_as_can_be or answer.digits >= SURE_DIGITS:
        return False
    return FAR * answer.h < curves.best_central


def reason(answer: CheckAnswer, curves: CheckCurves | None) -> str:
    """Return why they agree so well or badly."""
    if answer.kinks:
        return f"Between w − h and w + h a slope jumps: {kinks_text(answer.kinks, len(answer.kinks))}."
    if is_too_small(answer, curves):
        return "Rounding of the loss alone makes a difference as large as this one: a larger h agrees better."
    if answer.error <= answer.rounding and answer.digits < SURE_DIGITS:
        return "Rounding of the loss alone makes a difference as large as this one."
    if curves is not None and answer.digits < SURE_DIGITS and answer.h > curves.best_central:
        return "The curve bends between w − h and w + h: a smaller h agrees better."
    return "Both are computed in double precision, in two ways that share nothing but the forward pass."


def note(answer: CheckAnswer) -> str:
    """Return what must be known to read the numbers, or nothing."""
    if answer.kinks:
        return f"Kink within h: {kinks_text(answer.kinks, _NAMED_KINKS)}"
    left_out = [
        name for name, there in (("dropout", answer.drops), ("the penalty", answer.penalised)) if there
    ]
    return f"Without {' and '.join(left_out)}, which training adds." if left_out else ""


def kinks_text(kinks: tuple[Crossed, ...], most: int) -> str:
    """Return "neuron 1.4 (3 samples), the loss (1 sample)"; layers and neurons count from 1."""
    named = [f"{_place(kink)} ({_samples(kink.samples)})" for kink in kinks[:most]]
    others = len(kinks) - len(named)
    return ", ".join(named) + (f" and {others} more" if others > 0 else "")


def best_text(curves: CheckCurves) -> str:
    """Return the best step of each difference."""
    central, forward = (format_significant(h, 1) for h in (curves.best_central, curves.best_forward))
    return (
        f"Drag the dot, or use the arrow keys. Least error: central difference at h = {central},"
        f" forward difference (L(w+h) − L(w)) / h at h = {forward}."
    )


def summary(found: AllChecked, step_now: int) -> str:
    """Return how many derivatives agree, and what the others are."""
    count, agreeing = format_integer(found.count), format_integer(found.agreeing)
    start = f"All {count}" if found.agreeing == found.count else f"{agreeing} of {count}"
    parts = [f"{start} agree to {SURE_DIGITS} digits or more"]
    if found.rounded:
        are = "is" if found.rounded == 1 else "are"
        parts.append(f"{format_integer(found.rounded)} {are} too small for that")
    if found.at_kinks:
        parts.append(f"{format_integer(found.at_kinks)} at a kink")
    if found.differing:
        parts.append(f"{format_integer(found.differing)} less well")
    when = "" if found.step == step_now else f" (at step {format_integer(found.step)})"
    return "; ".join(parts) + when


def details(found: AllChecked) -> str:
    """Return which one agrees least, why some agree less and which are at kinks."""
    told = [
        f"{symbol_text(found.worst)} agrees least, to {math.floor(found.worst_digits)} digits"
        f" (relative error {format_significant(found.worst_error, 2)})."
    ]
    if found.rounded:
        told.append("Of very small derivatives, rounding of the loss leaves fewer digits.")
    if found.kinked:
        more = found.at_kinks - len(found.kinked)
        names = ", ".join(symbol_text(each) for each in found.kinked)
        told.append(f"At a kink: {names}{f' and {more} more' if more > 0 else ''}.")
    return " ".join(told)


def follow_tip(found: AllChecked) -> str:
    """Return what happens when the one that agrees least is picked."""
    digits = math.floor(found.worst_digits)
    return f"Follow {symbol_text(found.worst)}, which agrees least: to {digits} digits"


def _place(kink: Crossed) -> str:
    if kink.of_loss:
        return "the loss"
    return f"neuron {kink.layer + 1}.{kink.unit + 1}"


def _samples(count: int) -> str:
    return "1 sample" if count == 1 else f"{format_integer(count)} samples"
