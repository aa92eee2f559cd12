"""A number with its caption above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme


class Metric(QWidget):
    """Caption over value; `widest` reserves room, so that a growing number moves nothing."""

    def __init__(
        self,
        theme: Theme,
        caption: str,
        parent: QWidget | None = None,
        *,
        role: str = "metric",
        widest: str = "0.0000",
    ) -> None:
        super().__init__(parent)
        self._theme, self._role, self._widest = theme, role, widest
        self._caption = Label(theme, caption, self, role="caption", token="ink3")
        self._value = Label(theme, "–", self, role=role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._caption)
        layout.addWidget(self._value)
        theme.changed.connect(self._reserve)
        self._reserve()

    def show_value(self, text: str, token: str = "ink") -> None:
        """Show the number, already written; `token` colours it (``danger`` for NaN)."""
        if text != self._value.text():
            self._value.setText(text)
            self.setAccessibleName(f"{self._caption.text()}: {text}")
        self._value.set_token(token)

    def set_caption(self, text: str) -> None:
        """Change what the number is."""
        self._caption.setText(text)

    def text(self) -> str:
        """Give the number that is shown."""
        return self._value.text()

    def _reserve(self) -> None:
        font = self._theme.font(self._role)
        self._value.setMinimumSize(
            QSize(int(painting.text_width(font, self._widest) + 1), QFontMetrics(font).height())
        )
