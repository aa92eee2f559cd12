"""The button of a card that leads to the page "Chain rule"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import edits
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Parameter

FOLLOW = "Follow in Chain rule"


class FollowButton(TextButton):
    """Turns to the page at the weight or bias that `subject` gives."""

    def __init__(
        self,
        theme: Theme,
        session: Session,
        subject: Callable[[], Parameter | None],
        parent: QWidget,
        text: str = FOLLOW,
    ) -> None:
        super().__init__(theme, text, parent, icon="route")
        self.setAccessibleName(FOLLOW)
        self._session, self._subject = session, subject
        set_tip(self, "See every path from it to the loss, with the derivatives on the way", "Shift+F")
        self.clicked.connect(self._follow)

    def _follow(self) -> None:
        found = self._subject()
        if found is not None:
            place = (found.layer, found.source, found.target)
            self._session.edit("Chain rule", edits.follow_in_chain_rule, *place)
