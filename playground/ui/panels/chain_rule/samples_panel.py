"""The derivative of each sample of a batch, as a swarm of dots around their mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from playground.ui.panels.chain_rule.naming import symbol_text
from playground.ui.panels.chain_rule.sample_swarm import SampleSwarm
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.worker.questions import ChainAnswer, Extent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.theme.theme import Theme

TITLES = {
    Extent.BATCH: "∂L/∂{} of each sample; the mean is the batch's",
    Extent.ALL: "∂L/∂{} of each sample; the mean is the whole training set's",
}


class SamplesPanel(Panel):
    """`chosen` carries the number of the sample that was clicked, counted from 0."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Each sample", parent)
        self.swarm = SampleSwarm(theme, self)
        self.remark = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self.header.addStretch(1)
        self.body.addWidget(self.swarm, 1)
        self.body.addWidget(self.remark)
        self.body.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.swarm.chosen.connect(lambda place: self.chosen.emit(self.swarm.number_of(place)))

    def show_answer(self, answer: ChainAnswer, stage: Stage) -> None:
        """Show the samples of a batch or of all; of one sample there is nothing to show."""
        known = stage.links >= len(answer.links)
        self.setVisible(answer.extent is not Extent.SAMPLE and known)
        if answer.extent is Extent.SAMPLE:
            return
        self.set_title(TITLES[answer.extent].format(symbol_text(answer.parameter)))
        told = len(answer.numbers) > 0
        self.swarm.setVisible(told)
        self.remark.setVisible(not told)
        self.remark.setText(f"{format_integer(answer.samples)} samples are too many to show each.")
        if told:
            self.swarm.show_samples(answer.by_sample, answer.numbers, answer.derivative, answer.sample)
