"""The panel under the canvas: one tab for the gradients, one for the weights as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from playground.ui.panels.folding import FoldButton
from playground.ui.panels.gradients_view import GradientsView
from playground.ui.panels.weights.weights_view import WeightsView
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.segmented import Choice, Segmented

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Neuron

QWIDGETSIZE_MAX = 16_777_215
GRADIENTS, WEIGHTS = "gradients", "weights"
TABS = [
    Choice(GRADIENTS, "Gradients", tip="How large the gradient of each layer is, and how it spreads"),
    Choice(WEIGHTS, "Weights", tip="The weights of a layer as a table (Shift+W)"),
]
CAPTIONS = {GRADIENTS: "over the whole training set", WEIGHTS: "live, and yours to set"}


class BottomPanel(Panel):
    """Folds to its row of tabs; `tab_changed` says that something else is looked at."""

    fold_wanted = Signal()
    tab_changed = Signal()

    def __init__(
        self, theme: Theme, session: Session, name_of: Callable[[Neuron], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "", parent)
        self.setAccessibleName("Gradients and weights")
        self.gradients = GradientsView(theme, session, self)
        self.weights = WeightsView(theme, session, name_of, self)
        self.tabs = Segmented(theme, TABS, self, name="What is shown below the network")
        self._caption = Label(theme, CAPTIONS[GRADIENTS], self, role="caption", token="ink3", elide=True)
        self._fold = FoldButton(theme, "panel below", "Ctrl+J", self)
        self._pages = QStackedWidget(self)
        self._folded = False
        for page in (self.gradients, self.weights):
            self._pages.addWidget(page)
        self.header.addWidget(self.tabs)
        self.header.addWidget(self._caption, 1)
        self.header.addWidget(self._fold)
        self.body.addLayout(self.header)
        self.body.addWidget(self._pages, 1)
        self._fold.clicked.connect(self.fold_wanted)
        self.tabs.chosen.connect(self._turn)

    @property
    def tab(self) -> str:
        """Which tab is open, "" while the panel is folded."""
        return "" if self._folded else self.tabs.choice()

    def turn_to(self, tab: str) -> None:
        """Open a tab."""
        self.tabs.show_choice(tab)
        self._turn(tab)

    def set_folded(self, folded: bool) -> None:
        """Show the row of tabs only, or all."""
        self._folded = folded
        self._pages.setVisible(not folded)
        self._fold.show_folded(folded)
        self.setMaximumHeight(self.sizeHint().height() if folded else QWIDGETSIZE_MAX)

    def _turn(self, tab: str) -> None:
        self._pages.setCurrentWidget(self.weights if tab == WEIGHTS else self.gradients)
        self._caption.setText(CAPTIONS[tab])
        if self._folded:
            self.fold_wanted.emit()
        self.tab_changed.emit()
