"""Commands on the decision map: what is drawn over it, and its picture and numbers taken elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from playground.document import edits
from playground.document.errors import FileError
from playground.storage.atomic import write_atomically
from playground.ui.plots.pictures import copy_picture
from playground.ui.theme.numbers import format_integer

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.session.session import Session
    from playground.ui.commands.files import FileCommands
    from playground.ui.panels.decision_panel import DecisionPanel

ENDING = ".png"
PICTURES = "Pictures (*.png)"
FINER = 2
NOTHING_YET = "No map is shown to take numbers from."


class MapCommands:
    """`picture` gives the panel that shows the decision; `tell` shows a sentence in the status line."""

    def __init__(
        self,
        session: Session,
        files: FileCommands,
        window: QWidget,
        picture: Callable[[], DecisionPanel],
        tell: Callable[[str], None],
    ) -> None:
        self._session, self._files, self._window = session, files, window
        self._picture, self._tell = picture, tell

    def table(self) -> dict[str, Callable[[], object]]:
        """Return what each command does, by its key."""
        return {
            "arrows": self._toggle_arrows,
            "contours": self._toggle_contours,
            "copy_map": self.copy,
            "copy_map_numbers": self.copy_numbers,
            "save_map": self.save,
        }

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        copy_picture(self._picture().image(FINER))
        self._tell("The picture is on the clipboard.")

    def copy_numbers(self) -> None:
        """Put place and value of every sample on the clipboard, as CSV text."""
        text = self._picture().numbers()
        if not text:
            self._tell(NOTHING_YET)
            return
        QGuiApplication.clipboard().setText(text)
        self._tell(f"{format_integer(text.count(chr(10)) - 1)} lines of numbers are on the clipboard.")

    def save(self) -> bool:
        """Write the picture to a file that the person chooses, twice as sharp as on the screen."""
        suggested = str(self._files.folder / f"{self._session.experiment.name} map{ENDING}")
        name, _ = QFileDialog.getSaveFileName(self._window, "Save the picture", suggested, PICTURES)
        if not name:
            return False
        path = Path(name)
        path = path if path.suffix.lower() == ENDING else path.with_name(path.name + ENDING)
        try:
            write_atomically(path, _png(self._picture().image(FINER)))
        except FileError as error:
            self._files.tell_error(f"“{path.name}” could not be saved.", error)
            return False
        self._tell(f"The picture is in “{path.name}”.")
        return True

    def _toggle_arrows(self) -> None:
        self._session.edit("Arrows", edits.set_arrows, not self._session.experiment.view.arrows)

    def _toggle_contours(self) -> None:
        self._session.edit("Contour lines", edits.set_contours, not self._session.experiment.view.contours)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
