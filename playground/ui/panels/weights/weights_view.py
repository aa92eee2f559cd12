"""The tab “Weights”: those of a layer as a table, those of all as maps, and how they spread over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from playground.session.gradient_words import spread_words
from playground.ui.panels.tab import Tab
from playground.ui.panels.weights.model import WeightsModel
from playground.ui.panels.weights.over_time import WeightsOverTime
from playground.ui.panels.weights.pixels import image_of
from playground.ui.panels.weights.table import WeightsTable
from playground.ui.plots.ticks import limit_text
from playground.ui.plots.weight_arrangement import Shown
from playground.ui.plots.weight_map import WeightMap
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.chip import MenuChip
from playground.ui.widgets.color_bar import ColorBar
from playground.ui.widgets.label import Label
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Neuron, Parameter, ParameterSnapshot

WIDTH = 176
TABLE, MAP, SPREAD = "table", "map", "spread"
ALL = "all"
HOW = "Type a number into a cell, or paste from a spreadsheet."
HOW_MAP = "Columns are neurons, rows what they read, b the bias. A click selects."
HOW_PICTURES = "A picture per neuron of Hidden 1: its weight for each pixel. A click selects."
VALUELESS = "These weights are not shown one by one."
COPY_TIP = "Copy the selected cells, or the whole table"
PASTE_TIP = "Paste numbers from the first selected cell on"
TABLE_TIP = "A column per neuron, a row per number it reads; Enter opens a cell, Delete sets it to 0"
VIEWS = (
    Choice(TABLE, "Table", tip="One layer's weights as numbers, to read and to set"),
    Choice(MAP, "Map", tip="The weights as colours, a layer or all side by side"),
    Choice(SPREAD, "Spread", tip="How a layer's weights are distributed, over time and now"),
)


class WeightsView(Tab):
    """Keeps all three in step with the run; `picked` carries the `Parameter` that was clicked on a map."""

    KEY, TITLE = "weights", "Weights"
    TIP = "The weights as a table, as maps and how they spread (Shift+W)"
    CAPTION = "live, and yours to set"

    picked = Signal(object)

    def __init__(
        self, theme: Theme, session: Session, name_of: Callable[[Neuron], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self._parameters: ParameterSnapshot | None = None
        self._names: tuple[str, ...] = ()
        self._shape: tuple[tuple[int, ...], tuple[str, ...]] = ((), ())
        self._remark = ""
        self._layer, self._whole = 0, True
        self.views = Segmented(theme, VIEWS, self, name="How the weights are shown")
        self.model = WeightsModel(theme, name_of, self)
        self.table = WeightsTable(theme, self.model, self)
        self.map = WeightMap(theme, name_of, self)
        self.over_time = WeightsOverTime(theme, session, self)
        self.layers = MenuChip(theme, "Layer", [("0", "Output")], self)
        self._copy = TextButton(theme, "Copy", self)
        self._paste = TextButton(theme, "Paste", self)
        self._bar = ColorBar(theme, "value", ("", "0", ""), self, width=WIDTH)
        self._told = Label(theme, HOW, self, role="caption", token="ink3", wrap=True)
        self._stack = QStackedWidget(self)
        self._lay_out(theme)
        self._connect()
        self.turn_to(TABLE)

    @property
    def view(self) -> str:
        """Which of the three is shown."""
        return self.views.choice()

    @property
    def probes(self) -> frozenset[Probe]:
        """How the weights spread, which is kept over time, and every weight where they are shown."""
        spread = frozenset({Probe.WEIGHT_HISTOGRAMS})
        return spread if self.view == SPREAD else spread | {Probe.PARAMETERS}

    @property
    def layer(self) -> int:
        """The layer that is shown, counted from 0, the output last; where all are, the one shown before."""
        return self._layer

    def turn_to(self, view: str) -> None:
        """Show the table, the maps or the spread."""
        self.views.show_choice(view)
        self._stack.setCurrentIndex((TABLE, MAP, SPREAD).index(view))
        for button in (self._copy, self._paste):
            button.setVisible(view == TABLE)
        self._bar.setVisible(view == MAP)
        self._offer_layers()
        self._refresh()
        self.wants_changed.emit()

    def show_experiment(self, experiment: Experiment) -> None:
        """Offer the experiment's layers."""
        hidden = len(experiment.network.hidden)
        names = (*(f"Hidden {number}" for number in range(1, hidden + 1)), "Output")
        shape = (experiment.layer_sizes, experiment.data.inputs)
        if shape != self._shape:
            # Numbers of another network are not shown under the names of this one.
            self._names, self._shape, self._parameters = names, shape, None
            self.over_time.show_names(names)
            self._offer_layers()
            self._refresh()
        image = image_of(experiment)
        self.map.show_image(*(image or (None,)))
        self._remark = ""
        self._say_how(experiment)

    def show_probe(self, probe: Probe, value: Any) -> None:
        """Show the newest numbers."""
        if probe is Probe.PARAMETERS:
            self.show_parameters(value)
        else:
            self.over_time.show_histograms(value)
            self._refresh_spread()

    def show_history(self) -> None:
        """Draw the bands as far as they are known."""
        self._refresh_spread()

    def show_layer(self, layer: int) -> None:
        """Turn to a layer, unless all are shown."""
        if 0 <= layer < len(self._names):
            self._layer = layer
            self._show_choice()
            self._refresh()

    def show_parameters(self, parameters: ParameterSnapshot) -> None:
        """Show the newest numbers."""
        self._parameters = parameters
        self._refresh()

    @property
    def _shows_all(self) -> bool:
        return self.view == MAP and self._whole

    def _offer_layers(self) -> None:
        whole = [(ALL, "All layers")] if self.view == MAP else []
        names = self._names or ("Output",)
        self._layer = min(self._layer, len(names) - 1)
        self.layers.set_choices([*whole, *((str(number), name) for number, name in enumerate(names))])
        self._show_choice()

    def _show_choice(self) -> None:
        self.layers.show_choice(ALL if self._shows_all else str(self._layer))
        self.layers.updateGeometry()

    def _choose(self, key: str) -> None:
        if self.view == MAP:
            self._whole = key == ALL
        if key != ALL:
            self._layer = int(key)
        self._refresh()

    def _refresh(self) -> None:
        layers = self._parameters.layers if self._parameters is not None else ()
        fits = 0 < len(layers) == len(self._names)
        if self.view == TABLE:
            self.model.show_layer(self.layer, layers[self.layer] if fits else None)
        elif self.view == MAP:
            count = len(self._names)
            chosen = range(count) if self._shows_all else (self.layer,)
            shown = [Shown(each, self._names[each], layers[each], count) for each in chosen] if fits else []
            self.map.show_layers(shown, VALUELESS if not self._session.experiment.shows_parameters else "")
            end = self.map.reach
            below, above = ("≤ ", "≥ ") if self.map.clipped else ("", "")
            self._bar.show_map("value", (f"{below}{limit_text(-end)}", "0", f"{above}{limit_text(end)}"))
        else:
            self._refresh_spread()
        self._say_how(self._session.experiment)

    def _refresh_spread(self) -> None:
        if self.view == SPREAD:
            self.over_time.show_layer(self.layer)
            self._say_how(self._session.experiment)

    def _set(self, changes: tuple[tuple[Parameter, float, float], ...]) -> None:
        if self._session.by_hand.set_parameters(changes):
            self._refuse("")

    # What is said

    def _refuse(self, problem: str) -> None:
        self._remark = problem
        self._say_how(self._session.experiment)

    def _say_how(self, experiment: Experiment) -> None:
        """Say what is wrong, else what is seen."""
        if self.view == SPREAD:
            text = spread_words(self.layer, len(self._names), self.over_time.latest(self.layer))
        elif not experiment.shows_parameters:
            text = VALUELESS
        elif self.view == TABLE:
            text = self._remark or HOW
        else:
            first = self._shows_all or self.layer == 0
            text = HOW_PICTURES if first and image_of(experiment) else HOW_MAP
        self._told.setText(text)
        self._told.set_token("danger" if self.view == TABLE and self._remark else "ink3")

    def _connect(self) -> None:
        self.views.chosen.connect(self.turn_to)
        self.layers.chosen.connect(self._choose)
        self.table.changes_wanted.connect(self._set)
        self.table.refused.connect(self._refuse)
        self.map.picked.connect(self.picked)
        self._copy.clicked.connect(self.table.copy)
        self._paste.clicked.connect(self.table.paste)

    def _lay_out(self, theme: Theme) -> None:
        set_tip(self.layers, "Whose weights are shown; the selection on the canvas turns to its layer")
        set_tip(
            self.table,
            "A column per neuron, a row per number it reads; Enter opens a cell, Delete sets it to 0",
        )
        set_tip(self._copy, COPY_TIP, "Ctrl+C")
        set_tip(self._paste, PASTE_TIP, "Ctrl+V")
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 14)
        side = QWidget(self)
        column = QVBoxLayout(side)
        Spacing(theme, side, column, 8)
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy)
        buttons.addWidget(self._paste)
        column.addWidget(self.views)
        column.addWidget(self.layers)
        column.addLayout(buttons)
        column.addWidget(self._bar)
        column.addWidget(self._told)
        column.addStretch(1)
        for page in (self.table, self.map, self.over_time):
            self._stack.addWidget(page)
        row.addWidget(side)
        row.addWidget(self._stack, 1)
        theme.changed.connect(lambda: side.setFixedWidth(theme.px(WIDTH)))
        side.setFixedWidth(theme.px(WIDTH))
