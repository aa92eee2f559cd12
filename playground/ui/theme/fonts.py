"""The type: which size and weight each role of text has, and the bundled font files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

if TYPE_CHECKING:
    from pathlib import Path

TEXT_FAMILY = "Inter"
MATH_FAMILY = "STIX Two Math"
FILES = (
    "Inter-Regular.ttf",
    "Inter-Medium.ttf",
    "Inter-SemiBold.ttf",
    "Inter-Bold.ttf",
    "STIXTwoMath-Regular.ttf",
)

_POINTS_PER_INCH = 72.0
_TABULAR = QFont.Tag("tnum")


@dataclass(frozen=True)
class Role:
    """A size in design pixels, a weight, and whether figures are of equal width.

    Inter's tabular feature widens hyphens too, so prose and names go without it.
    """

    size: float
    weight: QFont.Weight
    tabular: bool = True


ROLES = {
    "hero": Role(34, QFont.Weight.DemiBold, tabular=False),
    "counter": Role(22, QFont.Weight.DemiBold),
    "page_title": Role(17, QFont.Weight.DemiBold, tabular=False),
    "metric": Role(17, QFont.Weight.DemiBold),
    "panel_title": Role(13, QFont.Weight.DemiBold, tabular=False),
    "live": Role(14.5, QFont.Weight.DemiBold),
    "body": Role(13, QFont.Weight.Normal, tabular=False),
    "slider": Role(12.5, QFont.Weight.Normal),
    "caption": Role(12, QFont.Weight.Normal),
    "tick": Role(11, QFont.Weight.Normal),
    "rail": Role(10.5, QFont.Weight.Medium, tabular=False),
}


@cache
def load(folder: Path) -> None:
    """Register the bundled fonts that are there; without them the system's font is used."""
    for path in (folder / file for file in FILES):
        if path.is_file():
            QFontDatabase.addApplicationFont(str(path))


def make(size: float, weight: QFont.Weight, *, tabular: bool = True, math: bool = False) -> QFont:
    """Give a font of so many (also broken) pixels, unhinted; a copy of one that is made once."""
    return QFont(_made(size, weight, tabular, math, _dots_per_inch()))


@cache
def _made(size: float, weight: QFont.Weight, tabular: bool, math: bool, dots_per_inch: float) -> QFont:
    font = QFont()
    families = [MATH_FAMILY, TEXT_FAMILY] if math else [TEXT_FAMILY]
    font.setFamilies([*families, _system_family()])
    # Pixel sizes are whole in Qt; points are not, so 12.5 px goes by way of the screen's resolution.
    font.setPointSizeF(size * _POINTS_PER_INCH / dots_per_inch)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        font.setFeature(_TABULAR, 1)
    return font


def _system_family() -> str:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def _dots_per_inch() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInchY() if screen else 96.0
