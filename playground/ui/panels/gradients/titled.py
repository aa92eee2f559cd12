"""A plot under its title, with a choice beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme


class Titled(QWidget):
    """The title is one line, cut with dots where it is too long."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        plot: QWidget,
        parent: QWidget | None = None,
        *,
        control: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column, row = QVBoxLayout(self), QHBoxLayout()
        Spacing(theme, self, column, 2)
        Spacing(theme, self, row, 8)
        self.title = Label(theme, title, self, role="caption", token="ink3", elide=True)
        row.addWidget(self.title, 1)
        if control is not None:
            row.addWidget(control)
        column.addLayout(row)
        column.addWidget(plot, 1)
