"""A derivative by backpropagation: δ layer by layer, and the weight's slope from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule.delta_formula import (
    layer_formulas,
    mean_formula,
    neuron_formula,
    parameter_formula,
)
from playground.ui.panels.chain_rule.formula_sheet import FormulaSheet
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.theme.theme import Theme
    from playground.ui.widgets.maths.tree import Node
    from playground.ui.widgets.maths.view import FormulaView
    from playground.worker.questions import ChainAnswer

SIZE = 17.5
INTRO = (
    "δ is ∂L/∂z, of all neurons of a layer at once. W carries it back along the weights, f′(z) is each"
    " activation's slope at its z, and ⊙ multiplies neuron by neuron."
)


class DeltaSheet(FormulaSheet):
    """As many formulas as there are layers from the output down to the parameter's own, then the rest."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.intro = Label(theme, "", self, role="caption", token="ink3", wrap=True)
        self.column.addWidget(self.intro)
        self.column.addStretch(1)

    def show_answer(self, answer: ChainAnswer, stage: Stage) -> None:
        """Show how backpropagation finds the derivative of the sample."""
        self.intro.setText(f"{INTRO} Sample {format_integer(answer.sample + 1)}:")
        self._show_formulas(_formulas(answer, stage))
        self.show_stage(stage)

    def _show_formulas(self, nodes: list[Node]) -> None:
        while len(self.formulas) < len(nodes):
            self._insert(self.add_formula(SIZE))
        for view, node in zip(self.formulas, nodes, strict=False):
            view.show_formula(node)
        for at, view in enumerate(self.formulas):
            view.setVisible(at < len(nodes))

    def _insert(self, view: FormulaView) -> None:
        self.column.removeWidget(view)
        self.column.insertWidget(len(self.formulas), view)


def _formulas(answer: ChainAnswer, stage: Stage) -> list[Node]:
    parts = [
        *layer_formulas(answer, stage),
        neuron_formula(answer, stage),
        parameter_formula(answer, stage),
        mean_formula(answer, stage),
    ]
    return [part for part in parts if part is not None]
