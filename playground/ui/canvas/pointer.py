"""The mouse on the canvas: hovering, clicking, scrolling, zooming and panning become wishes and views."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent

from playground.ui.canvas.hit import gap_at, hit
from playground.ui.canvas.items import InputPlace, Part, Spot
from playground.ui.canvas.menus import menu_of
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.ui.canvas.canvas import NetworkCanvas
    from playground.ui.canvas.items import Hit

REST_MS = 400
NOTCH = 120.0
ZOOM_PER_NOTCH = 1.2
SCROLL_PER_NOTCH = 60.0


class Pointer(QObject):
    """Handles the mouse events of one canvas."""

    def __init__(self, canvas: NetworkCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._pressed: Hit | None = None
        self._selects = False
        self._pan_from: QPointF | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._rested)
        self._handlers: dict[QEvent.Type, Callable[[QEvent], bool]] = {
            QEvent.Type.MouseMove: self._move,
            QEvent.Type.MouseButtonPress: self._press,
            QEvent.Type.MouseButtonRelease: self._release,
            QEvent.Type.MouseButtonDblClick: self._double,
            QEvent.Type.Leave: self._leave,
            QEvent.Type.Hide: self._leave,
            QEvent.Type.Wheel: self._wheel,
            QEvent.Type.ContextMenu: self._menu,
        }

    def handle(self, event: QEvent) -> bool:
        """Handle an event of the mouse; return whether nobody else need."""
        handler = self._handlers.get(event.type())
        return handler(event) if handler is not None else False

    def _under(self, at: QPointF) -> Hit | None:
        scene = self._canvas.scene
        point = scene.camera.to_canvas(at)
        return hit(scene.layout, scene.edges, scene.widths, point, scene.pointing.insert)

    def _move(self, event: QEvent) -> bool:
        mouse = cast("QMouseEvent", event)
        if self._pan_from is not None:
            moved = mouse.position() - self._pan_from
            self._pan_from = mouse.position()
            self._canvas.scroll_by(moved.x(), moved.y())
            return True
        self._hover(mouse.position())
        return True

    def _hover(self, at: QPointF) -> None:
        pointing = self._canvas.scene.pointing
        hovered, gap = (
            self._under(at),
            gap_at(self._canvas.scene.layout, self._canvas.scene.camera.to_canvas(at)),
        )
        on_button = isinstance(hovered, Spot) and hovered.part is Part.INSERT
        if gap != pointing.gap and not on_button:
            pointing.gap, pointing.insert = gap, None
        if hovered != pointing.clicked:
            pointing.clicked = None
        if hovered != pointing.hovered or not pointing.rested:
            pointing.rested = False
            self._rest.start()
        pointing.at, pointing.inside = at, True
        self._canvas.hover(hovered)

    def look_again(self) -> None:
        """Say anew what is under a pointer that has not moved: the network beneath it has."""
        pointing = self._canvas.scene.pointing
        self._canvas.hover(self._under(pointing.at) if pointing.inside else None)

    def _rested(self) -> None:
        pointing = self._canvas.scene.pointing
        pointing.rested = True
        if self._canvas.scene.layout.ghost is None:
            pointing.insert = pointing.gap
        self._canvas.update()

    def _press(self, event: QEvent) -> bool:
        mouse = cast("QMouseEvent", event)
        self._canvas.show_focus(False)
        if mouse.button() is Qt.MouseButton.MiddleButton:
            self._pan_from = mouse.position()
        elif mouse.button() is Qt.MouseButton.LeftButton:
            self._pressed = self._under(mouse.position())
            self._canvas.select(None if isinstance(self._pressed, Spot) else self._pressed)
            self._selects = not isinstance(self._pressed, Spot)
            self._canvas.scene.pointing.clicked = self._pressed
        return False

    def _release(self, event: QEvent) -> bool:
        mouse = cast("QMouseEvent", event)
        if mouse.button() is Qt.MouseButton.MiddleButton:
            self._pan_from = None
        elif mouse.button() is Qt.MouseButton.LeftButton:
            pressed, self._pressed = self._pressed, None
            if pressed is not None and pressed == self._under(mouse.position()):
                self._click(pressed, mouse.globalPosition().toPoint())
            if self._selects:
                self._selects = False
                self._canvas.settle()
        return True

    def _click(self, clicked: Hit, anchor: QPoint) -> None:
        canvas = self._canvas
        if isinstance(clicked, InputPlace):
            canvas.input_toggled.emit(clicked.name, not canvas.scene.is_on(clicked))
        elif isinstance(clicked, Parameter):
            canvas.choose(clicked, anchor)
        elif isinstance(clicked, Spot):
            self._click_spot(clicked)

    def _click_spot(self, spot: Spot) -> None:
        canvas = self._canvas
        if spot.part is Part.ADD_NEURON:
            canvas.neuron_add_requested.emit(spot.column - 1)
        elif spot.part is Part.REMOVE_NEURON and canvas.scene.design.columns[spot.column].count > 1:
            canvas.neuron_remove_requested.emit(spot.column - 1, -1)
        elif spot.part is Part.INSERT:
            canvas.layer_insert_requested.emit(spot.column)
        elif spot.part is Part.GHOST:
            canvas.layer_insert_requested.emit(0)
        elif spot.part is Part.HEAD and spot.column > 0:
            canvas.layer_chosen.emit(spot.column - 1)
        elif spot.part is Part.MORE:
            canvas.turn_page(spot.column, 1)

    def _double(self, event: QEvent) -> bool:
        mouse = cast("QMouseEvent", event)
        if mouse.button() is not Qt.MouseButton.LeftButton:
            return False
        under = self._under(mouse.position())
        if isinstance(under, Neuron):
            self._click(Parameter(under.layer - 1, None, under.index), mouse.globalPosition().toPoint())
        else:
            self._pressed = under
        return True

    def _leave(self, _event: QEvent) -> bool:
        self._rest.stop()
        pointing = self._canvas.scene.pointing
        pointing.rested = pointing.inside = False
        pointing.gap = pointing.insert = pointing.clicked = None
        self._canvas.hover(None)
        return False

    def _wheel(self, event: QEvent) -> bool:
        wheel = cast("QWheelEvent", event)
        notches = QPointF(wheel.angleDelta()) / NOTCH
        if wheel.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._canvas.zoom_by(ZOOM_PER_NOTCH ** notches.y(), wheel.position())
            return True
        exact = QPointF(wheel.pixelDelta())
        moved = notches * SCROLL_PER_NOTCH if exact.isNull() else exact
        if wheel.modifiers() & Qt.KeyboardModifier.ShiftModifier or not self._canvas.scrolls_down:
            moved = QPointF(moved.x() + moved.y(), 0.0)
        return self._canvas.scroll_by(moved.x(), moved.y())

    def _menu(self, event: QEvent) -> bool:
        asked = cast("QContextMenuEvent", event)
        under = self._under(QPointF(asked.pos()))
        at = asked.globalPos()
        if asked.reason() is QContextMenuEvent.Reason.Keyboard:
            under, at = self._canvas.scene.pointing.selected, self._canvas.anchor_of_selected()
        menu = menu_of(self._canvas, under, at)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
        return True
