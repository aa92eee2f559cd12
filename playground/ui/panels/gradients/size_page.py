"""The view “Size”: how large the gradient of each layer is over time, and whether it reaches the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import QHBoxLayout

from playground.session.gradient_words import dead_words, size_words
from playground.ui.panels.gradients.page import Page
from playground.ui.panels.gradients.titled import Titled
from playground.ui.plots.gradient_plot import GradientNormPlot
from playground.ui.widgets.spacing import Spacing
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.session.session import Session
    from playground.ui.theme.theme import Theme


class SizePage(Page):
    """A curve per layer, on a logarithmic axis."""

    KEY, TEXT = "size", "Size"
    TIP = "How large each layer's gradient is, and whether it vanishes or explodes towards the input"

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.norms = GradientNormPlot(theme, self)
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 0)
        row.addWidget(Titled(theme, "Gradient size per layer |∂L/∂w| over epochs", self.norms, self))

    @property
    def probes(self) -> frozenset[Probe]:
        """Which neurons are dead."""
        return frozenset({Probe.HEALTH})

    def sentence(self) -> str:
        """Say whether it vanishes or explodes, and name the layers with dead neurons."""
        point, health = self._session.measured, self._session.health
        norms = () if point is None else point.gradient_norms
        said = size_words(norms)
        # The health is that of now, which says nothing of an earlier moment.
        in_past = self._session.time.now is not None
        if in_past or not len(health) or health.dead.shape[1] != len(norms):
            return said
        dead, neurons = (each[-1].astype(np.int64).tolist() for each in (health.dead, health.neurons))
        return f"{said} {dead_words(dead, neurons)}".strip()

    def show_history(self) -> None:
        """Draw the sizes as far as they go."""
        self.norms.show_norms(self._session.history.norm_epochs, self._session.history.norms)
