"""Which function of two variables is looked at: a classic, a formula, or the loss over two weights."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from playground.document.choices import FunctionKind
from playground.document.parameters import has_bias
from playground.document.surface_choice import SurfaceChoice
from playground.formula.errors import FormulaError
from playground.formula.reading import read
from playground.session.unit_words import source_words, unit_words
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.label import Label
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.ui.theme.theme import Theme

FORMULA, LOSS = "formula", "loss"
CLASSICS = (
    ("bowl", "Bowl"),
    ("valley", "Long valley"),
    ("saddle", "Saddle"),
    ("monkey_saddle", "Monkey saddle"),
    ("rosenbrock", "Rosenbrock’s valley"),
    ("waves", "Waves"),
)
WRITTEN = {
    "bowl": "x₁² + x₂²",
    "valley": "x₁²/2 + 5x₂²",
    "saddle": "x₁² − x₂²",
    "monkey_saddle": "x₁³ − 3x₁x₂²",
    "rosenbrock": "(1 − x₁)² + 100(x₂ − x₁²)²",
    "waves": "sin x₁ · cos x₂",
}
FUNCTIONS = (*CLASSICS, (FORMULA, "Your own formula"), (LOSS, "Loss over two weights"))
FIRST_FORMULA = "sin(x1*x2)"
STEEPEST = "steepest"
MOST_LISTED = 300  # weights: a longer list is not looked through
MAP, SURFACE = "map", "surface"
LINE_HEIGHT = 30
HELP = (
    "x1, x2, numbers, pi and e; + − * / ^ and brackets; sin cos tan exp log sqrt abs tanh sigmoid relu sign "
    "floor, min(x1, x2) and max(x1, x2)"
)


class SurfaceChoices(QWidget):
    """`chosen` carries another choice; its point is given up where the function is another."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._choice = theme, SurfaceChoice()
        self.function = LabelledCombo(theme, "Function f", FUNCTIONS, self, width=200)
        self.across = LabelledCombo(theme, "Weight across", [(STEEPEST, "")], self, width=142)
        self.along = LabelledCombo(theme, "Weight upwards", [(STEEPEST, "")], self, width=142)
        self.formula = _Formula(theme, self)
        shown = [Choice(MAP, "Map", "", "Seen from above"), Choice(SURFACE, "Surface", "", "Seen aslant")]
        self.picture = Segmented(theme, shown, self, name="Picture")
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 10)
        for part in (self.function, self.formula, self.across, self.along):
            row.addWidget(part)
        row.addStretch(1)
        self.function.chosen.connect(self._take_function)
        self.across.chosen.connect(lambda key: self._tell(first=_place(key), point=None))
        self.along.chosen.connect(lambda key: self._tell(second=_place(key), point=None))
        self.formula.given.connect(lambda text: self._tell(name=text, point=None))
        self.picture.chosen.connect(lambda key: self._tell(raised=key == SURFACE))

    def show_choice(self, choice: SurfaceChoice, experiment: Experiment) -> None:
        """Show what is chosen, and the weights that there are."""
        self._choice = choice
        named = {FunctionKind.FORMULA: FORMULA, FunctionKind.LOSS: LOSS}
        self.function.show_choice(named.get(choice.kind, choice.name))
        of_loss = choice.kind is FunctionKind.LOSS
        self.formula.setVisible(choice.kind is FunctionKind.FORMULA)
        boxes = (self.across, choice.first, "steepest"), (self.along, choice.second, "2nd steepest")
        for box, place, first in boxes:
            box.setVisible(of_loss)
            if of_loss:
                box.set_choices([(STEEPEST, first), *weights_of(experiment)])
                box.show_choice(STEEPEST if place is None else _key(place))
        if choice.kind is FunctionKind.FORMULA:
            self.formula.show_text(choice.name)
        self.picture.show_choice(SURFACE if choice.raised else MAP)

    def name_of(self, place: tuple[int, int, int]) -> str:
        """Return what the list calls a weight; one that is not listed by its place."""
        row = self.across.box.findData(_key(place))
        layer, source, target = place
        end = f"{layer + 1}.{target + 1}"
        unlisted = f"bias of {end}" if source < 0 else f"input {source + 1} → {end}"
        return self.across.box.itemText(row) if row >= 0 else unlisted

    def _take_function(self, key: str) -> None:
        if key == LOSS:
            self._tell(kind=FunctionKind.LOSS, name="", point=None)
        elif key == FORMULA:
            self._tell(kind=FunctionKind.FORMULA, name=FIRST_FORMULA, point=None)
        else:
            self._tell(kind=FunctionKind.CLASSIC, name=key, point=None)

    def _tell(self, **changes: object) -> None:
        self._choice = replace(self._choice, **changes)  # type: ignore[arg-type]
        self.chosen.emit(self._choice)


class _Formula(QWidget):
    """A line whose text is taken as soon as it reads well; what is wrong with it stands above."""

    given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._caption = Label(theme, "", self, role="slider", token="ink3", elide=True)
        self.line = QLineEdit(self)
        self.line.setAccessibleName("Formula of x1 and x2")
        set_tip(self.line, HELP)
        column = QVBoxLayout(self)
        Spacing(theme, self, column, 3)
        column.addWidget(self._caption)
        column.addWidget(self.line)
        self.line.textEdited.connect(self._take)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._say("")

    def show_text(self, text: str) -> None:
        """Show a formula, unless a person is writing it."""
        if not self.line.hasFocus():
            self.line.setText(text)
            self._say("")

    def problem(self) -> str:
        """Give what is wrong with the text, nothing if it reads well."""
        return self._problem

    def _take(self, text: str) -> None:
        try:
            read(text)
        except FormulaError as error:
            self._say(f"{error.problem[:1].upper()}{error.problem[1:]} {error.remedy}")
        else:
            self._say("")
            self.given.emit(text)

    def _say(self, problem: str) -> None:
        self._problem = problem
        self._caption.setText(problem or "Formula of x1 and x2")
        self._caption.set_token("warn" if problem else "ink3")
        self._caption.setToolTip(problem)

    def _restyle(self) -> None:
        self.line.setFont(self._theme.font("slider"))
        self.line.setFixedHeight(self._theme.px(LINE_HEIGHT))
        self.setMinimumWidth(self._theme.px(190))


def weights_of(experiment: Experiment) -> list[tuple[str, str]]:
    """Return keys and names of weights and biases, layer by layer and neuron by neuron."""
    found: list[tuple[str, str]] = []
    for layer in range(len(experiment.network.hidden) + 1):
        sources = source_words(experiment, layer)
        for target, name in enumerate(unit_words(experiment, layer)):
            ends = [(source, f"{word} → {name}") for source, word in enumerate(sources)]
            if has_bias(experiment, layer):
                ends.append((-1, f"bias of {name}"))
            found += [(_key((layer, source, target)), text) for source, text in ends]
            if len(found) >= MOST_LISTED:
                return found[:MOST_LISTED]
    return found


def _key(place: tuple[int, int, int]) -> str:
    return ",".join(map(str, place))


def _place(key: str) -> tuple[int, int, int] | None:
    if key == STEEPEST:
        return None
    layer, source, target = map(int, key.split(","))
    return layer, source, target
