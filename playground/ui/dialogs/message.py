"""One plain dialog for what went wrong: what, why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.ui.dialogs.sheet import Sheet
from playground.ui.dialogs.warning_icon import WarningIcon
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_ICON = 26
_WIDTH = 460
_MOST_CHARACTERS = 600


class MessageDialog(Sheet):
    """A headline, the problem and the remedy; "Copy details" takes all of it to the clipboard."""

    def __init__(
        self,
        theme: Theme,
        headline: str,
        problem: str,
        remedy: str = "",
        details: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, shortened(headline), parent, width=_WIDTH)
        self._details = "\n".join(part for part in (headline, problem, remedy, details) if part)
        self.headline.hide()
        texts = (shortened(headline), shortened(as_sentence(problem)), shortened(remedy))
        self.setAccessibleDescription(" ".join(text for text in texts[1:] if text))
        self._lay_out(*texts)
        self.copy_button = self.add_button("Copy details", self._copy, left=True, icon="copy")
        self.add_button("OK", self.accept, kind="primary").setFocus()

    def _lay_out(self, headline: str, problem: str, remedy: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(self.theme.px(12))
        head.addWidget(WarningIcon(self.theme, _ICON, self))
        head.addWidget(Label(self.theme, headline, self, role="page_title", wrap=True), 1)
        self.body.addLayout(head)
        for text, token in ((problem, "ink"), (remedy, "ink2")):
            if text:
                self.body.addWidget(Label(self.theme, text, self, token=token, wrap=True))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self.copy_button.set_text("Copied")


def show_error(
    theme: Theme,
    headline: str,
    problem: str,
    parent: QWidget | None = None,
    *,
    remedy: str = "",
    details: str = "",
) -> None:
    """Tell an error and wait until it has been read."""
    dialog = MessageDialog(theme, headline, problem, remedy, details, parent)
    dialog.exec()
    dialog.deleteLater()


def as_sentence(text: str) -> str:
    """Begin with a capital."""
    return text[:1].upper() + text[1:]


def shortened(text: str, most: int = _MOST_CHARACTERS) -> str:
    """Cut a text that would fill the screen; names in files may be as long as they like."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
