"""The rail at the left: the pages, and below them settings and help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.document.choices import Page
from playground.ui.widgets.rail_button import RailButton
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from playground.ui.theme.theme import Theme


PAGES = (
    (Page.NETWORK, "network", "Network", "Ctrl+1"),
    (Page.CHAIN_RULE, "route", "Chain rule", "Ctrl+2"),
    (Page.FUNCTIONS, "spline", "Functions", "Ctrl+3"),
    (Page.LANDSCAPE, "mountain", "Landscape", "Ctrl+4"),
    (Page.JACOBIAN, "move-3d", "Jacobian", "Ctrl+5"),
)


class Rail(QWidget):
    """One button per page, the present one marked."""

    def __init__(self, theme: Theme, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        Spacing(theme, self, column, 4, (6, 0, 0, 6))
        self._pages = {
            page: RailButton(theme, icon, text, self, shortcut=keys) for page, icon, text, keys in PAGES
        }
        for page, button in self._pages.items():
            button.clicked.connect(actions[f"{page.value}_page"].trigger)
            button.clicked.connect(self._mark)
            column.addWidget(button)
        settings = RailButton(theme, "settings-2", "Settings", self, shortcut="Ctrl+,")
        keys = RailButton(theme, "circle-help", "Help", self, shortcut="F1")
        for button, key in ((settings, "settings"), (keys, "shortcuts")):
            button.setCheckable(False)
            button.clicked.connect(actions[key].trigger)
        column.addStretch(1)
        column.addWidget(settings)
        column.addWidget(keys)
        self._shown = Page.NETWORK
        self._mark()

    def show_page(self, page: Page) -> None:
        """Mark the page that is in sight."""
        self._shown = page
        self._mark()

    def _mark(self) -> None:
        for page, button in self._pages.items():
            button.setChecked(page is self._shown)
