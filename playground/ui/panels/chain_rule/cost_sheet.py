"""What a derivative costs by each way, and why backpropagation is the clever order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.ui.panels.chain_rule.cost_bars import RULE, CostBars, cost_sentence, costs_of
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import ChainAnswer

_GAP = 10


class CostSheet(QWidget):
    """Bars of the multiplications for one sample, and a sentence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        Spacing(theme, self, column, _GAP)
        self.bars = CostBars(theme, self)
        self.sentence = Label(theme, "", self, wrap=True)
        column.addWidget(self.bars)
        column.addWidget(self.sentence)
        column.addWidget(Label(theme, RULE, self, role="caption", token="ink3", wrap=True))
        column.addStretch(1)

    def show_answer(self, answer: ChainAnswer, stage: Stage) -> None:
        """Show the counts of an answer, which are known at every stage of the walk."""
        self.bars.show_costs(costs_of(answer))
        self.sentence.setText(cost_sentence(answer))
