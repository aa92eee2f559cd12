"""Draws the nodes: their picture or hatch, border, label and bias dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from playground.ui.canvas.images import CORNER, picture_rect
from playground.ui.canvas.layout import LABEL_GAP
from playground.ui.canvas.pictures import Face
from playground.ui.theme.marks import class_mark, mark_path

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from playground.ui.canvas.layout import Node
    from playground.ui.canvas.look import Look

OFF_OPACITY = 0.28
FAINT_OPACITY = 0.45
RING, RING_AWAY = 2.6, 4.5
BORDER, HOVERED_BORDER, SELECTED_BORDER = 1.2, 1.6, 2.6
HATCH_STEP = 5.0


class NodePainter:
    """Draws nodes with the theme's colours onto one painter."""

    def __init__(self, painter: QPainter, look: Look) -> None:
        self._painter = painter
        self._look = look

    def face(self, node: Node, face: Face, image: QImage | None, faint: bool = False) -> None:
        """Draw a node's inside, `faint` where it shows something else than its neighbours do."""
        painter, corner = self._painter, node.rect.width() * CORNER
        if face is Face.MAP and image is not None:
            painter.setOpacity(OFF_OPACITY if node.neuron is None else FAINT_OPACITY if faint else 1.0)
            painter.drawImage(node.rect, image, picture_rect(image.width(), image.height()))
            painter.setOpacity(1.0)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.color("dangerbg" if face is Face.BROKEN else "card"))
            painter.drawRoundedRect(node.rect, corner, corner)
        if face in (Face.DEAD, Face.BROKEN):
            self._hatch(node.rect, corner, self._look.color("danger" if face is Face.BROKEN else "ink3"))

    def border(self, node: Node, hovered: bool, selected: bool, broken: bool) -> None:
        """Draw a node's border: dashed while it is off, heavier under the pointer and when selected."""
        color = self._look.color("danger" if broken else "ink" if hovered or selected else "ink3")
        width = (SELECTED_BORDER if selected else HOVERED_BORDER if hovered else BORDER) * self._look.k
        pen = QPen(color, width)
        if node.neuron is None:
            pen.setColor(color if hovered or selected else self._look.color("faint"))
            pen.setDashPattern([3.0 * self._look.k / width, 3.0 * self._look.k / width])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        corner = node.rect.width() * CORNER
        self._painter.drawRoundedRect(node.rect.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)

    def ring(self, node: Node) -> None:
        """Draw the ring around the node that the keys now speak of."""
        away = RING_AWAY * self._look.k
        around = node.rect.adjusted(-away, -away, away, away)
        self._painter.setPen(QPen(self._look.color("ink"), RING * self._look.k))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        corner = node.rect.width() * CORNER + away
        self._painter.drawRoundedRect(around, corner, corner)

    def socket(self, node: Node, hovered: bool, selected: bool) -> None:
        """Draw the ring that a bias's colour stands in, cut out of the node."""
        painter, k, radius = self._painter, self._look.k, node.bias_radius
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.ground)
        painter.drawEllipse(node.bias_centre, radius + 1.6 * k, radius + 1.6 * k)
        ring = self._look.color("ink" if selected or hovered else "ink3")
        painter.setPen(QPen(ring, (SELECTED_BORDER if selected else BORDER) * k))
        painter.setBrush(self._look.color("card"))
        painter.drawEllipse(node.bias_centre, radius, radius)

    def bias(self, node: Node, color: QColor) -> None:
        """Fill the ring with the bias's colour."""
        self._painter.setBrush(color)
        radius = node.bias_radius - BORDER * self._look.k / 2
        self._painter.drawEllipse(node.bias_centre, radius, radius)

    def input_label(self, node: Node, room: float, hovered: bool) -> None:
        """Write an input's label left of its node, shortened to the room there is."""
        font = self._look.font("body")
        metrics = self._look.metrics("body")
        text = metrics.elidedText(node.label, Qt.TextElideMode.ElideRight, room)
        on = node.neuron is not None
        self._painter.setFont(font)
        self._painter.setPen(self._look.color("ink" if hovered else "ink2" if on else "faint"))
        right = node.rect.left() - LABEL_GAP * self._look.k
        box = QRectF(right - room, node.rect.center().y() - metrics.height() / 2, room, metrics.height())
        self._painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def class_label(self, node: Node, index: int, room: float) -> None:
        """Write a class's name right of its output, behind the mark its points have."""
        look, painter = self._look, self._painter
        font = look.font("body")
        metrics = self._look.metrics("body")
        left = node.rect.right() + LABEL_GAP * look.k
        radius = 4.0 * look.k
        painter.save()
        painter.translate(left + radius, node.rect.center().y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.theme.class_color(index))
        painter.drawPath(mark_path(class_mark(index), radius))
        painter.restore()
        painter.setFont(font)
        painter.setPen(look.color("ink2"))
        start = left + 2.0 * radius + 6.0 * look.k
        wide = room - (start - left)
        text = metrics.elidedText(node.label, Qt.TextElideMode.ElideRight, wide)
        box = QRectF(start, node.rect.center().y() - metrics.height() / 2, wide + 2.0, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _hatch(self, rect: QRectF, corner: float, color: QColor) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(rect, corner, corner)
        step, side = HATCH_STEP * self._look.k, rect.width()
        count = int(2 * side / step) + 1
        lines = [
            QLineF(rect.bottomLeft() + QPointF(shift - side, 0.0), rect.topLeft() + QPointF(shift, 0.0))
            for shift in (number * step for number in range(1, count))
        ]
        self._painter.save()
        self._painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        self._painter.setPen(QPen(self._look.mixed(color, 0.75), self._look.k))
        self._painter.drawLines(lines)
        self._painter.restore()
