"""Which two weights are the axes of a slice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.document import edits
from playground.ui.panels.functions.weight_combos import WeightCombos
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import LandscapeAnswer

Place = tuple[int, int, int]
AXES = ("across", "along")


class WeightAxes(QWidget):
    """Writes the two places to the document's view; those that the worker chose stay as they are."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 10)
        self.pickers: dict[str, WeightCombos] = {}
        for axis, words in zip(AXES, ("Across", "Up"), strict=True):
            picker = self.pickers[axis] = WeightCombos(theme, self)
            row.addWidget(Label(theme, words, self, role="slider", token="ink3"))
            row.addWidget(picker)
            row.addSpacing(theme.px(8))
            picker.chosen.connect(partial(self._choose, axis))
        row.addStretch(1)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show which weights they are."""
        view = experiment.view.landscape
        for axis, place in zip(AXES, (view.across, view.along), strict=True):
            self.pickers[axis].show_place(experiment, place)

    def places_of(self, answer: LandscapeAnswer) -> tuple[Place | None, Place | None]:
        """Return which weights a slice has as its axes."""
        first, second = (_place(direction.parameter) for direction in answer.directions)
        return first, second

    def keep(self, places: tuple[Place | None, Place | None]) -> None:
        """Keep the weights that were chosen for lack of a person's choice, so that they do not change."""
        first, second = places
        self._session.edit("Landscape", partial(edits.set_landscape, across=first, along=second))

    def _choose(self, axis: str, place: Place) -> None:
        change: dict[str, Any] = {axis: place}
        self._session.edit("Landscape", partial(edits.set_landscape, **change))


def _place(parameter: Parameter | None) -> Place | None:
    if parameter is None:
        return None
    source = -1 if parameter.source is None else parameter.source
    return parameter.layer, source, parameter.target


def parameter_of(place: Place | None) -> Parameter | None:
    """Return the weight or bias that a place of the view names."""
    if place is None:
        return None
    layer, source, target = place
    return Parameter(layer, None if source < 0 else source, target)
