"""A square map over a plane with samples on it, drawn from cached layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.document.choices import Task
from playground.ui.plots import map_axes, map_layers
from playground.ui.plots.frame import Frame
from playground.ui.plots.map_arrows import thinned
from playground.ui.plots.map_contours import levels_of
from playground.ui.plots.map_regions import class_places
from playground.ui.plots.points import PointCloud
from playground.ui.plots.warning import draw_warning

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from playground.ui.plots.contour import Polyline
    from playground.ui.plots.map_contours import Level
    from playground.ui.plots.map_regions import ClassPlace
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap, InputGradients

PLANE = (-6.0, 6.0, -6.0, 6.0)
PLAIN_NAMES = ("x₁", "x₂")
_SIDE = 300
_LEAST_SIDE = 140
_LEAST_CELL = 13


class MapView(QWidget):
    """What a network says over a plane; it keeps a square and asks for the height that fills its width."""

    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._decision: DecisionMap | None = None
        self._lines: list[Polyline] = []
        self._levels: list[Level] = []
        self._field: InputGradients | None = None
        self._contours = False
        self._finer = 1
        self._points = PointCloud.empty()
        self._show_test, self._discretize = False, False
        self._names, self._note = PLAIN_NAMES, ""
        self._axes: map_axes.MapAxes | None = None
        self._ground: QPixmap | None = None
        self._arrows: QPixmap | None = None
        self._marks: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.lay_out_again)

    def show_map(self, decision: DecisionMap) -> None:
        """Draw this map; the samples stay."""
        moved = decision.extent != self._extent()
        self._decision = decision
        self._find_lines()
        if moved:
            self.lay_out_again()

    def show_gradients(self, field: InputGradients | None) -> None:
        """Draw these input gradients as arrows, as long as they are those of the map; None draws none."""
        self._field, self._arrows = field, None
        self.update()

    @property
    def field(self) -> InputGradients | None:
        """The gradients that are drawn: those of the map that is shown, not of another one."""
        field, decision = self._field, self._decision
        if field is None or decision is None:
            return None
        return field if (field.focus, field.extent) == (decision.focus, decision.extent) else None

    @property
    def arrows(self) -> InputGradients | None:
        """The arrows that are drawn: fewer on a small map."""
        field = self.field
        least = self._theme.pxf(_LEAST_CELL)
        return None if field is None else thinned(field, self.axes().frame.rect.width(), least)

    @property
    def levels(self) -> list[Level]:
        """The lines of equal value that are drawn."""
        return self._levels

    def set_contours(self, show: bool) -> None:
        """Show or hide lines of equal value."""
        if show != self._contours:
            self._contours = show
            self._find_lines()

    def show_points(self, points: PointCloud) -> None:
        """Draw these samples on the map."""
        other_task = points.task is not self._points.task
        self._points, self._marks = points, None
        if other_task:
            self._find_lines()
        if self._discretize:
            self._ground = None  # its marks keep clear of the samples
        self.update()

    def set_show_test(self, show: bool) -> None:
        """Show or hide the test samples."""
        self._show_test, self._marks = show, None
        self.update()

    def set_discretize(self, discretize: bool) -> None:
        """Show flat colours, or shades."""
        self._discretize, self._ground = discretize, None
        self.update()

    def set_axis_names(self, across: str, up: str) -> None:
        """Name the axes for the read-out; names other than x₁ and x₂ also stand beside the map.

        With an empty second name only the axis across means anything, and the samples lie along a strip.
        """
        self._names, self._marks = (across, up), None
        self.lay_out_again()

    def set_note(self, text: str) -> None:
        """Write a line below the map, as of which slice it is; nothing for an empty text."""
        self._note = text
        self.lay_out_again()

    def axes(self) -> map_axes.MapAxes:
        """Return where the map and its ticks are now."""
        if self._axes is None:
            area = QRectF(self.rect())
            self._axes = map_axes.lay_out(
                self._theme, area, self._extent(), self._titles(), self._note, self._is_strip
            )
        return self._axes

    def lay_out_again(self) -> None:
        """Draw everything anew, after a change of theme, size or axes."""
        self._forget_layers()
        self._axes = None
        self.updateGeometry()
        self.update()

    def _forget_layers(self) -> None:
        self._ground = self._arrows = self._marks = None

    def _extent(self) -> map_axes.Extent:
        return PLANE if self._decision is None else self._decision.extent

    @property
    def _is_strip(self) -> bool:
        return not self._names[1]

    def _titles(self) -> tuple[str, str]:
        return ("", "") if self._names == PLAIN_NAMES else self._names

    def _find_lines(self) -> None:
        if self._decision is not None:
            task = self._points.task
            self._lines = map_layers.borders_of(self._decision, task)
            self._levels = levels_of(self._decision, task) if self._contours else []
        self._ground = None
        self.update()

    # Size

    def heightForWidth(self, width: int) -> int:
        """Return the height at which the map fills the width."""
        return map_axes.height_for(
            self._theme, width, self._extent(), self._titles(), self._note, self._is_strip
        )

    def sizeHint(self) -> QSize:
        """Return the size it has in its panel."""
        width = self._theme.px(_SIDE)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size in which it can be read."""
        width = self._theme.px(_LEAST_SIDE)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the map into its new size."""
        self._forget_layers()
        self._axes = None
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Draw sharply again on another screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._forget_layers()
        super().changeEvent(event)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the layers and what stands around them."""
        axes = self.axes()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_layers(painter, axes.frame)
            map_axes.draw_axes(painter, self._theme, axes)
            if self._decision is not None and not np.isfinite(self._decision.values).all():
                inset = self._theme.pxf(8)
                draw_warning(
                    painter, self._theme, axes.frame.rect.topRight() + QPointF(-inset, inset), "not a number"
                )
            self.paint_above(painter)

    def paint_above(self, painter: QPainter) -> None:
        """Paint what lies over the map; nothing here."""

    def _paint_layers(self, painter: QPainter, frame: Frame) -> None:
        theme, rect, ratio = self._theme, frame.rect, self.devicePixelRatioF() * self._finer
        inner = Frame(QRectF(0, 0, rect.width(), rect.height()), frame.x_range, frame.y_range)
        if self._ground is None:
            self._ground = map_layers.ground_layer(theme, rect.size(), ratio, self._ground_shown())
        if self._marks is None:
            points = self._points.along_strip(*frame.y_range) if self._is_strip else self._points
            self._marks = map_layers.marks_layer(theme, rect.size(), ratio, inner, points, self._show_test)
        field = self.arrows
        if self._arrows is None and field is not None:
            self._arrows = map_layers.arrows_layer(theme, rect.size(), ratio, inner, field)
        layers = (self._ground, self._marks, self._arrows if field is not None else None)
        for layer in layers:
            if layer is not None:
                painter.drawPixmap(rect.topLeft(), layer)

    def _ground_shown(self) -> map_layers.Ground:
        decision, points = self._decision, self._points
        flat = self._discretize and points.task is Task.CLASSIFICATION
        marks: list[ClassPlace] = []
        if flat and decision is not None and decision.focus is None:
            marks = class_places(decision, points.train_xy)
        return map_layers.Ground(decision, self._lines, self._levels, self._discretize, marks)
