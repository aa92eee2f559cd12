"""Which columns are inputs, and what becomes of their holes and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from playground.data.csv_choices import MISSING_WORDS
from playground.ui.dialogs.csv_column_list import ColumnList
from playground.ui.dialogs.csv_plan import ColumnPlan
from playground.ui.dialogs.csv_words import counted
from playground.ui.dialogs.message import shortened
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.field import silently
from playground.ui.widgets.label import Label
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.data.csv_choices import Missing, Words
    from playground.ui.theme.theme import Theme
    from playground.worker.csv_messages import Preview

_WIDTH, _HALF = 330, 161
_NAME_CHARACTERS = 30
_MISSING: tuple[tuple[Missing, str], ...] = (
    ("drop", "Drop the row"),
    ("mean", "Fill: mean"),
    ("median", "Fill: median"),
    ("frequent", "Fill: commonest"),
    ("zero", "Fill: 0"),
)
_WORDS: tuple[tuple[Words, str], ...] = (
    ("leave_out", "Leave out"),
    ("one_hot", "An input each"),
    ("ordinal", "Number them"),
)
_MISSING_TIP = "What becomes of a cell that is empty or no number; the values come from all rows read"
_WORDS_TIP = "An input for each word, 1 where it stands; or 0, 1, 2 in order of appearance"


class CsvColumns(QWidget):
    """`changed` is emitted when a person chose otherwise; the `plan` holds what was chosen."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.plan: ColumnPlan | None = None
        self.filter = QLineEdit(self)
        self.filter.setAccessibleName("Find columns")
        self.filter.setPlaceholderText("Find columns")
        self.filter.setClearButtonEnabled(True)
        self.inputs = ColumnList(theme, self)
        self.all_button = TextButton(theme, "All", self, kind="quiet")
        self.none_button = TextButton(theme, "None", self, kind="quiet")
        self.missing = LabelledCombo(theme, "Missing cells", _MISSING, self, width=_HALF)
        self.words = LabelledCombo(theme, "Words", _WORDS, self, width=_HALF)
        self.reason = Label(theme, "", self, role="slider", token="ink3", wrap=True)
        self._explain()
        self._lay_out()
        self._connect()
        self._show_choices()

    def show_preview(self, preview: Preview) -> None:
        """Show the columns of a file; choices that fit it are kept."""
        if self.plan is not None and self.plan.fits(preview):
            self.plan.take_over(preview)
        else:
            self.plan = ColumnPlan(preview)
            with silently(self.filter):
                self.filter.clear()
            self.filter.setPlaceholderText(f"Find among {counted(len(preview.names), 'column')}")
            self.inputs.look_for("")
            self.inputs.show_plan(self.plan)
        self.refresh()

    def refresh(self) -> None:
        """Show what becomes of each column anew."""
        if self.plan is None:
            return
        self.inputs.columns.refresh()
        self._show_choices()

    def _explain(self) -> None:
        set_tip(self.missing.box, _MISSING_TIP)
        set_tip(self.words.box, _WORDS_TIP)
        set_tip(self.all_button, "Tick all columns that are shown")
        set_tip(self.none_button, "Untick all columns that are shown")

    def _lay_out(self) -> None:
        px = self._theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        head = QHBoxLayout()
        head.addWidget(self.filter, 1)
        head.addWidget(self.all_button)
        head.addWidget(self.none_button)
        choices = QHBoxLayout()
        choices.setSpacing(px(8))
        choices.addWidget(self.missing)
        choices.addWidget(self.words)
        choices.addWidget(self.reason, 1)
        choices.addStretch(0)
        column.addLayout(head)
        column.addWidget(self.inputs, 1)
        column.addLayout(choices)
        self.setFixedWidth(px(_WIDTH))

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.inputs.look_for)
        self.inputs.pointed.connect(self._show_choices)
        self.inputs.columns.ticked.connect(self._tell)
        self.missing.chosen.connect(self._choose_missing)
        self.words.chosen.connect(self._choose_words)
        self.all_button.clicked.connect(lambda: self._tick_shown(True))
        self.none_button.clicked.connect(lambda: self._tick_shown(False))

    def _tick_shown(self, on: bool) -> None:
        if self.plan is not None:
            for place in self.inputs.shown():
                self.plan.tick(place, on)
            self._tell()

    def _choose_missing(self, key: str) -> None:
        if self.plan is not None:
            self.plan.choose_missing(self.inputs.chosen(), next(each for each, _ in _MISSING if each == key))
            self._tell()

    def _choose_words(self, key: str) -> None:
        if self.plan is not None:
            self.plan.choose_words(self.inputs.chosen(), next(each for each, _ in _WORDS if each == key))
            self._tell()

    def _tell(self) -> None:
        self.refresh()
        self.changed.emit()

    def _show_choices(self) -> None:
        """Offer what can be done with the columns that are chosen, or say why nothing can."""
        plan = self.plan
        if plan is None:
            self.missing.hide()
            self.words.hide()
            return
        chosen = self.inputs.chosen()
        usable = [place for place in chosen if not plan.barred(place)]
        words = [place for place in usable if plan.is_words(place)]
        self.missing.setVisible(bool(usable))
        self.words.setVisible(bool(words))
        self.reason.setVisible(not words)
        self.reason.setText(self._reason(plan, chosen, bool(usable)))
        if usable:
            allowed = [pair for pair in _MISSING if pair[0] in MISSING_WORDS] if words else list(_MISSING)
            self.missing.set_choices(allowed)
            self.missing.show_choice(plan.choice(usable[0]).missing)
        if words:
            self.words.show_choice(plan.choice(words[0]).words if plan.is_input(words[0]) else "leave_out")

    def _reason(self, plan: ColumnPlan, chosen: list[int], usable: bool) -> str:
        if len(chosen) > 1:
            return f"{len(chosen):,} columns are chosen."
        if not chosen:
            return "Choose a column to say what becomes of its cells."
        name = shortened(plan.names[chosen[0]], _NAME_CHARACTERS)
        return "" if usable else f"“{name}”: {plan.barred(chosen[0])}."
