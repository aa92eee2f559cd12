"""From the tree of a formula back to text: one text per formula, and one that is good to read."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from playground.formula.errors import FormulaError
from playground.formula.reading import check_length, read
from playground.formula.tree import Call, Constant, Negative, Number, Operation, Tree, Variable

if TYPE_CHECKING:
    from collections.abc import Callable

    Writer = Callable[[Tree], str]

_STRENGTHS = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
_SIGNED, _WHOLE = 3, 5
_SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPTS = {1: "₁", 2: "₂"}


def canonical(text: str) -> str:
    """Return the one text of a formula, however it was spaced; raise `FormulaError` if it is none."""
    written = write(read(text))
    check_length(written)
    return written


@lru_cache(maxsize=2048)
def pretty(text: str) -> str:
    """Return a formula as it is read in a book, x₁² and x₁x₂; what is no formula is returned as it is."""
    try:
        return pretty_tree(read(text))
    except FormulaError:
        return text


def write(tree: Tree) -> str:
    """Return text with the fewest brackets that reads as this tree."""
    if isinstance(tree, Operation):
        left, right = _sides(tree, write)
        between = f" {tree.sign} " if tree.sign in "+-" else tree.sign
        return f"{left}{between}{right}"
    if isinstance(tree, Negative):
        return f"-{_inside(tree.operand, _SIGNED, write(tree.operand))}"
    if isinstance(tree, Call):
        return f"{tree.function}({', '.join(map(write, tree.arguments))})"
    if isinstance(tree, Variable):
        return f"x{tree.index}"
    return tree.name if isinstance(tree, Constant) else _number(tree)


def pretty_tree(tree: Tree) -> str:
    """Return the tree of a formula as it is read in a book."""
    if isinstance(tree, Operation):
        return _pretty_operation(tree)
    if isinstance(tree, Negative):
        return f"−{_inside(tree.operand, _SIGNED, pretty_tree(tree.operand))}"
    if isinstance(tree, Call):
        return f"{tree.function}({', '.join(map(pretty_tree, tree.arguments))})"
    if isinstance(tree, Variable):
        return f"x{_SUBSCRIPTS[tree.index]}"
    if isinstance(tree, Constant):
        return "π" if tree.name == "pi" else tree.name
    return _number(tree).replace("-", "−")


def _pretty_operation(tree: Operation) -> str:
    left, right = _sides(tree, pretty_tree)
    if tree.sign in "+-":
        return f"{left} {tree.sign.replace('-', '−')} {right}"
    if tree.sign == "^" and isinstance(tree.right, Number) and right.isdecimal():
        return f"{left}{right.translate(_SMALL)}"
    if tree.sign == "*":
        return f"{left}{_between(tree.left, tree.right)}{right}"
    return f"{left}{tree.sign}{right}"


def _between(left: Tree, right: Tree) -> str:
    """Return what stands between factors: nothing in 2x₁ and 2(x₁ + 1), a space in 2 sin(x₁), else a dot."""
    if not _ends_plainly(left):
        return "·"
    if isinstance(right, Variable) or _is_small_power(right):
        return ""
    if isinstance(left, Number) and _strength(right) < _STRENGTHS["*"]:
        return ""
    return " " if isinstance(right, Call) else "·"


def _ends_plainly(tree: Tree) -> bool:
    if isinstance(tree, Negative):
        return _ends_plainly(tree.operand)
    if isinstance(tree, Operation) and tree.sign == "*":
        return _ends_plainly(tree.right)
    return isinstance(tree, Number | Variable) or _is_small_power(tree)


def _is_small_power(tree: Tree) -> bool:
    if not (isinstance(tree, Operation) and tree.sign == "^" and isinstance(tree.left, Variable)):
        return False
    return isinstance(tree.right, Number) and _number(tree.right).isdecimal()


def _sides(tree: Operation, written: Writer) -> tuple[str, str]:
    """Return both sides, in brackets where they would else be read otherwise."""
    strength = _STRENGTHS[tree.sign]
    if tree.sign == "^":
        return (
            _inside(tree.left, _WHOLE, written(tree.left)),
            _inside(tree.right, _SIGNED, written(tree.right)),
        )
    return (
        _inside(tree.left, strength, written(tree.left)),
        _inside(tree.right, strength + 1, written(tree.right)),
    )


def _inside(tree: Tree, weakest: int, written: str) -> str:
    return f"({written})" if _strength(tree) < weakest else written


def _strength(tree: Tree) -> int:
    if isinstance(tree, Operation):
        return _STRENGTHS[tree.sign]
    return _SIGNED if isinstance(tree, Negative) else _WHOLE


def _number(tree: Number) -> str:
    whole = tree.value.is_integer() and tree.value < 1e15
    return str(int(tree.value)) if whole else repr(tree.value)
