"""Which glyph a letter of a formula has, in which font, and the exact box of its ink."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath

from playground.ui.theme import fonts

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

_ITALIC = {
    **{chr(ord("A") + at): chr(0x1D434 + at) for at in range(26)},
    **{chr(ord("a") + at): chr(0x1D44E + at) for at in range(26)},
    **{chr(0x3B1 + at): chr(0x1D6FC + at) for at in range(25)},
    "h": "\N{PLANCK CONSTANT}",  # the place of the slanted h in Unicode
}
_SLANTED = str.maketrans(_ITALIC)


class Face(Enum):
    """A typeface of formulas: that of mathematics, or the window's, plain or bold."""

    MATHS = "maths"
    PROSE = "prose"
    BOLD = "bold"


def slanted(text: str) -> str:
    """Give the letters of a formula, slanted; figures, signs and capital Greek stay upright."""
    return text.translate(_SLANTED)


@lru_cache(maxsize=256)
def font_of(face: Face, px: float) -> QFont:
    """Give a font in so many (also broken) pixels."""
    weight = QFont.Weight.DemiBold if face is Face.BOLD else QFont.Weight.Normal
    return fonts.make(px, weight, math=face is Face.MATHS)


@lru_cache(maxsize=4096)
def extent(text: str, face: Face, px: float) -> tuple[float, float, float]:
    """Give how far the next glyph is, and how far the ink reaches above and below the baseline."""
    metrics = QFontMetricsF(font_of(face, px))
    ink = metrics.tightBoundingRect(text)
    return metrics.horizontalAdvance(text), max(0.0, -ink.top()), max(0.0, ink.bottom())


@lru_cache(maxsize=256)
def lean(text: str, face: Face, px: float) -> float:
    """Give how far the ink of slanted letters leans out beyond where the next glyph would start."""
    metrics = QFontMetricsF(font_of(face, px))
    return max(0.0, metrics.tightBoundingRect(text).right() - metrics.horizontalAdvance(text))


@lru_cache(maxsize=64)
def bracket(sign: str, px: float) -> tuple[QPainterPath, QRectF]:
    """Give the outline of a bracket and the box of its ink, to be made taller."""
    path = QPainterPath()
    path.addText(0, 0, font_of(Face.MATHS, px), sign)
    return path, path.boundingRect()
