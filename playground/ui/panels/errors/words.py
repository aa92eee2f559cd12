"""What the errors come to, in one sentence that is true of these very numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.ui.theme.numbers import format_fixed, format_integer, format_percent, format_significant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.worker.snapshots import ClassErrors, NumberErrors, PartErrors

NOTHING = "Press play, or paint at least two points."


def samples_text(part: PartErrors, kind: str) -> str:
    """Return ``250 test samples``, or that only the first of them are looked at."""
    looked = format_integer(part.samples)
    if part.samples == part.every:
        return f"{looked} {kind} sample{'' if part.samples == 1 else 's'}"
    return f"the first {looked} of {format_integer(part.every)} {kind} samples"


def class_sentence(part: ClassErrors, classes: Sequence[str], kind: str) -> str:
    """Return how many are wrong and which mistake is the commonest."""
    wrong = part.samples - int(part.counts.trace())
    which = samples_text(part, kind)
    if wrong == 0:
        return f"None of {which} is wrong." if part.samples > 1 else f"The one {kind} sample is right."
    verb = "is" if wrong == 1 else "are"
    count = "all" if wrong == part.samples else format_integer(wrong)
    sentence = f"Of {which} {count} {verb} wrong{_mistakes(part, classes, wrong)}."
    if part.accuracy <= part.commonest:
        name, share = classes[part.commonest_class], format_percent(part.commonest, 1)
        than = "No better" if part.accuracy == part.commonest else "Worse"
        sentence += f" {than} than always saying {name} ({share} right)."
    return sentence


def _mistakes(part: ClassErrors, classes: Sequence[str], wrong: int) -> str:
    """Return which true class is taken for which, as far as one sentence can say it."""
    mistakes = part.counts.copy()
    np.fill_diagonal(mistakes, 0)
    most = int(mistakes.max())
    cells = np.argwhere(mistakes == most).tolist()
    true, said = cells[0]
    taken = f"class {classes[true]} taken for {classes[said]}"
    if wrong == 1:
        return f": {taken}"
    if most == wrong:
        return f", both {taken}" if wrong == 2 else f", all {taken}"
    if len(cells) == 1:
        return f", most often {taken} ({format_integer(most)} times)"
    return ", no two alike" if most == 1 else f", no one mistake the commonest ({most} times at most)"


def number_sentence(part: NumberErrors, kind: str) -> str:
    """Return how much of the targets' variance is explained, and how far off the network is."""
    which, off = samples_text(part, kind), format_significant(part.mean_absolute)
    if part.r_squared is None:
        value = format_significant(float(part.targets[0]))
        if part.samples == 1:
            return f"A single {kind} sample has no variance to explain: R² is undefined. Off by {off}."
        return f"All targets of {which} are {value}: R² is undefined. Off by {off} on average."
    if part.r_squared <= 0:
        mean = format_significant(part.mean)
        than = "worse than" if part.r_squared < 0 else "as well as"
        return f"Off by {off} on average: on {which} it does {than} always saying their mean, {mean}."
    return f"Off by {off} on average: it explains {_percent(part.r_squared)} of the variance among {which}."


def _percent(share: float) -> str:
    """Return a share that is never rounded to all or to nothing."""
    if share > 0.9995:
        return "all" if share == 1.0 else f"more than {format_percent(0.999, 1)}"
    return f"less than {format_percent(0.001, 1)}" if share < 0.0005 else format_percent(share, 1)


def accuracy_text(part: ClassErrors) -> str:
    """Return the share that is right, which is only 100 % where nothing is wrong."""
    rounded = min(part.accuracy, 1.0 if part.accuracy == 1.0 else 0.999)
    return format_percent(rounded, 1)


def r_squared_text(part: NumberErrors) -> str:
    """Return R², which is only 1 where nothing is left over."""
    if part.r_squared is None:
        return "undefined"
    return format_fixed(min(part.r_squared, 0.9999 if part.r_squared < 1 else 1.0), 4)
