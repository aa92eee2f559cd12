"""Marks what training leaves alone: a snowflake on a neuron, on an edge, beside a bias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from playground.ui.canvas.edges import SEGMENTS
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from playground.ui.canvas.layout import Node
    from playground.ui.canvas.scene import Scene

ICON, DISC = 10.0, 7.5
# Near their targets the edges of a gap lie farther apart than where they cross.
ALONG = round(0.8 * SEGMENTS)


def paint_frost(painter: QPainter, scene: Scene) -> None:
    """Mark each drawn neuron of which all is frozen, and weights and biases that are frozen by themselves."""
    design = scene.design
    for neuron in design.frozen_neurons:
        node = scene.layout.by_neuron.get(neuron)
        if node is not None:
            _mark(painter, scene, _corner(node))
    for parameter in design.frozen_parameters:
        neuron = Neuron(parameter.layer + 1, parameter.target)
        at = None if neuron in design.frozen_neurons else _place(scene, parameter)
        if at is not None:
            _mark(painter, scene, at)


def _corner(node: Node) -> QPointF:
    return node.rect.topRight() + QPointF(-1.0, 1.0)


def _place(scene: Scene, parameter: Parameter) -> QPointF | None:
    """Return where a weight or a bias is marked; None if it is not drawn."""
    if parameter.source is not None:
        edge = scene.edges.place(parameter)
        return None if edge is None else QPointF(*scene.edges.points[edge, ALONG])
    node = scene.layout.by_neuron.get(Neuron(parameter.layer + 1, parameter.target))
    if node is None or not node.biased:
        return None
    return node.bias_centre + QPointF(node.bias_radius + DISC * scene.look.k, 0.0)


def _mark(painter: QPainter, scene: Scene, at: QPointF) -> None:
    look = scene.look
    radius, side = DISC * look.k, ICON * look.k
    painter.setPen(QPen(look.color("line2"), look.k))
    painter.setBrush(look.ground)
    painter.drawEllipse(at, radius, radius)
    icon = look.theme.icon("snowflake", ICON, "ink", ratio=2 * painter.device().devicePixelRatioF())
    box = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(box, icon, QRectF(icon.rect()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
