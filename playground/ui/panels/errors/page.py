"""What both kinds of errors share: a picture at the left, numbers and a list of samples beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.panels.errors.sample_list import SampleList
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme
    from playground.ui.widgets.metric import Metric

LIST_TIP = "A sample that is chosen is ringed on the map; Esc or a second click lets go of it"


class ErrorsPage(QWidget):
    """Places the picture, the metrics and the list."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self.title.hide()
        self.heading = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self.list = SampleList(theme, self)
        self.list.setAccessibleName(name)
        set_tip(self.list, LIST_TIP)

    def place(self, plot: QWidget, metrics: Sequence[Metric]) -> None:
        """Lay out the parts."""
        theme, row, left, right = self._theme, QHBoxLayout(self), QVBoxLayout(), QVBoxLayout()
        Spacing(theme, self, row, 14)
        for column in (left, right):
            Spacing(theme, self, column, 2)
        left.addWidget(self.title)
        left.addWidget(plot, 1)
        numbers = QHBoxLayout()
        Spacing(theme, self, numbers, 10)
        for metric in metrics:
            numbers.addWidget(metric, 1)
        right.addLayout(numbers)
        right.addWidget(self.heading)
        right.addWidget(self.list, 1)
        row.addLayout(left, 3)
        row.addLayout(right, 2)
