"""What was found in a CSV file: its first rows, what is left out, and every cell that can't be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from playground.ui.dialogs.csv_tables import LossTable, PreviewTable, ProblemTable
from playground.ui.dialogs.csv_words import counted
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.label import Label
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme
    from playground.worker.csv_messages import Preview

FIRST_ROWS, LEFT_OUT, PROBLEMS = "rows", "left_out", "problems"
_TABS = (Choice(FIRST_ROWS, "First rows"), Choice(LEFT_OUT, "Left out"), Choice(PROBLEMS, "Problems"))


class CsvFindings(QWidget):
    """One table at a time, chosen above, with a line on how much there is of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = Segmented(theme, _TABS, self, name="What is shown")
        set_tip(self.tabs, "The file as it is written, what is not taken of it, or what can't be read in it")
        self.count = Label(theme, "", self, role="slider", token="ink3", elide=True)
        self.preview = PreviewTable(theme, self)
        self.losses = LossTable(theme, self)
        self.problems = ProblemTable(theme, self)
        self._counts = {FIRST_ROWS: "", LEFT_OUT: "", PROBLEMS: ""}
        self._pages = QStackedWidget(self)
        for table in (self.preview, self.losses, self.problems):
            self._pages.addWidget(table)
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self.tabs)
        head.addWidget(self.count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        self.tabs.chosen.connect(self._show_tab)

    def show_preview(self, preview: Preview) -> None:
        """Show what is in a file."""
        self.preview.show_preview(preview)
        self.problems.show_preview(preview)
        columns = counted(len(preview.names), "column")
        self._counts[FIRST_ROWS] = f"{len(preview.first_rows)} of {counted(preview.rows, 'row')}, {columns}"
        count = preview.problem_count + preview.renamed_count
        listed = self.problems.texts.rowCount()
        unlisted = "" if listed >= count else f", the first {format_integer(listed)} listed"
        self._counts[PROBLEMS] = (
            f"{counted(count, 'problem')}{unlisted}" if count else "Everything can be read."
        )
        self._show_tab(self.tabs.choice())

    def show_losses(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Show what is left out of the file or filled in it."""
        self.losses.show_losses(rows)
        self._counts[LEFT_OUT] = "" if rows else "Nothing is left out."
        self._show_tab(self.tabs.choice())

    def _show_tab(self, key: str) -> None:
        self._pages.setCurrentIndex([FIRST_ROWS, LEFT_OUT, PROBLEMS].index(key))
        self.count.setText(self._counts[key])
