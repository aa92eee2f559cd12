"""The hidden space: samples and the bent plane as one layer of the network sees them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.plots import space_painter
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.keyboard_focus import KeyboardFocus
from playground.ui.plots.pictures import copy_picture, picture_of
from playground.ui.plots.points import PointCloud
from playground.ui.plots.space_frame import Box, frame_of, plot_rect, steady, wanted_box
from playground.ui.plots.sprites import SpriteShelf, radius_for
from playground.ui.plots.ticks import linear_ticks
from playground.ui.widgets.painting import fill_round, focus_ring, outline_round

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import HiddenSpace

_CORNER = 8
_RADIUS = 3.1
_RING = 7.0
_INWARD = 24
_LEAST, _USUAL = (140, 120), (300, 260)
_TICK_EVERY, _FREE = 52, 12
_GAP, _BELOW = 6, 5
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class SpaceNames:
    """What stands at the axes (below and beside), at the border, and at the ends of the two middle lines."""

    across: str = ""
    up: str = ""
    border: str = ""
    inputs: tuple[str, str] = ("", "")


class HiddenSpaceView(QWidget):
    """Draws one layer's space; `layer_stepped` tells that the arrows ask for the layer before or after."""

    layer_stepped = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._space: HiddenSpace | None = None
        self._points, self._names = PointCloud.empty(), SpaceNames()
        self._show_test = self._plain = False
        self._marked: int | None = None
        self._box: Box | None = None
        self._layers = KeptPicture(self)
        self._sheet, self._shelf = space_painter.SheetPainter(theme), SpriteShelf(theme)
        self._focus = KeyboardFocus(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Hidden space")
        theme.changed.connect(self._restyle)

    # What is shown

    def show_space(self, space: HiddenSpace) -> None:
        """Draw a layer's space as the worker tells it."""
        before = self._space
        if before is None or _kind(before) != _kind(space):
            self._box = None
        self._space = space
        self._box = steady(self._box, wanted_box(space, self._show_test))
        self._draw_again()

    def show_points(self, points: PointCloud) -> None:
        """Take labels and colours from these samples; their places are those in the space."""
        self._points = points
        self._draw_again()

    def show_names(self, names: SpaceNames) -> None:
        """Name axes and lines."""
        if names != self._names:
            self._names = names
            self._draw_again()

    def set_show_test(self, show: bool) -> None:
        """Show or hide the test samples."""
        self._show_test = show
        self._draw_again()

    def mark_sample(self, sample: int | None) -> None:
        """Ring one of the training samples; None rings none."""
        self._marked = sample
        self.update()

    @property
    def space(self) -> HiddenSpace | None:
        """What is drawn."""
        return self._space

    def frame(self) -> Frame:
        """Return what of the space is where."""
        rect = plot_rect(self._theme, QRectF(self.rect()), single=self._is_line)
        return frame_of(rect, self._box or Box(0.0, 0.0, 1.0, 1.0), single=self._is_line)

    def cloud(self) -> PointCloud:
        """Return the samples at their places in the space; along one axis they are scattered across it."""
        space, points = self._space, self._points
        if space is None:
            return PointCloud.empty()
        cloud = replace(
            points,
            train_xy=space.train[: len(points.train_labels)].astype(np.float64),
            train_labels=points.train_labels[: len(space.train)],
            test_xy=space.test[: len(points.test_labels)].astype(np.float64),
            test_labels=points.test_labels[: len(space.test)],
        )
        return cloud.along_strip(-1.0, 1.0) if self._is_line else cloud

    def picture(self, finer: int = 1) -> QImage:
        """Return the space as a picture on the panel's colour, without the focus."""
        self._plain, self._layers.finer = True, finer
        image = picture_of(self, self._theme, finer)
        self._plain, self._layers.finer = False, 1
        return image

    @property
    def _is_line(self) -> bool:
        return self._space is not None and self._space.sheet.shape[-1] == 1

    # Size

    def sizeHint(self) -> QSize:
        """Return the size it has in its panel."""
        return QSize(*(self._theme.px(side) for side in _USUAL))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size in which it can be read."""
        return QSize(*(self._theme.px(side) for side in _LEAST))

    def _restyle(self) -> None:
        self._sheet.forget()
        self._draw_again()

    def _draw_again(self) -> None:
        self._layers.forget()
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the space, which is drawn once for each look, and over it what belongs to the moment."""
        frame = self.frame()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawPixmap(0, 0, self._layers.get(lambda on: self._draw(on, frame)))
            if self._plain:
                return
            self._paint_ring(painter, frame)
            if self._focus.shown:
                focus_ring(painter, self._theme, frame.rect, self._theme.pxf(_CORNER))

    def _draw(self, painter: QPainter, frame: Frame) -> None:
        fill_round(painter, frame.rect, self._theme.pxf(_CORNER), self._theme.color("card"))
        if self._space is not None:
            painter.setClipRect(frame.rect.adjusted(1, 1, -1, -1))
            self._draw_space(painter, frame, self._space)
            painter.setClipping(False)
            self._draw_axes(painter, frame)
        outline_round(painter, frame.rect, self._theme.pxf(_CORNER), self._theme.color("line"))

    def _draw_space(self, painter: QPainter, frame: Frame, space: HiddenSpace) -> None:
        theme = self._theme
        if self._is_line:
            space_painter.draw_rod(painter, theme, frame, space)
        else:
            self._sheet.paint(painter, frame, space)
            space_painter.draw_grid(painter, theme, frame, space)
        if space.border is not None:
            space_painter.draw_border(painter, theme, frame, space.border)
        self._draw_samples(painter, frame)
        if not self._is_line:
            space_painter.draw_names(painter, theme, frame, space, self._names.inputs)
        if space.border is not None:
            self._name_border(painter, frame, space.border)

    def _draw_samples(self, painter: QPainter, frame: Frame) -> None:
        cloud, ratio = self.cloud(), self._layers.ratio
        parts = [(cloud.train_xy, cloud.train_labels, False)]
        if self._show_test:
            parts.append((cloud.test_xy, cloud.test_labels, True))
        radius = radius_for(self._theme, _RADIUS, sum(len(labels) for _, labels, _ in parts))
        for xy, labels, test in parts:
            if len(labels):
                sprites = self._shelf.take(ratio, radius, self._points, test=test)
                sprites.draw(painter, np.column_stack(frame.pixels(xy[:, 0], xy[:, 1])), labels)

    def _name_border(self, painter: QPainter, frame: Frame, border: tuple[float, float, float]) -> None:
        ends = space_painter.border_in(frame, border)
        if ends is not None:
            upper, lower = sorted(ends, key=lambda end: (round(end.y()), end.x()))
            length = max(QLineF(upper, lower).length(), 1.0)
            at = upper + (lower - upper) * min(self._theme.pxf(_INWARD) / length, 0.5)
            space_painter.draw_tag(painter, self._theme, frame.rect, at, self._names.border, "ink")

    def _draw_axes(self, painter: QPainter, frame: Frame) -> None:
        theme, rect = self._theme, frame.rect
        painter.setFont(theme.font("tick"))
        painter.setPen(theme.color("ink3"))
        tall, free = QFontMetricsF(painter.font()).height(), theme.pxf(_FREE)
        top = rect.bottom() + theme.pxf(_BELOW)
        for tick in linear_ticks(*frame.x_range, max(2, int(rect.width() / theme.pxf(_TICK_EVERY)))):
            x = frame.px(tick.at)
            if rect.left() + free <= x <= rect.right() - free:
                painter.drawText(QRectF(x - 100, top, 200, tall), Qt.AlignmentFlag.AlignCenter, tick.text)
        caption = QFontMetricsF(theme.font("caption")).height()
        if not self._is_line:
            self._draw_upright_ticks(painter, frame, tall, free)
            painter.setFont(theme.font("caption"))
            painter.save()
            painter.translate(0, rect.center().y())
            painter.rotate(-90)
            box = QRectF(-rect.height() / 2, 0, rect.height(), caption)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._names.up)
            painter.restore()
        painter.setFont(theme.font("caption"))
        below = QRectF(rect.left(), top + tall, rect.width(), caption)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._names.across)

    def _draw_upright_ticks(self, painter: QPainter, frame: Frame, tall: float, free: float) -> None:
        rect, gap = frame.rect, self._theme.pxf(_GAP)
        for tick in linear_ticks(*frame.y_range, max(2, int(rect.height() / self._theme.pxf(_TICK_EVERY)))):
            y = frame.py(tick.at)
            if rect.top() + free <= y <= rect.bottom() - free:
                box = QRectF(rect.left() - gap - 200, y - tall / 2, 200, tall)
                right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(box, right, tick.text)

    def _paint_ring(self, painter: QPainter, frame: Frame) -> None:
        xy = self.cloud().train_xy
        if self._marked is None or not len(xy):
            return
        x, y = xy[min(self._marked, len(xy) - 1)].tolist()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for token, width in (("panel", 3.4), ("ink", 1.6)):
            painter.setPen(QPen(self._theme.color(token), self._theme.pxf(width)))
            radius = self._theme.pxf(_RING)
            painter.drawEllipse(QPointF(frame.px(x), frame.py(y)), radius, radius)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step through the layers with the arrows, copy the picture."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_picture(self.picture())
        elif event.key() in _STEPS:
            self.layer_stepped.emit(_STEPS[event.key()])
        else:
            super().keyPressEvent(event)


def _kind(space: HiddenSpace) -> tuple[int, int, tuple[int, ...]]:
    return space.layer, space.units, space.axes
