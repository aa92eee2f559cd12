"""How numbers are written on screen, and how a typed one is read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MINUS = "\N{MINUS SIGN}"
THIN_SPACE = "\N{THIN SPACE}"
TIMES_TEN = "\N{MIDDLE DOT}10"

_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_POWER = re.compile("(?:[·×*]\\s*10)([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII)

# Beyond these a plain decimal has more zeros than digits.
_LEAST_PLAIN = 1e-4
_MOST_PLAIN = 1e6
_LEAST_RATE = 1e-3


def format_integer(value: int) -> str:
    """``4 520``, with thin spaces and a true minus."""
    return _typeset(f"{value:,}")


def format_significant(value: float, digits: int = 3) -> str:
    """``0.0212``, ``12.3``, ``4 520``, ``2.10·10⁻⁵``: always `digits` significant digits."""
    if not math.isfinite(value):
        return _not_finite(value)
    if value == 0:
        return f"{0:.{digits - 1}f}"
    mantissa, exponent = _rounded(value, digits)
    if not _LEAST_PLAIN <= 10.0**exponent < _MOST_PLAIN:
        return _power_form(value, digits)
    rounded = float(f"{mantissa}e{exponent}")
    return _typeset(f"{rounded:,.{max(0, digits - 1 - exponent)}f}")


def format_signed(value: float, digits: int = 3) -> str:
    """Like `format_significant`, with a plus before positive numbers."""
    text = format_significant(value, digits)
    return f"+{text}" if value > 0 else text


def format_fixed(value: float, decimals: int = 2) -> str:
    """Give a fixed count of decimals, with a true minus; never a minus before zeros."""
    if not math.isfinite(value):
        return _not_finite(value)
    text = f"{value:,.{decimals}f}"
    return _typeset(text.lstrip("-") if not text.strip("-0.,") else text)


def format_compact(value: float, digits: int = 3) -> str:
    """At most `digits` significant digits and no trailing zeros: ``0.5``, ``15``, ``3·10⁻⁵``."""
    return _trimmed(format_significant(value, digits))


def format_percent(fraction: float, decimals: int = 0) -> str:
    """``15 %`` from 0.15, with a thin space."""
    return f"{format_fixed(100 * fraction, decimals)}{THIN_SPACE}%"


def format_rate(rate: float) -> str:
    """Give a learning rate with three digits: ``0.100``, ``2.00``, and below a thousandth ``3·10⁻⁴``."""
    if rate == 0 or abs(rate) >= _LEAST_RATE:
        return format_significant(rate)
    return _trimmed(_power_form(rate, 3))


def format_decade(value: float) -> str:
    """Give a power of ten on an axis: ``0.01``, ``1``, ``100``, else ``10⁻³``."""
    exponent = round(math.log10(value))
    return f"{10.0**exponent:g}" if -2 <= exponent <= 2 else f"10{superscript(exponent)}"


def superscript(exponent: int) -> str:
    """``⁻³`` from -3."""
    return str(exponent).translate(_SUPERSCRIPTS)


def parse_number(text: str) -> float | None:
    """Give the number that was typed (``0,5``, ``3e-2``, ``−1``, ``3·10⁻⁴``), or None if it is none."""
    plain = re.sub(r"\s", "", text).replace(MINUS, "-").replace(",", ".").lower()
    plain = _POWER.sub(lambda power: "e" + power[1].translate(_PLAIN_DIGITS), plain)
    if not _NUMBER.fullmatch(plain):
        return None
    value = float(plain)
    return value if math.isfinite(value) else None


def parse_percent(text: str) -> float | None:
    """Give the fraction that ``15 %`` or ``15`` stands for."""
    value = parse_number(text.strip().removesuffix("%"))
    return None if value is None else value / 100


def parse_points(text: str) -> float | None:
    """Give the number of percent: 15 from ``15 %`` or ``15``."""
    return parse_number(text.strip().removesuffix("%"))


@dataclass(frozen=True)
class Notation:
    """How one kind of number is written in a field, and read back."""

    write: Callable[[float], str]
    read: Callable[[str], float | None]


PLAIN = Notation(format_compact, parse_number)
WHOLE = Notation(lambda value: format_integer(round(value)), parse_number)
RATE = Notation(format_rate, parse_number)
SIGNED = Notation(format_signed, parse_number)
PERCENT = Notation(format_percent, parse_percent)
PERCENT_POINTS = Notation(lambda value: format_percent(value / 100), parse_points)


def _rounded(value: float, digits: int) -> tuple[str, int]:
    mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
    return mantissa, int(exponent)


def _power_form(value: float, digits: int) -> str:
    mantissa, exponent = _rounded(value, digits)
    return f"{_typeset(mantissa)}{TIMES_TEN}{superscript(exponent)}"


def _trimmed(text: str) -> str:
    head, separator, power = text.partition(TIMES_TEN)
    if "." in head:
        head = head.rstrip("0").rstrip(".")
    return head + separator + power


def _typeset(text: str) -> str:
    return text.replace(",", THIN_SPACE).replace("-", MINUS)


def _not_finite(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "∞" if value > 0 else f"{MINUS}∞"
