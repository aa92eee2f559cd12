"""Which picture stands in which node, and which nodes are dead, broken or empty."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Activation, CanvasMode, Task
from playground.ui.canvas.images import images_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QColor, QImage

    from playground.ui.canvas.design import Design
    from playground.ui.canvas.layout import Layout, Node
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import InputMaps, NeuronMaps, Picture, SensitivityMaps


class Face(Enum):
    """What a node shows where it has no picture."""

    MAP = auto()
    EMPTY = auto()
    DEAD = auto()
    BROKEN = auto()


@dataclass
class Maps:
    """The newest maps the canvas was given."""

    inputs: InputMaps | None = None
    neurons: NeuronMaps | None = None
    sensitivities: SensitivityMaps | None = None


@dataclass
class Pictures:
    """The images of all drawn nodes under one mode, by the node's item."""

    images: dict[object, QImage] = field(default_factory=dict)
    faces: dict[object, Face] = field(default_factory=dict)

    def face(self, node: Node) -> Face:
        """Return what the node shows."""
        return self.faces.get(node.item, Face.EMPTY)


def pictures_of(maps: Maps, design: Design, layout: Layout, mode: CanvasMode, theme: Theme) -> Pictures:
    """Return the pictures of all drawn nodes; a node whose map is not there or does not fit stays empty."""
    pictures = Pictures()
    slopes = mode is CanvasMode.GRADIENTS
    _add_inputs(pictures, maps, layout, slopes, theme)
    for column in range(1, len(design.columns)):
        nodes = layout.columns[column].nodes
        own = _layer(maps.neurons.layers if maps.neurons else (), column - 1, design.sizes[1:])
        dead = _dead(own, nodes, design.columns[column].activation)
        if slopes and column <= design.hidden:
            shown = _layer(maps.sensitivities.layers if maps.sensitivities else (), column, design.sizes)
            _add(pictures, nodes, _chosen(shown, nodes), None, theme.lut("deriv"))
        else:
            given = _centred(_chosen(own, nodes), design, column)
            if design.softmax and column == len(design.columns) - 1:
                _add_classes(pictures, nodes, given, theme)
            else:
                _add(pictures, nodes, given, fixed_reach(design, column), theme.lut("value"))
        pictures.faces.update({node.item: Face.DEAD for node in dead})
    return pictures


def _layer(layers: Sequence[Picture], number: int, sizes: tuple[int, ...]) -> Picture | None:
    if len(layers) != len(sizes) or layers[number].shape[0] != sizes[number]:
        return None
    return layers[number]


def _chosen(maps: Picture | None, nodes: Sequence[Node]) -> Picture | None:
    return None if maps is None else maps[[node.neuron.index for node in nodes if node.neuron is not None]]


def _centred(maps: Picture | None, design: Design, column: int) -> Picture | None:
    sigmoid = design.columns[column].activation is Activation.SIGMOID
    probability = design.softmax and column == len(design.columns) - 1
    return maps * 2.0 - 1.0 if maps is not None and (sigmoid or probability) else maps


def fixed_reach(design: Design, column: int) -> float | None:
    """Return what the colours of a column's maps span, None where each map has a reach of its own."""
    output = column == len(design.columns) - 1
    return 1.0 if output and design.task is Task.CLASSIFICATION else None


def _dead(maps: Picture | None, nodes: Sequence[Node], activation: Activation | None) -> list[Node]:
    given = _chosen(maps, nodes)
    if given is None or activation is not Activation.RELU:
        return []
    silent = np.abs(given).reshape(len(given), -1).max(axis=1) == 0.0
    return [node for node, off in zip(nodes, silent.tolist(), strict=True) if off]


def _add_inputs(pictures: Pictures, maps: Maps, layout: Layout, slopes: bool, theme: Theme) -> None:
    nodes = layout.columns[0].nodes
    plain = [node for node in nodes if node.neuron is None] if slopes else list(nodes)
    given = maps.inputs
    if given is not None:
        places = {name: index for index, name in enumerate(given.names)}
        known = [node for node in plain if node.label and _name(node) in places]
        _add(pictures, known, given.maps[[places[_name(node)] for node in known]], 1.0, theme.lut("value"))
    on = [node for node in nodes if node.neuron is not None]
    if slopes and maps.sensitivities is not None and on:
        first = maps.sensitivities.layers[0]
        if max(node.neuron.index for node in on if node.neuron is not None) < first.shape[0]:
            _add(pictures, on, _chosen(first, on), None, theme.lut("deriv"))


def _add_classes(pictures: Pictures, nodes: Sequence[Node], maps: Picture | None, theme: Theme) -> None:
    """Add each class's probability, from the panel's colour to that of the class's own marks."""
    if maps is None:
        return
    for node, one in zip(nodes, maps, strict=True):
        index = node.neuron.index if node.neuron is not None else 0
        table = _shades(theme.color("panel"), theme.class_color(index))
        _add(pictures, [node], one[None], 1.0, table)


def _shades(weak: QColor, strong: QColor) -> NDArray[np.uint8]:
    ends = np.array([each.getRgb()[:3] for each in (weak, strong)], dtype=np.float64)  # type: ignore[index]
    share = np.linspace(0.0, 1.0, 256)[:, None]
    return np.rint(ends[0] + share * (ends[1] - ends[0])).astype(np.uint8)


def _name(node: Node) -> str:
    return str(getattr(node.item, "name", ""))


def _add(
    pictures: Pictures,
    nodes: Sequence[Node],
    maps: Picture | None,
    reach: float | None,
    lut: NDArray[np.uint8],
) -> None:
    if maps is None or not len(maps):
        return
    for node, image in zip(nodes, images_of(maps, reach, lut), strict=True):
        pictures.faces[node.item] = Face.BROKEN if image is None else Face.MAP
        if image is not None:
            pictures.images[node.item] = image
