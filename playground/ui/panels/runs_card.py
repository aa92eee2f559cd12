"""The card with the earlier runs: their names, what was different, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from playground.session.comparing import difference_in_words, notes_in_words
from playground.ui.widgets.buttons import IconButton, TextButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.popover import Popover
from playground.ui.widgets.scrolling import ScrollingColumn
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.switch import Switch
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.runs import EarlierRun
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

WIDTH = 380
TALLEST = 0.6  # of the window: a longer list scrolls
LONGEST_NAME = 24
NONE_YET = "No earlier run yet. One is kept when you reset, change the data, or go on from an earlier moment."
SOME = "Thin lines in the plot. Below each: what has been changed since."
RETURN_TIP = "Go on from the end of this run; undo returns to the present one"
DRAW_TIP = "Draw its curve"
NO_DRAW_TIP = "Not drawn: it is of other data or another loss, and no axis holds both"
NO_RETURN_TIP = "Its weights are not kept: they are too large, or its table is gone"


class RunsCard(Popover):
    """Lists the runs of one session, the newest first."""

    def __init__(self, theme: Theme, session: Session, window: QWidget) -> None:
        super().__init__(theme, window)
        self._theme, self._session = theme, session
        self.setAccessibleName("Earlier runs")
        self._note = Label(theme, NONE_YET, self, role="caption", token="ink3", wrap=True)
        self.keep = TextButton(theme, "Keep this run", self)
        set_tip(self.keep, "Keep the curve as it is now, to compare with what becomes of it")
        self._content = QWidget(self)
        self._list = QVBoxLayout(self._content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._area = ScrollingColumn(self._content, self)
        self.rows: list[RunRow] = []
        self.body.addWidget(self._note)
        self.body.addWidget(self._area)
        self.body.addWidget(self.keep)
        self.keep.clicked.connect(session.runs.keep_present)
        theme.changed.connect(self._fit)
        self._fit()

    def show_runs(self) -> None:
        """Show the runs there are."""
        runs = self._session.runs.all[::-1]
        self._note.setText(SOME if runs else NONE_YET)
        self.show_progress()
        if [row.run.number for row in self.rows] != [run.number for run in runs]:
            self._rebuild(runs)
        for row, run in zip(self.rows, runs, strict=True):
            row.show_run(run)
        self._fit()

    def show_progress(self) -> None:
        """Show whether the present run can be kept."""
        self.keep.setEnabled(self._session.runs.obstacle is None)

    def _rebuild(self, runs: tuple[EarlierRun, ...]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [RunRow(self._theme, self._session, run, self) for run in runs]
        for row in self.rows:
            self._list.addWidget(row)
            row.show()

    def _fit(self) -> None:
        self._note.setFixedWidth(self._theme.px(WIDTH))
        self._area.setVisible(bool(self.rows))
        for row in self.rows:
            row.setFixedWidth(self._theme.px(WIDTH))
        self._area.fit(round(TALLEST * self.window().height()))
        if self.isVisible():
            self.refit()


class RunRow(QWidget):
    """One run: its name to be changed, whether it is drawn, the way back to it, and its end."""

    def __init__(
        self, theme: Theme, session: Session, run: EarlierRun, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self.run = session, run
        self.name = QLineEdit(run.name, self)
        self.name.setAccessibleName("Name of the run")
        self.name.setMaxLength(LONGEST_NAME)
        self.drawn = Switch(theme, "Draw", self)
        self.back = TextButton(theme, "Go back to it", self)
        self.remove = IconButton(theme, "trash-2", "Forget this run", self, size=28, icon_size=15, quiet=True)
        self._words = Label(theme, "", self, role="caption", token="ink3", wrap=True)
        set_tip(self.name, "How its curve is called; type another name")
        line = QHBoxLayout()
        for part in (self.name, self.drawn, self.back, self.remove):
            line.addWidget(part)
        column = QVBoxLayout(self)
        Spacing(theme, self, column, 2)
        column.addLayout(line)
        column.addWidget(self._words)
        self._connect()

    def show_run(self, run: EarlierRun) -> None:
        """Show the run as it is now."""
        self.run, present = run, self._session.experiment
        if not self.name.hasFocus():
            self.name.setText(run.name)
        self.drawn.show_on(run.shown)
        comparable = run.can_be_compared(present)
        self.drawn.setEnabled(comparable)
        set_tip(self.drawn, DRAW_TIP if comparable else NO_DRAW_TIP)
        self._words.setText(_words(run, present))
        can = run.can_be_returned_to(present)
        self.back.setEnabled(can)
        set_tip(self.back, RETURN_TIP if can else NO_RETURN_TIP)

    def _connect(self) -> None:
        runs, number = self._session.runs, self.run.number
        self.name.editingFinished.connect(lambda: runs.rename(number, self.name.text()))
        self.drawn.switched.connect(lambda on: runs.set_shown(number, on))
        self.back.clicked.connect(lambda: runs.go_back_to(number))
        self.remove.clicked.connect(lambda: runs.remove(number))


def _words(run: EarlierRun, present: Experiment) -> str:
    difference, notes = difference_in_words(run.experiment, present), notes_in_words(run.notes)
    return f"{difference}. On its way: {notes}" if notes else difference
