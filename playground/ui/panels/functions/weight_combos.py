"""Which weight or bias moves: into which layer, from where, to which unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.document.parameters import has_bias, names_each_weight
from playground.session.unit_words import layer_words, source_words, unit_words
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.ui.theme.theme import Theme

Place = tuple[int, int, int]
BIAS = -1
_WIDTH = 100


class WeightCombos(QWidget):
    """`chosen` carries (layer, source, target), the source -1 for a bias."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiment: Experiment | None = None
        self.layer, self.source, self.target = (
            LabelledCombo(theme, caption, [], self, width=_WIDTH) for caption in ("Into", "From", "To")
        )
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 8)
        for combo in (self.layer, self.source, self.target):
            row.addWidget(combo)
        self.layer.chosen.connect(lambda _: self._choose_layer())
        self.source.chosen.connect(lambda _: self._choose())
        self.target.chosen.connect(lambda _: self._choose())

    def show_place(self, experiment: Experiment, place: Place | None) -> None:
        """Show which parameter it is; without one the first there is, until it is known."""
        self._experiment = experiment
        layer, source, target = place or (0, 0, 0)
        layers = layer_words(experiment)
        named = [index for index in range(len(layers)) if names_each_weight(experiment, index)]
        self.layer.set_choices([(str(index), layers[index]) for index in named])
        self.layer.show_choice(str(layer))
        self._list_ends(experiment, layer if layer < len(layers) else 0)
        self.source.show_choice(str(source))
        self.target.show_choice(str(target))

    def _list_ends(self, experiment: Experiment, layer: int) -> None:
        sources = source_words(experiment, layer)
        choices = [(str(index), text) for index, text in enumerate(sources)]
        if has_bias(experiment, layer):
            choices.append((str(BIAS), "bias"))
        self.source.set_choices(choices)
        self.target.set_choices(
            [(str(index), text) for index, text in enumerate(unit_words(experiment, layer))]
        )

    def _choose_layer(self) -> None:
        if self._experiment is not None:
            self._list_ends(self._experiment, int(self.layer.choice()))
            self._choose()

    def _choose(self) -> None:
        self.chosen.emit(tuple(int(each.choice()) for each in (self.layer, self.source, self.target)))
