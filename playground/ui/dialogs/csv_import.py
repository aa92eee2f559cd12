"""Looking at a CSV file before it is trained on: how it is written, what is in it, what can't be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from playground.ui.dialogs.csv_columns import CsvColumns
from playground.ui.dialogs.csv_format_row import CsvFormatRow
from playground.ui.dialogs.csv_tables import PreviewTable, ProblemTable
from playground.ui.dialogs.message import as_sentence, shortened
from playground.ui.dialogs.sheet import Sheet
from playground.ui.dialogs.warning_icon import WarningIcon
from playground.ui.theme.numbers import format_integer, format_percent
from playground.ui.widgets.label import Label
from playground.worker.csv_process import CsvReader

if TYPE_CHECKING:
    from pathlib import Path

    from playground.data.csv_format import CsvFormat
    from playground.data.table import Table
    from playground.ui.theme.theme import Theme
    from playground.worker.csv_messages import Preview, Verdict

_WIDTH, _HEIGHT = 920, 640
_POLL_MS = 20
_PROGRESS_AFTER_MS = 300
_NAME_CHARACTERS = 60


class CsvImportDialog(Sheet):
    """Accepted, it holds the `table` that was chosen from the file at `path`.

    The file is read by `reader`, in a process of its own; Cancel ends that process at once.
    """

    def __init__(
        self, theme: Theme, path: Path, parent: QWidget | None = None, *, reader: CsvReader | None = None
    ) -> None:
        name = shortened(path.name, _NAME_CHARACTERS)
        super().__init__(theme, f"Load “{name}”", parent, width=_WIDTH, height=_HEIGHT)
        self.path = path
        self.table: Table | None = None
        self._reader = CsvReader() if reader is None else reader
        self._preview: Preview | None = None
        self._make_parts()
        self._lay_out()
        self._poll = QTimer(self)
        self._poll.timeout.connect(self._listen)
        self._poll.start(_POLL_MS)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._show_progress)
        self._read(None)

    def done(self, result: int) -> None:
        """Close, and end the reading with it."""
        self._poll.stop()
        self._patience.stop()
        self._reader.close()
        super().done(result)

    # What the reader tells

    def csv_progress(self, share: float) -> None:
        """Show how much has been read."""
        self.progress.setValue(int(100 * share))
        if self.progress.isVisibleTo(self):
            self._say(f"Reading… {format_percent(share)}")

    def csv_preview(self, preview: Preview) -> None:
        """Show what is in the file."""
        self._preview = preview
        self._end_waiting()
        self.format_row.show_format(preview.format)
        self.columns.show_preview(preview)
        self.preview_table.show_preview(preview)
        self.problem_table.show_preview(preview)
        self._show_counts(preview)
        self._set_usable(True)
        self._check()

    def csv_verdict(self, verdict: Verdict) -> None:
        """Say what the chosen columns give, and offer to load that."""
        self._end_waiting()
        self.columns.show_kind(verdict.kind)
        refusal = verdict.refusal
        self.load_button.setEnabled(refusal is None)
        if refusal is not None:
            self._say(said(refusal.place, refusal.problem, refusal.remedy), wrong=True)
            return
        self.load_button.set_text(f"Load {_rows(verdict.kept)}")
        if self.cancel_button.hasFocus():
            self.load_button.setFocus()
        self._say(verdict_text(verdict))

    def csv_table(self, table: Table) -> None:
        """Take the table and close."""
        self.table = table
        self.accept()

    def csv_failed(self, place: str, problem: str, remedy: str) -> None:
        """Say why the file can't be read."""
        self._end_waiting()
        self._set_usable(False)
        self._say(said(place, problem, remedy), wrong=True)

    # What the person does

    def _read(self, format: CsvFormat | None) -> None:
        self._wait()
        self._set_usable(False)
        self._reader.read(self.path, format)

    def _check(self) -> None:
        self._wait()
        self._reader.check(self.columns.target, self.columns.chosen_inputs(), self.columns.kind)

    def _load(self) -> None:
        self._wait()
        self._set_usable(False)
        self._reader.fetch()

    def _listen(self) -> None:
        self._reader.poll(self)

    # What is shown

    def _make_parts(self) -> None:
        theme = self.theme
        self.format_row = CsvFormatRow(theme, self)
        self.columns = CsvColumns(theme, self)
        self.preview_table = PreviewTable(theme, self)
        self.preview_title = Label(theme, "First rows", self, role="slider", token="ink3")
        self.problem_title = Label(theme, "", self, role="slider", token="ink3")
        self.problem_table = ProblemTable(theme, self)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName("Reading")
        self.progress.setTextVisible(False)
        self.warning = WarningIcon(theme, 18, self)
        self.warning.hide()
        self.sentence = Label(theme, "", self, wrap=True)
        self.format_row.chosen.connect(self._read)
        self.columns.changed.connect(self._check)
        self.cancel_button = self.add_button("Cancel", self.reject)
        self.load_button = self.add_button("Load", self._load, kind="primary")
        # Until there is something to choose from.
        self.cancel_button.setFocus()

    def _lay_out(self) -> None:
        px = self.theme.px
        right = QVBoxLayout()
        right.setSpacing(px(8))
        right.addWidget(self.preview_title)
        right.addWidget(self.preview_table, 3)
        right.addWidget(self.problem_title)
        right.addWidget(self.problem_table, 2)
        middle = QHBoxLayout()
        middle.setSpacing(px(16))
        middle.addWidget(self.columns)
        middle.addLayout(right, 1)
        self.body.addWidget(self.format_row)
        self.body.addLayout(middle, 1)
        self.body.addWidget(self.progress)
        telling = QHBoxLayout()
        telling.setSpacing(px(8))
        telling.addWidget(self.warning, 0, Qt.AlignmentFlag.AlignTop)
        telling.addWidget(self.sentence, 1)
        self.body.addLayout(telling)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.progress.hide()
        self._show_problem_list(False)

    def _wait(self) -> None:
        """Say nothing of waiting until it is felt."""
        self.load_button.setEnabled(False)
        self.progress.setValue(0)
        if not self._patience.isActive():
            self._patience.start(_PROGRESS_AFTER_MS)

    def _show_progress(self) -> None:
        self.progress.show()
        self._say("Reading…")

    def _end_waiting(self) -> None:
        self._patience.stop()
        self.progress.hide()

    def _set_usable(self, usable: bool) -> None:
        """Allow choosing columns only while there is a file to choose from."""
        self.columns.setEnabled(usable)
        if not usable:
            self.load_button.setEnabled(False)

    def _show_counts(self, preview: Preview) -> None:
        shown, columns = len(preview.first_rows), format_integer(len(preview.names))
        self.preview_title.setText(f"First {shown} of {_rows(preview.rows)}, {columns} columns")
        listed, count = self.problem_table.rowCount(), preview.problem_count + len(preview.renamed)
        self._show_problem_list(listed > 0)
        listed_of = "" if listed >= count else f", the first {format_integer(listed)} listed"
        self.problem_title.setText(f"Problems: {format_integer(count)}{listed_of}")

    def _show_problem_list(self, visible: bool) -> None:
        self.problem_title.setVisible(visible)
        self.problem_table.setVisible(visible)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.sentence.setText(text)
        self.warning.setVisible(wrong)
        self.sentence.set_token("danger" if wrong else "ink")
        self.setAccessibleDescription(text)


def said(place: str, problem: str, remedy: str) -> str:
    """Return an error as one or two sentences."""
    return shortened(f"{as_sentence(place)}: {problem}. {remedy}.")


def verdict_text(verdict: Verdict) -> str:
    """Return in words which rows are used, and what the target is."""
    lost = verdict.total - verdict.kept
    if not lost:
        rows = f"All {_rows(verdict.total)} can be used."
    else:
        has, is_left = ("has", "is") if lost == 1 else ("have", "are")
        of = f"{format_integer(lost)} of {_rows(verdict.total)}"
        rows = f"{of} {has} a cell that can't be read and {is_left} left out."
    target = f"{verdict.classes} classes." if verdict.kind == "classes" else "The target is a number."
    return f"{rows} {target}"


def _rows(count: int) -> str:
    return f"{format_integer(count)} row{'' if count == 1 else 's'}"
