"""The banner for what went wrong: what, why, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme

_RADIUS = 10
_BORDER = 1.6
_MARGINS = (20, 14, 20, 14)
_ICON = 26
_ICON_GAP = 16
_SPACING = 6


@dataclass(frozen=True)
class BannerAction:
    """A button of the banner: the key that is signalled, its text and icon."""

    key: str
    text: str
    icon: str = ""


class Banner(QWidget):
    """Hidden until `show_message`; `chosen` carries the key of the action that a person took."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: list[TextButton] = []
        self._headline = Label(theme, "", self, role="page_title", wrap=True)
        self._body = Label(theme, "", self, wrap=True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_message(self, headline: str, body: str, actions: Sequence[BannerAction] = ()) -> None:
        """Tell what happened and why; the first action is the primary one and Enter takes it."""
        self._headline.setText(headline)
        self._body.setText(body)
        self.setAccessibleName(headline)
        self.setAccessibleDescription(body)
        self._replace_buttons(actions)
        self.show()
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def headline(self) -> str:
        """Give what it says happened."""
        return self._headline.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the primary action on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._buttons:
            self._buttons[0].click()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        return QSize(self._theme.px(240), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the icon."""
        rect, radius = QRectF(self.rect()), self._theme.pxf(_RADIUS)
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, rect, radius, self._theme.color("dangerbg"))
            border = self._theme.pxf(_BORDER)
            painting.outline_round(painter, rect, radius, self._theme.color("danger"), border)
            side = self._theme.pxf(_ICON)
            box = QRectF(self._theme.pxf(_MARGINS[0]), self._theme.pxf(_MARGINS[1] - 1), side, side)
            painting.draw_icon(painter, self, self._theme, "triangle-alert", _ICON, "danger", box)

    def _replace_buttons(self, actions: Sequence[BannerAction]) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._make_button(action, first=not index) for index, action in enumerate(actions)]
        for index, button in enumerate(self._buttons):
            self._row.insertWidget(index, button)
            # At once, not when the layout comes to it: only what is visible can take the keyboard.
            button.show()

    def _make_button(self, action: BannerAction, *, first: bool) -> TextButton:
        kind = "primary" if first else "outline"
        button = TextButton(self._theme, action.text, self, icon=action.icon, kind=kind)
        button.clicked.connect(partial(self.chosen.emit, action.key))
        return button

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._column.addWidget(self._headline)
        self._column.addWidget(self._body)
        self._column.addLayout(self._row)

    def _restyle(self) -> None:
        px = self._theme.px
        left, top, right, bottom = _MARGINS
        self._column.setContentsMargins(px(left + _ICON + _ICON_GAP), px(top), px(right), px(bottom))
        self._column.setSpacing(px(_SPACING))
        self._row.setSpacing(px(8))
        self._row.setContentsMargins(0, px(2), 0, 0)
        self.update()
