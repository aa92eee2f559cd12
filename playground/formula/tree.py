"""A formula as a tree of frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

# How many numbers each function takes.
FUNCTIONS: dict[str, int] = {
    "sin": 1,
    "cos": 1,
    "tan": 1,
    "exp": 1,
    "log": 1,
    "sqrt": 1,
    "abs": 1,
    "tanh": 1,
    "sigmoid": 1,
    "relu": 1,
    "sign": 1,
    "floor": 1,
    "min": 2,
    "max": 2,
}
CONSTANTS = ("pi", "e")


@dataclass(frozen=True, slots=True)
class Number:
    """A written number, never negative."""

    value: float


@dataclass(frozen=True, slots=True)
class Constant:
    """One of `CONSTANTS`."""

    name: str


@dataclass(frozen=True, slots=True)
class Variable:
    """x1 or x2, by its index."""

    index: int


@dataclass(frozen=True, slots=True)
class Negative:
    """What stands behind a minus sign."""

    operand: Tree


@dataclass(frozen=True, slots=True)
class Operation:
    """Two parts and the sign between them, one of + - * / ^."""

    sign: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Call:
    """A function of `FUNCTIONS` and what stands in its brackets."""

    function: str
    arguments: tuple[Tree, ...]


Tree: TypeAlias = Number | Constant | Variable | Negative | Operation | Call


def parts_of(tree: Tree) -> tuple[Tree, ...]:
    """Return what a tree is directly made of."""
    if isinstance(tree, Negative):
        return (tree.operand,)
    if isinstance(tree, Operation):
        return tree.left, tree.right
    return tree.arguments if isinstance(tree, Call) else ()


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield the tree and everything in it."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(parts_of(node))


def coordinates_of(tree: Tree) -> frozenset[int]:
    """Return which of x1 and x2 it uses, as 1 and 2."""
    return frozenset(node.index for node in walk(tree) if isinstance(node, Variable))
