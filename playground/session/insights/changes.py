"""What became of the loss after the last change in mid-run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from playground.session.insights.figures import epochs, figure, whole
from playground.session.insights.insight import Insight, Observation
from playground.session.insights.situation import EPOCH, STOPPED, TRAIN

if TYPE_CHECKING:
    from playground.session.insights.situation import Situation
    from playground.worker.snapshots import Floats

AVERAGED = 5  # measures before and after, against jitter
EFFECT = 1.1  # a tenth up or down is seen on the curve
# An effect is told while it is fresh: for ten epochs, and in long runs for a tenth of what came before.
FRESH_EPOCHS, FRESH_SHARE = 10.0, 0.1
LONGEST_NOTE = 40
# The loss itself is another one after these, so that before and after cannot be compared.
OTHER_LOSS = ("loss ", "label smoothing ", "points ")


def changed(situation: Situation) -> Insight | None:
    """Say how the loss went since the last change, where it went far."""
    note = _last_note(situation)
    if note is None or not situation.started:
        return None
    epoch, text, earlier = note
    before, after = _around(situation, epoch, earlier)
    span = situation.epoch - epoch
    if min(len(before), len(after)) < AVERAGED or span > max(FRESH_EPOCHS, FRESH_SHARE * epoch):
        return None
    old, new = _level(before[-AVERAGED:]), _level(after[-AVERAGED:])
    if min(old, new) <= 0 or abs(math.log(new / old)) < math.log(EFFECT):
        return None
    verb = "rose" if new > old else "fell"
    reason = f"From {figure(old)} to {figure(new)} in {epochs(span)}."
    more = (
        f"At epoch {whole(epoch)} you made a change: {text}. In the {epochs(span)} since, the training loss "
        f"{verb} from {figure(old)} to {figure(new)} (medians of {AVERAGED} measures). {_before(before)} If "
        "it is no gain, undo it with Ctrl+Z."
    )
    return Insight("changed", f"{text}: the loss {verb}.", reason, more)


def _last_note(situation: Situation) -> tuple[float, str, float] | None:
    """Return epoch and text of the last change, and the epoch of the one before; None if it is not clear."""
    notes = [(epoch, text) for epoch, text in situation.markers if not text.startswith(STOPPED)]
    if not notes:
        return None
    epoch = notes[-1][0]
    text = ", ".join(text for at, text in notes if at == epoch)
    if len(text) > LONGEST_NOTE or any(part.startswith(OTHER_LOSS) for part in text.split(", ")):
        return None
    return epoch, text, max((at for at, _ in notes if at < epoch), default=0.0)


def _around(situation: Situation, epoch: float, earlier: float) -> tuple[Floats, Floats]:
    """Return the measures between an earlier change and this one, and those after it."""
    times = situation.rows[:, EPOCH]
    start, at = np.searchsorted(times, [earlier, epoch], side="right").tolist()
    if earlier == 0.0:
        start = 0
    return situation.rows[start:at], situation.rows[at:]


def _level(rows: Floats) -> float:
    return float(np.median(rows[:, TRAIN]))


def _before(rows: Floats) -> str:
    """Say how it went before, so that what would have come anyway is not taken for the effect."""
    first, last = _level(rows[:AVERAGED]), _level(rows[-AVERAGED:])
    span = epochs(float(rows[-1, EPOCH] - rows[0, EPOCH]))
    return f"In the {span} before, it went from {figure(first)} to {figure(last)}."


OBSERVATIONS = (Observation(96, changed),)
