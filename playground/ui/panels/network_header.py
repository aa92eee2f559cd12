"""The row above the canvas: how many layers, what the colours mean, weights or gradients."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.document import edits, limits
from playground.document.choices import CanvasMode
from playground.ui.panels.edge_share import EdgeShare
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.color_bar import ColorBar
from playground.ui.widgets.label import Label
from playground.ui.widgets.room import show_where_room
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.stepper import Stepper
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction, QResizeEvent

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

MODES = [
    Choice(CanvasMode.WEIGHTS.value, "Weights", "network", "Edges show weights (W)"),
    Choice(CanvasMode.GRADIENTS.value, "Gradients", "route", "Edges show ∂L/∂w (G)"),
]
LEGENDS = {CanvasMode.WEIGHTS: ("weight w", "value"), CanvasMode.GRADIENTS: ("∂L/∂w", "deriv")}
ENDS = ("−", "0", "+")
LEGEND_TIP = "What colour and width of an edge show"
VALUELESS = "edges without values"
BAR_WIDTH = 72
LEAST_WIDTH = 270
WITH_KIND = 740
# The title steps back for the edges' button, and comes back where both have room.
TITLE_ALONE, WITH_EDGES, WITH_TITLE = 520, 600, 660


class NetworkHeader(QWidget):
    """Edits the number of hidden layers and the canvas's mode."""

    def __init__(
        self, theme: Theme, session: Session, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._session, self._count, self._valued = theme, session, 0, True
        self._title = Label(theme, "Network", self, role="panel_title")
        self.layers = Stepper(
            theme, "Remove the last hidden layer", "Add a hidden layer", self, shortcuts=("Ctrl+-", "Ctrl++")
        )
        self.edges = EdgeShare(theme, session, self)
        self._legend = Label(theme, "", self, role="slider", token="ink3")
        self._bar = ColorBar(theme, "value", ENDS, self, width=BAR_WIDTH)
        self._mode = Segmented(theme, MODES, self, name="What the edges show")
        self._fit = IconButton(
            theme, "maximize-2", "Fit the network", self, size=30, icon_size=16, quiet=True, shortcut="Ctrl+0"
        )
        self._lay_out(theme)
        self.layers.increased.connect(actions["add_layer"].trigger)
        self.layers.decreased.connect(actions["remove_layer"].trigger)
        self._mode.chosen.connect(self._choose_mode)
        self._fit.clicked.connect(actions["fit"].trigger)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the count of layers and the mode."""
        count = self._count = len(experiment.network.hidden)
        self._show_count()
        self.layers.set_limits(
            "" if count else "There is no hidden layer to remove",
            "" if count < limits.MAX_LAYERS else f"{limits.MAX_LAYERS} layers are the most",
        )
        self.edges.show_experiment(experiment)
        mode = experiment.view.mode
        self._mode.show_choice(mode.value)
        text, colors = LEGENDS[mode]
        self._valued = experiment.shows_parameters
        self._legend.setText(text if self._valued else VALUELESS)
        set_tip(self._legend, LEGEND_TIP if self._valued else _why_valueless(experiment))
        self._bar.show_map(colors, ENDS)
        self._show_what_fits()

    def _show_count(self) -> None:
        kind = "hidden " if self.width() >= self._theme.px(WITH_KIND) else ""
        self.layers.show_text(f"{self._count} {kind}layer{'' if self._count == 1 else 's'}")

    def minimumSizeHint(self) -> QSize:
        """Allow less than all."""
        return QSize(self._theme.px(LEAST_WIDTH), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out legend and title where there is no room for them."""
        super().resizeEvent(event)
        self._show_count()
        self._show_what_fits()

    def _show_what_fits(self) -> None:
        # Each is told once: what is shown and hidden again lays out the page anew, and that without end.
        room = self.width() / self._theme.k
        rules = (
            (self._legend, 790),
            (self.edges, WITH_EDGES if self._valued else math.inf),
            (self._bar, 460 if self._valued else math.inf),
            (self._fit, 380),
        )
        show_where_room(room, rules)
        self._title.setVisible(room >= WITH_TITLE or TITLE_ALONE <= room < WITH_EDGES)

    def _choose_mode(self, key: str) -> None:
        self._session.edit("Canvas", edits.set_mode, CanvasMode(key))

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 10)
        for part in (self._title, self.layers):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.edges)
        for right in (self._legend, self._bar, self._mode, self._fit):
            row.addWidget(right)


def _why_valueless(experiment: Experiment) -> str:
    """Say why the edges are all alike."""
    if any(layer.convolves for layer in experiment.network.hidden):
        return "A channel of a convolution reads patches: its weights stand for no single edge."
    count, most = format_integer(experiment.parameter_count), format_integer(limits.MOST_SHOWN_PARAMETERS)
    return f"{count} parameters are too many to be sent and drawn; up to {most} are."
