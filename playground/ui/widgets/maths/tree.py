"""What a formula is made of: frozen parts that can be compared, laid out, and written as text or LaTeX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

RELATIONS = frozenset("=≈<>≤≥→←")
OPERATORS = frozenset("+−·×⊙")


@dataclass(frozen=True, slots=True)
class Text:
    """Letters and signs in the typeface of formulas: letters slanted, unless they are a name like "tanh".

    A text that is one sign such as "=", "+" or "×" gets its room in a row, and a line may break before it.
    """

    text: str
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A number or words in the typeface of the window, figures of even width."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side on one line of writing."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """One part above another, with a rule between."""

    above: Node
    below: Node


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with an index at its right, below and above."""

    base: Node
    below: Node | None = None
    above: Node | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """A large sign, such as ∑, with something in the middle under and over it."""

    sign: str
    below: Node | None = None
    above: Node | None = None


@dataclass(frozen=True, slots=True)
class Hat:
    """A base under a hat."""

    base: Node


@dataclass(frozen=True, slots=True)
class Brackets:
    """Round brackets that are as tall as what they hold."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Space:
    """Room, in units of the size of type; a line may break there."""

    em: float


@dataclass(frozen=True, slots=True)
class Blank:
    """The empty box of something that is not known yet."""

    em: float = 1.6


@dataclass(frozen=True, slots=True)
class Keyed:
    """A part that can be pointed at."""

    inner: Node
    key: Hashable


@dataclass(frozen=True, slots=True)
class Coloured:
    """A part in a colour of the theme."""

    inner: Node
    token: str


Node = Text | Prose | Row | Fraction | Scripts | Limits | Hat | Brackets | Space | Blank | Keyed | Coloured


def row(*parts: Node | str) -> Row:
    """Put parts side by side; strings stand for slanted text."""
    return Row(tuple(Text(part) if isinstance(part, str) else part for part in parts))


def flat(node: Node) -> Iterator[Node]:
    """Give the parts of a row, and of the rows in it; anything else is its own only part."""
    if isinstance(node, Row):
        for part in node.parts:
            yield from flat(part)
    else:
        yield node


def is_sign(node: Node) -> bool:
    """Whether this is one sign that stands between two parts."""
    return isinstance(node, Text) and node.text in RELATIONS | OPERATORS


def keys_of(node: Node) -> tuple[Hashable, ...]:
    """Give each key once, in reading order."""
    return tuple(dict.fromkeys(_keys(node)))


def _keys(node: Node) -> Iterator[Hashable]:
    if isinstance(node, Keyed):
        yield node.key
    for part in _inside(node):
        yield from _keys(part)


def _inside(node: Node) -> tuple[Node, ...]:
    match node:
        case Row(parts):
            return parts
        case Fraction(above, below):
            return above, below
        case Scripts(base, below, above):
            return tuple(part for part in (base, below, above) if part is not None)
        case Limits(_, below, above):
            return tuple(part for part in (below, above) if part is not None)
        case Hat(inner) | Brackets(inner) | Keyed(inner, _) | Coloured(inner, _):
            return (inner,)
    return ()
