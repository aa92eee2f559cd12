"""What is said of a number that was typed, and of the sheet as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.session.worksheet import Entry, Verdict
from playground.ui.theme.numbers import format_integer
from playground.worker.questions import Extent, Slip

if TYPE_CHECKING:
    from playground.session.worksheet import Sheet
    from playground.worker.questions import ChainAnswer

RULE = "Right: within 1 % or ±0.001, at most 5 % off."
MORE_ON_RULE = (
    "The larger of 1 % and ±0.001 counts, yet never more than 5 %. Beyond that, what the four printed digits "
    "leave open is let through as well: 0.1 % of the sizes of all terms together. "
    "The new weight must agree to 5 % of the step."
)
OF_PATH = "This network is large: the sheet follows one path, what all others add is given."
MOVED = "The weights have moved on; this sheet keeps those it was begun with."
TRUE_NUMBERS = "Each box goes on from the true numbers before it, so that one slip spoils no other box."
RULES = f"{RULE} {TRUE_NUMBERS}"
HOW_TO_TYPE = (
    "Type 0.25 or 0,25, −1e-3, or a sum such as 0.3*0.5 + tanh(0.1); log is the natural logarithm. "
    "Enter checks, ? gives a hint."
)
OF_STEP = "The new weight must agree to 5 % of the step."
NO_NUMBER = "Write a number such as 0.25, −1e-3 or 0.3*0.5 + 0.1."

SLIPS: dict[Slip, str] = {
    Slip.SIGN: "The size is right, the sign is not.",
    Slip.NO_BIAS: "This comes out when the bias is left out.",
    Slip.OF_SUMS: "This comes out with z of the layer before; its a comes in here.",
    Slip.NO_FUNCTION: "This is z; the activation is still to be applied.",
    Slip.NO_HALF: "This is twice the loss: the ½ is missing.",
    Slip.NO_SLOPE: "This comes out when f′(z) is left out.",
    Slip.VALUE_FOR_SLOPE: "This comes out with a = f(z) in the place of f′(z).",
    Slip.NO_INPUT: "This is δ; what comes in along the weight is still to be multiplied.",
    Slip.OWN_VALUE: "This comes out with the neuron's own a; the a that comes in along the weight counts.",
    Slip.UPHILL: "This step goes uphill: take η·∂L/∂w away.",
    Slip.NO_RATE: "This comes out when η is left out.",
    Slip.STEP_ONLY: "This is the step alone; take it from the weight.",
}


def whose(answer: ChainAnswer) -> str:
    """Return that the sheet is of one sample, where the page shows means of several; else ""."""
    if answer.extent is Extent.SAMPLE:
        return ""
    sample, count = format_integer(answer.sample + 1), format_integer(answer.samples)
    return f"This sheet is of sample {sample} alone; the list at the left shows means over {count} samples."


def about(sheet: Sheet | None, whose: str) -> str:
    """Return what must be known of a sheet before it is filled in, or nothing."""
    if sheet is None:
        return ""
    return " ".join(filter(None, (whose, "" if sheet.answer.whole else OF_PATH)))


def said_of(entry: Entry) -> str:
    """Return what there is to say of what was typed."""
    match entry.verdict:
        case Verdict.RIGHT:
            return "Right."
        case Verdict.SHOWN:
            return "Shown, not counted."
        case Verdict.WRONG:
            return SLIPS[entry.slip] if entry.slip is not None else "Not right yet."
        case Verdict.UNREADABLE:
            return f"This is no number. {NO_NUMBER}"
        case Verdict.EMPTY:
            return ""


def progress(sheet: Sheet) -> str:
    """Return how far the sheet is filled in: "7 of 19", and how many of them were shown."""
    text = f"{sheet.right} of {len(sheet.boxes)} right"
    return f"{text}, {sheet.shown} shown" if sheet.shown else text
