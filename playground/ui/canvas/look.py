"""The theme's colours and type as the canvas uses them, looked up once per look and not once per stroke."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFontMetricsF

from playground.document.choices import CanvasMode

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme


class Look:
    """One look of the theme; a new one is made when the theme changes."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.k = theme.k
        self.dashes = theme.signs == "dashes"
        self.ground = theme.color("panel")
        self.color = cache(theme.color)
        self.font = cache(theme.font)
        self.metrics = cache(self._metrics)
        self._shade = cache(self._entry)

    def shade(self, name: str, t: float) -> QColor:
        """Return the colour of t in [-1, 1] in a colour map."""
        return self._shade(name, round((min(max(t, -1.0), 1.0) + 1.0) * 127.5))

    def mixed(self, color: QColor, opacity: float) -> QColor:
        """Return the colour that paint of this opacity leaves on the ground.

        Opaque paint keeps the joints of a curve's pieces from showing as beads.
        """
        rest, ground = 1.0 - opacity, self.ground
        return QColor.fromRgbF(
            color.redF() * opacity + ground.redF() * rest,
            color.greenF() * opacity + ground.greenF() * rest,
            color.blueF() * opacity + ground.blueF() * rest,
        )

    def _entry(self, name: str, place: int) -> QColor:
        return QColor(*self.theme.lut(name)[place].tolist())

    def _metrics(self, role: str) -> QFontMetricsF:
        return QFontMetricsF(self.font(role))


def map_name(mode: CanvasMode) -> str:
    """Return the colour map of a mode: orange and blue for values, green and violet for slopes."""
    return "value" if mode is CanvasMode.WEIGHTS else "deriv"
