"""What is to be known of the sheet as a whole, and beside it the way to a sheet of the new weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_GAP = 10


class Remark(QWidget):
    """A sentence or two in `label`, and the button `renew`; hidden where there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.label = Label(theme, "", self, role="caption", token="ink2", wrap=True)
        self.renew = TextButton(theme, "Start again with the new weights", self, kind="primary")
        row = QHBoxLayout(self)
        Spacing(theme, self, row, _GAP)
        row.addWidget(self.label, 1)
        row.addWidget(self.renew, 0, Qt.AlignmentFlag.AlignTop)

    def show_text(self, text: str, *, renewable: bool) -> None:
        """Say this; where a sheet is `renewable` it is of weights that have moved on, which is a warning."""
        self.label.setText(text)
        self.label.set_token("warn" if renewable else "ink2")
        self.label.setVisible(bool(text))
        self.renew.setVisible(renewable)
        self.setVisible(bool(text))
