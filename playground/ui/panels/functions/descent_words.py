"""What becomes of the paths downhill in words, with the numbers it follows from."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from playground.ui.theme.numbers import format_compact, format_percent, format_rate, format_significant
from playground.worker.questions import DescentMethod, Outcome, Regime

if TYPE_CHECKING:
    from playground.worker.questions import DescentAnswer, DescentPath, NearMinimum

NAMES = {
    DescentMethod.GRADIENT: "Gradient descent",
    DescentMethod.MOMENTUM: "Momentum",
    DescentMethod.NEWTON: "Newton",
}


def place(value: float) -> str:
    """Return a place with three digits, what is nothing but rounding as 0."""
    return "0" if abs(value) < 1e-9 else format_compact(value, 4)


def letters(answer: DescentAnswer) -> tuple[str, str]:
    """Return the letters of what moves, and of the function."""
    if answer.parameter is None:
        return "x", "f"
    return ("b" if answer.parameter.source is None else "w"), "L"


def ending(answer: DescentAnswer, path: DescentPath, *, brief: bool = False) -> str:
    """Return what became of a path; briefly, without what was special about its steps or its nearness."""
    said = _ending(answer, path, brief=brief)
    if path.turned and not brief:
        bend = f"{letters(answer)[1]}″"
        said += f" {_times(path.turned)}, where {bend} < 0, its step was turned round, to go down."
    return said


def _ending(answer: DescentAnswer, path: DescentPath, *, brief: bool) -> str:
    steps, at, bend = _steps(path.steps), place(path.at), f"{letters(answer)[1]}″"
    match path.outcome:
        case Outcome.MINIMUM if path.steps == 0:
            return f"It starts at the minimum at {at}, {_within(answer, brief=brief)}."
        case Outcome.MINIMUM:
            return f"It reaches the minimum at {at} in {steps}, {_within(answer, brief=brief)}."
        case Outcome.INFLECTION:
            slope = f"{letters(answer)[1]}′ = 0"
            return f"It stops at {at}, where {slope}. This is no minimum: beyond it goes on downhill."
        case Outcome.MAXIMUM:
            return f"It rests at {at}, a maximum: the slope is 0, but the least push would send it down."
        case Outcome.FLAT if path.near is not None and path.near.curvature is None:
            return f"It lands in {steps} on the kink at {at}, where the slope is counted as 0."
        case Outcome.FLAT:
            return f"It rests at {at}: the slope is 0 there."
        case Outcome.CYCLE:
            low, high = sorted((path.at, path.at if path.other is None else path.other))
            return f"It goes back and forth between {place(low)} and {place(high)}: a cycle of period 2."
        case Outcome.AWAY:
            beyond = "the next one leads more than a million times the picture’s width away"
            return f"It runs away: after {steps} it is at {at}, and {beyond}."
        case Outcome.TOO_LARGE:
            beyond = f"where the next one leads, {letters(answer)[1]} is too large a number for the computer"
            return f"It runs away: after {steps} it is at {at}, and {beyond}."
        case Outcome.UNDEFINED:
            begin = f"After {steps} the next" if path.steps else "Its first step"
            return f"{begin} leads{_to(path.other)}, where the function has no value or no slope."
        case Outcome.NO_PARABOLA if path.steps == 0:
            return f"It cannot take a step: {bend} = 0 at {at}, so there is no parabola to jump on."
        case Outcome.NO_PARABOLA:
            return f"After {steps} it is stuck at {at}: {bend} = 0 there, so there is no parabola to jump on."
        case Outcome.UNDER_WAY if path.strayed and path.near is not None:
            other = f"it left the valley it began in for that of the minimum at {place(path.near.at)}"
            return f"After {steps} it is still on its way, at {at}: {other}."
        case Outcome.UNDER_WAY if path.farther and path.near is not None:
            whence = f"farther from the minimum at {place(path.near.at)} than it began"
            return f"After {steps} it is at {at}, {whence}."
        case Outcome.UNDER_WAY:
            return f"After {steps} it is still on its way, at {at}."


def reason(answer: DescentAnswer, path: DescentPath) -> str:
    """Return why, by η·f″ at the minimum, with the numbers."""
    near, bend = path.near, f"{letters(answer)[1]}″"
    if near is None:
        return "Downhill of the start, this picture holds no minimum by which steps could be judged."
    if near.curvature is None:
        return f"The minimum at {place(near.at)} is a kink: {_kink(answer)}."
    if near.product is None or near.regime is None:
        return f"At the minimum at {place(near.at)} {bend} is 0: η·{bend} says nothing there."
    if path.method is DescentMethod.NEWTON:
        return _newton(answer, near, bend)
    where = (
        f"Near the minimum at {place(near.at)}, where {bend} = {format_significant(near.curvature)}: "
        * answer.bends
    )
    numbers = (
        f"η·{bend} = {format_rate(answer.rate)} × {format_significant(near.curvature)}"
        f" = {_told_apart(near.product, (1.0, 2.0, path.diverge))}"
    )
    if path.method is DescentMethod.MOMENTUM:
        return f"{where}{numbers}, {_by_momentum(near.regime, answer.momentum, answer.bends)}"
    return f"{where}{numbers}, {_by_gradient(near.regime, near.product, answer.bends)}"


def _by_gradient(regime: Regime, product: float, bends: bool) -> str:
    about = "about " if bends else ""
    match regime:
        case Regime.GLIDES:
            share = format_percent(product, 0 if product >= 0.01 else 3)
            return f"under 1: each step covers {about}{share} of the way that is left. It glides."
        case Regime.ONE_STEP:
            return f"just 1: one step leads {'all but ' if bends else ''}to the minimum."
        case Regime.EDGE:
            return "just 2: each step ends as far away on the other side as it began."
        case Regime.DIVERGES:
            return f"over 2: each step overshoots and ends farther away than it began. {_lost(bends)}"
        case _:
            return "between 1 and 2: each step overshoots and comes back nearer. It zig-zags."


def _by_momentum(regime: Regime, beta: float, bends: bool) -> str:
    root = math.sqrt(beta)
    glide, high, most = (
        format_significant(each) for each in ((1 - root) ** 2, (1 + root) ** 2, 2 * (1 + beta))
    )
    match regime:
        case Regime.GLIDES:
            return f"at most (1 − √β)² = {glide}: the speed fades before it can overshoot. It glides."
        case Regime.ONE_STEP:
            return "just 1, without momentum: one step leads to the minimum."
        case Regime.SWINGS:
            return (
                f"between (1 − √β)² = {glide} and (1 + √β)² = {high}: it rolls past and swings back,"
                f" the swing shrinking to √β = {format_significant(root)} of itself with each step."
            )
        case Regime.EDGE:
            return f"just 2(1 + β) = {most}: it goes on from side to side without coming nearer."
        case Regime.DIVERGES:
            return (
                f"over 2(1 + β) = {most}: it is thrown from side to side, farther each time. {_lost(bends)}"
            )
        case Regime.ZIG_ZAGS:
            return f"below 2(1 + β) = {most}: it zig-zags from side to side and comes nearer in the long run."


def _newton(answer: DescentAnswer, near: NearMinimum, bend: str) -> str:
    said = f"Newton takes 1/{bend} for η, so that η·{bend} is 1."
    if answer.bends:
        return (
            f"{said} Near the minimum at {place(near.at)} each step about doubles the number of digits that"
            " are right."
        )
    return f"{said} {bend} is the same all along: one step is enough."


def _kink(answer: DescentAnswer) -> str:
    function = letters(answer)[1]
    return f"there is no {function}″, and {function}′ jumps from minus to plus: nothing makes steps shorter"


def _lost(bends: bool) -> str:
    """Return what follows from steps that grow: farther out, a curve that bends otherwise may hold them."""
    return "It cannot settle there." if bends else "It diverges."


def _told_apart(product: float, bounds: tuple[float, ...]) -> str:
    """Return a number with as many digits as it takes to see on which side of each bound it is."""
    for digits in range(3, 9):
        rounded = float(f"{product:.{digits - 1}e}")
        if not any(rounded == bound and not math.isclose(product, bound, rel_tol=1e-9) for bound in bounds):
            break
    return format_significant(product, digits)


def _within(answer: DescentAnswer, *, brief: bool) -> str:
    if brief:
        return "to within 1/1000 of the picture"
    return f"to within {format_compact(answer.close)}, a thousandth of the picture’s width"


def _steps(count: int) -> str:
    return f"{count} step" if count == 1 else f"{count} steps"


def _times(count: int) -> str:
    return "Once" if count == 1 else f"{count} times"


def _to(other: float | None) -> str:
    return " out of bounds" if other is None else f" to {place(other)}"
