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


class Lines:
    """A formula laid out once, to be broken for any width."""

    def __init__(self, theme: Theme, node: Node, px: float, token: str = "ink") -> None:
        parts = tuple(flat(node))
        self._setter = Typesetter(theme, px, token)
        self._indent = self._setter.box(Space(_INDENT))
        self._groups = _groups(parts, self._setter.pieces(parts))
        self._broken: dict[tuple[int, ...], list[Box]] = {}

    @property
    def widest(self) -> float:
        """The least width on which no part is cut off."""
        widths = (sum(box.width for box in group) for group, _ in self._groups)
        return max(widths, default=0.0) + self._indent.width

    def fit(self, width: float) -> list[Box]:
        """Give as few lines as fit; each but the first is indented, and one part is never broken."""
        breaks = self._breaks(width)
        if breaks not in self._broken:
            ends = (*breaks[1:], len(self._groups))
            self._broken[breaks] = [self._line(*ends_of) for ends_of in zip(breaks, ends, strict=True)]
        return self._broken[breaks]

    def _breaks(self, width: float) -> tuple[int, ...]:
        """Give the number of the group that each line begins with."""
        begins, reached = [0], 0.0
        for at, (group, begins_with_room) in enumerate(self._groups):
            wide = sum(box.width for box in group)
            if at > begins[-1] and reached + wide > width:
                begins.append(at)
                reached = self._indent.width - (group[0].width if begins_with_room else 0.0)
            reached += wide
        return tuple(begins)

    def _line(self, begin: int, end: int) -> Box:
        boxes = [box for group, _ in self._groups[begin:end] for box in group]
        if begin:
            begins_with_room = self._groups[begin][1]
            boxes = [self._indent, *(boxes[1:] if begins_with_room else boxes)]
        return self._setter.side_by_side(boxes)


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
