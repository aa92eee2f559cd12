"""Which inputs the network is given: features and formulas of points, or columns of a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.document import edits
from playground.document.errors import ExperimentError
from playground.document.formulas import input_of
from playground.document.sources import TableSource
from playground.formula.writing import pretty
from playground.session.inputs import InputSummaries
from playground.ui.panels.column_list import range_words
from playground.ui.panels.column_switches import ColumnSwitches
from playground.ui.panels.formula_field import FormulaField, sentence
from playground.ui.panels.formula_rows import FormulaRows
from playground.ui.widgets.flow import Flow
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.toggle_chip import ToggleChip
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.document.experiment import Data, Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme


class FeaturesSection(QWidget):
    """A part of the data panel; every switch is an edit."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self._refusal: ExperimentError | None = None
        self._summaries = self._summaries_of(session.experiment.data)
        self._title = Label(theme, "Features", self, role="panel_title")
        self._count = Label(theme, "", self, role="slider", token="ink3")
        self.chips: dict[str, ToggleChip] = {}
        self._flow = Flow(theme, self)
        self._own_title = Label(theme, "Your own formula", self, role="slider", token="ink2")
        self.formulas = FormulaRows(theme, self)
        self.field = FormulaField(theme, self._judge, self)
        self.columns = ColumnSwitches(theme, self)
        self._lay_out()
        self._connect()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show all inputs, and which are on."""
        data = experiment.data
        if not self._summaries.are_of(data):
            self._summaries = self._summaries_of(data)
        table = isinstance(data.source, TableSource)
        self._title.setText("Inputs" if table else "Features")
        self._count.setText(f"{len(data.inputs)} of {len(data.available_inputs)} on")
        for part in (self._flow, self._own_title, self.field):
            part.setVisible(not table)
        self.columns.setVisible(table)
        if table:
            self.formulas.hide()
            self.columns.show_data(data, self._summaries)
        else:
            self._show_features(data)

    def _show_features(self, data: Data) -> None:
        if tuple(self.chips) != data.source.available_inputs:
            self.chips = {name: self._chip(name) for name in data.source.available_inputs}
            self._flow.set_widgets(tuple(self.chips.values()))
        for name, chip in self.chips.items():
            chip.show_on(name in data.inputs)
            set_tip(chip, self._tip(name))
        tips = {name: self._tip(name) for name in data.formulas}
        self.formulas.show_formulas(data.formulas, data.inputs, tips)
        if self.field.replaced and self.field.replaced not in data.formulas:
            self.field.clear()

    def _chip(self, name: str) -> ToggleChip:
        label = self._summaries.of(name).label
        chip = ToggleChip(self._theme, label, f"Feature {label}", self._flow)
        chip.switched.connect(partial(self._switch, name))
        return chip

    def _tip(self, name: str) -> str:
        summary = self._summaries.of(name)
        meaning = f", {summary.meaning}" if summary.meaning else ""
        return f"{summary.label}{meaning}: {range_words(summary)}"

    def _summaries_of(self, data: Data) -> InputSummaries:
        return InputSummaries(data, self._session.samples, self._session.table)

    # What a person does

    def _connect(self) -> None:
        self._session.edit_refused.connect(self._take_refusal)
        self.field.given.connect(self._take_formula)
        self.formulas.switched.connect(self._switch)
        self.formulas.change_wanted.connect(self.field.change)
        self.formulas.removal_wanted.connect(self._remove)
        self.columns.switched.connect(self._switch_columns)

    def _switch(self, name: str, on: bool) -> None:
        label = self._summaries.of(name).label
        self._session.edit(f"Switch {label}", edits.set_input_on, name, on)

    def _switch_columns(self, names: tuple[str, ...], on: bool) -> None:
        what = names[0] if len(names) == 1 else f"{len(names)} columns"
        self._session.edit(f"Switch {what}", edits.set_inputs_on, names, on)

    def _remove(self, formula: str) -> None:
        self._session.edit(f"Remove {pretty(formula)}", edits.remove_formula, formula)

    def _take_formula(self, text: str) -> None:
        old, self._refusal = self.field.replaced, None
        if old:
            taken = self._session.edit("Change formula", edits.replace_formula, old, text)
        else:
            taken = self._session.edit("Add formula", edits.add_formula, text)
        if taken:
            self.field.clear()
        elif self._refusal is not None:
            self.field.refuse(words_of(self._refusal))

    def _take_refusal(self, error: ExperimentError) -> None:
        self._refusal = error

    def _judge(self, text: str) -> tuple[str, bool]:
        """Say what Enter would do with a formula that reads well, or why it would do nothing."""
        data, old = self._session.experiment.data, self.field.replaced
        try:
            key = input_of(text)
        except ExperimentError as error:
            return words_of(error), True
        if key in data.available_inputs and key != old:
            label = self._summaries.of(key).label
            return f"{label} is there already{'.' if old else ': Enter switches it on.'}", bool(old)
        problem = self._summaries.problem_of(key)
        return problem or f"{pretty(key)}: Enter {'keeps' if old else 'adds'} it.", bool(problem)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        Spacing(self._theme, self, column, 6)
        column.addLayout(head)
        for part in (self._flow, self._own_title, self.formulas, self.field, self.columns):
            column.addWidget(part)


def words_of(error: ExperimentError) -> str:
    """Return a refusal as it stands under the field, which needs no name there."""
    return f"{sentence(error.problem)} {error.remedy}"
