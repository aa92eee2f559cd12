"""The gradient of each layer: its size over time, and how its values spread now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.panels.tab import Tab
from playground.ui.plots.gradient_plot import GradientNormPlot
from playground.ui.plots.ridges import RidgePlot
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme


class GradientsView(Tab):
    """Two pictures of dL/dw, over the whole training set, penalty included."""

    KEY, TITLE = "gradients", "Gradients"
    TIP = "How large the gradient of each layer is, and how it spreads"
    CAPTION = "over the whole training set"

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.norms = GradientNormPlot(theme, self)
        self.ridges = RidgePlot(theme, self)
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 14)
        row.addLayout(_titled(theme, "Gradient size per layer |∂L/∂w| over epochs", self.norms, self), 3)
        row.addLayout(_titled(theme, "Distribution of ∂L/∂w now", self.ridges, self), 2)

    @property
    def probes(self) -> frozenset[Probe]:
        """The spread of the gradient."""
        return frozenset({Probe.GRADIENT_HISTOGRAMS})

    def show_history(self) -> None:
        """Draw the sizes as far as they go."""
        self.norms.show_norms(self._session.history.norm_epochs, self._session.history.norms)

    def show_probe(self, probe: Probe, value: Any) -> None:
        """Draw how the values spread now."""
        self.ridges.show_histograms(value)


def _titled(theme: Theme, title: str, plot: QWidget, parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    Spacing(theme, parent, column, 2)
    column.addWidget(Label(theme, title, parent, role="caption", token="ink3", elide=True))
    column.addWidget(plot, 1)
    return column
