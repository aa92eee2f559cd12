"""The card of one layer: its options, and what its activation is given while the network trains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from playground.document import edits, limits
from playground.document.choices import Activation, Initializer, Normalization
from playground.document.parameters import has_bias, layer_keys
from playground.session.wording import ACTIVATIONS, INITIALIZERS, NORMALIZATIONS, choices
from playground.ui.pages.cards.activation_plot import ActivationPlot
from playground.ui.pages.cards.card import Card
from playground.ui.pages.cards.subjects import LayerSubject
from playground.ui.theme.numbers import PERCENT, format_integer, format_percent, format_signed
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.label import Label
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.stepper import Stepper
from playground.ui.widgets.switch import Switch
from playground.ui.widgets.tooltip import set_tip
from playground.worker.snapshots import LayerDistribution, Probe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playground.document.experiment import Layer
    from playground.session.session import Session
    from playground.ui.canvas.scene import Scene
    from playground.ui.pages.cards.subjects import Subject
    from playground.ui.theme.theme import Theme

AS_NETWORK = ""
WIDTH = 148
NOT_SHOWN = "The distribution is not shown for convolutions."
OF_THE_LOSS = "The output's activation follows from the loss."


class LayerCard(Card):
    """Edits the options of a hidden layer; of the output only biases and freezing."""

    probes = frozenset({Probe.LAYER_DISTRIBUTION})
    least_width, stacked_below = 310, 480

    def __init__(self, theme: Theme, session: Session, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(theme, session, scene, parent)
        self._layer = 0
        self.activation = LabelledCombo(theme, "Activation", choices(ACTIVATIONS), self, width=WIDTH)
        drawn = [(AS_NETWORK, "As network"), *choices(INITIALIZERS)]
        self.initializer = LabelledCombo(theme, "Initialisation", drawn, self, width=WIDTH)
        self.normalization = LabelledCombo(theme, "Normalisation", choices(NORMALIZATIONS), self, width=WIDTH)
        self.dropout = Slider(
            theme, "Dropout", Scale.linear(*limits.DROPOUT, 0.05), self, notation=PERCENT, widest="95 %"
        )
        self.biases = Switch(theme, "Biases", self)
        self.frozen = Switch(theme, "Freeze", self)
        self.neurons = Stepper(theme, "Remove the last neuron", "Add a neuron", self)
        self.remove = TextButton(theme, "Remove layer", self, icon="trash-2")
        self.remark = Label(theme, OF_THE_LOSS, self, role="caption", token="ink3", wrap=True)
        self.plot = ActivationPlot(theme, self)
        self.spread = Label(theme, "", self, role="caption", token="ink2", wrap=True)
        self._of_hidden = (
            self.activation,
            self.initializer,
            self.normalization,
            self.dropout,
            self.neurons,
            self.remove,
        )
        self._explain()
        self._lay_out(theme)
        self._connect()

    @property
    def layer(self) -> int:
        """Which one it is about, counted from 0, the output last."""
        return self._layer

    def show_subject(self, subject: Subject) -> None:
        """Be about another layer; its numbers come with the next frame."""
        assert isinstance(subject, LayerSubject)
        self._layer = subject.layer
        self.plot.show_distribution(None)
        self.spread.setText("")
        self.show_experiment()

    def show_experiment(self) -> None:
        """Show the options as they are."""
        hidden, experiment = self.experiment.network.hidden, self.experiment
        self.biases.show_on(has_bias(experiment, self._layer))
        self.frozen.show_on(layer_keys(experiment)[self._layer] in experiment.training.frozen_layers)
        of_hidden = self._layer < len(hidden)
        for part in self._of_hidden:
            part.setVisible(of_hidden)
        self.remark.setVisible(not of_hidden)
        convolves = of_hidden and hidden[self._layer].convolves
        self.plot.setVisible(not convolves)
        if convolves:
            self.spread.setText(NOT_SHOWN)
        if of_hidden:
            self._show_options(hidden[self._layer])

    def _show_options(self, layer: Layer) -> None:
        self.activation.show_choice(layer.activation.value)
        self.initializer.show_choice(layer.initializer.value if layer.initializer else AS_NETWORK)
        self.normalization.show_choice(layer.normalization.value)
        self.dropout.show_value(layer.dropout)
        word = "channel" if layer.convolves else "neuron"
        self.neurons.show_text(f"{format_integer(layer.units)} {word}{'' if layer.units == 1 else 's'}")
        self.neurons.set_limits(
            "" if layer.units > 1 else f"A layer has at least one {word}",
            "" if layer.units < limits.MAX_UNITS else f"{format_integer(limits.MAX_UNITS)} are the most",
        )

    def take(self, probes: Mapping[Probe, Any]) -> None:
        """Show the newest distribution of this layer."""
        found = probes.get(Probe.LAYER_DISTRIBUTION)
        if isinstance(found, LayerDistribution) and found.layer == self._layer:
            self.plot.show_distribution(found)
            self.spread.setText(spread_text(found))
            self.plot.setAccessibleDescription(self.spread.text())

    def first_control(self) -> QWidget:
        """Give the first control that is shown."""
        return self.activation.box if self.activation.isVisibleTo(self) else self.biases

    # Editing

    def _connect(self) -> None:
        self.activation.chosen.connect(
            lambda key: self._session.edit("Activation", edits.set_activation, Activation(key), self._layer)
        )
        self.initializer.chosen.connect(self._set_initializer)
        self.normalization.chosen.connect(
            lambda key: self._edit("Normalisation", edits.set_layer_normalization, Normalization(key))
        )
        self.dropout.moved.connect(self._set_dropout)
        self.biases.switched.connect(lambda on: self._edit("Biases", edits.set_layer_bias, on))
        self.frozen.switched.connect(
            lambda on: self._edit("Freeze layer" if on else "Unfreeze layer", edits.set_layer_frozen, on)
        )
        self.neurons.increased.connect(lambda: self._edit("Add neuron", edits.add_neuron))
        self.neurons.decreased.connect(lambda: self._edit("Remove neuron", edits.remove_neuron))
        self.remove.clicked.connect(lambda: self._edit("Remove layer", edits.remove_layer))

    def _edit(self, label: str, function: Any, *values: Any) -> None:
        self._session.edit(label, function, self._layer, *values)

    def _set_initializer(self, key: str) -> None:
        chosen = None if key == AS_NETWORK else Initializer(key)
        self._edit("Initialisation", edits.set_layer_initializer, chosen)

    def _set_dropout(self, share: float) -> None:
        self._session.edit(
            "Dropout", edits.set_layer_dropout, self._layer, share, gesture=self.dropout.gesture
        )

    # Layout

    def _explain(self) -> None:
        set_tip(self.activation, "The function that the layer applies to its sums")
        set_tip(self.biases, "Whether each neuron adds a bias to its sum")
        set_tip(self.frozen, "Training leaves the weights and biases of a frozen layer alone")
        set_tip(self.initializer, "How its first weights are drawn; another one begins the run anew")
        set_tip(self.normalization, "What brings its pre-activations to one scale")
        set_tip(self.dropout, "The share of its activations that each training step leaves out")
        set_tip(self.remove, "Remove the layer with its neurons")

    def _lay_out(self, theme: Theme) -> None:
        row, column, right = self.parts, QVBoxLayout(), QVBoxLayout()
        options = QGridLayout()
        Spacing(theme, self, row, 20, (2, 0, 2, 2))
        Spacing(theme, self, column, 8)
        Spacing(theme, self, right, 2)
        Spacing(theme, self, options, 10)
        cells = ((self.activation, self.initializer), (self.normalization, self.dropout))
        for line, parts in enumerate(cells):
            for place, part in enumerate(parts):
                options.addWidget(part, line, place)
        column.addLayout(options)
        column.addWidget(self.remark)
        column.addLayout(_side_by_side(theme, self, self.biases, self.frozen))
        column.addLayout(_side_by_side(theme, self, self.neurons, self.remove))
        column.addStretch(1)
        right.addWidget(self.plot, 1)
        right.addWidget(self.spread)
        row.addLayout(column)
        row.addLayout(right, 1)


def _side_by_side(theme: Theme, owner: QWidget, *parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    Spacing(theme, owner, row, 10)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def spread_text(shown: LayerDistribution) -> str:
    """Say mean and deviation of the pre-activations, and the share that meets the flat part."""
    which = "Normalised z" if shown.normalized else "z"
    text = (
        f"{which}: mean {format_signed(shown.mean)}, deviation {format_signed(shown.deviation).lstrip('+')}"
    )
    flatness = shown.flatness
    if flatness is not None and flatness.samples:
        word = "saturated, |f′| < 0.01" if flatness.nearly else "where f′ = 0"
        text += f"; {format_percent(flatness.flat / flatness.samples)} {word}"
    return f"{text}. {format_integer(shown.samples)} training samples."
