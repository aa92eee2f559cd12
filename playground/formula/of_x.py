"""A formula of one variable, x: read, and written to be read in a book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playground.formula.errors import FormulaError
from playground.formula.reading import read
from playground.formula.writing import pretty_tree

if TYPE_CHECKING:
    from playground.formula.tree import Tree

_COORDINATES = re.compile(r"x1, x2|x1 (?:and|or) x2|x[12]")


def read_of_x(text: str) -> Tree:
    """Return the tree of a formula of x, there the first coordinate; raise `FormulaError` if it is none."""
    try:
        return read(text, of_x=True)
    except FormulaError as error:
        raise FormulaError(
            error.position,
            error.length,
            _of_x(error.problem),
            _of_x(error.remedy),
            unfinished=error.unfinished,
        ) from error


def pretty_of_x(text: str) -> str:
    """Return a formula of x as it is read in a book; what is no formula is returned as it is."""
    try:
        return pretty_tree(read(text, of_x=True)).replace("x₁", "x")
    except FormulaError:
        return text


def _of_x(said: str) -> str:
    """Return what is said of formulas of two coordinates as it is said of those of x."""
    if "is not known" in said or "is not a function" in said:
        return said.replace("x1 is not a function", "x is not a function")
    for of_two in ("min(x1, x2)", "max(x1, x2)"):
        said = said.replace(of_two, f"{of_two[:3]}(x, 1)")
    return _COORDINATES.sub("x", said)
