"""The gradient of each layer: its size over time, and how its values spread now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.panels.folding import FoldButton
from playground.ui.plots.gradient_plot import GradientNormPlot
from playground.ui.plots.ridges import RidgePlot
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Histogram

QWIDGETSIZE_MAX = 16_777_215


class GradientsPanel(Panel):
    """Two pictures of dL/dw, over the whole training set, penalty included; folds to its title."""

    fold_wanted = Signal()

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Gradients", parent)
        self._session = session
        self.norms = GradientNormPlot(theme, self)
        self.ridges = RidgePlot(theme, self)
        self._fold = FoldButton(theme, "gradients panel", "Ctrl+J", self)
        self._fold.clicked.connect(self.fold_wanted)
        self.header.addWidget(Label(theme, "over the whole training set", self, role="caption", token="ink3"))
        self.header.addStretch(1)
        self.header.addWidget(self._fold)
        self._plots = QWidget(self)
        row = QHBoxLayout(self._plots)
        Spacing(theme, self._plots, row, 14)
        row.addLayout(
            _titled(theme, "Gradient size per layer |∂L/∂w| over epochs", self.norms, self._plots), 3
        )
        row.addLayout(_titled(theme, "Distribution of ∂L/∂w now", self.ridges, self._plots), 2)
        self.body.addWidget(self._plots, 1)

    def set_folded(self, folded: bool) -> None:
        """Show the title only, or all."""
        self._plots.setVisible(not folded)
        self._fold.show_folded(folded)
        self.setMaximumHeight(self.sizeHint().height() if folded else QWIDGETSIZE_MAX)

    def show_history(self, _due: object = None) -> None:
        """Draw the sizes as far as they go."""
        self.norms.show_norms(self._session.history.norm_epochs, self._session.history.norms)

    def show_histograms(self, histograms: tuple[Histogram, ...]) -> None:
        """Draw how the values spread now."""
        self.ridges.show_histograms(histograms)


def _titled(theme: Theme, title: str, plot: QWidget, parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    Spacing(theme, parent, column, 2)
    column.addWidget(Label(theme, title, parent, role="caption", token="ink3", elide=True))
    column.addWidget(plot, 1)
    return column
