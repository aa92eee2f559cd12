"""The panel of ∂output/∂input, and of the two ways to find it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.jacobian.slopes_view import SlopesView
from playground.ui.panels.jacobian.words import about_modes, about_slopes, symbol
from playground.ui.theme.numbers import format_significant
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import JacobianAnswer

_ROOM_FOR_ONE, _ROOM_FOR_ALL = 215, 250


class SlopesPanel(Panel):
    """Shows the slopes at one sample, and what forward and reverse mode take for them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Slopes ∂ŷ/∂x", parent)
        self.view = SlopesView(theme, self)
        self.scale = Label(theme, "", self, role="caption", token="ink3")
        self.of = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self.modes = Label(theme, "", self, role="caption", token="ink2", wrap=True)
        self.loss = Label(theme, "", self, role="caption", token="ink3", wrap=True)
        self.header.addStretch(1)
        self.header.addWidget(self.scale)
        for part in (self.view, self.of, self.modes, self.loss):
            self.body.addWidget(part, 1 if part is self.view else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out sentences where the slopes themselves need the room."""
        super().resizeEvent(event)
        self.of.setVisible(self.height() >= self._theme.px(_ROOM_FOR_ONE))
        self.loss.setVisible(self.height() >= self._theme.px(_ROOM_FOR_ALL))

    def show_answer(self, answer: JacobianAnswer) -> None:
        """Show the slopes at one sample."""
        self.set_title(f"Slopes {symbol(answer)}")
        self.view.show_answer(answer)
        self.scale.setText(f"up to ±{format_significant(self.view.reach, 2)}")
        self.of.setText(about_slopes(answer))
        modes, loss = about_modes(answer)
        self.modes.setText(modes)
        self.loss.setText(loss)
        self.modes.setToolTip(f"{modes} {loss}")
