"""Weight matrices as maps: a cell in the colour of its value for each weight; a click picks it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap

from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.read_out import Row, draw_card
from playground.ui.plots.ticks import nice_limit
from playground.ui.plots.weight_arrangement import arrange
from playground.ui.plots.weight_painter import NamePainter, WeightPainter
from playground.ui.theme.numbers import format_compact
from playground.ui.widgets.painting import focus_ring
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.plots.weight_arrangement import Image, Shown
    from playground.ui.plots.weight_layout import MatrixPlace, PicturesPlace, Place
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import LayerValues

_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_RADIUS = 6
MANY = 500  # weights: of more, the colours go only as far as 99 of 100
ASKED, CLIPPED_FROM = 20_000, 0.99


class WeightMap(PaintedPlot):
    """Shows layers side by side; `picked` carries the `Parameter` that was clicked, `pointed` its words.

    Colours go to `reach`; where there are many weights, some are `clipped`, which would leave the rest pale.
    """

    SIZE, LEAST = (360, 180), (200, 80)

    picked = Signal(object)
    pointed = Signal(str)

    def __init__(self, theme: Theme, name_of: Callable[[Neuron], str], parent: QWidget | None = None) -> None:
        super().__init__(theme, "Map of the weights", parent)
        self._name_of = name_of
        self._shown: tuple[Shown, ...] = ()
        self._image: Image | None = None
        self._places: tuple[MatrixPlace | PicturesPlace, ...] = ()
        self._names: QPixmap | None = None
        self._picture: QPixmap | None = None
        self._cursor: tuple[int, Place] | None = None
        self._invitation = ""
        self.reach, self.clipped = 1.0, False
        self.setMouseTracking(True)
        theme.changed.connect(self._rearrange)

    # What is shown

    def show_layers(self, layers: Sequence[Shown], invitation: str = "") -> None:
        """Show layers side by side; without any, a sentence."""
        shapes = [(each.layer, each.values.weights.shape) for each in self._shown]
        self._shown = tuple(layers)
        self._invitation = invitation
        largest, most = reach_of([each.values for each in self._shown])
        self.reach = nice_limit(most) or 1.0
        self.clipped = largest > self.reach
        if shapes != [(each.layer, each.values.weights.shape) for each in self._shown]:
            self._cursor = None
            self._rearrange()
        self._picture = None
        self.update()
        if self._cursor is not None:
            self._tell()

    def show_image(self, shape: tuple[int, int] | None, pixels: Sequence[int] = ()) -> None:
        """Show the first layer as pictures whose pixels are these inputs (−1 for none), or as a matrix."""
        self._image = None if shape is None else (shape, tuple(pixels))
        self._rearrange()

    @property
    def places(self) -> tuple[MatrixPlace | PicturesPlace, ...]:
        """Where each layer is drawn."""
        if not self._places and self._shown:
            self._places = arrange(self._theme, QRectF(self.rect()), self._shown, self._image, self._name_of)
        return self._places

    def words(self, layer: int, place: Place) -> str:
        """Return what a weight is called and how large it is: ``w from x₁ to 1.3 = −0.42``."""
        source, target = place
        values = next(each.values for each in self._shown if each.layer == layer)
        name = self._name_of(Neuron(layer + 1, target))
        if source is None:
            return f"b of {name} = {format_compact(float(values.biases[target]))}"
        below = self._name_of(Neuron(layer, source))
        return f"w from {below} to {name} = {format_compact(float(values.weights[source, target]))}"

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the matrices, kept until a number changes, and over them what the pointer is on."""
        with QPainter(self) as painter:
            if not self._shown:
                painter.setFont(self._theme.font("body"))
                painter.setPen(self._theme.color("ink3"))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(QRectF(self.rect()), flags, self._invitation)
            else:
                self._names = self._names or self._drawn(NamePainter(self._theme, self._name_of))
                self._picture = self._picture or self._drawn(WeightPainter(self._theme, self.reach))
                painter.drawPixmap(0, 0, self._names)
                painter.drawPixmap(0, 0, self._picture)
            if self._plain:
                return
            if self._cursor is not None:
                self._paint_cursor(painter, *self._cursor)
            if self._focus.shown:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(_RADIUS))

    def _drawn(self, artist: NamePainter | WeightPainter) -> QPixmap:
        """Return what one draws of every layer, kept until it changes."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            for place, shown in zip(self.places, self._shown, strict=True):
                artist.draw(painter, place, shown)
        return picture

    def _paint_cursor(self, painter: QPainter, number: int, place: Place) -> None:
        where, shown = self.places[number], self._shown[number]
        rect = where.rect(place)
        painter.setPen(QPen(self._theme.color("ink"), self._theme.pxf(1.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        row = Row(self.words(shown.layer, place))
        draw_card(painter, self._theme, [row], rect.center(), QRectF(self.rect()))

    def _rearrange(self) -> None:
        self._places, self._names, self._picture = (), None, None
        self.update()

    # The pointer and the keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the weight under the pointer."""
        self._point(self._found(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell nothing more."""
        super().leaveEvent(event)
        self._point(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the weight under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._point(self._found(event.position()))
            self._pick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by the arrows, pick with Enter."""
        if event.key() in _ARROWS and self._shown:
            self._walk(*_ARROWS[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor is not None:
            self._pick()
        elif event.key() == Qt.Key.Key_Escape and self._cursor is not None:
            self._point(None)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange everything anew."""
        super().resizeEvent(event)
        self._rearrange()

    def _found(self, point: QPointF) -> tuple[int, Place] | None:
        for number, where in enumerate(self.places):
            place = where.at(point)
            if place is not None:
                return number, place
        return None

    def _walk(self, right: int, down: int) -> None:
        if self._cursor is None:
            self._point((0, (0, 0)))
            return
        number, place = self._cursor
        moved = self.places[number].moved(place, right, down)
        if moved is not None:
            self._point((number, moved))
        elif 0 <= number + right < len(self.places):
            beside = self._shown[number + right]
            self._point((number + right, (0, 0 if right > 0 else beside.columns - 1)))

    def _point(self, cursor: tuple[int, Place] | None) -> None:
        if cursor != self._cursor:
            self._cursor = cursor
            self._tell()
            self.update()

    def _tell(self) -> None:
        said = "" if self._cursor is None else self.words(self._shown[self._cursor[0]].layer, self._cursor[1])
        self.setAccessibleDescription(said)
        self.pointed.emit(said)

    def _pick(self) -> None:
        if self._cursor is not None:
            number, (source, target) = self._cursor
            self.picked.emit(Parameter(self._shown[number].layer, source, target))


def reach_of(layers: Sequence[LayerValues]) -> tuple[float, float]:
    """Return the largest size of a parameter, and how far the colours should go."""
    parts = [part.ravel() for each in layers for part in (each.weights, each.biases)]
    largest = max((_largest(part) for part in parts), default=0.0)
    count = sum(map(len, parts))
    if count <= MANY:
        return largest, largest
    some = np.concatenate([np.abs(part[:: max(1, count // ASKED)]) for part in parts])
    some = some[np.isfinite(some)]
    place = int(CLIPPED_FROM * (len(some) - 1))
    return largest, float(np.partition(some, place)[place]) if len(some) else largest


def _largest(values: NDArray) -> float:
    found = max(float(values.max(initial=0.0)), -float(values.min(initial=0.0)))
    return found if math.isfinite(found) else float(np.abs(values[np.isfinite(values)]).max(initial=0.0))
