"""What there is to say of the box in hand: its name, whether it is right, and the hints asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from playground.session.worksheet import Hint, Verdict
from playground.ui.panels.chain_rule.by_hand.formulas import Formulas, answer_text
from playground.ui.panels.chain_rule.by_hand.names import Names
from playground.ui.panels.chain_rule.by_hand.words import HOW_TO_TYPE, OF_STEP, said_of
from playground.ui.widgets import painting
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.maths.tree import Prose, Row, Text
from playground.ui.widgets.maths.view import FormulaView
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import BoxKind

if TYPE_CHECKING:
    from playground.session.worksheet import Sheet
    from playground.ui.theme.theme import Theme

_RADIUS, _SIZE = 8, 16
_NEXT = {
    Hint.NONE: "Hint: the formula",
    Hint.LETTERS: "Hint: with the numbers",
    Hint.NUMBERS: "Show the number",
}
_TOKENS = {Verdict.RIGHT: "ok", Verdict.WRONG: "danger", Verdict.UNREADABLE: "danger"}
NO_BOX = "Go to a box and type its number."


class HintCard(QWidget):
    """`more` asks for the next hint of the box it shows."""

    more = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = Label(theme, NO_BOX, self, role="panel_title", wrap=True)
        self._said = Label(theme, "", self, wrap=True)
        self.letters = FormulaView(theme, self, size=_SIZE)
        self.numbers = FormulaView(theme, self, size=_SIZE)
        self._how = Label(theme, HOW_TO_TYPE, self, role="caption", token="ink3", wrap=True)
        self.button = TextButton(theme, _NEXT[Hint.NONE], self)
        self.button.clicked.connect(self.more)
        set_tip(self.button, "Tell a little more of this box: type ? in it")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        Spacing(theme, self, column, 6, (12, 10, 12, 12))
        for widget in (self._title, self._said, self.letters, self.numbers, self._how, self.button):
            column.addWidget(widget)
        for widget in (self._said, self.letters, self.numbers, self.button):
            widget.hide()

    @property
    def said(self) -> str:
        """What is said of the number that was typed."""
        return self._said.text()

    def show_box(self, sheet: Sheet, place: int) -> None:
        """Show what there is to say of this box."""
        box, entry = sheet.boxes[place], sheet.entry(place)
        names = Names(sheet.answer)
        self._title.setText(names.in_words(box))
        said = said_of(entry)
        if said and entry.verdict is not Verdict.UNREADABLE:
            number = answer_text(box, sheet.answer.learning_rate)
            said = f"{said} It is {number}." if sheet.knows(place) else said
        self._how.setText(f"{OF_STEP} {HOW_TO_TYPE}" if box.kind is BoxKind.UPDATE else HOW_TO_TYPE)
        self._said.setText(said)
        self._said.set_token(_TOKENS.get(entry.verdict, "ink2"))
        self._said.setVisible(bool(said))
        known = sheet.knows(place)
        for view, wanted, with_numbers in (
            (self.letters, entry.hint is not Hint.NONE or known, False),
            (self.numbers, entry.hint is Hint.NUMBERS or known, True),
        ):
            view.setVisible(wanted)
            if wanted:
                formula = Formulas(sheet.answer, numbers=with_numbers).of(box)
                name = Prose("") if with_numbers else names.box(box)
                view.show_formula(Row((name, Text("="), formula)))
        self.button.set_text(_NEXT[entry.hint])
        self.button.setVisible(not known)

    def clear(self) -> None:
        """Show that no box is in hand."""
        self._title.setText(NO_BOX)
        for widget in (self._said, self.letters, self.numbers, self.button):
            widget.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        rect, radius = QRectF(self.rect()), self._theme.pxf(_RADIUS)
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, rect, radius, self._theme.color("card"))
            painting.outline_round(painter, rect, radius, self._theme.color("line"))
