"""The hidden space with the layers to choose from, and a sentence on what they have done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.document import edits
from playground.ui.panels.decision_points import axis_names, points_of
from playground.ui.panels.space_words import (
    axis_names_of,
    border_name,
    fit_meaning,
    fit_sentence,
    percent,
    space_meaning,
)
from playground.ui.plots.hidden_space import HiddenSpaceView, SpaceNames
from playground.ui.widgets.chip import MenuChip
from playground.ui.widgets.label import Label
from playground.ui.widgets.rungs import Rung, Rungs
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.snapshots import Neuron, SpaceChoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import HiddenSpace, Separability

BEST = "best"
# A menu of more could not be read.
MOST_OFFERED = 64
LONG_NAMES = 5


class SpacePicture(QWidget):
    """Layers above, their space, and a sentence; `across` and `up` are placed by whoever shows it."""

    def __init__(
        self, theme: Theme, session: Session, name_of: Callable[[Neuron], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._name_of = session, name_of
        self._fits: Separability | None = None
        self.layers = Rungs(theme, "Layer", self)
        self.view = HiddenSpaceView(theme, self)
        self.sentence = Label(theme, "", self, role="caption", token="ink2", elide=True)
        self.across = MenuChip(theme, "Neuron across", [(BEST, "Best plane")], parent)
        self.up = MenuChip(theme, "Neuron up", [("1", "–")], parent)
        set_tip(self.layers, "Whose space is shown, by the arrow keys too")
        set_tip(self.across, "The best plane, or which neuron runs across")
        set_tip(self.up, "Which neuron runs up")
        layout = QVBoxLayout(self)
        Spacing(theme, self, layout, 8)
        for part, stretch in ((self.layers, 0), (self.view, 1), (self.sentence, 0)):
            layout.addWidget(part, stretch)
        self.layers.chosen.connect(self._choose_layer)
        self.view.layer_stepped.connect(lambda step: self.layers.choose(self.layers.choice() + step))
        self.across.chosen.connect(self._choose_across)
        self.up.chosen.connect(lambda key: self._choose_axes(0, 1, int(key)))

    # What is shown

    def show_experiment(self, experiment: Experiment) -> None:
        """Show points, layers and axes."""
        self.view.set_show_test(experiment.view.show_test)
        self.view.show_points(points_of(experiment, self._session.samples))
        fits = self._fits
        if fits is not None and len(fits.shares) != len(experiment.layer_sizes):
            self._fits = None
        self._show_layers()
        self._show_axes(experiment)
        if self.view.space is not None:
            self._name(self.view.space)

    def show_space(self, space: HiddenSpace) -> None:
        """Show a space that the worker computed."""
        self.view.show_space(space)
        self._name(space)

    def show_fits(self, fits: Separability) -> None:
        """Show what a straight fit makes of each layer."""
        self._fits = fits if len(fits.shares) == len(self._session.experiment.layer_sizes) else None
        self._show_layers()

    @property
    def choice(self) -> SpaceChoice:
        """What the worker is to look at."""
        view = self._session.experiment.view
        return SpaceChoice(space_layer(self._session.experiment), view.space_axes, view.show_test)

    # Layers

    def _show_layers(self) -> None:
        experiment, fits = self._session.experiment, self._fits
        sizes, layer = experiment.layer_sizes, space_layer(experiment)
        shares = (None,) * len(sizes) if fits is None else fits.shares
        rungs = [_rung(at, len(sizes), share) for at, share in enumerate(shares)]
        self.layers.show_rungs(rungs, layer)
        self.sentence.setText("" if fits is None else fit_sentence(fits, layer, sizes[layer]))
        if fits is not None:
            self.sentence.setToolTip(f"{self.sentence.text()} {fit_meaning(fits)}.")
            set_tip(self.layers, f"{fit_meaning(fits)}. Arrow keys choose the layer whose space is shown.")

    def _choose_layer(self, layer: int) -> None:
        self._session.edit("Hidden space", edits.set_space_layer, layer)

    # Axes

    def _show_axes(self, experiment: Experiment) -> None:
        layer = space_layer(experiment)
        units, chosen = experiment.layer_sizes[layer], experiment.view.space_axes
        if chosen is not None and max(chosen) >= units:
            chosen = None
        offered = range(min(units, max(MOST_OFFERED, *(each + 1 for each in chosen or (0,)))))
        neurons = [(str(index), self._name_of(Neuron(layer, index))) for index in offered]
        self.across.set_choices([(BEST, "Best plane"), *neurons])
        self.up.set_choices(neurons)
        self.across.show_choice(BEST if chosen is None else str(chosen[0]))
        self.up.show_choice("0" if chosen is None else str(chosen[1]))
        self.offers_axes, self.offers_up = units > 2, units > 2 and chosen is not None

    def _choose_across(self, key: str) -> None:
        if key == BEST:
            self._session.edit("Hidden space", edits.set_space_axes, None)
        else:
            self._choose_axes(1, 0, int(key))

    def _choose_axes(self, kept: int, changed: int, neuron: int) -> None:
        """Change one axis; where it takes the other's neuron, they change places."""
        before = self._session.experiment.view.space_axes
        axes = [neuron, neuron]
        axes[kept] = before[kept] if before is not None else int(neuron == 0)
        if axes[0] == axes[1] and before is not None:
            axes[kept] = before[changed]
        self._session.edit("Hidden space", edits.set_space_axes, (axes[0], axes[1]))

    # Words

    def _name(self, space: HiddenSpace) -> None:
        experiment = self._session.experiment
        sizes = experiment.layer_sizes
        if space.layer >= len(sizes) or sizes[space.layer] != space.units:
            return
        across, up = axis_names_of(space, experiment.outputs, self._name_of)
        self.view.show_names(SpaceNames(across, up, border_name(space), axis_names(experiment)))
        meaning = space_meaning(space, layer_name(space.layer, len(sizes)))
        self.view.setAccessibleDescription(f"{meaning}. {self.sentence.text()}")
        self.view.setToolTip(f"{meaning}.")


def space_layer(experiment: Experiment) -> int:
    """Return whose space is shown: the chosen layer, the nearest there is, or else the last hidden one."""
    hidden, chosen = len(experiment.network.hidden), experiment.view.space_layer
    return hidden if chosen is None else min(chosen, hidden + 1)


def layer_name(layer: int, count: int) -> str:
    """Return what one of so many layers is called, inputs and output included."""
    if layer == 0:
        return "Inputs"
    return f"Hidden {layer}" if layer < count - 1 else "Output"


def _rung(layer: int, count: int, share: float | None) -> Rung:
    said = "" if share is None else percent(share)
    return Rung(_short(layer, count), layer_name(layer, count), share, said)


def _short(layer: int, count: int) -> str:
    name = layer_name(layer, count)
    return name if count <= LONG_NAMES else {"Inputs": "In", "Output": "Out"}.get(name, str(layer))
