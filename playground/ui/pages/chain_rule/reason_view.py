"""Why the page has nothing to show, in the middle of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

HEADLINE = "There is nothing to follow here right now"
FIELD = "Chain rule: "
WIDTH, MARGIN = 520, 40


class ReasonView(Panel):
    """A headline, and below it the reason with what can be done."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._headline = Label(theme, HEADLINE, self, role="page_title")
        self.text = Label(theme, "", self, token="ink2", wrap=True)
        middle = Qt.AlignmentFlag.AlignHCenter
        for label in (self._headline, self.text):
            label.setAlignment(middle)
        self.body.addStretch(1)
        self.body.addWidget(self._headline, 0, middle)
        self.body.addWidget(self.text, 0, middle)
        self.body.addStretch(1)
        theme.changed.connect(self._measure)
        self._measure()

    def show_reason(self, text: str) -> None:
        """Say why."""
        plain = text.removeprefix(FIELD)
        self.text.setText(plain[:1].upper() + plain[1:])
        self.setAccessibleName(f"{HEADLINE}: {plain}")
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the text the room it takes in the width there is."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        # A layout asks a text that is aligned for its height in another width than it then gets.
        width = max(1, min(self._theme.px(WIDTH), self.contentsRect().width() - self._theme.px(MARGIN)))
        self.text.setFixedSize(width, max(0, self.text.heightForWidth(width)))
