"""Draws what hangs on the pointer: a rubber band, neurons or a layer, and what letting go would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.ui.canvas.card import Line
from playground.ui.canvas.drags import Band, Lifted, LiftedLayer
from playground.ui.canvas.images import CORNER, picture_rect
from playground.ui.canvas.overlay import paint_card

if TYPE_CHECKING:
    from PySide6.QtCore import QLineF

    from playground.ui.canvas.layout import Node
    from playground.ui.canvas.look import Look
    from playground.ui.canvas.scene import Scene

LIFTED, REMOVED = 0.85, 0.4
HEAD_WIDTH, HEAD_HEIGHT = 96.0, 28.0


def paint_drag(painter: QPainter, scene: Scene) -> None:
    """Draw what is under way, in the canvas's own coordinates."""
    drag = scene.pointing.drag
    if isinstance(drag, Band):
        _paint_band(painter, drag, scene.look)
    elif isinstance(drag, Lifted):
        _paint_lifted(painter, drag, scene)
    elif isinstance(drag, LiftedLayer):
        _paint_layer(painter, drag, scene)


def paint_words(painter: QPainter, scene: Scene) -> None:
    """Say beside the pointer what letting go would do."""
    drag = scene.pointing.drag
    if isinstance(drag, Lifted | LiftedLayer):
        token = "ink" if drag.mark is not None else "danger"
        lines = [Line(drag.words, token=token)]
        paint_card(painter, lines, scene.pointing.at, scene.viewport, scene.look)


def _paint_band(painter: QPainter, band: Band, look: Look) -> None:
    fill = QColor(look.color("ink"))
    fill.setAlphaF(0.08)
    painter.setPen(QPen(look.color("ink2"), 0.0, Qt.PenStyle.DashLine))
    painter.setBrush(fill)
    painter.drawRect(band.rect)


def _paint_lifted(painter: QPainter, drag: Lifted, scene: Scene) -> None:
    _paint_mark(painter, drag.mark, scene.look)
    painter.setOpacity(LIFTED if drag.mark is not None else REMOVED)
    for neuron in drag.neurons:
        node = scene.layout.by_neuron.get(neuron)
        if node is not None:
            _paint_node(painter, node, drag.offset, scene, removed=drag.mark is None)
    painter.setOpacity(1.0)


def _paint_node(painter: QPainter, node: Node, offset: QPointF, scene: Scene, *, removed: bool) -> None:
    box, corner = node.rect.translated(offset), node.rect.width() * CORNER
    image = scene.pictures.images.get(node.item)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(scene.look.color("card"))
    painter.drawRoundedRect(box, corner, corner)
    if image is not None:
        painter.drawImage(box, image, picture_rect(image.width(), image.height()))
    pen = QPen(scene.look.color("danger" if removed else "ink"), 2.0 * scene.look.k)
    pen.setStyle(Qt.PenStyle.DashLine if removed else Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, corner, corner)


def _paint_layer(painter: QPainter, drag: LiftedLayer, scene: Scene) -> None:
    look, k = scene.look, scene.look.k
    _paint_mark(painter, drag.mark, look)
    box = QRectF(0.0, 0.0, HEAD_WIDTH * k, HEAD_HEIGHT * k)
    box.moveCenter(drag.at)
    removed = drag.mark is None
    pen = QPen(look.color("danger" if removed else "ink"), 1.6 * k)
    pen.setStyle(Qt.PenStyle.DashLine if removed else Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    painter.setBrush(look.color("card"))
    painter.drawRoundedRect(box, 6.0 * k, 6.0 * k)
    painter.setFont(look.font("panel_title"))
    painter.setPen(look.color("ink"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, scene.design.columns[drag.column].title)


def _paint_mark(painter: QPainter, mark: QLineF | None, look: Look) -> None:
    if mark is not None:
        painter.setPen(QPen(look.color("ink"), 2.4 * look.k, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(mark)
