"""From the text of a formula to its tree.

sum     = product { ("+" | "-") product }
product = signed { ("*" | "/") signed | power }     where a power follows, it is multiplied; not behind / or ^
signed  = { "+" | "-" } power
power   = part [ raised number | "^" signed ]       from right to left
part    = number | "x1" | "x2" | "pi" | "e" | function "(" sum { "," sum } ")" | "(" sum ")"
"""

from __future__ import annotations

from functools import lru_cache

from playground.formula.errors import FormulaError
from playground.formula.tokens import Kind, Token, tokens_of
from playground.formula.tree import (
    FUNCTIONS,
    Call,
    Constant,
    Negative,
    Number,
    Operation,
    Tree,
    Variable,
    coordinates_of,
)

MOST_CHARACTERS = 200
MOST_PARTS = 100
DEEPEST = 24

_STRENGTHS = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
_PRODUCT, _SIGNED = 2, 3
_BEGINS_A_PART = (Kind.NUMBER, Kind.VARIABLE, Kind.CONSTANT, Kind.FUNCTION)


@lru_cache(maxsize=256)
def read(text: str, *, of_x: bool = False) -> Tree:
    """Return the tree of a formula that uses x1 or x2; raise `FormulaError` for the first thing wrong.

    With `of_x` it is a formula of x alone, in the tree the first coordinate.
    """
    check_length(text)
    if not text.strip():
        raise FormulaError(0, 0, "there is nothing yet.", "Write for example sin(x1*x2).", unfinished=True)
    tree = _Reader(tokens_of(text, of_x=of_x)).whole()
    if not coordinates_of(tree):
        raise FormulaError(0, len(text), "it is the same everywhere.", "Use x1 or x2 in it.", unfinished=True)
    return tree


def read_number(text: str) -> Tree:
    """Return the tree of a formula of plain numbers; raise `FormulaError` for the first thing wrong."""
    check_length(text)
    tree = _Reader(tokens_of(text)).whole()
    if coordinates_of(tree):
        raise FormulaError(0, len(text), "it is no plain number.", "Put numbers in the place of x1 and x2.")
    return tree


def check_length(text: str) -> None:
    """Raise `FormulaError` where a text is longer than a formula may be."""
    beyond = len(text) - MOST_CHARACTERS
    if beyond > 0:
        problem = f"it has more than {MOST_CHARACTERS} characters."
        raise FormulaError(MOST_CHARACTERS, beyond, problem, "Make it shorter.")


class _Reader:
    """Goes through the tokens once, by the strengths of the signs between."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._parts = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def whole(self) -> Tree:
        tree = self._expression(1)
        token = self._next
        if token.is_sign(")"):
            raise _error(token, "there is a bracket too many.", "Leave it out.")
        if token.is_sign(","):
            raise _stray_comma(token)
        return tree

    def _expression(self, weakest: int) -> Tree:
        """Return what stands here up to a sign that holds less than `weakest`."""
        self._go_deeper()
        tree = self._operand()
        last = ""
        while True:
            token = self._next
            if token.kind is Kind.POWER:
                tree, last = self._raised(tree, last), "raised"
                continue
            sign = self._sign_between(token, last)
            if not sign or _STRENGTHS[sign] < weakest:
                break
            if sign == "^" and last == "raised":
                raise _error(token, "two powers stand one upon the other.", "Use brackets.")
            if token.kind is Kind.SIGN and token.meaning == sign:
                self._take()
            right = self._expression(_SIGNED if sign == "^" else _STRENGTHS[sign] + 1)
            tree, last = self._counted(Operation(sign, tree, right), token), sign
        self._depth -= 1
        return tree

    def _sign_between(self, token: Token, last: str) -> str:
        """Return the sign that joins what follows, "*" where two parts stand side by side, "" for none."""
        if token.is_sign("+-*/^"):
            return token.meaning
        if token.kind not in _BEGINS_A_PART and not token.is_sign("("):
            return ""
        before = self._tokens[self._at - 1]
        if token.kind is Kind.NUMBER:
            raise _error(token, "two numbers stand side by side.", "Write * between them.")
        if token.is_sign("(") and before.kind in (Kind.VARIABLE, Kind.CONSTANT):
            name = f"x{before.meaning}" if before.kind is Kind.VARIABLE else before.meaning
            raise _error(token, f"{name} is not a function.", "Write * before the bracket.")
        if last in ("/", "^"):
            raise _error(
                token, "it is not clear what is multiplied here.", "Write * between, or use brackets."
            )
        return "*"

    def _raised(self, tree: Tree, last: str) -> Tree:
        token = self._take()
        if last:
            raise _error(token, "two powers stand one upon the other.", "Use brackets.")
        return self._counted(Operation("^", tree, self._counted(Number(token.value), token)), token)

    def _operand(self) -> Tree:
        token = self._take()
        if token.is_sign("+"):
            return self._expression(_SIGNED)
        if token.is_sign("-"):
            return self._counted(Negative(self._expression(_SIGNED)), token)
        if token.is_sign("("):
            return self._bracketed(token)
        if token.kind is Kind.FUNCTION:
            return self._call(token)
        if token.kind is Kind.NUMBER:
            return self._counted(Number(token.value), token)
        if token.kind is Kind.VARIABLE:
            return self._counted(Variable(int(token.meaning)), token)
        if token.kind is Kind.CONSTANT:
            return self._counted(Constant(token.meaning), token)
        raise self._missing(token)

    def _bracketed(self, opening: Token) -> Tree:
        if self._next.is_sign(")"):
            raise _error(self._next, "there is nothing in the brackets.", "Write a number or x1 between.")
        tree = self._expression(1)
        if self._next.is_sign(","):
            raise _stray_comma(self._next)
        self._close(opening)
        return tree

    def _call(self, name: Token) -> Tree:
        example = f"{name.meaning}(x1)" if FUNCTIONS[name.meaning] == 1 else f"{name.meaning}(x1, x2)"
        wanted = "a number" if FUNCTIONS[name.meaning] == 1 else "two numbers"
        if not self._next.is_sign("("):
            problem = f"{name.meaning} needs {wanted} in brackets."
            raise _error(name, problem, f"Write {example}.", unfinished=self._next.kind is Kind.END)
        opening = self._take()
        if self._next.is_sign(")"):
            raise _error(self._next, f"{name.meaning} needs {wanted} in its brackets.", f"Write {example}.")
        arguments = [self._expression(1)]
        while self._next.is_sign(","):
            comma = self._take()
            if len(arguments) == FUNCTIONS[name.meaning]:
                most = {1: "one number", 2: "two numbers"}[len(arguments)]
                raise _error(comma, f"{name.meaning} takes {most} only.", f"Write {example}.")
            arguments.append(self._expression(1))
        if len(arguments) < FUNCTIONS[name.meaning]:
            end = self._next
            problem = f"{name.meaning} needs two numbers, with a comma between."
            raise _error(end, problem, f"Write {example}.", unfinished=end.kind is Kind.END)
        self._close(opening)
        return self._counted(Call(name.meaning, tuple(arguments)), name)

    def _close(self, opening: Token) -> None:
        token = self._next
        if not token.is_sign(")"):
            raise _error(opening, "this bracket is not closed.", "Close it with ).", unfinished=True)
        self._take()

    def _missing(self, token: Token) -> FormulaError:
        part = "Write x1, x2, a number or a bracket"
        if token.kind is Kind.END:
            return _error(token, "something is missing at the end.", f"{part} there.", unfinished=True)
        if token.is_sign(")") and self._at == 1:
            return _error(token, "there is a bracket too many.", "Leave it out.")
        written = token.meaning.replace("-", "−")
        return _error(token, f"something is missing before “{written}”.", f"{part} before it.")

    def _go_deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _error(self._next, "too much stands inside one another.", "Use fewer brackets.")

    def _counted(self, tree: Tree, token: Token) -> Tree:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise _error(token, f"it has more than {MOST_PARTS} parts.", "Make it shorter.")
        return tree


def _error(token: Token, problem: str, remedy: str, *, unfinished: bool = False) -> FormulaError:
    return FormulaError(token.position, token.length, problem, remedy, unfinished=unfinished)


def _stray_comma(token: Token) -> FormulaError:
    return _error(
        token,
        "a comma stands only between the two numbers of min and max.",
        "Write decimals with a point, as 0.5.",
    )
