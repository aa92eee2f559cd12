"""What can be taken over from the path downhill along a weight: its learning rate, and where it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.document import edits
from playground.ui.panels.functions.descent_words import place
from playground.ui.theme.numbers import format_rate
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import DescentMethod

if TYPE_CHECKING:
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import DescentAnswer

HELD = "Only this {kind} moves: all other weights held."


class LossActions(QWidget):
    """In sight only where the function is the loss."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._answer: DescentAnswer | None = None
        self.held = Label(theme, "", self, role="caption", token="ink3", wrap=True)
        self.rate = TextButton(theme, "", self)
        self.weight = TextButton(theme, "", self)
        set_tip(self.rate, "Train with this learning rate from now on")
        row = QHBoxLayout()
        Spacing(theme, self, row, 8)
        row.addWidget(self.rate)
        row.addWidget(self.weight)
        row.addStretch(1)
        column = QVBoxLayout(self)
        Spacing(theme, self, column, 6)
        column.addWidget(self.held)
        column.addLayout(row)
        self.rate.clicked.connect(self._use_rate)
        self.weight.clicked.connect(self._set_weight)
        self.hide()

    def show_answer(self, answer: DescentAnswer) -> None:
        """Offer what this path has, if it is along a weight."""
        self._answer = answer
        self.setVisible(answer.parameter is not None)
        if answer.parameter is None:
            return
        kind = "bias" if answer.parameter.source is None else "weight"
        end = place(float(answer.paths[0].places[-1]))
        self.held.setText(HELD.format(kind=kind))
        self.rate.setVisible(answer.paths[0].method is not DescentMethod.NEWTON)
        self.rate.set_text(f"Use η = {format_rate(answer.rate)}")
        self.weight.set_text(f"Set {kind} to {end}")
        set_tip(self.weight, f"Put the {kind} of the network where the path ends")

    def _use_rate(self) -> None:
        if self._answer is not None:
            self._session.edit("Learning rate", edits.set_learning_rate, self._answer.rate)

    def _set_weight(self) -> None:
        answer = self._answer
        if answer is not None and answer.parameter is not None and answer.weight is not None:
            end = float(answer.paths[0].places[-1])
            self._session.by_hand.set_parameter(answer.parameter, answer.weight, end)
