"""The list of paths from the parameter to the loss, what each comes to, and their sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from playground.ui.panels.chain_rule.naming import NameOf, path_text, paths_title
from playground.ui.panels.chain_rule.path_rows import DIGITS, PathRow, PathRows
from playground.ui.theme.numbers import format_integer, format_signed
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import ChainAnswer, ChainPath, Extent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.theme.theme import Theme

ALL_DIGITS = 12
SUM_TIP = "All paths add up to the number that backpropagation finds: {sum} in double precision."


class PathsPanel(Panel):
    """`chosen` carries the neurons of the path that is to be looked at."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name_of: NameOf, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Paths to the loss", parent)
        self._name_of = name_of
        self._means = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self.list = PathRows(theme, self)
        self.note = Label(theme, "", self, role="caption", token="ink3", wrap=True)
        self.header.addStretch(1)
        self.body.addWidget(self._means)
        self.body.addWidget(self.list)
        self.body.addWidget(self.note)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.list.chosen.connect(self.chosen)

    def show_answer(self, answer: ChainAnswer, stage: Stage) -> None:
        """Show all paths; their products once the walk has found all derivatives of one."""
        known = stage.links >= len(answer.links)
        self.set_title(paths_title(answer.path_count))
        self._means.setText(means_text(answer))
        self._means.setVisible(answer.extent is not Extent.SAMPLE)
        self.list.show_rows(self._rows(answer, known))
        self.note.setText(engine_text(answer) if known else "")
        self.note.setVisible(known)
        total = format_signed(answer.derivative, ALL_DIGITS)
        set_tip(self.list, SUM_TIP.format(sum=total) if known else "The derivatives are not all found yet.")

    def _rows(self, answer: ChainAnswer, known: bool) -> list[PathRow]:
        rows = [self._row(answer, path, known, at == answer.chosen) for at, path in enumerate(answer.paths)]
        others = answer.path_count - len(answer.paths)
        if others:
            name = "the other one" if others == 1 else f"all {format_integer(others)} others"
            rows.append(PathRow(name, answer.others if known else None, quiet=True))
        if answer.chosen < 0:
            among = self._row(answer, answer.chosen_path, known, True)
            rows.append(PathRow(f"among them {among.name}", among.number, among.neurons, chosen=True))
        symbol = "b" if answer.parameter.source is None else "w"
        rows.append(PathRow(f"Sum ∂L/∂{symbol}", answer.derivative if known else None, total=True))
        return rows

    def _row(self, answer: ChainAnswer, path: ChainPath, known: bool, chosen: bool) -> PathRow:
        name = path_text(answer.parameter.layer, path.neurons, len(answer.outputs), self._name_of)
        return PathRow(name, path.product if known else None, path.neurons, chosen)


def means_text(answer: ChainAnswer) -> str:
    """Say what the numbers are means of."""
    count = format_integer(answer.samples)
    which = "all" if answer.extent is Extent.ALL else "the next batch of"
    return f"Means over {which} {count} samples" if answer.samples != 1 else "Of one sample"


def engine_text(answer: ChainAnswer) -> str:
    """Say what the engine finds in its own precision, and what the penalty adds to it."""
    said = f"In its own precision the engine finds {format_signed(answer.used, DIGITS)}."
    if answer.penalty:
        said += f" The penalty adds {format_signed(answer.penalty, DIGITS)}."
    if answer.drops:
        said += " Dropout, which leaves neurons out in training, is not done here."
    return said
