"""Which function of one variable the page is about."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import FunctionKind
from playground.document.functions_view import FunctionChoice
from playground.ui.panels.functions.formula_of_x import EXAMPLE, FormulaOfX
from playground.ui.panels.functions.function_words import KINDS, activation_choices, classic_choices
from playground.ui.panels.functions.weight_combos import WeightCombos
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Parameter

FIRST = {
    FunctionKind.CLASSIC: FunctionChoice(),
    FunctionKind.ACTIVATION: FunctionChoice(FunctionKind.ACTIVATION, "tanh"),
    FunctionKind.FORMULA: FunctionChoice(FunctionKind.FORMULA, EXAMPLE),
    FunctionKind.LOSS: FunctionChoice(FunctionKind.LOSS, ""),
}
KIND_WIDTH = 172
STEEPEST = "The weight whose derivative |∂L/∂w| is largest now"


class FunctionPicker(QWidget):
    """Shows and changes the function in the document's view; of each kind the last one comes back."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._last = dict(FIRST)
        kinds = [(kind.value, text) for kind, text in KINDS]
        self.kind = LabelledCombo(theme, "Function", kinds, self, width=KIND_WIDTH)
        self.classic = LabelledCombo(theme, "Which", classic_choices(), self, width=206)
        self.activation = LabelledCombo(theme, "Which", activation_choices(), self, width=140)
        self.formula = FormulaOfX(theme, self)
        self.weight = WeightCombos(theme, self)
        self.steepest = IconButton(theme, "crosshair", STEEPEST, self, size=30, icon_size=16)
        set_tip(self.steepest, STEEPEST)
        self._written = self._under_caption(theme, "f(x) =", self.formula)
        self._moved = QWidget(self)
        self._lay_out(theme)
        self._connect()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show which function it is."""
        choice = experiment.view.functions.function
        self._last[choice.kind] = choice
        self.kind.show_choice(choice.kind.value)
        self.classic.setVisible(choice.kind is FunctionKind.CLASSIC)
        self.activation.setVisible(choice.kind is FunctionKind.ACTIVATION)
        self._written.setVisible(choice.kind is FunctionKind.FORMULA)
        self._moved.setVisible(choice.kind is FunctionKind.LOSS)
        match choice.kind:
            case FunctionKind.CLASSIC:
                self.classic.show_choice(choice.name)
            case FunctionKind.ACTIVATION:
                self.activation.show_choice(choice.name)
            case FunctionKind.FORMULA:
                self._show_formula(choice.name)
            case FunctionKind.LOSS:
                self.weight.show_place(experiment, choice.parameter)

    def settle(self, parameter: Parameter | None) -> None:
        """Stay with the weight that was found to have the largest derivative."""
        choice = self._session.experiment.view.functions.function
        if parameter is None or choice.kind is not FunctionKind.LOSS or choice.parameter is not None:
            return
        source = -1 if parameter.source is None else parameter.source
        self._choose(replace(choice, parameter=(parameter.layer, source, parameter.target)))

    def _show_formula(self, text: str) -> None:
        if text != self.formula.drawn:
            self.formula.show_formula(text)

    def _choose(self, choice: FunctionChoice) -> None:
        self._session.edit("Function", partial(edits.set_functions, function=choice))

    def _choose_kind(self, key: str) -> None:
        kind = FunctionKind(key)
        # The steepest weight is another one by now.
        self._choose(FIRST[kind] if kind is FunctionKind.LOSS else self._last[kind])

    def _take_formula(self, text: str) -> None:
        self.formula.show_formula(text)
        self._choose(FunctionChoice(FunctionKind.FORMULA, text))

    def _connect(self) -> None:
        self.kind.chosen.connect(self._choose_kind)
        self.classic.chosen.connect(lambda key: self._choose(FunctionChoice(FunctionKind.CLASSIC, key)))
        self.activation.chosen.connect(lambda key: self._choose(FunctionChoice(FunctionKind.ACTIVATION, key)))
        self.formula.given.connect(self._take_formula)
        self.weight.chosen.connect(
            lambda place: self._choose(FunctionChoice(FunctionKind.LOSS, "", parameter=place))
        )
        self.steepest.clicked.connect(lambda: self._choose(FIRST[FunctionKind.LOSS]))

    def _lay_out(self, theme: Theme) -> None:
        moved = QHBoxLayout(self._moved)
        Spacing(theme, self._moved, moved, 8)
        moved.addWidget(self.weight)
        moved.addWidget(self.steepest, 0, Qt.AlignmentFlag.AlignBottom)
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 8)
        top = Qt.AlignmentFlag.AlignTop
        for widget in (self.kind, self.classic, self.activation, self._moved):
            row.addWidget(widget, 0, top)
        row.addWidget(self._written, 1, top)
        row.addStretch(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _under_caption(self, theme: Theme, caption: str, widget: QWidget) -> QWidget:
        both = QWidget(self)
        column = QVBoxLayout(both)
        Spacing(theme, both, column, 3)
        column.addWidget(Label(theme, caption, both, role="slider", token="ink3"))
        column.addWidget(widget)
        return both
