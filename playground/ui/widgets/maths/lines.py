"""Breaks a formula into lines that fit a width: before a sign, or in the room between two parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.widgets.maths.layout import Typesetter
from playground.ui.widgets.maths.tree import Space, flat, is_sign

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme
    from playground.ui.widgets.maths.box import Box
    from playground.ui.widgets.maths.tree import Node

_INDENT = 1.2


def lay_out_lines(theme: Theme, node: Node, px: float, width: float, token: str = "ink") -> list[Box]:
    """Lay a formula out on as few lines as fit; each but the first is indented. One part is never broken."""
    setter, parts = Typesetter(theme, px, token), tuple(flat(node))
    groups = _groups(parts, setter.pieces(parts))
    indent = setter.box(Space(_INDENT))
    lines: list[Box] = []
    line: list[Box] = []
    for group, begins_with_room in groups:
        if line and sum(box.width for box in (*line, *group)) > width:
            lines.append(setter.side_by_side(line))
            line = [indent, *(group[1:] if begins_with_room else group)]
        else:
            line += group
    return [*lines, setter.side_by_side(line)]


def widest_part(theme: Theme, node: Node, px: float) -> float:
    """Give the least width on which no part is cut off."""
    setter, parts = Typesetter(theme, px, "ink"), tuple(flat(node))
    widths = [sum(box.width for box in group) for group, _ in _groups(parts, setter.pieces(parts))]
    return max(widths, default=0.0) + setter.box(Space(_INDENT)).width


def _groups(parts: tuple[Node, ...], boxes: list[Box]) -> list[tuple[list[Box], bool]]:
    """Take what must stay on one line together, and say whether it begins with room for a break."""
    groups: list[tuple[list[Box], bool]] = []
    for at, (part, box) in enumerate(zip(parts, boxes, strict=True)):
        begins = isinstance(part, Space) or (is_sign(part) and at > 0 and not is_sign(parts[at - 1]))
        if begins or not groups:
            groups.append(([box], isinstance(part, Space)))
        else:
            groups[-1][0].append(box)
    return groups
