"""Draws what stands above the columns, and the invitations to add a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from playground.ui.canvas.design import ColumnKind
from playground.ui.canvas.items import LayerPlace, Part, Spot
from playground.ui.canvas.layout import REMARK

if TYPE_CHECKING:
    from playground.ui.canvas.design import ColumnDesign, Design
    from playground.ui.canvas.layout import Column, Layout
    from playground.ui.canvas.look import Look
    from playground.ui.canvas.pointing import Pointing

CENTRE = Qt.AlignmentFlag.AlignCenter
BUTTON = 10.0
SIGN = 4.0
DOT = 3.6
REMARK_MARGIN = 76.0
OUTPUT_ROOM = 14.0
TITLE_GAP = 12.0
TILE_GAP = 6.0


class HeadPainter:
    """Draws heads, tiles, the ghost column and the "+" of a gap onto one painter."""

    def __init__(self, painter: QPainter, look: Look, layout: Layout, pointing: Pointing) -> None:
        self._painter = painter
        self._look = look
        self._layout = layout
        self._hovered, self._selected = pointing.hovered, pointing.selected

    def heads(self, design: Design) -> None:
        """Draw every column's title, and its stepper or caption."""
        layers = len(design.columns) - 1
        for number, column in enumerate(design.columns):
            place = self._layout.columns[number]
            self._title(column, place, number, layers)
            if self._layout.compact:
                continue
            if column.kind is ColumnKind.HIDDEN:
                self._stepper(column, place, number)
            else:
                self._text(column.caption, place.x, self._layout.stepper_y, "caption", "ink3")

    def tile(self, place: Column, number: int) -> None:
        """Draw the tile that stands for the units that don't fit."""
        if place.tile is None:
            return
        hovered = self._hovered == Spot(Part.MORE, number)
        self._dashed_box(place.tile, 6.0, "ink" if hovered else "ink3")
        words = f"{place.unseen} more"
        fits = self._look.metrics("caption").horizontalAdvance(words) + TILE_GAP * self._look.k
        text = words if fits <= place.tile.width() else f"+{place.unseen}"
        self._text(text, place.x, place.tile.center().y(), "caption", "ink" if hovered else "ink2")

    def ghost(self, remark: str) -> None:
        """Draw the dashed column that would be the first hidden layer, and what the network now lacks."""
        box = self._layout.ghost
        if box is None:
            return
        hovered = self._hovered == Spot(Part.GHOST)
        middle = box.center().x()
        self._dashed_box(box, 10.0, "ink" if hovered else "ink3")
        self._text(
            "Add a hidden layer", middle, self._layout.title_y, "panel_title", "ink" if hovered else "ink2"
        )
        self._button(QPointF(middle, self._layout.stepper_y), "+", hovered, True)
        room = self._layout.columns[0].room - REMARK_MARGIN * self._look.k
        self._painter.setFont(self._look.font("caption"))
        self._painter.setPen(self._look.color("ink2"))
        below = QRectF(middle - room / 2, box.bottom() + 6.0 * self._look.k, room, REMARK * self._look.k)
        self._painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, remark)

    def insert(self, gap: int) -> None:
        """Draw the "+" that puts a layer into a gap."""
        at, k = self._layout.inserts[gap], self._look.k
        pen = QPen(self._look.color("ink3"), k)
        pen.setDashPattern([3.0, 3.0])
        self._painter.setPen(pen)
        self._painter.drawLine(QLineF(at.x(), at.y(), at.x(), self._layout.body.bottom()))
        self._button(at, "+", self._hovered == Spot(Part.INSERT, gap), True)

    def _title(self, column: ColumnDesign, place: Column, number: int, layers: int) -> None:
        layer = number - 1
        metrics = self._look.metrics("panel_title")
        dotted = layer >= 0
        dot, gap = DOT * self._look.k, 7.0 * self._look.k
        extra = 2 * dot + gap if dotted else 0.0
        # Beyond the output there is only the loss, whose name stands elsewhere.
        room = place.room + (OUTPUT_ROOM if column.kind is ColumnKind.OUTPUT else -14.0) * self._look.k
        fits = metrics.horizontalAdvance(column.title) + extra <= room
        text = column.title if fits else column.short_title
        width = metrics.horizontalAdvance(text)
        left = place.x - (width + extra) / 2
        if column.kind is ColumnKind.INPUTS:
            # Beside the inputs there is room, over the next column there is not.
            left = min(left, place.x + place.room / 2 - TITLE_GAP * self._look.k - width)
        if dotted:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(self._look.theme.layer_color(layer, layers))
            self._painter.drawEllipse(QPointF(left + dot, self._layout.title_y), dot, dot)
        standing = column.kind is not ColumnKind.INPUTS
        hovered = standing and self._hovered == Spot(Part.HEAD, number)
        selected = column.kind is ColumnKind.HIDDEN and self._selected == LayerPlace(layer)
        if selected:
            self._pill(QRectF(left, self._layout.title_y, width + extra, 0.0))
        token = "ink" if hovered or selected else "ink2"
        self._text(text, left + extra + width / 2, self._layout.title_y, "panel_title", token)

    def _pill(self, line: QRectF) -> None:
        """Draw the ring around the title of a layer that is selected."""
        k = self._look.k
        box = line.adjusted(-8.0 * k, -10.0 * k, 8.0 * k, 10.0 * k)
        self._painter.setPen(QPen(self._look.color("ink"), 2.0 * k))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(box, 8.0 * k, 8.0 * k)

    def _stepper(self, column: ColumnDesign, place: Column, number: int) -> None:
        assert place.remove is not None and place.add is not None
        self._button(place.remove, "−", self._hovered == Spot(Part.REMOVE_NEURON, number), column.count > 1)
        self._text(str(column.count), place.x, self._layout.stepper_y, "panel_title", "ink")
        self._button(place.add, "+", self._hovered == Spot(Part.ADD_NEURON, number), True)

    def _button(self, centre: QPointF, sign: str, hovered: bool, enabled: bool) -> None:
        painter, look, k = self._painter, self._look, self._look.k
        painter.setPen(QPen(look.color("line2"), k))
        painter.setBrush(look.color("ctlh" if hovered and enabled else "ctl"))
        painter.drawEllipse(centre, BUTTON * k, BUTTON * k)
        ink = look.color("faint" if not enabled else "ink" if hovered else "ink2")
        painter.setPen(QPen(ink, 1.6 * k, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        across, down = QPointF(SIGN * k, 0.0), QPointF(0.0, SIGN * k)
        painter.drawLine(QLineF(centre - across, centre + across))
        if sign == "+":
            painter.drawLine(QLineF(centre - down, centre + down))

    def _dashed_box(self, box: QRectF, corner: float, token: str) -> None:
        k = self._look.k
        pen = QPen(self._look.color(token), 1.2 * k)
        pen.setDashPattern([3.5, 3.0])
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(box, corner * k, corner * k)

    def _text(self, text: str, x: float, y: float, role: str, token: str) -> None:
        self._painter.setFont(self._look.font(role))
        self._painter.setPen(self._look.color(token))
        self._painter.drawText(QRectF(x - 400.0, y - 40.0, 800.0, 80.0), CENTRE, text)
