"""The canvas above, the strip of the card below it: neither hides the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from playground.ui.theme.theme import Theme

GAP = 8
# As much as the panel below gives when it folds, so that the canvas stays where it is.
HEIGHT, LEAST, GREATEST_SHARE = 279, 110, 0.5


class CardDock(QWidget):
    """Gives the strip its height: never more than half."""

    def __init__(self, theme: Theme, canvas: QWidget, strip: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._strip = theme, strip
        column = QVBoxLayout(self)
        Spacing(theme, self, column, GAP)
        column.addWidget(canvas, 1)
        column.addWidget(strip)
        theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the strip to the height there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        share = int(GREATEST_SHARE * self.height())
        self._strip.setFixedHeight(max(self._theme.px(LEAST), min(self._theme.px(HEIGHT), share)))
