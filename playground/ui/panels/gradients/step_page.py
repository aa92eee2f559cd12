"""The view “Step”: how far each step moves each layer, as a share of its weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from playground.session.gradient_words import USUAL_STEP, step_words
from playground.ui.panels.gradients.page import Page
from playground.ui.panels.gradients.titled import Titled
from playground.ui.plots.step_plot import StepRatioPlot
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

BAND_TIP = (
    "The band from 1/10 000 to 1/100 around 1/1 000 is a rule of thumb: "
    "A. Karpathy, CS231n notes, “Ratio of weights:updates”"
)


class StepPage(Page):
    """A curve per layer of |Δw| / |w|, over the band that is usual."""

    KEY, TEXT = "step", "Step"
    TIP = "How far a step moves each layer, as a share of its weights"

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.ratios = StepRatioPlot(theme, USUAL_STEP, self)
        set_tip(self.ratios, BAND_TIP)
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 0)
        row.addWidget(Titled(theme, "Step by weights |Δw| / |w| per layer over epochs", self.ratios, self))

    @property
    def probes(self) -> frozenset[Probe]:
        """How far the last step went."""
        return frozenset({Probe.HEALTH})

    def sentence(self) -> str:
        """Judge the last step."""
        ratios = self._session.health.step_ratios
        return step_words(ratios[-1].tolist() if len(ratios) else [])

    def show_history(self) -> None:
        """Draw the ratios as far as they are known."""
        health = self._session.health
        self.ratios.show_ratios(health.epochs, health.step_ratios)
