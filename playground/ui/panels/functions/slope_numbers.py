"""The right side of "Slope": the definition with its numbers, the digits, and the error against h."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from playground.ui.panels.functions.digits import agreeing, differing, whole
from playground.ui.panels.functions.function_words import letter_of, variable_of
from playground.ui.panels.functions.number_rows import NumberRow, NumberRows
from playground.ui.panels.functions.slope_formula import definition, with_numbers
from playground.ui.plots.slope.curves_painter import sign_token
from playground.ui.plots.slope.error_plot import ErrorPlot
from playground.ui.theme.numbers import format_signed, format_significant
from playground.ui.widgets.label import Label
from playground.ui.widgets.maths.tree import row
from playground.ui.widgets.maths.view import FormulaView
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import ErrorsAnswer, PointAnswer

_NONE = "none"
_ROOMY, _LEAST = 512, 400
_NARROWEST, _FORMULA = 200, 54


class _LiveFormula(FormulaView):
    """Of one size whatever the numbers are, so that nothing around it is laid out while they change."""

    def __init__(self, theme: Theme, parent: QWidget, *, size: float) -> None:
        super().__init__(theme, parent, size=size)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_NARROWEST), self._theme.px(_FORMULA))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class SlopeNumbers(QWidget):
    """Two panels, one above the other."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = Panel(theme, "Difference quotient and slope", self)
        self.definition = _LiveFormula(theme, self.numbers, size=18)
        self.with_numbers = _LiveFormula(theme, self.numbers, size=17)
        self.rows = NumberRows(theme, "Numbers at the point", 6, self.numbers)
        for widget in (self.definition, self.with_numbers, self.rows):
            self.numbers.body.addWidget(widget)
        self.against_step = Panel(theme, "Error against h", self)
        self.errors = ErrorPlot(theme, self.against_step)
        self.best = Label(theme, "", self.against_step, role="caption", token="ink3", elide=True)
        self.against_step.body.addWidget(self.errors, 1)
        self.against_step.body.addWidget(self.best)
        column = QVBoxLayout(self)
        Spacing(theme, self, column, 10)
        column.addWidget(self.numbers)
        column.addWidget(self.against_step, 1)
        self._theme = theme
        theme.changed.connect(self._restyle)
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Do with less where there is little height: the numbers of the formula stand below it as well."""
        super().resizeEvent(event)
        roomy = self.height() >= self._theme.px(_ROOMY)
        self.with_numbers.setVisible(roomy)
        self.best.setVisible(roomy)

    def _restyle(self) -> None:
        # Less than what the layout would ask for with everything in sight.
        self.setMinimumHeight(self._theme.px(_LEAST))

    def show_point(self, point: PointAnswer) -> None:
        """Show the numbers of this point."""
        self.definition.show_formula(definition(point))
        self.with_numbers.show_formula(with_numbers(point))
        self.rows.show_rows(rows_of(point))
        self.errors.show_step(point.h, point.error)

    def show_errors(self, errors: ErrorsAnswer) -> None:
        """Show the errors at this point."""
        self.errors.show_errors(errors)
        said = self.errors.said()
        self.best.setText(f"Best: {', '.join(said)}" if said else "")

    def show_no_errors(self, reason: str) -> None:
        """Say why there are none."""
        self.errors.show_reason(reason)
        self.best.setText("")

    def clear(self) -> None:
        """Show no numbers."""
        self.definition.show_formula(row())
        self.with_numbers.show_formula(row())
        self.rows.show_rows(())


def rows_of(point: PointAnswer) -> list[NumberRow]:
    """Return the numbers of a point, those that count in ink."""
    f, x = letter_of(point.function), variable_of(point.function)
    return [*_values(point, f, x), *_slopes(point, f, x), *_rest(point, f, x)]


def _values(point: PointAnswer, f: str, x: str) -> list[NumberRow]:
    names = f"{f}({x} + h)", f"{f}({x})"
    if point.value is None or point.ahead is None:
        told = [_NONE if each is None else format_significant(each, 8) for each in (point.ahead, point.value)]
        return [NumberRow(name, whole(text)) for name, text in zip(names, told, strict=True)]
    ahead, value = differing(point.ahead, point.value)
    return [NumberRow(names[0], ahead), NumberRow(names[1], value)]


def _slopes(point: PointAnswer, f: str, x: str) -> list[NumberRow]:
    if point.slope is None:
        told = [
            ("quotient", point.quotient),
            ("slope on the left", point.left),
            ("slope on the right", point.right),
        ]
        return [
            NumberRow(name, whole(_NONE if each is None else format_signed(each, 8))) for name, each in told
        ]
    if point.quotient is None:
        return [
            NumberRow("quotient", whole(_NONE)),
            NumberRow(f"{f}′({x})", whole(format_signed(point.slope, 8))),
        ]
    quotient, slope = agreeing(point.quotient, point.slope, point.digits)
    token = sign_token(point.slope)
    return [NumberRow("quotient", quotient, token), NumberRow(f"{f}′({x})", slope, token)]


def _rest(point: PointAnswer, f: str, x: str) -> list[NumberRow]:
    rows = []
    if point.error is not None:
        rows.append(NumberRow("difference", whole(format_signed(point.error))))
    if point.bend is not None:
        rows.append(NumberRow(f"{f}″({x})", whole(format_signed(point.bend, 6)), sign_token(point.bend)))
    return rows
