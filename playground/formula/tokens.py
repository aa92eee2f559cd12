"""The words of a formula, each with its place in the text."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import Enum, auto

from playground.formula.errors import FormulaError
from playground.formula.tree import CONSTANTS, FUNCTIONS

_NUMBER = re.compile(r"(\d+\.?\d*|\.\d+)([eE][+\-−]?\d+)?", re.ASCII)
_VARIABLE = re.compile("[xX]([12₁₂])(?![0-9₀-₉])")
_LONE_VARIABLE = re.compile("[xX](?![0-9₀-₉])")
_NAME = re.compile(r"[^\W\d_]+[0-9₀-₉]*")
_SUPERSCRIPTS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")

_SIGNS = {
    **{sign: sign for sign in "+-*/^(),"},
    **dict.fromkeys("×·⋅∙", "*"),
    "÷": "/",
    **dict.fromkeys("−–", "-"),
}
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "0123456789" * 2)
_REMEDIES = {
    "|": "Write abs(x1) for the size of a number.",
    "√": "Write sqrt(x1).",
    "=": "Write only what would stand right of it.",
    "[": "Use round brackets.",
    "]": "Use round brackets.",
    "{": "Use round brackets.",
    "}": "Use round brackets.",
    ";": "Between the two numbers of min and max stands a comma.",
    "%": "Write 0.15 for 15 percent.",
    "ln": "Write log(x1) for the natural logarithm.",
    "x": "Use x1 and x2.",
    "y": "Use x1 and x2.",
}
_USABLE_SIGNS = "Use + − * / ^ and round brackets."
_USABLE_NAMES = "Use x1, x2, pi, e or a function such as sin(x1)."


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()
    VARIABLE = auto()
    CONSTANT = auto()
    FUNCTION = auto()
    SIGN = auto()  # + - * / ^ ( ) and the comma
    POWER = auto()  # a small raised number
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its kind, what it means, and the characters it was written with."""

    kind: Kind
    meaning: str
    position: int
    length: int
    value: float = 0.0

    def is_sign(self, signs: str) -> bool:
        """Return whether it is one of some signs."""
        return self.kind is Kind.SIGN and self.meaning in signs

    @property
    def end(self) -> int:
        """Where the text goes on behind it."""
        return self.position + self.length


def tokens_of(text: str, *, of_x: bool = False) -> list[Token]:
    """Return the words of a text, with an end behind the last; raise `FormulaError` for an unknown one.

    With `of_x` the only variable is x, which counts as the first coordinate.
    """
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        tokens.append(_token_at(text, position, of_x))
        position = tokens[-1].end
    return [*tokens, Token(Kind.END, "", len(text), 0)]


def _token_at(text: str, position: int, of_x: bool) -> Token:
    if text.startswith("**", position):
        return Token(Kind.SIGN, "^", position, 2)
    if text[position] in _SIGNS:
        return Token(Kind.SIGN, _SIGNS[text[position]], position, 1)
    if number := _NUMBER.match(text, position):
        return _number(number[0], position)
    if raised := _SUPERSCRIPTS.match(text, position):
        digits = raised[0].translate(_PLAIN_DIGITS)
        return Token(Kind.POWER, digits, position, len(digits), float(digits))
    if of_x and _LONE_VARIABLE.match(text, position):
        return Token(Kind.VARIABLE, "1", position, 1)
    if not of_x and (variable := _VARIABLE.match(text, position)):
        return Token(Kind.VARIABLE, variable[1].translate(_PLAIN_DIGITS), position, 2)
    if name := _NAME.match(text, position):
        return _name(name[0], position)
    sign = text[position]
    raise FormulaError(position, 1, f"“{sign}” has no meaning here.", _REMEDIES.get(sign, _USABLE_SIGNS))


def _number(written: str, position: int) -> Token:
    value = float(written.replace("−", "-"))
    if not math.isfinite(value):
        raise FormulaError(position, len(written), f"{written} is too large.", "Use a smaller number.")
    return Token(Kind.NUMBER, written, position, len(written), value)


def _name(written: str, position: int) -> Token:
    name = "pi" if written == "π" else written.lower()
    for kind, names in ((Kind.FUNCTION, FUNCTIONS), (Kind.CONSTANT, CONSTANTS)):
        if name in names:
            return Token(kind, name, position, len(written))
    raise FormulaError(position, len(written), f"{written} is not known.", _remedy_for(name))


def _remedy_for(name: str) -> str:
    if name in _REMEDIES:
        return _REMEDIES[name]
    if re.fullmatch("x[0-9₀-₉]+", name):
        return "Use x1 and x2."
    begun = max((each for each in FUNCTIONS if name.startswith(each)), key=len, default="")
    return f"{begun} needs a number in brackets, as {begun}(x1)." if begun else _USABLE_NAMES
