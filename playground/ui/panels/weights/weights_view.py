"""The tab “Weights”: which layer, its table, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.panels.tab import Tab
from playground.ui.panels.weights.model import WeightsModel
from playground.ui.panels.weights.table import WeightsTable
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Neuron, Parameter, ParameterSnapshot

WIDTH = 168
HOW = "A column per neuron, a row per number it reads. Type, or paste from a spreadsheet."
VALUELESS = "These weights are not shown one by one."
COPY_TIP = "Copy the selected cells, or the whole table"
PASTE_TIP = "Paste numbers from the first selected cell on"


class WeightsView(Tab):
    """Keeps the table in step with the run; what is typed goes to the session."""

    KEY, TITLE = "weights", "Weights"
    TIP = "The weights of a layer as a table (Shift+W)"
    CAPTION = "live, and yours to set"

    def __init__(
        self, theme: Theme, session: Session, name_of: Callable[[Neuron], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self._parameters: ParameterSnapshot | None = None
        self._names: tuple[str, ...] = ()
        self._shape: tuple[tuple[int, ...], tuple[str, ...]] = ((), ())
        self.model = WeightsModel(theme, name_of, self)
        self.table = WeightsTable(theme, self.model, self)
        self._layers = LabelledCombo(theme, "Layer", [("0", "Output")], self, width=WIDTH)
        self._copy = TextButton(theme, "Copy", self)
        self._paste = TextButton(theme, "Paste", self)
        self._told = Label(theme, HOW, self, role="caption", token="ink3", wrap=True)
        self._lay_out(theme)
        self._connect()

    @property
    def probes(self) -> frozenset[Probe]:
        """Every weight and bias."""
        return frozenset({Probe.PARAMETERS})

    def show_probe(self, probe: Probe, value: Any) -> None:
        """Show the newest numbers."""
        self.show_parameters(value)

    @property
    def layer(self) -> int:
        """The layer that is shown, counted from 0, the output last."""
        return int(self._layers.choice())

    def show_experiment(self, experiment: Experiment) -> None:
        """Offer the experiment's layers."""
        hidden = len(experiment.network.hidden)
        names = (*(f"Hidden {number}" for number in range(1, hidden + 1)), "Output")
        shape = (experiment.layer_sizes, experiment.data.inputs)
        if shape != self._shape:
            # Numbers of another network are not shown under the names of this one.
            layer = min(self.layer, hidden)
            self._names, self._shape, self._parameters = names, shape, None
            self._layers.set_choices([(str(number), name) for number, name in enumerate(names)])
            self.show_layer(layer)
        self._say(HOW if experiment.shows_parameters else VALUELESS)

    def show_layer(self, layer: int) -> None:
        """Turn to a layer."""
        if 0 <= layer < len(self._names):
            self._layers.show_choice(str(layer))
            self._refresh()

    def show_parameters(self, parameters: ParameterSnapshot) -> None:
        """Show the newest numbers."""
        self._parameters = parameters
        self._refresh()

    def _refresh(self) -> None:
        layers = self._parameters.layers if self._parameters is not None else ()
        fits = len(layers) == len(self._names)
        self.model.show_layer(self.layer, layers[self.layer] if fits else None)

    def _set(self, changes: tuple[tuple[Parameter, float, float], ...]) -> None:
        if self._session.by_hand.set_parameters(changes):
            self._say(HOW)

    def _say(self, text: str, token: str = "ink3") -> None:
        self._told.setText(text)
        self._told.set_token(token)

    def _connect(self) -> None:
        self._layers.chosen.connect(lambda _key: self._refresh())
        self.table.changes_wanted.connect(self._set)
        self.table.refused.connect(lambda problem: self._say(problem, "danger"))
        self._copy.clicked.connect(self.table.copy)
        self._paste.clicked.connect(self.table.paste)

    def _lay_out(self, theme: Theme) -> None:
        set_tip(self._layers, "Whose weights are shown; the selection on the canvas turns to its layer")
        set_tip(self.table, "Enter opens a cell, Delete sets it to 0")
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
        column.addWidget(self._layers)
        column.addLayout(buttons)
        column.addWidget(self._told)
        column.addStretch(1)
        row.addWidget(side)
        row.addWidget(self.table, 1)
        theme.changed.connect(lambda: side.setFixedWidth(theme.px(WIDTH)))
        side.setFixedWidth(theme.px(WIDTH))
