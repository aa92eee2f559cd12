"""A text in one of the theme's roles and colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme


class Label(QLabel):
    """Plain text; `wrap` breaks it into lines, `elide` cuts it with dots instead of widening the window."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        parent: QWidget | None = None,
        *,
        role: str = "body",
        token: str = "ink",
        weight: QFont.Weight | None = None,
        wrap: bool = False,
        elide: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._theme, self._role, self._token, self._weight = theme, role, token, weight
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.restyle)
        self.restyle()

    def set_token(self, token: str) -> None:
        """Change the colour."""
        if token != self._token:
            self._token = token
            self.restyle()

    def restyle(self) -> None:
        """Take font and colour from the theme again."""
        self.setFont(self._theme.font(self._role, self._weight))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.color(self._token))
        self.setPalette(palette)

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        hint = super().minimumSizeHint()
        return QSize(self._theme.px(24), hint.height()) if self._elide else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, cut with dots if it must be."""
        if not self._elide:
            super().paintEvent(event)
            return
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if text != self.text() else "")
        with QPainter(self) as painter:
            painter.setPen(self._theme.color(self._token if self.isEnabled() else "faint"))
            painter.drawText(self.contentsRect(), self.alignment(), text)
