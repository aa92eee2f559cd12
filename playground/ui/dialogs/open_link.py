"""The dialog that takes a TensorFlow Playground link and says what of it does not carry over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from playground.document.errors import FileError
from playground.document.links import ADDRESS, LONGEST, Linked, from_link
from playground.ui.dialogs.sheet import Sheet
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_WIDTH = 560
_TITLE = "Open a TensorFlow Playground link"
_ASK = "Paste the whole address. Nothing is loaded from it: it holds all settings itself."
_WHOLE = "Everything in it carries over."


class OpenLinkDialog(Sheet):
    """`linked` is what the link stands for, None while it is none; notes follow as one types."""

    def __init__(self, theme: Theme, suggestion: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, _TITLE, parent, width=_WIDTH)
        self.linked: Linked | None = None
        self.body.addWidget(Label(theme, _ASK, self, token="ink2", wrap=True))
        self.field = QLineEdit(self)
        self.field.setMaxLength(LONGEST)
        self.field.setPlaceholderText(f"{ADDRESS}#…")
        self.field.setAccessibleName("Link")
        self.body.addWidget(self.field)
        self.notes = Label(theme, "", self, role="caption", wrap=True)
        self.body.addWidget(self.notes)
        self.add_button("Cancel", self.reject)
        self.open_button = self.add_button("Open", self.accept, kind="primary")
        self.field.textChanged.connect(self._read)
        self.field.setText(suggestion)
        self._read(suggestion)
        self.field.setFocus()
        self.field.selectAll()

    def _read(self, text: str) -> None:
        problem = ""
        try:
            self.linked = from_link(text)
        except FileError as error:
            self.linked, problem = None, f"{error.problem} {error.remedy}" if text.strip() else ""
        notes = " ".join(self.linked.notes) or _WHOLE if self.linked is not None else problem
        self.notes.setText(notes[:1].upper() + notes[1:])
        self.notes.set_token("danger" if problem else "ink2")
        self.open_button.setEnabled(self.linked is not None)
        if self.isVisible():
            self.restyle()


def ask_for_link(theme: Theme, suggestion: str, parent: QWidget | None = None) -> Linked | None:
    """Let the person give a link; None if they did not."""
    dialog = OpenLinkDialog(theme, suggestion, parent)
    taken = dialog.exec() == OpenLinkDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.linked if taken else None
