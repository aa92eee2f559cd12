"""Commands on links: an experiment from a TensorFlow Playground link, and such a link of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from playground.document.errors import ExperimentError
from playground.document.links import ADDRESS, to_link
from playground.storage.trained import Trained
from playground.ui.dialogs.open_link import ask_for_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from playground.session.session import Session
    from playground.ui.commands.files import FileCommands
    from playground.ui.theme.theme import Theme

COPIED = "The link is on the clipboard."


class LinkCommands:
    """Opens links and copies them; `tell` shows a sentence in the status line."""

    def __init__(
        self,
        theme: Theme,
        session: Session,
        files: FileCommands,
        window: QWidget,
        tell: Callable[[str], None],
    ) -> None:
        self._theme, self._session, self._files = theme, session, files
        self._window, self._tell = window, tell

    def table(self) -> dict[str, Callable[[], object]]:
        """Return what each command does, by its key."""
        return {"open_link": self.open_link, "copy_link": self.copy_link}

    def open_link(self) -> None:
        """Ask for a link, beginning with what is on the clipboard if that is one, and open it."""
        copied = QGuiApplication.clipboard().text().strip()
        linked = ask_for_link(self._theme, copied if copied.startswith(ADDRESS) else "", self._window)
        if linked is not None and self._files.may_leave():
            self._session.files.open_new(Trained(linked.experiment))
            self._tell(" ".join(linked.notes))

    def copy_link(self) -> None:
        """Put the link of the present experiment on the clipboard, or say why there is none."""
        try:
            link = to_link(self._session.experiment)
        except ExperimentError as error:
            self._files.tell_error("This experiment does not fit into such a link.", error)
            return
        QGuiApplication.clipboard().setText(link)
        self._tell(COPIED)
