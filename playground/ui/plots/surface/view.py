"""The decision as a surface that can be turned: heights and colours of the map, and the samples at theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.keyboard_focus import KeyboardFocus
from playground.ui.plots.pictures import copy_picture, picture_of
from playground.ui.plots.points import PointCloud
from playground.ui.plots.sprites import SpriteShelf, radius_for
from playground.ui.plots.surface.box import Box, Scales
from playground.ui.plots.surface.camera import Camera
from playground.ui.plots.surface.marks import MOST_MARKS, Marks, marks_on
from playground.ui.plots.surface.mesh import Mesh, mesh_of
from playground.ui.plots.surface.painter import SurfacePainter
from playground.ui.plots.warning import draw_warning
from playground.ui.theme.numbers import format_significant
from playground.ui.widgets.painting import focus_ring
from playground.ui.widgets.wheel import WheelNotches

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap

# Quads along each side: while it moves, and once it has come to rest.
MOVING, AT_REST = 27, 36
REST_MS = 300
_PER_PIXEL = (0.45, 0.35)
_KEY_TURN, _KEY_TILT, _KEY_ZOOM = 6.0, 4.0, 1.12
_RADIUS = 2.9
_MARGINS = (26, 16, 26, 34)
_RING = 8
_TURNS: dict[int, float] = {Qt.Key.Key_Left: -_KEY_TURN, Qt.Key.Key_Right: _KEY_TURN}
_TILTS: dict[int, float] = {Qt.Key.Key_Up: _KEY_TILT, Qt.Key.Key_Down: -_KEY_TILT}
_ZOOMS: dict[int, float] = {
    **{Qt.Key.Key_Plus: _KEY_ZOOM, Qt.Key.Key_Equal: _KEY_ZOOM, Qt.Key.Key_Minus: 1 / _KEY_ZOOM},
}
_OWN = (*_TURNS, *_TILTS, *_ZOOMS, Qt.Key.Key_Home)


class SurfaceView(QWidget):
    """Draws a decision map as a surface, coarser while it moves, and only anew when something has changed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, colors: str = "area") -> None:
        super().__init__(parent)
        self._theme = theme
        self._decision: DecisionMap | None = None
        self._points, self._names = PointCloud.empty(), ("x₁", "x₂", "ŷ")
        self._show_test = self._plain = self._coarse = False
        self._on_slice = False
        self.camera = Camera()
        self._dragged: QPointF | None = None
        self._painter, self._shelf = SurfacePainter(theme, colors), SpriteShelf(theme)
        self._surface, self._box = KeptPicture(self), KeptPicture(self)
        self._scales: Scales | None = None
        self._wheel = WheelNotches()
        self._focus = KeyboardFocus(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._refine)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Surface of the decision")
        theme.changed.connect(self._restyle)

    # What is shown

    def show_map(self, decision: DecisionMap) -> None:
        """Draw this map."""
        self._decision = decision
        self._move()
        self._describe()

    def show_points(self, points: PointCloud, *, on_slice: bool = False) -> None:
        """Draw these samples; those of a slice stand beside it, so no line leads from them to the surface."""
        self._points, self._on_slice = points, on_slice
        self._draw_again()

    def set_show_test(self, show: bool) -> None:
        """Show or hide the test samples."""
        self._show_test = show
        self._draw_again()

    def set_axis_names(self, across: str, along: str, up: str) -> None:
        """Name the axes."""
        if (across, along, up) != self._names:
            self._names = (across, along, up)
            self._draw_again()

    def look_from(self, camera: Camera) -> None:
        """Look from somewhere else."""
        if camera != self.camera:
            self.camera = camera
            self._box.forget()
            self._move()
            self._describe()

    def picture(self, finer: int = 1) -> QImage:
        """Return the surface as a picture on the panel's colour, without the focus."""
        self._refine()
        self._plain, self._surface.finer, self._box.finer = True, finer, finer
        image = picture_of(self, self._theme, finer)
        self._plain, self._surface.finer, self._box.finer = False, 1, 1
        return image

    @property
    def quads(self) -> int:
        """How many quads are drawn now."""
        return (MOVING if self._coarse else AT_REST) ** 2

    def sizeHint(self) -> QSize:
        """Return the size it has in its panel."""
        return QSize(self._theme.px(300), self._theme.px(300))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size in which it can be read."""
        return QSize(self._theme.px(160), self._theme.px(140))

    def _describe(self) -> None:
        decision, said = self._decision, ""
        if decision is not None and np.isfinite(decision.values).all():
            low, high = float(decision.values.min()), float(decision.values.max())
            name = "the surest class" if decision.winners is not None else self._names[2]
            said = f"; {name} from {format_significant(low)} to {format_significant(high)}"
        self.setAccessibleDescription(f"Seen {self.camera.text}{said}")

    # Drawing again

    def _move(self) -> None:
        self._coarse = True
        self._rest.start()
        self._draw_again()

    def _refine(self) -> None:
        self._rest.stop()
        if self._coarse:
            self._coarse = False
            self._draw_again()

    def _draw_again(self) -> None:
        self._surface.forget()
        self.update()

    def _restyle(self) -> None:
        self._painter.forget()
        self._box.forget()
        self._draw_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the surface into its new size."""
        self._box.forget()
        self._surface.forget()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface, which is drawn once for each map and camera."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawPixmap(0, 0, self._surface.get(self._draw))
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(_RING))

    def _draw(self, painter: QPainter) -> None:
        decision = self._decision
        if decision is None:
            return
        if not np.isfinite(decision.values).all():
            corner = QPointF(self.width() - self._theme.pxf(8), self._theme.pxf(8))
            draw_warning(painter, self._theme, corner, "not a number")
            return
        mesh = self._mesh(decision)
        scale, middle = self._placed()
        scales = Scales(decision.extent[:2], decision.extent[2:], (mesh.low, mesh.high), self._names)
        painter.drawPixmap(0, 0, self._box_around(scales))
        self._painter.paint(painter, mesh, self.camera, scale, middle, self._marks(mesh, decision))

    def _mesh(self, decision: DecisionMap) -> Mesh:
        return mesh_of(decision, self._points, MOVING if self._coarse else AT_REST)

    def _box_around(self, scales: Scales) -> QPixmap:
        """Return the box with its numbers, drawn once for each camera: they stay while it trains."""
        if scales != self._scales:
            self._scales = scales
            self._box.forget()
        return self._box.get(lambda on: Box(self._theme, scales, self.camera, *self._placed()).paint(on))

    def _placed(self) -> tuple[float, tuple[float, float]]:
        left, top, right, bottom = (self._theme.pxf(each) for each in _MARGINS)
        width, height = max(self.width() - left - right, 40.0), max(self.height() - top - bottom, 40.0)
        return self.camera.scale(width, height), (left + width / 2, top + height / 2)

    def _marks(self, mesh: Mesh, decision: DecisionMap) -> list[Marks]:
        points, ratio, test = self._points, self._surface.ratio, self._show_test
        count = len(points.train_labels) + (len(points.test_labels) if test else 0)
        radius = radius_for(self._theme, _RADIUS, min(count, 2 * MOST_MARKS))
        drops = not self._on_slice
        return marks_on(self._shelf, ratio, radius, mesh, decision, points, test=test, drops=drops)

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the surface."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn and tilt it."""
        if self._dragged is not None:
            moved = event.position() - self._dragged
            self._dragged = event.position()
            self.look_from(self.camera.turned(moved.x() * _PER_PIXEL[0]).tilted(moved.y() * _PER_PIXEL[1]))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        self._dragged = None
        self.unsetCursor()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come nearer, or go away."""
        notches = self._wheel.take(event)
        if notches:
            self.look_from(self.camera.zoomed(_KEY_ZOOM**notches))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keep the own keys from window-wide shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            if event.key() in _OWN and not event.modifiers() & others:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn with the arrows, tilt with Up, Down and Shift, zoom with + and −, go back with Home."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_picture(self.picture())
        elif key in _TURNS and not shift:
            self.look_from(self.camera.turned(_TURNS[key]))
        elif key in _TURNS or key in _TILTS:
            tilt = _TILTS[key] if key in _TILTS else _TURNS[key] * _KEY_TILT / _KEY_TURN
            self.look_from(self.camera.tilted(tilt))
        elif key in _ZOOMS:
            self.look_from(self.camera.zoomed(_ZOOMS[key]))
        elif key == Qt.Key.Key_Home:
            self.look_from(Camera())
        else:
            super().keyPressEvent(event)
