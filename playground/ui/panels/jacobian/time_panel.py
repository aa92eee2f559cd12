"""How far each layer stretches while it trains."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from playground.ui.panels.jacobian.words import about_samples
from playground.ui.plots.line_plot import LinePlot
from playground.ui.plots.series import Series
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

    from playground.session.stretch_history import StretchHistory
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import JacobianSpread

MOST_NAMED = 6
INVITATION = "Press play: kept while this page is open"


class TimePanel(Panel):
    """Draws a line per layer over the epochs, as long as the page has been in sight."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "While training", parent)
        self.plot = LinePlot(
            theme,
            self,
            x_title="epoch",
            logarithmic=True,
            invitation=INVITATION,
        )
        self.plot.setAccessibleName("Largest singular values over epochs")
        self.note = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self.reason = Label(theme, "", self, token="ink3", wrap=True)
        self.reason.hide()
        self.body.addWidget(self.plot, 1)
        self.body.addWidget(self.reason, 1)
        self.body.addWidget(self.note)

    def show_history(self, history: StretchHistory, spread: JacobianSpread) -> None:
        """Draw all that was asked so far."""
        epochs, values, count = history.epochs(), history.values(), len(history.names)
        self.plot.show_series(
            [
                Series(self._name(name, at, count), epochs, row, partial(_ink, at, count))
                for at, (name, row) in enumerate(zip(history.names, values, strict=True))
            ]
        )
        self.note.setText(about_samples(spread.samples, spread.of))
        self._show(known=True)

    def show_reason(self, reason: str) -> None:
        """Say why there is nothing to draw."""
        self.reason.setText(reason)
        self._show(known=False)

    def _show(self, *, known: bool) -> None:
        self.plot.setVisible(known)
        self.note.setVisible(known)
        self.reason.setVisible(not known)

    def _name(self, name: str, at: int, count: int) -> str:
        """Return the name at the end of a line; of many only every other one, and the last."""
        each = -(-count // MOST_NAMED)
        return name.lower() if (count - 1 - at) % each == 0 else ""


def _ink(at: int, count: int, theme: Theme) -> QColor:
    return theme.layer_color(at, count)
