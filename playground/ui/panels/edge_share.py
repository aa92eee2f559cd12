"""The button that says how many edges are drawn, and the slider behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt

from playground.document import edits
from playground.document.edits.view import EDGE_SHARES
from playground.ui.theme.numbers import PERCENT, format_percent
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.popover import Popover
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

TIP = "How many edges are drawn between two layers, the strongest first"
NOTE = "The others show while the pointer is on their neuron."
WIDTH = 230


class EdgeShare(TextButton):
    """Says “All edges” or “Strongest 20 %”; a click opens the slider."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "All edges", parent, icon="chevron-down", kind="quiet")
        self._theme, self._session = theme, session
        self._card: EdgeShareCard | None = None
        set_tip(self, TIP)
        self.clicked.connect(self._open)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the share."""
        share = experiment.view.edge_share
        text = "All edges" if share >= 1.0 else f"Strongest {format_percent(share)}"
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(f"Edges drawn: {text.lower()}")
            self.updateGeometry()
        if self._card is not None:
            self._card.slider.show_value(share)

    def _open(self) -> None:
        if self._card is None:
            self._card = EdgeShareCard(self._theme, self._session, self.window())
        self._card.slider.show_value(self._session.experiment.view.edge_share)
        corner = self.mapTo(self.window(), QPoint(0, 0))
        self._card.open_below(QRect(corner, self.size()))
        self._card.slider.setFocus(Qt.FocusReason.PopupFocusReason)


class EdgeShareCard(Popover):
    """The card with the slider."""

    def __init__(self, theme: Theme, session: Session, window: QWidget) -> None:
        super().__init__(theme, window)
        self.slider = Slider(
            theme,
            "Strongest edges",
            Scale.explicit(EDGE_SHARES),
            self,
            default=1.0,
            notation=PERCENT,
            widest="100 %",
        )
        set_tip(self.slider, TIP)
        self.body.addWidget(self.slider)
        self._note = Label(theme, NOTE, self, role="caption", token="ink3", wrap=True)
        self.body.addWidget(self._note)
        self.slider.moved.connect(lambda share: session.edit("Edges drawn", edits.set_edge_share, share))
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self._theme.px(WIDTH))
