"""Writes a formula on one line of plain text, for a screen reader, a tooltip and the clipboard."""

from __future__ import annotations

import re
import unicodedata

from playground.ui.widgets.maths.tree import (
    RELATIONS,
    Blank,
    Brackets,
    Coloured,
    Fraction,
    Hat,
    Keyed,
    Limits,
    Node,
    Prose,
    Row,
    Scripts,
    Space,
    Text,
    flat,
    is_sign,
)

_LOW = dict(zip("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_HIGH = dict(zip("0123456789+−=()iljknm", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱˡʲᵏⁿᵐ", strict=True))
_COMBINING_HAT = "\N{COMBINING CIRCUMFLEX ACCENT}"


def plain(node: Node) -> str:
    """Write a formula as ``∂L/∂w₂₁ = 0.5 · (−1.2)``."""
    match node:
        case Text(text) | Prose(text):
            return text
        case Row():
            return _row(tuple(flat(node)))
        case Fraction(above, below):
            return f"{_whole(above)}/{_whole(below)}"
        case Scripts(base, below, above):
            return plain(base) + _script(_LOW, "_", below) + _script(_HIGH, "^", above)
        case Limits(sign, below, above):
            return sign + _script(_LOW, "_", below) + _script(_HIGH, "^", above)
        case Hat(base):
            return unicodedata.normalize("NFC", plain(base) + _COMBINING_HAT)
        case Brackets(inner):
            return f"({plain(inner)})"
        case Space():
            return " "
        case Blank():
            return "□"
        case Keyed(inner) | Coloured(inner):
            return plain(inner)


def _row(parts: tuple[Node, ...]) -> str:
    words = []
    for at, part in enumerate(parts):
        text = plain(part)
        between = is_sign(part) and ((at > 0 and not is_sign(parts[at - 1])) or text in RELATIONS)
        words.append(f" {text} " if between else text)
    return re.sub(" +", " ", "".join(words)).strip()


def _whole(node: Node) -> str:
    text = plain(node)
    return f"({text})" if " " in text else text


def _script(small: dict[str, str], sign: str, node: Node | None) -> str:
    if node is None:
        return ""
    text = plain(node)
    if all(letter in small for letter in text):
        return "".join(small[letter] for letter in text)
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"
