"""A plot under its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme


class Titled(QWidget):
    """The title is one line, cut with dots where it is too long."""

    def __init__(self, theme: Theme, title: str, plot: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        Spacing(theme, self, column, 2)
        self.title = Label(theme, title, self, role="caption", token="ink3", elide=True)
        column.addWidget(self.title)
        column.addWidget(plot, 1)
