"""Draws all edges at once: few pens, many lines, the strong ones last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.ui.canvas.dashes import dash_lines
from playground.ui.canvas.look import map_name
from playground.ui.canvas.strokes import Pen, pens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from playground.document.choices import CanvasMode
    from playground.ui.canvas.edges import Edges
    from playground.ui.canvas.look import Look
    from playground.ui.canvas.strokes import Strokes

# Strokes up to NARROW need no cover at the joints of their lines; beyond WIDE the joints' corners would show.
NARROW, WIDE = 1.9, 4.2
FINE, FINE_WEAK = 1.6, 2.6
DASH, SPACE = 4.0, 3.0
DASH_PER_WIDTH, SPACE_PER_WIDTH = 1.7, 1.2
HALO = 3.4
HOVER_HALO = 2.0


class EdgePainter:
    """Draws edges with the theme's colours onto one painter."""

    def __init__(self, painter: QPainter, edges: Edges, look: Look, mode: CanvasMode) -> None:
        self._painter = painter
        self._edges = edges
        self._look = look
        self._k = look.k
        self._scale = painter.deviceTransform().m11()
        self._finest_weak = FINE_WEAK * painter.device().devicePixelRatioF()
        self._map = map_name(mode)

    def known(self, strokes: Strokes, seen: NDArray[np.intp], phase: float) -> None:
        """Draw every edge by its value; `phase` moves the dashes of the negative ones along."""
        for pen in pens(strokes, seen, self._k):
            color = self._look.mixed(self._look.shade(self._map, pen.t), pen.opacity)
            if pen.t < 0 and self._look.dashes:
                self._dashed(pen, color, phase)
            else:
                self._solid(pen, color)
        self.broken(np.flatnonzero(~strokes.finite))

    def unknown(self) -> None:
        """Draw every edge alike, where no value is known yet."""
        self._lines(self._pen(self._look.color("line2"), self._k), range(len(self._edges)), True)

    def broken(self, chosen: NDArray[np.intp]) -> None:
        """Draw edges whose value is no number: dashed, in the colour of errors."""
        if not len(chosen):
            return
        color = self._look.mixed(self._look.color("danger"), 0.62)
        self._painter.setPen(self._pen(color, 1.1 * self._k))
        self._painter.drawLines(dash_lines(self._edges.points[chosen, ::2], DASH * self._k, SPACE * self._k))

    def raised(self, edge: int, strokes: Strokes | None, selected: bool) -> None:
        """Draw one edge above the others: selected with a halo of ink, hovered with a fainter one."""
        t = float(strokes.t[edge]) if strokes is not None else 0.0
        width = float(strokes.widths(self._k)[edge]) if strokes is not None else self._k
        halo = self._look.color("ink")
        if not selected:
            halo = self._look.mixed(halo, 0.55)
        self._curve(edge, halo, width + (HALO if selected else HOVER_HALO) * self._k)
        self._curve(edge, self._look.shade(self._map, t), width)

    def _solid(self, pen: Pen, color: QColor) -> None:
        if pen.width * self._scale <= (self._finest_weak if pen.weak else FINE):
            self._fine(pen)
            return
        if pen.width > WIDE * self._k:
            for edge in pen.edges:
                self._curve(edge, color, pen.width)
            return
        coarse = pen.width <= NARROW * self._k
        cap = Qt.PenCapStyle.FlatCap if coarse else Qt.PenCapStyle.SquareCap
        self._lines(QPen(color, pen.width, Qt.PenStyle.SolidLine, cap), pen.edges, coarse)

    def _fine(self, pen: Pen) -> None:
        # Qt draws lines of one device pixel several times faster; less paint stands for less width.
        paint = pen.opacity * min(pen.width * self._scale, FINE_WEAK)
        color = self._look.mixed(self._look.shade(self._map, pen.t), min(paint, 1.0))
        hairline = QPen(color, 0.0)
        for edge in pen.edges:
            self._painter.strokePath(self._edges.path(edge), hairline)

    def _dashed(self, pen: Pen, color: QColor, phase: float) -> None:
        on, off = (
            max(DASH * self._k, DASH_PER_WIDTH * pen.width),
            max(SPACE * self._k, SPACE_PER_WIDTH * pen.width),
        )
        self._painter.setPen(self._pen(color, pen.width))
        self._painter.drawLines(dash_lines(self._edges.points[pen.edges, ::2], on, off, phase))

    def _lines(self, pen: QPen, chosen: Iterable[int], coarse: bool) -> None:
        lines: list[QLineF] = []
        for edge in chosen:
            lines += self._edges.lines(edge, coarse)
        self._painter.setPen(pen)
        self._painter.drawLines(lines)

    def _curve(self, edge: int, color: QColor, width: float) -> None:
        self._painter.strokePath(
            self._edges.path(edge), QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )

    def _pen(self, color: QColor, width: float) -> QPen:
        return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
