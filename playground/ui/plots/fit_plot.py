"""Predicted against true numbers: a dot per sample, and the diagonal on which all would lie without error."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from playground.ui.plots import axes_painter
from playground.ui.plots.fit_painter import draw_axes, draw_dots, ranges, ticks_up
from playground.ui.plots.frame import Frame
from playground.ui.plots.pickable_plot import PickablePlot
from playground.ui.plots.read_out import Row, draw_card
from playground.ui.plots.strokes import line_pen
from playground.ui.theme.numbers import format_integer, format_signed, format_significant
from playground.ui.widgets.painting import focus_ring, smooth

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import NumberErrors

MOST_DOTS = 1_000  # more take longer to draw than a frame has, and cover each other
_NEAR = 12
_RING, _FOCUS_RING = 5.0, 6
_INVITATION = "No samples yet"


class FitPlot(PickablePlot[int]):
    """Above the diagonal the network says too much, below it too little; how far is the residual.

    Its parts are samples, by their numbers.
    """

    SIZE, LEAST = (340, 190), (180, 90)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Predicted against true", parent)
        self._errors: NumberErrors | None = None
        self._title = "true"
        self._frame: Frame | None = None
        self._ground: QPixmap | None = None
        self._order: NDArray[np.intp] | None = None
        theme.changed.connect(self._lay_out_again)

    # What is shown

    def show_errors(self, errors: NumberErrors | None, title: str) -> None:
        """Draw these; `title` is what stands below the axis across."""
        self._errors, self._title, self._order = errors, title, None
        if self._pointed is not None and (errors is None or self._pointed >= self.drawn):
            self._pointed = None
        self.describe()
        self._lay_out_again()

    @property
    def drawn(self) -> int:
        """How many samples are drawn: the first."""
        return 0 if self._errors is None else min(len(self._errors.targets), MOST_DOTS)

    def reading(self) -> list[tuple[str, str]]:
        """Return what is told of the sample that is pointed at, as names and numbers."""
        if self._errors is None or self._pointed is None:
            return []
        numbers = (self._errors.targets, self._errors.predictions, self._errors.residuals)
        target, predicted, residual = (float(each[self._pointed]) for each in numbers)
        return [
            ("sample", format_integer(self._pointed + 1)),
            ("true", format_significant(target)),
            ("predicted", format_significant(predicted)),
            ("residual", format_signed(residual)),
        ]

    def place_of(self, sample: int) -> QPointF:
        """Return where the dot of a sample lies."""
        frame, errors = self.frame(), self._errors
        assert errors is not None
        return QPointF(frame.px(float(errors.targets[sample])), frame.py(float(errors.predictions[sample])))

    # Layout

    def frame(self) -> Frame:
        """Return where which numbers lie."""
        if self._frame is None:
            across, up = self._ranges()
            left = math.ceil(axes_painter.left_margin(self._theme, ticks_up(self._theme, up, self.height())))
            below = math.ceil(axes_painter.bottom_margin(self._theme, self._title))
            above, right = self._theme.px(6), self._theme.px(6)
            area = QRectF(self.rect()).adjusted(left, above, -right, -below)
            area.setSize(area.size().expandedTo(QSize(20, 20)))
            self._frame = Frame(area, across, up)
        return self._frame

    def _ranges(self) -> tuple[tuple[float, float], tuple[float, float]]:
        errors = self._errors
        return ((-1.0, 1.0), (-1.0, 1.0)) if errors is None else ranges(errors.targets, errors.predictions)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the plot into its new size."""
        self._lay_out_again()

    def changeEvent(self, event: QEvent) -> None:
        """Draw sharply again on another screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out_again()
        super().changeEvent(event)

    def _lay_out_again(self) -> None:
        self._frame = self._ground = None
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes and dots, and what is marked or told of."""
        frame, theme = self.frame(), self._theme
        with QPainter(self) as painter:
            smooth(painter)
            if self._errors is None:
                axes_painter.draw_empty(painter, theme, frame, self._title, _INVITATION)
                return
            painter.drawPixmap(0, 0, self._picture_of_dots(frame, self._errors))
            if not self._plain:
                self._paint_above(painter, frame)

    def _picture_of_dots(self, frame: Frame, errors: NumberErrors) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._ground is None:
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            with QPainter(self._ground) as painter:
                smooth(painter)
                draw_axes(painter, self._theme, frame, self._title)
                places = frame.pixels(errors.targets[: self.drawn], errors.predictions[: self.drawn])
                draw_dots(painter, self._theme, np.column_stack(places), ratio)
        return self._ground

    def _paint_above(self, painter: QPainter, frame: Frame) -> None:
        theme = self._theme
        if self._focus.shown:
            focus_ring(painter, theme, QRectF(self.rect()), theme.pxf(_FOCUS_RING))
        for sample in (self._pointed, self._marked):
            if sample is not None and self._errors is not None and sample < len(self._errors.targets):
                self._paint_residual(painter, frame, sample, float(self._errors.targets[sample]))
        if self._pointed is not None:
            rows = [Row(*each) for each in self.reading()]
            draw_card(painter, theme, rows, self.place_of(self._pointed), QRectF(self.rect()))

    def _paint_residual(self, painter: QPainter, frame: Frame, sample: int, target: float) -> None:
        at, theme = self.place_of(sample), self._theme
        painter.setPen(line_pen(theme.color("ink"), theme.pxf(1.4)))
        painter.drawLine(at, QPointF(at.x(), frame.py(target)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for token, width in (("panel", 3.4), ("ink", 1.6)):
            painter.setPen(QPen(theme.color(token), theme.pxf(width)))
            painter.drawEllipse(at, theme.pxf(_RING), theme.pxf(_RING))

    # Parts

    def part_at(self, point: QPointF) -> int | None:
        """Return the nearest dot, if it is near enough."""
        if self._errors is None or not self.drawn:
            return None
        errors, frame = self._errors, self.frame()
        x, y = frame.pixels(errors.targets[: self.drawn], errors.predictions[: self.drawn])
        distances = np.hypot(x - point.x(), y - point.y())
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= self._theme.pxf(_NEAR) else None

    def beside(self, part: int | None, down: int, right: int) -> int | None:
        """Return the sample so many places up in the order of the true numbers, or down."""
        if self._errors is None or not self.drawn:
            return None
        if self._order is None:
            self._order = np.argsort(self._errors.targets[: self.drawn], kind="stable")
        if part is None:
            return int(self._order[0])
        place = int(np.flatnonzero(self._order == part)[0]) + right - down
        return int(self._order[min(max(place, 0), len(self._order) - 1)])
