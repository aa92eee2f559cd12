"""What counts as a date or a time of day in a text file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATE_CHARACTERS = 40
_MONTH = r"(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]*\.?"
_TIME = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[ap]m)?(?: ?(?:z|utc|[+-][0-9]{2}:?[0-9]{2}))?"
_DAY = (
    r"(?:[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}"
    r"|[0-9]{1,2}([-/.])[0-9]{1,2}\2(?:[0-9]{4}|[0-9]{2})"
    rf"|[0-9]{{1,2}}[ .-]{{1,2}}{_MONTH}[ -](?:[0-9]{{4}}|[0-9]{{2}})"
    rf"|{_MONTH} [0-9]{{1,2}},? [0-9]{{4}})"
)
_DATE = re.compile(rf"(?:{_DAY}(?:[t ]+{_TIME})?|{_TIME})", re.IGNORECASE)


def is_date(text: str) -> bool:
    """Tell whether a text without outer spaces is a date, a time of day, or both."""
    return len(text) <= _DATE_CHARACTERS and _DATE.fullmatch(text) is not None


def are_dates(texts: Sequence[str]) -> bool:
    """Tell whether more than half of the texts are dates; False if there are none."""
    return sum(map(is_date, texts)) * 2 > len(texts)
