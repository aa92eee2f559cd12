"""The left side of "Slope": the curve, its controls, and what is seen of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.ui.panels.functions.function_picker import FunctionPicker
from playground.ui.panels.functions.function_words import function_text, letter_of, variable_of
from playground.ui.panels.functions.saying import Saying
from playground.ui.panels.functions.step_control import StepControl
from playground.ui.plots.slope.slope_plot import SlopePlot
from playground.ui.theme.numbers import Notation, format_compact, parse_number
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.field import NumberField
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.toggle_chip import ToggleChip
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.document.functions_view import FunctionChoice
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

WHOLE = "Show the whole curve again"
PLOT_TIP = (
    "Drag the point, or the second one to change h. Arrows move the point and h, Shift ten times as far. "
    "The wheel, + and − zoom."
)
_EXACT = Notation(lambda value: format_compact(value, 7), parse_number)


class CurvePanel(Panel):
    """Holds the controls; who owns it connects them."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.picker = FunctionPicker(theme, session, self)
        self.plot = SlopePlot(theme, self)
        self.place = NumberField(theme, "Point", self, notation=_EXACT, widest="−0.12345678")
        self.letter = Label(theme, "x =", self, role="slider", token="ink2")
        self.step = StepControl(theme, self)
        self.slopes = ToggleChip(theme, "f′", "Draw the derivative", self)
        self.bends = ToggleChip(theme, "f″", "Draw the second derivative", self)
        self.whole = IconButton(theme, "maximize-2", WHOLE, self, size=28, icon_size=14)
        self.whole.hide()
        self.note = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self.saying = Saying(theme, self)
        set_tip(self.plot, PLOT_TIP)
        self._lay_out(theme)

    def show_function(self, choice: FunctionChoice) -> None:
        """Call everything by the letters of this function."""
        letter, variable = letter_of(choice), variable_of(choice)
        self.slopes.setText(f"{letter}′")
        self.bends.setText(f"{letter}″")
        self.letter.setText(f"{variable} =")
        self.plot.setAccessibleName(f"{letter}({variable}) = {function_text(choice)}")

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        Spacing(theme, self, head, 6)
        head.addWidget(self.picker, 1)
        head.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignBottom)
        below = QHBoxLayout()
        Spacing(theme, self, below, 8)
        for each in (self.slopes, self.bends, self.letter, self.place):
            below.addWidget(each)
        below.addWidget(self.step, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.plot, 1)
        self.body.addWidget(self.note)
        self.body.addLayout(below)
        self.body.addWidget(self.saying)
