"""Looking at a CSV file before it is trained on: how it is written, what is in it, what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from playground.data.csv_recipe import CsvRecipe
from playground.ui.dialogs.csv_columns import CsvColumns
from playground.ui.dialogs.csv_findings import CsvFindings
from playground.ui.dialogs.csv_format_row import CsvFormatRow
from playground.ui.dialogs.csv_row_choice import CsvRowChoice
from playground.ui.dialogs.csv_target import CsvTarget
from playground.ui.dialogs.csv_words import (
    counted,
    loss_rows,
    progress_text,
    said,
    too_much_text,
    verdict_text,
)
from playground.ui.dialogs.message import shortened
from playground.ui.dialogs.sheet import Sheet
from playground.ui.dialogs.warning_icon import WarningIcon
from playground.ui.widgets.label import Label
from playground.ui.widgets.switch import Switch
from playground.ui.widgets.tooltip import set_tip
from playground.worker.csv_process import CsvReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playground.data.csv_source import Progress
    from playground.data.table import Table
    from playground.ui.theme.theme import Theme
    from playground.worker.csv_messages import Preview, TooMuch, Verdict

_WIDTH, _HEIGHT = 980, 680
_POLL_MS = 20
_PROGRESS_AFTER_MS = 300
_NAME_CHARACTERS = 60
_STEPS = 1000
_STANDARDIZE_TIP = (
    "Give each input the mean 0 and the deviation 1 over the training samples: most networks need it"
)


class CsvImportDialog(Sheet):
    """Accepted, it holds the `table` and the `recipe` that were chosen from the file at `path`.

    The file is read by `reader`, in a process of its own; Cancel ends that process at once.
    """

    def __init__(
        self, theme: Theme, path: Path, parent: QWidget | None = None, *, reader: CsvReader | None = None
    ) -> None:
        name = shortened(path.name, _NAME_CHARACTERS)
        super().__init__(theme, f"Load “{name}”", parent, width=_WIDTH, height=_HEIGHT)
        self.path = path
        self.table: Table | None = None
        self.recipe = CsvRecipe(None, ())
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
        self._read_anew()

    @property
    def standardize(self) -> bool:
        """Whether the inputs are to be standardised."""
        return self.standardize_switch.isChecked()

    def done(self, result: int) -> None:
        """Close, and end the reading with it."""
        self._poll.stop()
        self._patience.stop()
        self._reader.close()
        super().done(result)

    # What the reader tells

    def csv_progress(self, progress: Progress) -> None:
        """Show how much has been read."""
        self.progress.setValue(int(_STEPS * progress.share))
        if self.progress.isVisibleTo(self):
            self._say(progress_text(progress))

    def csv_too_much(self, news: TooMuch) -> None:
        """Say with the number that the memory would not do, and offer a sample that fits."""
        self._end_waiting()
        self.format_row.show_format(news.format)
        self.row_choice.setEnabled(True)
        self.row_choice.offer_sample(news.sample)
        self._offer("Read the sample", self._read_anew)
        self._say(too_much_text(news), wrong=True)

    def csv_preview(self, preview: Preview) -> None:
        """Show what is in the file."""
        self._preview = preview
        self._end_waiting()
        self.format_row.show_format(preview.format)
        self.row_choice.setEnabled(True)
        self.columns.show_preview(preview)
        if self.columns.plan is not None:
            self.target.show_plan(self.columns.plan)
        self.findings.show_preview(preview)
        self._set_usable(True)
        self._check()

    def csv_verdict(self, verdict: Verdict) -> None:
        """Say what the chosen columns give, and offer to load that."""
        self._end_waiting()
        self.target.show_kind(verdict.kind)
        self.findings.show_losses(loss_rows(verdict, self.row_choice.choice(), self._unticked()))
        refusal = verdict.refusal
        if refusal is not None:
            self._say(said(refusal.place, refusal.problem, refusal.remedy), wrong=True)
            return
        self._offer(f"Load {counted(verdict.kept, 'row')}", self._load)
        self._say(verdict_text(verdict))

    def csv_table(self, table: Table) -> None:
        """Take the table and close."""
        plan, preview = self.columns.plan, self._preview
        if plan is not None and preview is not None:
            inputs = tuple((preview.names[place], plan.choice(place)) for place in plan.inputs())
            self.recipe = CsvRecipe(preview.format, inputs, self.row_choice.choice())
        self.table = table
        self.accept()

    def csv_failed(self, place: str, problem: str, remedy: str) -> None:
        """Say why the file can't be read; its format and its rows can be changed all the same."""
        self._end_waiting()
        self._set_usable(False)
        self.format_row.show_format(None)
        self.row_choice.setEnabled(True)
        self._say(said(place, problem, remedy), wrong=True)

    # What the person does

    def _read_anew(self) -> None:
        self._wait()
        self._set_usable(False)
        self._reader.read(self.path, self.format_row.format, self.row_choice.choice())

    def _check(self) -> None:
        plan = self.columns.plan
        if plan is not None:
            self._wait()
            self._reader.check(plan.target, plan.inputs(), plan.kind, plan.choices())

    def _choose_target(self) -> None:
        self.columns.refresh()
        self._check()

    def _load(self) -> None:
        self._wait()
        self._set_usable(False)
        self.format_row.setEnabled(False)
        self.row_choice.setEnabled(False)
        self._reader.fetch()

    def _listen(self) -> None:
        self._reader.poll(self)

    # What is shown

    def _make_parts(self) -> None:
        theme = self.theme
        self.format_row = CsvFormatRow(theme, self)
        self.target = CsvTarget(theme, self)
        self.row_choice = CsvRowChoice(theme, self)
        self.row_choice.setEnabled(False)
        self.standardize_switch = Switch(theme, "Standardise", self)
        self.standardize_switch.show_on(True)
        set_tip(self.standardize_switch, _STANDARDIZE_TIP)
        self.columns = CsvColumns(theme, self)
        self.findings = CsvFindings(theme, self)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName("Reading")
        self.progress.setTextVisible(False)
        self.progress.setRange(0, _STEPS)
        self.warning = WarningIcon(theme, 18, self)
        self.warning.hide()
        self.sentence = Label(theme, "", self, wrap=True)
        self.format_row.chosen.connect(lambda _format: self._read_anew())
        self.row_choice.chosen.connect(lambda _rows: self._read_anew())
        self.target.changed.connect(self._choose_target)
        self.columns.changed.connect(self._check)
        self.cancel_button = self.add_button("Cancel", self.reject)
        self._do = self._load
        self.load_button = self.add_button("Load", lambda: self._do(), kind="primary")
        # Until there is something to choose from.
        self.cancel_button.setFocus()

    def _lay_out(self) -> None:
        px = self.theme.px
        choices = QHBoxLayout()
        choices.setSpacing(px(16))
        choices.addWidget(self.target)
        choices.addWidget(self.row_choice)
        choices.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(px(16))
        middle.addWidget(self.columns)
        middle.addWidget(self.findings, 1)
        self.body.addWidget(self.format_row)
        self.body.addLayout(choices)
        self.body.addLayout(middle, 1)
        self.body.addWidget(self.progress)
        self.body.addLayout(self._telling())
        self.buttons.insertWidget(0, self.standardize_switch)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.progress.hide()

    def _telling(self) -> QVBoxLayout:
        column = QVBoxLayout()
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        row.addWidget(self.warning, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        column.addLayout(row)
        return column

    def _offer(self, text: str, does: Callable[[], None]) -> None:
        """Let the primary button do this."""
        self._do = does
        self.load_button.set_text(text)
        self.load_button.setEnabled(True)
        if self.cancel_button.hasFocus():
            self.load_button.setFocus()

    def _wait(self) -> None:
        """Say nothing of waiting until it is felt."""
        if self.load_button.hasFocus():
            # A button that is greyed out would hand the keyboard to whatever comes next.
            self.cancel_button.setFocus()
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
        self.target.setEnabled(usable)
        if not usable:
            self.load_button.setEnabled(False)

    def _unticked(self) -> list[str]:
        plan, preview = self.columns.plan, self._preview
        if plan is None or preview is None:
            return []
        places = range(len(plan.names))
        return [
            plan.names[place]
            for place in places
            if preview.kinds[place] == "number" and place != plan.target and not plan.is_input(place)
        ]

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.sentence.setText(text)
        self.warning.setVisible(wrong)
        self.sentence.set_token("danger" if wrong else "ink")
        self.setAccessibleDescription(text)
