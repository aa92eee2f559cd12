"""The list of paths from the parameter to the loss, what each comes to, and their sum."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from playground.ui.panels.chain_rule.naming import NameOf, path_text, paths_title
from playground.ui.panels.chain_rule.path_rows import DIGITS, PathRow, PathRows
from playground.ui.theme.numbers import format_integer, format_signed
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.worker.questions import ChainAnswer, ChainPath, Extent
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.theme.theme import Theme

ALL_DIGITS = 12
OTHERS_TIP = "What is left of the sum when the listed paths are taken away"
UNKNOWN_TIP = "The derivatives on the way are not all found yet"
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

    def _rows(self, answer: ChainAnswer, known: bool) -> list[PathRow]:
        rows = [self._row(answer, path, known, at == answer.chosen) for at, path in enumerate(answer.paths)]
        others = answer.path_count - len(answer.paths)
        if others:
            name = "the other one" if others == 1 else f"all {format_integer(others)} others"
            rows.append(PathRow(name, answer.others if known else None, OTHERS_TIP, quiet=True))
        if answer.chosen < 0:
            among = self._row(answer, answer.chosen_path, known, True)
            rows.append(replace(among, name=f"among them {among.name}"))
        return [*rows, _sum_row(answer, known)]

    def _row(self, answer: ChainAnswer, path: ChainPath, known: bool, chosen: bool) -> PathRow:
        layer, outputs = answer.parameter.layer, len(answer.outputs)
        name = path_text(layer, path.neurons, outputs, self._name_of)
        way = [self._name_of(Neuron(layer + 1 + depth, unit)) for depth, unit in enumerate(path.neurons)]
        tip = " → ".join([*way, "loss"])
        if known:
            tip = f"{tip}: {format_signed(path.product, ALL_DIGITS)}"
        return PathRow(name, path.product if known else None, tip, path.neurons, chosen)


def _sum_row(answer: ChainAnswer, known: bool) -> PathRow:
    name = f"Sum ∂L/∂{'b' if answer.parameter.source is None else 'w'}"
    if not known:
        return PathRow(name, None, UNKNOWN_TIP, total=True)
    tip = SUM_TIP.format(sum=format_signed(answer.derivative, ALL_DIGITS))
    return PathRow(name, answer.derivative, tip, total=True)


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
        said += " The dropout of training is left out here."
    return said
