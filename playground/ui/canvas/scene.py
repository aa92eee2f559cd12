"""All that is on the canvas now: the design and its layout, the newest values, where the pointer is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSizeF

from playground.document.experiment import Experiment
from playground.ui.canvas.camera import Camera
from playground.ui.canvas.design import Design, design_of
from playground.ui.canvas.edges import Edges, edges_of
from playground.ui.canvas.fitting import fit_scene
from playground.ui.canvas.items import InputPlace, LayerPlace
from playground.ui.canvas.look import Look
from playground.ui.canvas.pictures import Maps, Pictures, pictures_of
from playground.ui.canvas.pointing import Pointing
from playground.ui.canvas.ranking import ranking_of
from playground.ui.canvas.strokes import FULL, HIDDEN, Strokes, emphasis, strokes_of
from playground.ui.canvas.values import Values
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.canvas.items import Hit, Item
    from playground.ui.canvas.layout import Layout
    from playground.ui.theme.theme import Theme


UNREACHABLE = -1e9


class Scene:
    """What is drawn, looked up and hit; derived things are made again only when what they rest on changed."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.values = Values()
        self.maps = Maps()
        self.pointing = Pointing()
        self.camera = Camera()
        self.viewport = QSizeF(738.0, 400.0)
        self._ranking: dict[int, tuple[int, ...]] = {}
        self._pinned: dict[int, tuple[int, ...]] = {}
        self.edges_version = self.layout_version = 0
        self.look = Look(theme)
        self.input_room = self.class_room = 0.0
        self.edge_share = 1.0
        self._usual_zoom = self.camera.zoom
        self.design: Design
        self.layout: Layout
        self.edges: Edges
        self._strokes: Strokes | None = None
        self._strokes_known = False
        self._pictures: Pictures | None = None
        self.show_experiment(Experiment())

    def show_experiment(self, experiment: Experiment) -> bool:
        """Take over the experiment's network; values of another shape are forgotten.

        Return whether anything looks otherwise now.
        """
        before = getattr(self, "design", None)
        shown = (design_of(experiment), experiment.view.mode, experiment.view.edge_share)
        if before is not None and shown == (before, self.values.mode, self.edge_share):
            return False
        self.design = shown[0]
        self.values.mode = experiment.view.mode
        self.values.sizes = self.design.sizes
        self.edge_share = experiment.view.edge_share
        if before is None or before.sizes != self.design.sizes or before.inputs != self.design.inputs:
            self.values.parameters = self.values.gradients = None
            self.maps.neurons = self.maps.sensitivities = None
            self._ranking = {}
        if before is not None and len(before.columns) != len(self.design.columns):
            self._pinned.clear()
        self.arrange()
        self._keep_selection()
        return True

    def arrange(self) -> None:
        """Lay everything out anew: the design, the viewport or the text size has changed."""
        self.look = Look(self.theme)
        fitted = fit_scene(self.design, self.look, self.viewport, self._preferred())
        self.layout, self.input_room, self.class_room = fitted.layout, fitted.input_room, fitted.class_room
        self.layout_version += 1
        self.edges = edges_of(self.layout)
        if self.camera.zoom == self._usual_zoom:
            self.camera = replace(self.camera, zoom=fitted.zoom)
        self._usual_zoom = fitted.zoom
        self.camera = self.camera.held(self.layout.size, self.viewport)
        self.forget_values()
        self.forget_maps()

    def rank_anew(self) -> None:
        """Draw, where not all units can be, those that pass most on now; else nothing moves."""
        ranking = ranking_of(self.design, self.values)
        if ranking != self._ranking:
            self._ranking = ranking
            self.arrange()

    @property
    def ranked(self) -> bool:
        """Whether it is known which units pass most on."""
        return bool(self._ranking)

    def pin(self, column: int, unit: int) -> None:
        """Draw a unit of a column from now on, in place of one that passes little on."""
        others = (each for each in self._pinned.get(column, ()) if each != unit)
        self._pinned[column] = (unit, *others)
        self.arrange()

    def _preferred(self) -> dict[int, tuple[int, ...]]:
        """Return which units come first in each column: those the person asked for, then the strongest."""
        columns = self._pinned.keys() | self._ranking.keys()
        counts = [column.count for column in self.design.columns]
        return {
            number: tuple(
                dict.fromkeys(
                    unit
                    for unit in (*self._pinned.get(number, ()), *self._ranking.get(number, ()))
                    if unit < counts[number]
                )
            )
            for number in columns
        }

    def forget_values(self) -> None:
        """Work out the edges anew at the next look."""
        self._strokes_known = False
        self.forget_edges()

    def forget_edges(self) -> None:
        """Draw the edges anew at the next paint."""
        self.edges_version += 1

    def forget_maps(self) -> None:
        """Make the pictures anew at the next look."""
        self._pictures = None

    @property
    def strokes(self) -> Strokes | None:
        """How strong each edge is, or None while that is not known."""
        if not self._strokes_known:
            self._strokes = strokes_of(self.edges, self.values)
            self._strokes_known = True
        return self._strokes

    @property
    def pictures(self) -> Pictures:
        """The pictures in the nodes."""
        if self._pictures is None:
            self._pictures = pictures_of(self.maps, self.design, self.layout, self.values.mode, self.theme)
        return self._pictures

    @property
    def widths(self) -> NDArray[np.float64]:
        """The drawn width of every edge; of one that is not drawn such that no pointer comes near it."""
        strokes = self.strokes
        if strokes is None:
            return np.full(len(self.edges), self.look.k)
        return np.where(self.seen == HIDDEN, UNREACHABLE, strokes.widths(self.look.k))

    @property
    def seen(self) -> NDArray[np.intp]:
        """How much of every edge is to be seen, given what is hovered and selected."""
        if self.strokes is None:
            return np.full(len(self.edges), FULL)
        hovered = self.neuron_of(self.pointing.hovered)
        neuron = hovered or self.neuron_of(self.pointing.selected)
        touching = self.edges.touching(neuron.layer, neuron.index) if neuron is not None else None
        return emphasis(self.strokes, touching, only=hovered is not None, share=self.edge_share)

    def neuron_of(self, hit: Hit | None) -> Neuron | None:
        """Return the neuron that is meant: an input only while it is on, of a weight or bias none."""
        if isinstance(hit, InputPlace):
            place = next((each.index for each in self.design.on if each.name == hit.name), None)
            return None if place is None else Neuron(0, place)
        return hit if isinstance(hit, Neuron) else None

    def is_hidden(self, neuron: Neuron) -> bool:
        """Return whether a neuron stands in a hidden layer."""
        return 1 <= neuron.layer <= self.design.hidden

    def is_on(self, place: InputPlace) -> bool:
        """Return whether an input is on."""
        return self.neuron_of(place) is not None

    def exists(self, item: Item | None) -> bool:
        """Return whether the network has this input, neuron, weight or bias."""
        sizes = self.design.sizes
        if isinstance(item, InputPlace):
            return any(each.name == item.name for each in self.design.inputs)
        if isinstance(item, Neuron):
            return 1 <= item.layer < len(sizes) and item.index < sizes[item.layer]
        if isinstance(item, LayerPlace):
            return item.layer < self.design.hidden
        if isinstance(item, Parameter):
            if item.layer + 1 >= len(sizes) or item.target >= sizes[item.layer + 1]:
                return False
            if item.source is None:
                return self.design.columns[item.layer + 1].biased
            return item.source < sizes[item.layer]
        return False

    def _keep_selection(self) -> None:
        selected = self.pointing.selected
        self._keep_group()
        if isinstance(selected, Neuron) and selected.layer < len(self.design.sizes):
            last = self.design.sizes[selected.layer] - 1
            self.pointing.selected = Neuron(selected.layer, min(selected.index, last))
        elif not self.exists(selected):
            self.pointing.selected = None
        self.pointing.insert = self.pointing.gap = None

    def _keep_group(self) -> None:
        """Forget the neurons that are gone; a group of one is no group, and holds what is selected."""
        pointing = self.pointing
        group = frozenset(each for each in pointing.group if self.exists(each))
        pointing.group = group if len(group) > 1 and pointing.selected in group else frozenset()
