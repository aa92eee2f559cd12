"""The card that offers to start from the place under the cross-hair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.ui.panels.landscape.slice_words import start_words
from playground.ui.widgets import painting
from playground.ui.widgets.buttons import IconButton, TextButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import PlaceAnswer

_RADIUS = 8
_MARGINS = (12.0, 7.0, 8.0, 7.0)


class StartCard(QWidget):
    """`accepted` says to start there, `closed` that it is not wanted."""

    accepted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Start from here")
        self.text = Label(theme, "", self)
        self.button = TextButton(theme, "Start here", self, kind="primary", shortcut="Enter")
        set_tip(self.button, "Set all weights and biases to those of this place; undo takes it back", "Enter")
        close = IconButton(theme, "x", "Stay where you are", self, size=28, quiet=True, shortcut="Esc")
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 10, _MARGINS)
        for widget in (self.text, self.button, close):
            row.addWidget(widget)
        self.button.clicked.connect(self.accepted)
        close.clicked.connect(self.closed)
        self.hide()

    def show_answer(self, answer: PlaceAnswer) -> None:
        """Offer this place."""
        self._say(start_words(answer), offered=True)

    def show_reason(self, reason: str) -> None:
        """Say why this place cannot be started from."""
        self._say(reason, offered=False)

    def _say(self, text: str, *, offered: bool) -> None:
        self.text.setText(text)
        self.button.setVisible(offered)
        self.adjustSize()
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its border."""
        rect, radius = QRectF(self.rect()), self._theme.pxf(_RADIUS)
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, rect, radius, self._theme.color("panel"))
            painting.outline_round(painter, rect, radius, self._theme.color("line2"))
