"""What a derivative means, in one or two sentences that hold whatever the numbers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule.symbols import number_text
from playground.ui.theme.numbers import format_compact, format_integer, format_signed
from playground.worker.questions import Extent, LinkKind

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.stage import Stage
    from playground.worker.questions import ChainAnswer, Nudge

CLOSE = 0.1  # the slope tells the change well enough to be said alone
UNKNOWN = "Each empty box is filled when the walk has reached it."


def words(answer: ChainAnswer, stage: Stage) -> str:
    """Return what the derivative means, and what else bears on it."""
    if not stage.knows_link(0, len(answer.links)):
        return UNKNOWN
    said = [_meaning(answer), _kink(answer), _penalty(answer)]
    return " ".join(sentence for sentence in said if sentence)


def thing(answer: ChainAnswer) -> str:
    """Return "weight" or "bias"."""
    return "bias" if answer.parameter.source is None else "weight"


def loss_text(answer: ChainAnswer) -> str:
    """Return whose loss it is."""
    if answer.extent is Extent.SAMPLE:
        return "the loss"
    every = "all " if answer.extent is Extent.ALL else "the next "
    return f"the mean loss of {every}{format_integer(answer.samples)} samples"


def _meaning(answer: ChainAnswer) -> str:
    slope, nudge, what = answer.derivative, answer.nudge, thing(answer)
    if slope == 0:
        return f"In words: right here {loss_text(answer)} does not react to this {what}{_why_flat(answer)}."
    move = "down" if slope > 0 else "up"
    if nudge is None or not is_close(nudge):
        effect = "raises" if slope > 0 else "lowers"
        small = f"a small step that raises this {what} {effect} {loss_text(answer)}"
        times = f"{number_text(abs(slope))} times as much"
        return f"In words: {small} {times}, so gradient descent pushes it {move}.{_bend(nudge)}"
    effect = "raise" if slope > 0 else "lower"
    return (
        f"In words: raising this {what} by {format_compact(nudge.by)} would {effect} {loss_text(answer)} by"
        f" about {number_text(abs(nudge.expected))}, so gradient descent pushes it {move}."
    )


def is_close(nudge: Nudge) -> bool:
    """Whether the slope alone tells how the loss changes, to a tenth."""
    return abs(nudge.measured - nudge.expected) <= CLOSE * abs(nudge.expected)


def _bend(nudge: Nudge | None) -> str:
    if nudge is None:
        return ""
    return (
        f" A whole step of {format_compact(nudge.by)} changes the loss by {format_signed(nudge.measured)},"
        f" where the slope alone says {format_signed(nudge.expected)}."
    )


def _why_flat(answer: ChainAnswer) -> str:
    """Say which factor is 0, where all paths share it."""
    if answer.extent is not Extent.SAMPLE:
        return ""
    if answer.links[0].derivative == 0:
        return ": what it is multiplied by is 0"
    through = answer.links[1]
    if through.kind is LinkKind.ACTIVATION and through.derivative == 0:
        return ": its neuron's activation is flat at this z"
    return ""


def _kink(answer: ChainAnswer) -> str:
    if not any(link.kink for link in answer.links):
        return ""
    return "One factor sits on a kink, where the slope jumps: the slope from the left is used."


def _penalty(answer: ChainAnswer) -> str:
    if answer.penalty == 0:
        return ""
    return f"The penalty, not counted here, adds {format_signed(answer.penalty)} to the slope."
