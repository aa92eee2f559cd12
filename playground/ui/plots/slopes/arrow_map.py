"""A function over a plane from above, a point on it that can be dragged, and an arrow that can be turned."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen

from playground.ui.plots import axes_painter
from playground.ui.plots.frame import Frame
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.slopes.arrow import draw_arrow, draw_dot
from playground.ui.plots.slopes.height_map import draw_ground, levels_in
from playground.ui.plots.ticks import linear_ticks
from playground.ui.widgets.painting import fill_round, focus_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.plots.map_contours import Level
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import SurfaceAnswer

DOT, TIP, NEAR = 6.0, 5.0, 14.0
GRADIENT_SHARE = 0.33  # of the map's side: how long the gradient's arrow is drawn, whatever its length
TOP, RIGHT, RADIUS = 8, 12, 8
TURN, FAST_TURN = 1.0, 10.0
MOVE, FAST_MOVE = 0.01, 0.1
_TURNS: dict[int, float] = {
    Qt.Key.Key_Left: 1.0,
    Qt.Key.Key_Up: 1.0,
    Qt.Key.Key_Right: -1.0,
    Qt.Key.Key_Down: -1.0,
}
_MOVES: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class ArrowMap(PaintedPlot):
    """`moved` brings where the point is dragged to, `turned` the arrow's angle in degrees; then `let_go`.

    The point is dragged by itself; a drag from anywhere else turns the arrow. One unit is as long across as
    it is along, so that angles are as they look, and the arrow is one unit long.
    """

    SIZE, LEAST = (460, 460), (220, 200)
    moved = Signal(float, float)
    turned = Signal(float)
    let_go = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Function of two variables from above", parent)
        self._answer: SurfaceAnswer | None = None
        self._levels: list[Level] = []
        self._names = ("x₁", "x₂")
        self._point, self._angle = (0.0, 0.0), 90.0
        self._steepest: float | None = None
        self._step = 0.0
        self._held = ""
        self._changed_by_key = False
        self._ground = KeptPicture(self)
        theme.changed.connect(self._redraw)

    def show_surface(self, answer: SurfaceAnswer | None, names: tuple[str, str]) -> None:
        """Draw this function; None draws nothing."""
        self._answer, self._names = answer, names
        self._levels = [] if answer is None else levels_in(answer)
        self._redraw()

    def show_arrow(self, point: tuple[float, float], angle: float, step: float) -> None:
        """Draw point and arrow here, and a mark a `step` ahead; not while a person holds them."""
        self._step = step
        if not self._held:
            self._point, self._angle = point, angle
        self._describe()
        self.update()

    def show_steepest(self, angle: float | None) -> None:
        """Draw the gradient in this direction, or not at all."""
        if angle != self._steepest:
            self._steepest = angle
            self.update()

    def frame(self) -> Frame:
        """Return the square that the map fills, over the window of the function."""
        theme = self._theme
        left, right, bottom, top = (-2.0, 2.0, -2.0, 2.0) if self._answer is None else self._answer.window
        ticks = linear_ticks(bottom, top, 5)
        margin = axes_painter.left_margin(theme, ticks)
        above, below = theme.pxf(TOP), axes_painter.bottom_margin(theme, "x")
        room = self.width() - margin - theme.pxf(RIGHT)
        side = max(min(room, self.height() - above - below), 40.0)
        rect = QRectF(margin + (room - side) / 2, above, side, side)
        return Frame(rect, (left, right), (bottom, top))

    def _redraw(self) -> None:
        self._ground.forget()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the map into its new size."""
        self._redraw()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the map, which is drawn once, and what moves over it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._answer is not None:
                painter.drawPixmap(0, 0, self._ground.get(self._draw_ground))
                self._draw_point(painter, self.frame())
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(RADIUS))

    def _draw_ground(self, painter: QPainter) -> None:
        answer, theme, frame = self._answer, self._theme, self.frame()
        if answer is None:
            return
        axes_painter.draw_grid(painter, theme, frame, linear_ticks(*frame.y_range, 5))
        ticks = linear_ticks(*frame.x_range, 5)
        axes_painter.draw_baseline(painter, theme, frame, self._names[0], ticks)
        draw_ground(painter, theme, frame, answer, self._levels)
        self._name(painter, frame.rect.topLeft() + QPointF(theme.pxf(6), theme.pxf(6)), f"↑ {self._names[1]}")

    def _draw_point(self, painter: QPainter, frame: Frame) -> None:
        theme, ink = self._theme, self._theme.color("ink")
        at = self._place(frame, self._point)
        painter.setPen(QPen(theme.color("ink", 0.8), theme.pxf(1.2), Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(frame.rect.left(), at.y()), QPointF(frame.rect.right(), at.y()))
        painter.drawLine(QPointF(at.x(), frame.rect.top()), QPointF(at.x(), frame.rect.bottom()))
        if self._steepest is not None:
            self._draw_gradient(painter, frame, at, self._steepest)
        tip = self.tip()
        draw_arrow(painter, theme, at, tip, ink)
        ahead = self._ahead(frame, self._step)
        if math.hypot(*(ahead - at).toTuple()) > theme.pxf(DOT + TIP):
            draw_dot(painter, theme, ahead, TIP - 1, ink, hollow=True)
        draw_dot(painter, theme, at, DOT, ink)
        self._name_beside(painter, at, tip, "v", ink)

    def _draw_gradient(self, painter: QPainter, frame: Frame, at: QPointF, angle: float) -> None:
        reach, turned = GRADIENT_SHARE * frame.rect.width(), math.radians(angle)
        end = at + QPointF(math.cos(turned), -math.sin(turned)) * reach
        color = self._theme.color("dpos")
        draw_arrow(painter, self._theme, at, end, color)
        self._name_beside(painter, at, end, "∇f", color)

    def _name_beside(self, painter: QPainter, start: QPointF, end: QPointF, name: str, ink: QColor) -> None:
        """Write a name beyond an arrow's point."""
        along = end - start
        unit = along / (math.hypot(along.x(), along.y()) or 1.0)
        metrics = QFontMetricsF(self._theme.font("caption"))
        size = QPointF(metrics.horizontalAdvance(name), metrics.height())
        away = unit * (self._theme.pxf(12) + size.x() / 2)
        self._name(painter, end + away - size / 2, name, ink)

    def _name(self, painter: QPainter, corner: QPointF, name: str, ink: QColor | None = None) -> None:
        theme = self._theme
        painter.setFont(theme.font("caption"))
        metrics = QFontMetricsF(painter.font())
        box = QRectF(corner.x(), corner.y(), metrics.horizontalAdvance(name), metrics.height())
        room = theme.pxf(3)
        fill_round(painter, box.adjusted(-room, 0, room, 0), theme.pxf(4), theme.color("panel", 0.82))
        painter.setPen(ink or theme.color("ink2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    # Places

    def tip(self) -> QPointF:
        """Return where the arrow's point is, in pixels."""
        return self._ahead(self.frame(), 1.0)

    def dot(self) -> QPointF:
        """Return where the point is, in pixels."""
        return self._place(self.frame(), self._point)

    def _ahead(self, frame: Frame, length: float) -> QPointF:
        turned, (x, y) = math.radians(self._angle), self._point
        return self._place(frame, (x + length * math.cos(turned), y + length * math.sin(turned)))

    def _place(self, frame: Frame, point: tuple[float, float]) -> QPointF:
        return QPointF(frame.px(point[0]), frame.py(point[1]))

    def _describe(self) -> None:
        x, y = self._point
        self.setAccessibleDescription(f"Point at {x:.3g}, {y:.3g}; the arrow points to {self._angle:.0f}°")

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the point, or of the arrow."""
        if event.button() != Qt.MouseButton.LeftButton or self._answer is None:
            return
        away = event.position() - self.dot()
        self._held = "point" if math.hypot(away.x(), away.y()) <= self._theme.pxf(NEAR) else "arrow"
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._held == "arrow":
            self._aim(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held."""
        if self._held == "point":
            frame = self.frame()
            self._move_to(frame.x_at(event.position().x()), frame.y_at(event.position().y()))
        elif self._held:
            self._aim(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._held:
            self._held = ""
            self.unsetCursor()
            self.let_go.emit()

    def _aim(self, at: QPointF) -> None:
        away = at - self.dot()
        if math.hypot(away.x(), away.y()) >= 2.0:
            self._turn_to(math.degrees(math.atan2(-away.y(), away.x())))

    def _turn_to(self, angle: float) -> None:
        self._angle = angle % 360.0
        self.turned.emit(self._angle)
        self.update()

    def _move_to(self, x: float, y: float) -> None:
        frame = self.frame()
        (left, right), (bottom, top) = frame.x_range, frame.y_range
        self._point = min(max(x, left), right), min(max(y, bottom), top)
        self.moved.emit(*self._point)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Keep the own keys from window-wide shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in _MOVES and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn with the arrow keys, move with Ctrl and them; Shift makes it ten times as much."""
        key, kept = event.key(), event.modifiers()
        if key not in _MOVES or self._answer is None:
            super().keyPressEvent(event)
            return
        fast = bool(kept & Qt.KeyboardModifier.ShiftModifier)
        if kept & Qt.KeyboardModifier.ControlModifier:
            across, along = _MOVES[key]
            left, right = self.frame().x_range
            by = (right - left) * (FAST_MOVE if fast else MOVE)
            self._move_to(self._point[0] + across * by, self._point[1] + along * by)
        else:
            self._turn_to(self._angle + _TURNS[key] * (FAST_TURN if fast else TURN))
        self._changed_by_key = True

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go when the key is up."""
        super().keyReleaseEvent(event)
        if self._changed_by_key and not event.isAutoRepeat():
            self._changed_by_key = False
            self.let_go.emit()
