"""How the numbers of a sentence are written: as in the window, with a true minus and thin spaces."""

from __future__ import annotations

import math

THIN_SPACE = "\N{THIN SPACE}"
MINUS = "\N{MINUS SIGN}"
LEAST_PLAIN, MOST_PLAIN = -4, 6  # powers of ten between which a number stands without one
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def figure(value: float, digits: int = 3) -> str:
    """``0.0212``, ``12.3``, ``4 520``, ``2.1·10⁻⁵``: a finite number with so many significant digits."""
    if value == 0:
        return "0"
    mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
    exponent = int(power)
    if not LEAST_PLAIN <= exponent < MOST_PLAIN:
        return f"{mantissa}·10{str(exponent).translate(_RAISED)}".replace("-", MINUS)
    rounded = float(f"{mantissa}e{exponent}")
    return _set(f"{rounded:,.{max(0, digits - 1 - exponent)}f}")


def whole(value: float) -> str:
    """``4 520``: the integer below."""
    return _set(f"{math.floor(value):,}")


def percent(share: float) -> str:
    """``97.6 %`` from 0.976; no decimal where it would be a zero; never 100 or 0 where it is not quite."""
    shown = round(100 * share, 1)
    if shown == round(shown) and shown in (0.0, 100.0) and share not in (0.0, 1.0):
        shown = round(100 * share, 3)
    return _set(f"{shown:g}{THIN_SPACE}%")


def change(share: float) -> str:
    """``+2.3 %``, ``−0.4 %``: how much something grew, with two digits below ten percent."""
    amount = abs(100 * share)
    text = f"{amount:,.0f}" if amount >= 10 else f"{amount:.1f}"
    sign = "+" if share > 0 else MINUS
    return f"{sign if text.strip('0.') else ''}{_set(text)}{THIN_SPACE}%"


def epochs(span: float) -> str:
    """``40 epochs``, ``2.5 epochs``, ``1 epoch``."""
    text = figure(span, 2) if span < 10 else _set(f"{span:,.0f}")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text} epoch" if text == "1" else f"{text} epochs"


def counted(number: int, what: str) -> str:
    """``1 layer``, ``3 layers``."""
    return f"{whole(number)} {what}" if number == 1 else f"{whole(number)} {what}s"


def _set(text: str) -> str:
    return text.replace(",", THIN_SPACE).replace("-", MINUS)
