"""Writes a formula as LaTeX, to be pasted into a text."""

from __future__ import annotations

import re

from playground.ui.widgets.maths.tree import (
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
)

_SIGNS = {
    "∂": r"\partial",
    "∇": r"\nabla",
    "∑": r"\sum",
    "Σ": r"\Sigma",
    "·": r"\cdot",
    "×": r"\times",
    "⊙": r"\odot",
    "≈": r"\approx",
    "≤": r"\le",
    "≥": r"\ge",
    "→": r"\to",
    "←": r"\leftarrow",
    "∞": r"\infty",
    "…": r"\dots",
    "⊤": r"\top",
    "α": r"\alpha",
    "β": r"\beta",
    "γ": r"\gamma",
    "δ": r"\delta",
    "ε": r"\varepsilon",
    "η": r"\eta",
    "θ": r"\theta",
    "λ": r"\lambda",
    "μ": r"\mu",
    "π": r"\pi",
    "σ": r"\sigma",
    "τ": r"\tau",
    "φ": r"\varphi",
    "Δ": r"\Delta",
    "−": "-",
    "′": "'",
    "\N{THIN SPACE}": r"\,",
    "½": r"\tfrac{1}{2}",
    "\\": r"\backslash",
    **{sign: f"\\{sign}" for sign in "%#&_{}$"},
}
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉", "0123456789-0123456789")
_POWER = re.compile("([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)|([₀₁₂₃₄₅₆₇₈₉]+)")
_NUMBER = re.compile("[+−]?[\\d.\N{THIN SPACE}∞]+(·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
_WORD = re.compile(r"[^\W\d_]{2,}")
_IN_TEXT = {
    "\\": r"\textbackslash{}",
    "^": r"\^{}",
    "~": r"\~{}",
    "−": r"\ensuremath{-}",
    "\N{THIN SPACE}": r"\,",
    **{sign: f"\\{sign}" for sign in "%#&_{}$"},
}


def latex(node: Node) -> str:
    """Write a formula for LaTeX's mathematics, without its colours."""
    match node:
        case Text(text, upright):
            return f"\\mathrm{{{_signs(text)}}}" if upright and _WORD.search(text) else _signs(text)
        case Prose(text):
            return _signs(text) if _NUMBER.fullmatch(text) else _prose(text)
        case Row():
            return _joined([latex(part) for part in flat(node)])
        case Fraction(above, below):
            return f"\\frac{{{latex(above)}}}{{{latex(below)}}}"
        case Scripts(base, below, above):
            return _base(base) + _script("_", below) + _script("^", above)
        case Limits(sign, below, above):
            return _signs(sign) + _script("_", below) + _script("^", above)
        case Hat(base):
            return f"\\hat{{{latex(base)}}}"
        case Brackets(inner):
            return f"\\left({latex(inner)}\\right)"
        case Space():
            return r"\,"
        case Blank():
            return r"\square"
        case Keyed(inner) | Coloured(inner):
            return latex(inner)


def _base(node: Node) -> str:
    written = latex(node)
    return written if len(written) == 1 or re.fullmatch(r"\\([a-z]+|hat\{.\})", written) else f"{{{written}}}"


def _script(sign: str, node: Node | None) -> str:
    return "" if node is None else f"{sign}{{{latex(node)}}}"


def _prose(text: str) -> str:
    return "\\text{" + "".join(_IN_TEXT.get(sign, sign) for sign in text) + "}"


def _signs(text: str) -> str:
    """Write each sign, small raised and lowered figures as real ones."""
    pieces = []
    for raised, lowered, sign in re.findall(f"{_POWER.pattern}|(.)", text):
        if raised or lowered:
            mark = "^" if raised else "_"
            pieces.append(f"{mark}{{{(raised or lowered).translate(_DIGITS)}}}")
        else:
            pieces.append(_SIGNS.get(sign, sign))
    return _joined(pieces, "")


def _joined(pieces: list[str], between: str = " ") -> str:
    """Join; a name that begins with a backslash is kept apart from a letter after it."""
    text = ""
    for piece in pieces:
        apart = re.search(r"\\[a-zA-Z]+$", text) and piece[:1].isalpha()
        text += (between if text else "") + (" " if apart and not between else "") + piece
    return text
