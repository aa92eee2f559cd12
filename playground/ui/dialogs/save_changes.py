"""The question before work is left: save it, give it up, or stay."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from playground.ui.dialogs.message import shortened
from playground.ui.dialogs.sheet import Sheet
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_NAME_CHARACTERS = 60


class SaveAnswer(Enum):
    """What the person decided."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class SaveChangesDialog(Sheet):
    """Enter saves, Esc stays; `answer` says what was decided."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, f"Save changes to “{shortened(name, _NAME_CHARACTERS)}”?", parent)
        self.answer = SaveAnswer.CANCEL
        text = "If you don't save, what you changed and trained since the last save is lost."
        self.body.addWidget(Label(theme, text, self, token="ink2", wrap=True))
        self.add_button("Don't save", lambda: self._decide(SaveAnswer.DISCARD), left=True)
        self.add_button("Cancel", self.reject)
        self.add_button("Save", lambda: self._decide(SaveAnswer.SAVE), kind="primary").setFocus()

    def _decide(self, answer: SaveAnswer) -> None:
        self.answer = answer
        self.accept()


def ask_to_save(theme: Theme, name: str, parent: QWidget | None = None) -> SaveAnswer:
    """Ask, and wait for the answer."""
    dialog = SaveChangesDialog(theme, name, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.answer
