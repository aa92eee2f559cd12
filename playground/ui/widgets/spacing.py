"""Gaps and margins of a layout in design pixels, kept in step with the text size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout, QWidget

    from playground.ui.theme.theme import Theme

NO_MARGINS = (0.0, 0.0, 0.0, 0.0)
Margins = tuple[float, float, float, float]


class Spacing(QObject):
    """Belongs to the widget whose layout it spaces, and goes with it."""

    def __init__(
        self, theme: Theme, owner: QWidget, layout: QLayout, gap: float, margins: Margins = NO_MARGINS
    ) -> None:
        super().__init__(owner)
        self._theme, self._layout, self._gap, self._margins = theme, layout, gap, margins
        theme.changed.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        """Space the layout for the text size as it is now."""
        self._layout.setSpacing(self._theme.px(self._gap))
        self._layout.setContentsMargins(*(self._theme.px(margin) for margin in self._margins))
