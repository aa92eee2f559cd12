"""One sentence under the page: a claim, then the numbers it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout

from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

HEIGHT, SIDE, GAP = 34, 14, 6


class ClaimLine(Panel):
    """The claim is bold; what does not fit of the reason is in its tooltip."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._claim = Label(theme, "", self, role="slider", token="ink2", weight=QFont.Weight.DemiBold)
        self._reason = Label(theme, "", self, role="slider", token="ink2", elide=True)
        self._row = QHBoxLayout()
        self._row.addWidget(self._claim)
        self._row.addWidget(self._reason, 1)
        self.body.addLayout(self._row)
        theme.changed.connect(self._fit)
        self._fit()

    def show_text(self, claim: str, reason: str) -> None:
        """Say something true."""
        self._claim.setText(claim)
        self._reason.setText(reason)
        self.setAccessibleName(self.text())

    def text(self) -> str:
        """Give the whole sentence."""
        return f"{self._claim.text()} {self._reason.text()}".strip()

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px(HEIGHT))
        self.body.setContentsMargins(self._theme.px(SIDE), 0, self._theme.px(SIDE), 0)
        self._row.setSpacing(self._theme.px(GAP))
