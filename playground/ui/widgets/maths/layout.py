"""Lays a formula out: each mark at its place, by the measures that its typeface gives for mathematics."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QTransform

from playground.ui.widgets.maths.box import Box, together
from playground.ui.widgets.maths.glyphs import Face, bracket, extent, font_of, lean, slanted
from playground.ui.widgets.maths.marks import Glyphs, Outline, Region, Rule
from playground.ui.widgets.maths.tree import (
    RELATIONS,
    Blank,
    Brackets,
    Coloured,
    Fraction,
    Hat,
    Keyed,
    Limits,
    Prose,
    Row,
    Scripts,
    Space,
    Text,
    flat,
    is_sign,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme
    from playground.ui.widgets.maths.tree import Node

# The table MATH of STIX Two Math, in units of the size of type.
_AXIS = 0.258
_RULE = 0.068
_FRACTION_SHIFT = 0.640
_FRACTION_GAP = 0.150
_UP, _DOWN = 0.360, 0.210
_SCRIPTS_GAP = 0.150
_AFTER_SCRIPT = 0.040
_LIMIT_GAP = 0.135
_SCRIPT_SIZES = (1.0, 0.70, 0.55)

# TeX's medium and thick room, and measures of our own.
_MEDIUM, _THICK = 4 / 18, 5 / 18
_PROSE = 0.74  # at this share of the size, the window's figures look as large as those of the formula
_FRACTION_SIDE, _FRACTION_OVERHANG = 0.09, 0.06
_SIGN, _LIMIT = 1.45, 0.62
_BRACKET_SIDE = 0.05
_HAT_WIDTH, _HAT_HEIGHT, _HAT_GAP, _HAT_LINE = 0.34, 0.13, 0.07, 0.055
_BLANK_TOP, _BLANK_BOTTOM, _BLANK_LINE, _BLANK_ROUND = 0.74, 0.16, 0.055, 0.12


def lay_out(theme: Theme, node: Node, px: float, token: str = "ink") -> Box:
    """Lay a formula out with type of `px` pixels of the screen; what has no colour of its own is `token`."""
    return Typesetter(theme, px, token).box(node)


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Lays parts out in one size and one colour; `depth` counts the indices it stands in."""

    theme: Theme
    px: float
    token: str
    depth: int = 0

    @property
    def em(self) -> float:
        """The size of type here."""
        return self.px * _SCRIPT_SIZES[min(self.depth, 2)]

    def box(self, node: Node) -> Box:
        """Lay out any part."""
        match node:
            case Text(text, upright):
                return self._glyphs(text if upright else slanted(text), Face.MATHS, self.em)
            case Prose(text, bold):
                return self._glyphs(text, Face.BOLD if bold else Face.PROSE, self.em * _PROSE)
            case Row():
                return self.side_by_side(self.pieces(tuple(flat(node))))
            case Fraction(above, below):
                return self._fraction(self.box(above), self.box(below))
            case Scripts(base, below, above):
                return self._scripts(base, below, above)
            case Limits(sign, below, above):
                return self._limits(sign, below, above)
            case Hat(base):
                return self._hat(base)
            case Brackets(inner):
                return self._brackets(self.box(inner))
            case Space(em):
                return Box(self.theme, em * self.em, 0.0, 0.0)
            case Blank(em):
                return self._blank(em * self.em)
            case Keyed(inner, key):
                box = self.box(inner)
                region = Region(0.0, -box.ascent, box.width, box.descent, key)
                return box._replace(regions=(*box.regions, region))
            case Coloured(inner, token):
                return replace(self, token=token).box(inner)

    def pieces(self, parts: Sequence[Node]) -> list[Box]:
        """Lay out the parts of a row, each sign with its room at both sides."""
        return [self._with_room(self.box(part), *self._room(parts, at)) for at, part in enumerate(parts)]

    def side_by_side(self, boxes: Sequence[Box]) -> Box:
        """Put boxes next to each other on one baseline."""
        placed, x = [], 0.0
        for box in boxes:
            placed.append(box.moved(x, 0.0) if x else box)
            x += box.width
        return together(self.theme, placed, x)

    def _with_room(self, box: Box, left: float, right: float) -> Box:
        return box.moved(left, 0.0)._replace(width=left + box.width + right) if left or right else box

    def _room(self, parts: Sequence[Node], at: int) -> tuple[float, float]:
        """Give a sign's room left and right: none in an index, nor where a plus or minus begins a number."""
        part = parts[at]
        if self.depth or not isinstance(part, Text) or not is_sign(part):
            return 0.0, 0.0
        if part.text in RELATIONS:
            return (_THICK * self.em if at else 0.0), _THICK * self.em
        begins = at == 0 or is_sign(parts[at - 1])
        return (0.0, 0.0) if begins else (_MEDIUM * self.em, _MEDIUM * self.em)

    def _glyphs(self, text: str, face: Face, px: float) -> Box:
        width, ascent, descent = extent(text, face, px)
        mark = Glyphs(0.0, 0.0, text, font_of(face, px), self.token)
        return Box(self.theme, width, ascent, descent, (mark,))

    def _fraction(self, above: Box, below: Box) -> Box:
        axis, rule = _AXIS * self.em, _RULE * self.em
        gap = (_FRACTION_GAP if not self.depth else _RULE) * self.em
        up = max(_FRACTION_SHIFT * self.em, axis + rule / 2 + gap + above.descent)
        down = max(_FRACTION_SHIFT * self.em, below.ascent + gap + rule / 2 - axis)
        side, over = _FRACTION_SIDE * self.em, _FRACTION_OVERHANG * self.em
        line = max(above.width, below.width) + 2 * over
        middle = side + line / 2
        bar = Rule(side, -axis - rule / 2, line, rule, self.token)
        placed = (
            above.moved(middle - above.width / 2, -up),
            below.moved(middle - below.width / 2, down),
            Box(self.theme, 0.0, axis, -axis, (bar,)),
        )
        return together(self.theme, placed, line + 2 * side)

    def _scripts(self, base: Node, below: Node | None, above: Node | None) -> Box:
        inner, small = self.box(base), replace(self, depth=self.depth + 1)
        low = small.box(below) if below is not None else None
        high = small.box(above) if above is not None else None
        up, down = self._shifts(inner, low, high)
        leans = self._lean(base)
        placed = [inner]
        if low is not None:
            placed.append(low.moved(inner.width, down))
        if high is not None:
            placed.append(high.moved(inner.width + leans, -up))
        widest = max([low.width if low else 0.0, high.width + leans if high else 0.0])
        return together(self.theme, placed, inner.width + widest + _AFTER_SCRIPT * self.em)

    def _shifts(self, base: Box, low: Box | None, high: Box | None) -> tuple[float, float]:
        """Give how far up and down the indices go: from a tall base further, and apart from each other."""
        up, down = _UP * self.em, _DOWN * self.em
        if high is not None:
            up = max(up, base.ascent - high.ascent / 2)
        if low is not None:
            down = max(down, base.descent + low.ascent / 4)
        if low is not None and high is not None:
            between = (up - high.descent) - (low.ascent - down)
            down += max(0.0, _SCRIPTS_GAP * self.em - between)
        return up, down

    def _lean(self, base: Node) -> float:
        """Give how far the last letter leans over what follows, so that an index above it keeps clear."""
        while isinstance(base, Keyed | Coloured):
            base = base.inner
        if isinstance(base, Text) and not base.upright:
            return lean(slanted(base.text), Face.MATHS, self.em)
        return 0.0

    def _limits(self, sign: str, below: Node | None, above: Node | None) -> Box:
        large, small = self.em * _SIGN, replace(self, px=self.px * _LIMIT)
        raw = self._glyphs(sign, Face.MATHS, large)
        base = raw.moved(0.0, (raw.ascent - raw.descent) / 2 - _AXIS * self.em)
        gap, placed = _LIMIT_GAP * self.em, [(base, 0.0)]
        if below is not None:
            box = small.box(below)
            placed.append((box, base.descent + gap + box.ascent))
        if above is not None:
            box = small.box(above)
            placed.append((box, -base.ascent - gap - box.descent))
        width = max(box.width for box, _ in placed)
        centred = [box.moved((width - box.width) / 2, dy) for box, dy in placed]
        return together(self.theme, centred, width + _MEDIUM * self.em)

    def _hat(self, base: Node) -> Box:
        box, leans = self.box(base), self._lean(base)
        half, tall = _HAT_WIDTH * self.em / 2, _HAT_HEIGHT * self.em
        path = QPainterPath()
        path.moveTo(-half, 0.0)
        path.lineTo(0.0, -tall)
        path.lineTo(half, 0.0)
        foot = box.ascent + _HAT_GAP * self.em
        line = _HAT_LINE * self.em
        mark = Outline(box.width / 2 + max(leans, 0.04 * self.em), -foot, path, line, self.token)
        hat = Box(self.theme, 0.0, foot + tall + line / 2, -foot, (mark,))
        return together(self.theme, (box, hat), box.width)

    def _brackets(self, inner: Box) -> Box:
        """Put brackets around, stretched upright so that their strokes keep their width."""
        axis = _AXIS * self.em
        reach = max(inner.ascent - axis, inner.descent + axis, bracket("(", self.em)[1].height() / 2)
        left, right = (self._bracket(sign, axis, reach) for sign in "()")
        side = _BRACKET_SIDE * self.em
        return self.side_by_side([left, self._with_room(inner, side, side), right])

    def _bracket(self, sign: str, axis: float, reach: float) -> Box:
        path, ink = bracket(sign, self.em)
        stretch = 2 * reach / ink.height()
        placed = QTransform.fromScale(1.0, stretch).map(path)
        placed.translate(-ink.left(), -axis - reach - ink.top() * stretch)
        mark = Outline(0.0, 0.0, placed, 0.0, self.token)
        return Box(self.theme, ink.width(), axis + reach, reach - axis, (mark,))

    def _blank(self, width: float) -> Box:
        top, bottom, line = (each * self.em for each in (_BLANK_TOP, _BLANK_BOTTOM, _BLANK_LINE))
        path, edge = QPainterPath(), line / 2
        area = QRectF(edge, -top + edge, width - line, top + bottom - line)
        path.addRoundedRect(area, _BLANK_ROUND * self.em, _BLANK_ROUND * self.em)
        return Box(self.theme, width, top, bottom, (Outline(0.0, 0.0, path, line, "line2"),))
