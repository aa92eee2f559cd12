"""The card of one neuron: its sum over one sample in numbers, its weights, and how often it is flat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import Activation, Task
from playground.document.parameters import frozen_places, has_bias, layer_keys, names_each_weight
from playground.session.wording import ACTIVATIONS
from playground.ui.canvas.names import neuron_name
from playground.ui.canvas.pictures import fixed_reach
from playground.ui.pages.cards.card import Card
from playground.ui.pages.cards.follow_button import FollowButton
from playground.ui.pages.cards.followed import followed
from playground.ui.pages.cards.neuron_map import NeuronMap
from playground.ui.pages.cards.sample_chooser import SampleChooser
from playground.ui.pages.cards.sum_text import lines_of
from playground.ui.pages.cards.sum_view import SumView
from playground.ui.pages.cards.weights_table import WeightsTable
from playground.ui.theme.numbers import format_compact, format_integer, format_percent
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.room import show_where_room
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.switch import Switch
from playground.ui.widgets.tooltip import set_tip
from playground.worker.snapshots import Neuron, NeuronMaps, NeuronSum, Parameter, Probe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from playground.session.session import Session
    from playground.ui.canvas.scene import Scene
    from playground.ui.pages.cards.subjects import Subject
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Flatness

# Letters stay together: no line is to break inside |f′|.
SLOPE = "|\u2060f′\u2060|"
NOT_SHOWN = "Sums are not shown for convolutions: their weights are those of patches."
STACKED_BELOW, WITH_MAP = 440, 620


class NeuronCard(Card):
    """Shows a neuron's sum live; the weights in its table can be typed and frozen."""

    probes = frozenset({Probe.NEURON_SUM})
    stacked_below = STACKED_BELOW

    def __init__(self, theme: Theme, session: Session, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(theme, session, scene, parent)
        self._neuron = Neuron(1, 0)
        self._summed_as: Activation | None = None
        self.sum = SumView(theme, self)
        self.sample = self.heading = SampleChooser(theme, self)
        self.flatness = Label(theme, "", self, role="caption", token="ink2", wrap=True)
        self.table = WeightsTable(theme, self)
        self.map = NeuronMap(theme, self)
        self.frozen = Switch(theme, "Freeze all", self)
        self.redraw = TextButton(theme, "Re-initialise", self, icon="dices")
        self.follow = FollowButton(theme, session, self._followed, self, "Follow")
        set_tip(self.frozen, "Training leaves its weights and its bias alone")
        set_tip(self.redraw, "Draw its weights and bias anew as the layer's initialiser does")
        self._lay_out(theme)
        self._connect()

    @property
    def neuron(self) -> Neuron:
        """Which one it is about."""
        return self._neuron

    def show_subject(self, subject: Subject) -> None:
        """Be about another neuron; its numbers come with the next frame."""
        assert isinstance(subject, Neuron)
        self._neuron = subject
        self.sum.show_lines(())
        self.table.weights.forget()
        self.flatness.setText("")
        self._show_map(self._scene.maps.neurons)
        self.show_experiment()

    def show_experiment(self) -> None:
        """Show the chosen sample, and what is frozen."""
        experiment, layer = self.experiment, self._neuron.layer - 1
        shown = names_each_weight(experiment, layer)
        for part in (self.sample, self.table, self.sum, self.frozen, self.redraw, self.follow):
            part.setVisible(shown)
        if not shown:
            self.flatness.setText(NOT_SHOWN)
            return
        self._forget_outdated()
        count = len(self._session.samples.train_inputs)
        number = min(experiment.view.sample, count - 1)
        self.sample.show_sample(number, count, self._label_of(number))
        frozen = {
            self._row(source)
            for at, source, target in frozen_places(experiment)
            if (at, target) == (layer, self._neuron.index)
        }
        whole = layer_keys(experiment)[layer] in experiment.training.frozen_layers
        self.table.weights.show_frozen(frozen, layer=whole)
        self.frozen.show_on(len(frozen) == len(self._parameters()))
        self.frozen.setVisible(not whole)

    def take(self, probes: Mapping[Probe, Any]) -> None:
        """Show the newest sum and map of this neuron."""
        found, maps = probes.get(Probe.NEURON_SUM), probes.get(Probe.NEURON_MAPS)
        if isinstance(maps, NeuronMaps):
            self._show_map(maps)
        if not isinstance(found, NeuronSum) or found.neuron != self._neuron:
            return
        if len(found.weights) != self.experiment.layer_sizes[self._neuron.layer - 1]:
            return
        self._summed_as = Activation(found.activation)
        self.sum.show_lines(lines_of(self.design, found))
        sources = (Neuron(self._neuron.layer - 1, place) for place in range(len(found.weights)))
        self.table.weights.show_sum(found, [neuron_name(self.design, source) for source in sources])
        self.flatness.setText(flatness_text(found.flatness, Activation(found.activation)))

    def first_control(self) -> QWidget:
        """Give the table of weights."""
        return self.table

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the map out where there is no room for it."""
        super().resizeEvent(event)
        show_where_room(self.width() / self._theme.k, ((self.map, WITH_MAP),))

    def _forget_outdated(self) -> None:
        """Show no sum that ends in another activation; the next frame brings the new one."""
        hidden, layer = self.experiment.network.hidden, self._neuron.layer - 1
        now = hidden[layer].activation if layer < len(hidden) else self._summed_as
        if self._summed_as not in (None, now):
            self._summed_as = None
            self.sum.show_lines(())
            self.flatness.setText("")

    def _show_map(self, maps: NeuronMaps | None) -> None:
        layer, index = self._neuron.layer - 1, self._neuron.index
        fits = maps is not None and layer < len(maps.layers) and index < len(maps.layers[layer])
        reach = fixed_reach(self.design, self._neuron.layer)
        self.map.show_map(maps.layers[layer][index] if fits and maps is not None else None, reach)

    def _label_of(self, sample: int) -> str:
        samples = self._session.samples
        label = samples.train_labels[sample]
        if self.experiment.task is Task.CLASSIFICATION:
            return f"class {samples.classes[int(label)]}"
        offset, factor = samples.target_scale
        return f"target {format_compact(float(label) * factor + offset)}"

    def _followed(self) -> Parameter | None:
        return followed(self.experiment, self._neuron, self._scene.values)

    def _row(self, source: int | None) -> int:
        return self.experiment.layer_sizes[self._neuron.layer - 1] if source is None else source

    def _parameter(self, row: int) -> Parameter:
        below = self.experiment.layer_sizes[self._neuron.layer - 1]
        return Parameter(self._neuron.layer - 1, None if row == below else row, self._neuron.index)

    def _set(self, row: int, before: float, value: float) -> None:
        self._session.by_hand.set_parameter(self._parameter(row), before, value)

    def _freeze(self, row: int, on: bool) -> None:
        place = self._parameter(row)
        label = f"{'Freeze' if on else 'Unfreeze'} {'bias' if place.source is None else 'weight'}"
        self._session.edit(label, edits.set_parameter_frozen, place.layer, place.source, place.target, on)

    def _parameters(self) -> list[Parameter]:
        layer = self._neuron.layer - 1
        rows = self.experiment.layer_sizes[layer] + has_bias(self.experiment, layer)
        return [self._parameter(row) for row in range(rows)]

    def _freeze_all(self, on: bool) -> None:
        place = (self._neuron.layer - 1, self._neuron.index)
        label = "Freeze neuron" if on else "Unfreeze neuron"
        self._session.edit(label, edits.set_neuron_frozen, *place, on)

    def _connect(self) -> None:
        self.frozen.switched.connect(self._freeze_all)
        self.redraw.clicked.connect(lambda: self._session.by_hand.redraw(tuple(self._parameters())))
        self.sample.chosen.connect(lambda sample: self._session.edit("Sample", edits.set_sample, sample))
        self.table.weights.value_typed.connect(self._set)
        self.table.weights.freeze_wanted.connect(self._freeze)

    def _lay_out(self, theme: Theme) -> None:
        row, column, beside, tools = self.parts, QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        Spacing(theme, self, row, 14, (2, 0, 2, 0))
        Spacing(theme, self, column, 4)
        Spacing(theme, self, beside, 4)
        Spacing(theme, self, tools, 8)
        column.addWidget(self.sum)
        column.addWidget(self.flatness)
        column.addStretch(1)
        tools.addWidget(self.frozen)
        tools.addStretch(1)
        tools.addWidget(self.redraw)
        tools.addWidget(self.follow)
        beside.addWidget(self.table, 1)
        beside.addLayout(tools)
        row.addLayout(column, 5)
        row.addLayout(beside, 4)
        row.addWidget(self.map, 0, Qt.AlignmentFlag.AlignTop)


def flatness_text(flatness: Flatness | None, activation: Activation) -> str:
    """Say on which share of the samples an activation is flat: dead where its slope is 0, else saturated."""
    if flatness is None or not flatness.samples:
        return ""
    share = format_percent(flatness.flat / flatness.samples)
    of = f"{share} of {format_integer(flatness.samples)} samples"
    name = ACTIVATIONS[activation]
    if flatness.nearly:
        return f"Saturated on {of}: there {name} is nearly flat ({SLOPE} < 0.01)."
    if flatness.flat == flatness.samples:
        return f"Dead: on all {format_integer(flatness.samples)} training samples f′ = 0, so it can't learn."
    return f"Silent on {of}: there {name} is flat, f′ = 0."
