"""The command that puts a sheet to fill in by hand, and its answers, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from playground.document.errors import FileError
from playground.storage.atomic import write_atomically
from playground.ui.dialogs.message import show_error
from playground.ui.panels.chain_rule.by_hand.pdf import pdf_of
from playground.worker.questions import WorksheetAnswer, WorksheetQuestion
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.session.session import Session
    from playground.ui.commands.files import FileCommands
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told

SLOT = "worksheet_on_paper"
ENDING = ".pdf"
DOCUMENTS = "Documents (*.pdf)"


class WorksheetCommands:
    """Writes the sheet of the weight that the page "Chain rule" is about; `tell` shows a sentence."""

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
        self._path: Path | None = None
        session.studies.told.connect(self._take)

    def table(self) -> dict[str, Callable[[], object]]:
        """Return what each command does, by its key."""
        return {"worksheet": self.print_now}

    def print_now(self) -> None:
        """Write the sheet of the run as it stands, to a file that the person chooses."""
        self._path = self._ask_for_path()
        if self._path is not None:
            self._session.studies.ask(SLOT, self._question())

    def print_sheet(self, answer: WorksheetAnswer) -> bool:
        """Write a sheet that a person is filling in."""
        path = self._ask_for_path()
        return path is not None and self._write(path, answer)

    def _question(self) -> WorksheetQuestion:
        view = self._session.experiment.view
        parameter = None
        if view.chain_rule.parameter is not None:
            layer, source, target = view.chain_rule.parameter
            parameter = Parameter(layer, None if source < 0 else source, target)
        return WorksheetQuestion(parameter, view.chain_rule.extent, view.sample)

    def _ask_for_path(self) -> Path | None:
        suggested = str(self._files.folder / f"{self._session.experiment.name} worksheet{ENDING}")
        name, _ = QFileDialog.getSaveFileName(self._window, "Print a worksheet", suggested, DOCUMENTS)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.lower() == ENDING else path.with_name(path.name + ENDING)

    def _take(self, told: Told) -> None:
        if told.slot != SLOT or self._path is None:
            return
        path, self._path = self._path, None
        self._session.studies.stop(SLOT)
        if isinstance(told.answer, WorksheetAnswer):
            self._write(path, told.answer)
        else:
            show_error(self._theme, "There is no worksheet of this network.", told.reason, self._window)

    def _write(self, path: Path, answer: WorksheetAnswer) -> bool:
        try:
            write_atomically(path, pdf_of(answer))
        except FileError as error:
            self._files.tell_error(f"“{path.name}” could not be saved.", error)
            return False
        self._tell(f"The worksheet and its answers are in “{path.name}”.")
        return True
