"""Where a person writes a function of x; it stays there while it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.formula.of_x import read_of_x
from playground.ui.panels.formula_field import FormulaField
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

EXAMPLE = "sin(x) + x^2/10"
HELP = (
    "Your own function: x, numbers, pi and e; + − * / ^ and brackets; sin cos tan exp log sqrt abs tanh "
    "sigmoid relu sign floor, min(x, 1) and max(x, 1)"
)


class FormulaOfX(FormulaField):
    """`given` carries a formula of x that reads well, on Enter or the button."""

    drawn = ""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, lambda _text: ("Enter draws it.", False), parent, read=read_of_x)
        self.line.setPlaceholderText(EXAMPLE)
        self.line.setAccessibleName("Your own function of x")
        set_tip(self.line, HELP)

    def clear(self) -> None:
        """Go back to what is drawn."""
        super().clear()
        self.show_formula(self.drawn)

    def show_formula(self, text: str) -> None:
        """Show the formula that is drawn; what a person is writing is left alone if it is the same still."""
        self.drawn = text
        self._show_button("check", "Draw this function", "Enter")
        if self.line.text() != text:
            self.line.setText(text)
        self._say("")
