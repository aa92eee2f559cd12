"""How near a number found by hand must come, and which wrong number each likely mistake leads to.

A number is right within 1 % or 0.001, whichever is more, but never more than 5 % off: a small number is to
be found as well as a large one, and 0 is no answer to 0.0009. Numbers are printed with four significant
digits, so each factor is off by up to 1/2000; where terms cancel that may be more than the rule allows, and
so 1/1000 of the sizes of all terms together is let through besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.worker.questions import Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    Slips = tuple[tuple[Slip, float], ...]

RELATIVE, ABSOLUTE, MOST_RELATIVE = 0.01, 0.001, 0.05
ROUNDING = 0.001
LEAST = 1e-9  # what is 0 may be found with a rounding error


def tolerance_of(value: float, terms: float) -> float:
    """Return how far from a value still counts as right; `terms` is the size of all that is added up."""
    size = abs(value)
    rule = max(RELATIVE * size, min(ABSOLUTE, MOST_RELATIVE * size))
    return max(rule, ROUNDING * abs(terms), LEAST)


def of_sum(z: float, bias: float | None, of_sums: float) -> Slips:
    """Return what z becomes without the bias, or with the z of the layer below in the place of its a."""
    without = () if bias is None else ((Slip.NO_BIAS, z - bias),)
    return _told_apart(z, (Slip.SIGN, -z), *without, (Slip.OF_SUMS, of_sums))


def of_activation(a: float, z: float) -> Slips:
    """Return what a becomes where the function is forgotten."""
    return _told_apart(a, (Slip.SIGN, -a), (Slip.NO_FUNCTION, z))


def of_loss(loss: float, name: str) -> Slips:
    """Return what the loss becomes without its ½."""
    return _told_apart(
        loss, (Slip.SIGN, -loss), *(((Slip.NO_HALF, 2 * loss),) if name == "half_squared" else ())
    )


def of_delta(delta: float, arriving: float, own: float) -> Slips:
    """Return what a delta becomes without f′(z), or with f(z) in its place."""
    return _told_apart(
        delta, (Slip.SIGN, -delta), (Slip.NO_SLOPE, arriving), (Slip.VALUE_FOR_SLOPE, own * arriving)
    )


def of_gradient(slope: float, delta: float, own: float, *, is_bias: bool) -> Slips:
    """Return what a weight's derivative becomes without the a that comes in, or with the neuron's own."""
    others = () if is_bias else ((Slip.NO_INPUT, delta),)
    return _told_apart(slope, (Slip.SIGN, -slope), *others, (Slip.OWN_VALUE, delta * own))


def of_update(value: float, slope: float, rate: float) -> Slips:
    """Return where a step leads uphill, without the learning rate, or that is not taken from the weight."""
    return _told_apart(
        value - rate * slope,
        (Slip.UPHILL, value + rate * slope),
        (Slip.NO_RATE, value - slope),
        (Slip.STEP_ONLY, rate * slope),
        (Slip.STEP_ONLY, -rate * slope),
    )


def _told_apart(expected: float, *found: tuple[Slip, float]) -> Slips:
    """Return those mistakes that lead to another number than the right one."""

    def differing() -> Iterator[tuple[Slip, float]]:
        for slip, value in found:
            if abs(value - expected) > LEAST:
                yield slip, value

    return tuple(differing())
