"""Waiting for work that takes longer than a moment, with its progress and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from playground.data.errors import ImportCancelled
from playground.session.background import Background
from playground.ui.dialogs.sheet import Sheet
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.ui.theme.theme import Theme

Result = TypeVar("Result")

_WIDTH = 420
_POLL_MS = 30
# Work that is done by then shows no dialog.
_MOMENT = 0.15
_STEPS = 1000


class WaitingSheet(Sheet):
    """Accepted once the work has ended, rejected if the person gave it up."""

    def __init__(self, theme: Theme, title: str, work: Background, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent, width=_WIDTH)
        self._work = work
        self.sentence = Label(theme, "", self, token="ink2")
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName(title)
        self.progress.setTextVisible(False)
        # Busy, until there is a share to show.
        self.progress.setRange(0, 0)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.sentence)
        self.cancel_button = self.add_button("Cancel", self.reject)
        self.cancel_button.setFocus()
        self._poll = QTimer(self)
        self._poll.timeout.connect(self._look)
        self._poll.start(_POLL_MS)

    def done(self, result: int) -> None:
        """Close; work that goes on is asked to stop."""
        self._poll.stop()
        if not self._work.ended():
            self._work.stop()
        super().done(result)

    def _look(self) -> None:
        text, share = self._work.latest
        if text:
            self.progress.setRange(0, _STEPS)
            self.progress.setValue(round(_STEPS * share))
            self.sentence.setText(text)
        if self._work.ended():
            self.accept()


def wait_for(
    theme: Theme,
    title: str,
    function: Callable[[Callable[[str, float], None], Callable[[], bool]], Result],
    parent: QWidget | None = None,
) -> Result | None:
    """Return what the function returns, run in another thread; None if the person gave it up.

    It is given a report to make (a text and a share) and a question to ask: whether it should stop. What it
    raises comes out here.
    """
    work = Background(function)
    if not work.ended(_MOMENT):
        sheet = WaitingSheet(theme, title, work, parent)
        try:
            if sheet.exec() != WaitingSheet.DialogCode.Accepted:
                return None
        finally:
            sheet.deleteLater()
    try:
        return work.result()
    except ImportCancelled:
        return None
