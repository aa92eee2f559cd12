"""The numbers of a sentence, and the window they are about, found by plain loops."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from playground.ui.theme.numbers import parse_number

if TYPE_CHECKING:
    from playground.session.insights.situation import Situation

NUMBER = re.compile("[−+]?(?<![\\w₀-₉/])\\d[\\d\N{THIN SPACE}]*(?:\\.\\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")


def numbers_in(text: str) -> list[float]:
    """Return all numbers of a text in their order; those in names, like Hidden 1, as well."""
    found = [parse_number(each.strip().lstrip("+")) for each in NUMBER.findall(text)]
    assert None not in found
    return [each for each in found if each is not None]


def recent_by_hand(situation: Situation) -> tuple[np.ndarray, np.ndarray]:
    """Return epochs and training losses of the last quarter since the last change, at least 12 of them."""
    changes = [epoch for epoch, text in situation.markers if not text.startswith("stopped")]
    since = max(changes, default=0.0)
    rows = [row for row in situation.rows.tolist() if row[0] >= situation.changed_step and row[1] >= since]
    span = rows[-1][1] - rows[0][1]
    begin = rows[-1][1] - max(span / 4, 2.0)
    kept = [row for row in rows if row[1] >= begin]
    kept = kept if len(kept) >= 12 else rows[-12:]
    return np.array([row[1] for row in kept]), np.array([row[2] for row in kept])
