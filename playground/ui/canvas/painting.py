"""Puts one picture of the scene together, from the ground to the hover card."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from playground.document.choices import CanvasMode
from playground.ui.canvas.card import card_of
from playground.ui.canvas.chevrons import paint_chevrons
from playground.ui.canvas.drag_painter import paint_drag, paint_words
from playground.ui.canvas.edge_painter import EdgePainter
from playground.ui.canvas.frost_painter import paint_frost
from playground.ui.canvas.head_painter import HeadPainter
from playground.ui.canvas.items import InputPlace
from playground.ui.canvas.layers import Layer
from playground.ui.canvas.look import map_name
from playground.ui.canvas.loss_painter import paint_loss, paint_loss_lines
from playground.ui.canvas.node_painter import NodePainter
from playground.ui.canvas.overlay import paint_card, paint_focus, paint_thumbs
from playground.ui.canvas.pictures import Face
from playground.ui.canvas.strokes import shares
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTransform

    from playground.ui.canvas.layout import Node
    from playground.ui.canvas.scene import Scene

# Dashes go at a fifth of the chevrons' speed, towards the output.
CRAWL = 0.2


class Painting:
    """Paints scenes in layers: edges, pictures, and what stands still above them."""

    def __init__(self) -> None:
        self._edges = Layer()
        self._still = Layer()

    def paint(self, painter: QPainter, scene: Scene, drift: float, focused: bool) -> None:
        """Paint the scene into the viewport; `drift` says how far moving marks have come, in pixels."""
        view, transform = scene.viewport, scene.camera.transform
        crawled = drift * CRAWL if scene.look.dashes else 0.0
        key = (scene.edges_version, transform, crawled)
        self._edges.draw(
            painter,
            view,
            transform,
            scene.look.ground,
            key,
            lambda layer: _paint_edges(layer, scene, crawled),
        )
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        with _seen_through(painter, transform):
            _paint_raised(painter, scene)
            _paint_chevrons(painter, scene, drift)
            _paint_faces(painter, scene)
        clear = QColor(Qt.GlobalColor.transparent)
        self._still.draw(
            painter,
            view,
            transform,
            clear,
            (_still_key(scene), focused),
            lambda layer: _paint_still(layer, scene, focused),
        )
        with _seen_through(painter, transform):
            _paint_biases(painter, scene)
            paint_loss(painter, scene.layout, scene.values, scene.look)
            paint_drag(painter, scene)
        paint_thumbs(painter, scene.layout.size, scene.camera, view, scene.look)
        _paint_hover_card(painter, scene)
        paint_words(painter, scene)
        if focused:
            paint_focus(painter, view, scene.look)


@contextmanager
def _seen_through(painter: QPainter, transform: QTransform) -> Iterator[None]:
    painter.save()
    painter.setTransform(transform, True)
    yield
    painter.restore()


def _paint_edges(painter: QPainter, scene: Scene, drift: float) -> None:
    edges = EdgePainter(painter, scene.edges, scene.look, scene.values.mode)
    if scene.values.diverged:
        edges.broken(np.arange(len(scene.edges)))
    elif scene.strokes is None:
        edges.unknown()
    else:
        edges.known(scene.strokes, scene.seen, drift)
    paint_loss_lines(painter, scene.layout, scene.class_room, scene.look)


def _paint_raised(painter: QPainter, scene: Scene) -> None:
    edges = EdgePainter(painter, scene.edges, scene.look, scene.values.mode)
    pointing = scene.pointing
    for item in dict.fromkeys((pointing.hovered, pointing.selected)):
        place = scene.edges.place(item) if isinstance(item, Parameter) else None
        if place is not None:
            edges.raised(place, scene.strokes, item == pointing.selected)


def _paint_chevrons(painter: QPainter, scene: Scene, drift: float) -> None:
    shown = scene.values.mode is CanvasMode.GRADIENTS and not scene.values.diverged
    if shown and scene.strokes is not None:
        paint_chevrons(painter, scene.edges, scene.strokes, scene.seen, scene.look, drift)


def _paint_heads(painter: QPainter, scene: Scene) -> None:
    heads = HeadPainter(painter, scene.look, scene.layout, scene.pointing)
    heads.heads(scene.design)
    heads.ghost(scene.design.remark)
    for number, column in enumerate(scene.layout.columns):
        heads.tile(column, number)
    if scene.pointing.insert is not None:
        heads.insert(scene.pointing.insert)


def _still_key(scene: Scene) -> object:
    pointing = scene.pointing
    broken = frozenset(item for item, face in scene.pictures.faces.items() if face is Face.BROKEN)
    return (
        scene.layout_version,
        scene.camera,
        pointing.hovered,
        pointing.selected,
        pointing.group,
        pointing.insert,
        scene.values.diverged,
        broken,
    )


def _paint_still(painter: QPainter, scene: Scene, focused: bool) -> None:
    _paint_heads(painter, scene)
    nodes, pointing = NodePainter(painter, scene.look), scene.pointing
    for node in scene.layout.nodes.values():
        hovered, selected = node.item == pointing.hovered, pointing.is_selected(node.item)
        nodes.border(node, hovered, selected, _face(scene, node) is Face.BROKEN)
        if node.item == pointing.selected and focused:
            nodes.ring(node)
        if isinstance(node.item, InputPlace):
            nodes.input_label(node, scene.input_room, hovered)
            continue
        if node.label:
            nodes.class_label(node, node.item.index, scene.class_room)
        if node.biased and not scene.values.diverged:
            bias = Parameter(node.item.layer - 1, None, node.item.index)
            nodes.socket(node, bias == pointing.hovered, bias == pointing.selected)
    paint_frost(painter, scene)


def _paint_faces(painter: QPainter, scene: Scene) -> None:
    nodes, images = NodePainter(painter, scene.look), scene.pictures.images
    last = len(scene.layout.columns) - 1 if scene.values.mode is CanvasMode.GRADIENTS else None
    for node in scene.layout.nodes.values():
        nodes.face(node, _face(scene, node), images.get(node.item), faint=node.column == last)


def _paint_biases(painter: QPainter, scene: Scene) -> None:
    if scene.values.diverged:
        return
    nodes = NodePainter(painter, scene.look)
    painter.setPen(Qt.PenStyle.NoPen)
    for neuron, color in _bias_colors(scene).items():
        nodes.bias(scene.layout.by_neuron[neuron], color)


def _face(scene: Scene, node: Node) -> Face:
    broken = scene.values.diverged and not isinstance(node.item, InputPlace)
    return Face.BROKEN if broken else scene.pictures.face(node)


def _bias_colors(scene: Scene) -> dict[Neuron, QColor]:
    layers = scene.values.layers
    if layers is None:
        return {}
    nodes = scene.layout.nodes.values()
    shown = [node.item for node in nodes if isinstance(node.item, Neuron) and node.biased]
    given = np.array([layers[neuron.layer - 1].biases[neuron.index] for neuron in shown])
    finite = np.isfinite(given)
    t = shares(np.where(finite, given, 0.0), scene.values.mode).tolist()
    name, danger = map_name(scene.values.mode), scene.look.color("danger")
    return {
        neuron: scene.look.shade(name, value) if good else danger
        for neuron, value, good in zip(shown, t, finite.tolist(), strict=True)
    }


def _paint_hover_card(painter: QPainter, scene: Scene) -> None:
    lines = card_of(scene, scene.pointing.told)
    if lines:
        paint_card(painter, lines, scene.pointing.at, scene.viewport, scene.look)
