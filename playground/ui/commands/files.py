"""Commands on files: new, open, save, and what happens to unsaved work."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from playground.document.errors import ExperimentError, FileError
from playground.session.project import data_exporter
from playground.storage.tables import csv_source, table_of
from playground.storage.trained import Trained
from playground.ui.dialogs.csv_import import CsvImportDialog
from playground.ui.dialogs.message import shortened, show_error
from playground.ui.dialogs.save_changes import SaveAnswer, ask_to_save
from playground.ui.dialogs.waiting import wait_for
from playground.ui.theme.numbers import format_integer

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.data.csv_recipe import CsvRecipe
    from playground.data.table import Table
    from playground.document.sources import TableSource
    from playground.session.session import Session
    from playground.storage.examples import Example
    from playground.ui.commands.look import LookCommands
    from playground.ui.theme.theme import Theme

ENDING = ".playground"
PROJECTS = "Playground projects (*.playground)"
TABLES = "Tables (*.csv *.tsv *.txt)"
TABLE_ENDING = ".csv"
EXPORTS = "Tables (*.csv)"
SHOWN_NAME = 40


class FileCommands:
    """Every way in and out of the window for an experiment."""

    def __init__(self, theme: Theme, session: Session, look: LookCommands, window: QWidget) -> None:
        self._theme, self._session, self._look, self._window = theme, session, look, window

    def table(self) -> dict[str, Callable[[], object]]:
        """Return what each command does, by its key."""
        return {
            "open": self.ask_and_open,
            "save": self.save,
            "save_as": self.save_as,
            "load_csv": self.ask_for_table,
            "export_data": self.export_data,
        }

    def ask_and_open(self) -> None:
        """Let the person choose a project or a table."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open", self._folder(), f"{PROJECTS};;{TABLES}")
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> bool:
        """Open a project or a table, and say so if it cannot be read."""
        if path.suffix.lower() != ENDING:
            return self.load_table(path)
        if not self.may_leave():
            return False
        try:
            trained = wait_for(
                self._theme,
                f"Opening “{shortened(path.name, SHOWN_NAME)}”",
                lambda _report, stopped: self._session.load(path, stopped),
                self._window,
            )
            if trained is None:
                return False
            self._session.open_loaded(trained, path)
        except (FileError, ExperimentError) as error:
            self.tell_error(f"“{path.name}” could not be opened.", error)
            return False
        self._remember(path)
        return True

    def open_example(self, example: Example) -> None:
        """Open a shipped experiment."""
        if self.may_leave():
            experiment = example.experiment()
            self._session.open_new(Trained(experiment, table_of(experiment)))

    def ask_for_table(self) -> None:
        """Let the person choose a table."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Load a table", self._folder(), TABLES)
        if name:
            self.load_table(Path(name))

    def load_table(self, path: Path) -> bool:
        """Look at a table with the person and train on it."""
        dialog = CsvImportDialog(self._theme, path, self._window)
        try:
            if dialog.exec() != CsvImportDialog.DialogCode.Accepted or dialog.table is None:
                return False
            used = self._use(path, dialog.table, dialog.recipe, standardize=dialog.standardize)
        finally:
            dialog.deleteLater()
        if used:
            self._remember(path)
        return used

    def _use(self, path: Path, table: Table, recipe: CsvRecipe, *, standardize: bool) -> bool:
        """Train on a table; what takes long about a large one is done before, beside the window."""

        def prepare(_report: object, _stopped: object) -> TableSource:
            source = csv_source(path, table, recipe, standardize=standardize)
            with contextlib.suppress(ExperimentError):  # it is told when the table is used
                self._session.prepare_table(table, source)
            return source

        title = f"Preparing “{shortened(path.name, SHOWN_NAME)}”"
        source = wait_for(self._theme, title, prepare, self._window)
        return source is not None and self._session.use_table(table, source)

    def export_data(self) -> bool:
        """Write all samples to a CSV file that the person chooses."""
        suggested = str(Path(self._folder()) / f"{self._session.experiment.name}{TABLE_ENDING}")
        name, _ = QFileDialog.getSaveFileName(self._window, "Export the data", suggested, EXPORTS)
        if not name:
            return False
        path = Path(name)
        path = path if path.suffix else path.with_name(path.name + TABLE_ENDING)
        try:
            write = data_exporter(self._session, path)
            count = wait_for(
                self._theme, f"Writing “{shortened(path.name, SHOWN_NAME)}”", write, self._window
            )
        except FileError as error:
            self.tell_error(f"“{path.name}” could not be written.", error)
            return False
        if count is not None:
            self._look.tell(f"{format_integer(count)} samples are in “{path.name}”.")
        return count is not None

    def save(self) -> bool:
        """Save under the same name, or ask for one."""
        return self._write(self._session.path) if self._session.path else self.save_as()

    def save_as(self) -> bool:
        """Save under a name that the person chooses."""
        suggested = str(Path(self._folder()) / f"{self._session.experiment.name}{ENDING}")
        name, _ = QFileDialog.getSaveFileName(self._window, "Save as", suggested, PROJECTS)
        if not name:
            return False
        path = Path(name)
        return self._write(path if path.suffix.lower() == ENDING else path.with_name(path.name + ENDING))

    def may_leave(self) -> bool:
        """Return whether the present work may be left: saved, or given up by the person."""
        if not self._session.dirty:
            return True
        answer = ask_to_save(self._theme, self._session.experiment.name, self._window)
        return answer is SaveAnswer.DISCARD or (answer is SaveAnswer.SAVE and self.save())

    def tell_error(self, headline: str, error: FileError | ExperimentError) -> None:
        """Show an error with its remedy."""
        show_error(self._theme, headline, error.problem, self._window, remedy=error.remedy)

    def _write(self, path: Path) -> bool:
        try:
            self._session.save(path)
        except FileError as error:
            self.tell_error(f"“{path.name}” could not be saved.", error)
            return False
        self._remember(path)
        return True

    @property
    def folder(self) -> Path:
        """Where the last file was, or at home."""
        recent = self._look.preferences.recent
        return Path(recent[0]).parent if recent else Path.home()

    def _folder(self) -> str:
        return str(self.folder)

    def _remember(self, path: Path) -> None:
        self._look.keep(self._look.preferences.with_recent(str(path.resolve())))
