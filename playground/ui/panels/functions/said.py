"""What is true of a picture now: a claim, and under it the reason on at most two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.ui.widgets.label import Label
from playground.ui.widgets.sentence import Sentence
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme


class Said(QWidget):
    """Takes the same room whatever it says, so that nothing moves while it changes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._claim = Label(theme, "", self, weight=QFont.Weight.DemiBold, elide=True)
        self._reason = Sentence(theme, self)
        column = QVBoxLayout(self)
        Spacing(theme, self, column, 1)
        column.addWidget(self._claim)
        column.addWidget(self._reason)

    def show_text(self, claim: str, reason: str = "") -> None:
        """Say something true."""
        self._claim.setText(claim)
        self._reason.show_text(reason)
        self.setAccessibleName(self.text())

    def text(self) -> str:
        """Give all that is said."""
        return f"{self._claim.text()} {self._reason.text()}".strip()


def said_of(reason: str) -> str:
    """Return why there is no answer without the name of what it is about, which stands above it."""
    text = reason.partition(": ")[2] or reason
    return f"{text[:1].upper()}{text[1:]}"
