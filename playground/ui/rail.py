"""The rail at the left: the pages, and below them settings and help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.ui.widgets.rail_button import RailButton
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from playground.ui.theme.theme import Theme


class Rail(QWidget):
    """One button per page, the present one marked."""

    def __init__(self, theme: Theme, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        Spacing(theme, self, column, 4, (6, 0, 0, 6))
        network = RailButton(theme, "network", "Network", self, shortcut="Ctrl+1")
        network.setChecked(True)
        network.clicked.connect(lambda: network.setChecked(True))
        network.clicked.connect(actions["network_page"].trigger)
        settings = RailButton(theme, "settings-2", "Settings", self, shortcut="Ctrl+,")
        keys = RailButton(theme, "circle-help", "Help", self, shortcut="F1")
        for button, key in ((settings, "settings"), (keys, "shortcuts")):
            button.setCheckable(False)
            button.clicked.connect(actions[key].trigger)
        column.addWidget(network)
        column.addStretch(1)
        column.addWidget(settings)
        column.addWidget(keys)
