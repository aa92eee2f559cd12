"""What every dialog is: a title, a body and a row of buttons, in the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.ui.theme.theme import Theme

_MARGIN = 20
_SPACING = 12
_BUTTON_GAP = 8
_SCREEN_SHARE = 0.94


class Sheet(QDialog):
    """Put widgets into `body`, then buttons into the row below; Esc closes.

    `width` and `height` are in design pixels; a height of 0 is what the body needs. It is never larger than
    the screen.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        parent: QWidget | None = None,
        *,
        width: float = 440,
        height: float = 0,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._design_size = (width, height)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setModal(True)
        self.headline = Label(theme, title, self, role="page_title", wrap=True)
        self.body = QVBoxLayout()
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.headline)
        self._column.addLayout(self.body, 1)
        self._column.addLayout(self.buttons)
        theme.changed.connect(self.restyle)
        self.restyle()

    def add_button(
        self,
        text: str,
        does: Callable[[], object],
        *,
        kind: str = "secondary",
        left: bool = False,
        icon: str = "",
    ) -> TextButton:
        """Add a button at the right of the row, or at its left; the primary one takes Enter."""
        button = TextButton(self.theme, text, self, kind=kind, icon=icon)
        button.clicked.connect(lambda: does())
        button.setDefault(kind == "primary")
        if left:
            self.buttons.insertWidget(0, button)
        else:
            self.buttons.addWidget(button)
        return button

    def showEvent(self, event: QShowEvent) -> None:
        """Take the right size first."""
        self._fit()
        super().showEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill it with the panel's colour."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.theme.color("panel"))

    def restyle(self) -> None:
        """Measure and paint again."""
        px = self.theme.px
        self._column.setContentsMargins(px(_MARGIN), px(_MARGIN), px(_MARGIN), px(_MARGIN))
        self._column.setSpacing(px(_SPACING))
        self.body.setSpacing(px(_SPACING))
        self.buttons.setSpacing(px(_BUTTON_GAP))
        if self.isVisible():
            self._fit()
        self.update()

    def _fit(self) -> None:
        """Take the wished size, as far as the screen allows."""
        screen = self._screen_size()
        width, height = (self.theme.px(size) for size in self._design_size)
        width = min(width, int(screen.width() * _SCREEN_SHARE))
        self.setFixedWidth(width) if not self._design_size[1] else self.setMinimumSize(0, 0)
        needed = self._column.totalHeightForWidth(width)
        if needed < 0:
            needed = self.sizeHint().height()
        self.resize(width, min(height or needed, int(screen.height() * _SCREEN_SHARE)))

    def _screen_size(self) -> QRect:
        screen = self.screen()
        return screen.availableGeometry() if screen is not None else QRect(0, 0, 1440, 900)
