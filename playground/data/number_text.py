"""What counts as a number in a text file, and why something else doesn't."""

from __future__ import annotations

import math
import re
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from playground.data.limits import LARGEST_NUMBER, NUMBER_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.data.arrays import FloatArray

FaultArray = NDArray[np.int8]


class Fault(IntEnum):
    """Why a cell isn't a number; the order is that of `FAULT_TEXTS`."""

    NONE = 0
    EMPTY = 1
    WORD = 2
    NOT_FINITE = 3
    TOO_LARGE = 4
    OTHER_DECIMAL = 5


FAULT_TEXTS = (
    "",
    "empty",
    "not a number",
    "not a finite number",
    f"larger than {LARGEST_NUMBER:g}",
    "written with the other decimal sign",
)

# No two parts of the pattern can match the same characters, so that it never backtracks far.
_DIGITS = r"[+-]?(?:[0-9]+(?:{sign}[0-9]*)?|{sign}[0-9]+)(?:[eE][+-]?[0-9]+)?"
_PATTERNS = {sign: re.compile(_DIGITS.format(sign=re.escape(sign))) for sign in ".,"}
_OTHER_SIGN = {".": ",", ",": "."}
_NOT_FINITE = {"nan", "inf", "infinity"}


def is_number(text: str, decimal: str) -> bool:
    """Tell whether a text is a number with this decimal sign ("." or ",")."""
    return len(text) <= NUMBER_CHARACTERS and _PATTERNS[decimal].fullmatch(text) is not None


def read_number(text: str, decimal: str) -> tuple[float, Fault]:
    """Read a text without outer spaces; the value is NaN if there is a fault."""
    if is_number(text, decimal):
        value = float(text.replace(",", "."))
        too_large = abs(value) > LARGEST_NUMBER
        return (math.nan, Fault.TOO_LARGE) if too_large else (value, Fault.NONE)
    return math.nan, _fault(text, decimal)


def _fault(text: str, decimal: str) -> Fault:
    if not text:
        return Fault.EMPTY
    if is_number(text, _OTHER_SIGN[decimal]):
        return Fault.OTHER_DECIMAL
    return Fault.NOT_FINITE if text.lstrip("+-").casefold() in _NOT_FINITE else Fault.WORD


def read_numbers(texts: Sequence[str], decimal: str) -> tuple[FloatArray, FaultArray]:
    """Read many texts: values (n,), NaN where there is a fault, and a `Fault` for each (n,)."""
    values = _read_all(texts, decimal)
    if values is not None:
        return values, np.zeros(len(texts), dtype=np.int8)
    # Words often come again: each is judged once.
    judged = {text: read_number(text, decimal) for text in set(texts)}
    fault_of = {text: int(fault) for text, (_, fault) in judged.items()}
    values = np.array([judged[text][0] for text in texts])
    return values, np.array([fault_of[text] for text in texts], dtype=np.int8)


def _read_all(texts: Sequence[str], decimal: str) -> FloatArray | None:
    """Read the texts at a stroke if all of them are plainly numbers; None if one may not be."""
    together = "".join(texts)
    # float() takes more than we do: underscores, other scripts' digits, numbers of any length.
    if "_" in together or not together.isascii() or max(map(len, texts), default=0) > NUMBER_CHARACTERS:
        return None
    if decimal == ",":
        if "." in together:
            return None
        texts = [text.replace(",", ".") for text in texts]
    try:
        values = np.array([float(text) for text in texts])
    except ValueError:
        return None
    return values if (np.abs(values) <= LARGEST_NUMBER).all() else None
