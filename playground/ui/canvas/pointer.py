"""The mouse on the canvas: hovering, clicking, dragging, scrolling and zooming become wishes and views."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from playground.ui.canvas.gestures.choosing import gesture_on
from playground.ui.canvas.gestures.panning import Panning
from playground.ui.canvas.hit import gap_at, hit
from playground.ui.canvas.items import InputPlace, LayerPlace, Part, Spot
from playground.ui.canvas.menus import menu_of
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from playground.ui.canvas.canvas import NetworkCanvas
    from playground.ui.canvas.gestures.gesture import Gesture
    from playground.ui.canvas.items import Hit, Item

REST_MS = 400
NOTCH = 120.0
ZOOM_PER_NOTCH = 1.2
SCROLL_PER_NOTCH = 60.0
HEADS = (Part.HEAD, Part.ADD_NEURON, Part.REMOVE_NEURON)
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Pointer(QObject):
    """Handles the mouse events of one canvas; a button that went down is a click or begins a gesture."""

    def __init__(self, canvas: NetworkCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._pressed: Hit | None = None
        self._first: Hit | None = None
        self._pressed_at: QPointF | None = None
        self._selects = self._adding = False
        self._gesture: Gesture | None = None
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

    @property
    def busy(self) -> bool:
        """Whether a gesture is under way."""
        return self._gesture is not None

    def handle(self, event: QEvent) -> bool:
        """Handle an event of the mouse; return whether nobody else need."""
        handler = self._handlers.get(event.type())
        return handler(event) if handler is not None else False

    def give_up(self) -> None:
        """End what is under way and leave everything as it was."""
        gesture, self._gesture = self._gesture, None
        self._pressed = self._pressed_at = None
        if gesture is not None:
            gesture.cancel()

    def look_again(self) -> None:
        """Say anew what is under a pointer that has not moved: the network beneath it has."""
        pointing = self._canvas.scene.pointing
        self.give_up()
        self._canvas.hover(self._under(pointing.at) if pointing.inside else None)

    def _under(self, at: QPointF) -> Hit | None:
        scene = self._canvas.scene
        point = scene.camera.to_canvas(at)
        return hit(scene.layout, scene.edges, scene.widths, point, scene.pointing.insert)

    # Moving

    def _move(self, event: QEvent) -> bool:
        at = cast("QMouseEvent", event).position()
        if self._gesture is None and self._has_left_press(at):
            self._begin(at)
        if self._gesture is not None:
            self._canvas.scene.pointing.at = at
            self._gesture.move(at)
        else:
            self._hover(at)
        return True

    def _has_left_press(self, at: QPointF) -> bool:
        if self._pressed_at is None:
            return False
        return (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()

    def _begin(self, at: QPointF) -> None:
        assert self._pressed_at is not None
        self._gesture = gesture_on(self._canvas, self._pressed, adding=self._adding)
        self._gesture.start(self._pressed_at)
        self._pressed = self._pressed_at = None
        self._rest.stop()
        self._canvas.hover(None)

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

    def _rested(self) -> None:
        pointing = self._canvas.scene.pointing
        pointing.rested = True
        if self._canvas.scene.layout.ghost is None:
            pointing.insert = pointing.gap
        self._canvas.update()

    # Pressing

    def _press(self, event: QEvent) -> bool:
        mouse = cast("QMouseEvent", event)
        self._canvas.show_focus(False)
        if mouse.button() is Qt.MouseButton.MiddleButton:
            self.give_up()
            self._gesture = Panning(self._canvas)
            self._gesture.start(mouse.position())
        elif mouse.button() is Qt.MouseButton.LeftButton:
            self._press_left(mouse)
        return False

    def _press_left(self, mouse: QMouseEvent) -> None:
        self.give_up()
        self._pressed, self._pressed_at = self._under(mouse.position()), mouse.position()
        self._first = self._pressed
        self._adding = bool(mouse.modifiers() & SHIFT)
        pointing = self._canvas.scene.pointing
        item = self._item(self._pressed)
        if not self._adding and item not in pointing.group:
            self._canvas.select(item)
        self._selects = item is not None or not isinstance(self._pressed, Spot)
        pointing.clicked = self._pressed

    def _item(self, pressed: Hit | Item | None, heads: Collection[Part] = (Part.HEAD,)) -> Item | None:
        """Return what is selected by a click: for the head of a hidden layer the layer."""
        if not isinstance(pressed, Spot):
            return pressed
        hidden = 1 <= pressed.column <= self._canvas.scene.design.hidden
        return LayerPlace(pressed.column - 1) if pressed.part in heads and hidden else None

    def _release(self, event: QEvent) -> bool:
        mouse = cast("QMouseEvent", event)
        gesture, self._gesture = self._gesture, None
        pressed, self._pressed, self._pressed_at = self._pressed, None, None
        if gesture is not None:
            gesture.end()
            self._hover(mouse.position())
        elif mouse.button() is Qt.MouseButton.LeftButton and pressed == self._under(mouse.position()):
            self._click(pressed, mouse.globalPosition().toPoint())
        if self._selects:
            self._selects = False
            self._canvas.settle()
        return True

    def _click(self, clicked: Hit | None, anchor: QPoint) -> None:
        canvas = self._canvas
        if self._adding:
            if isinstance(clicked, Neuron):
                canvas.toggle(clicked)
        elif isinstance(clicked, InputPlace):
            canvas.input_toggled.emit(clicked.name, not canvas.scene.is_on(clicked))
        elif isinstance(clicked, Parameter):
            canvas.choose(clicked, anchor)
        elif isinstance(clicked, Spot):
            self._click_spot(clicked)
        else:
            canvas.select(clicked)

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
            canvas.open_grid(spot.column)

    def _double(self, event: QEvent) -> bool:
        mouse = cast("QMouseEvent", event)
        if mouse.button() is not Qt.MouseButton.LeftButton:
            return False
        # The card of the first click may have moved the network: both clicks mean what the first one met.
        first = self._first
        under = self._under(mouse.position()) if first is None or isinstance(first, Spot) else first
        if isinstance(under, Neuron):
            self._adding = False
            self._click(Parameter(under.layer - 1, None, under.index), mouse.globalPosition().toPoint())
        else:
            self._pressed = under
        return True

    def _leave(self, _event: QEvent) -> bool:
        self._rest.stop()
        if self._gesture is not None and not self._canvas.isVisible():
            self.give_up()
        pointing = self._canvas.scene.pointing
        pointing.rested = pointing.inside = False
        pointing.gap = pointing.insert = pointing.clicked = self._first = None
        self._canvas.hover(None)
        return False

    # The wheel and the menu

    def _wheel(self, event: QEvent) -> bool:
        wheel = cast("QWheelEvent", event)
        notches = QPointF(wheel.angleDelta()) / NOTCH
        if not wheel.modifiers() & SHIFT:
            self._canvas.zoom_by(ZOOM_PER_NOTCH ** (notches.y() or notches.x()), wheel.position())
            return True
        exact = QPointF(wheel.pixelDelta())
        moved = notches * SCROLL_PER_NOTCH if exact.isNull() else exact
        return self._canvas.scroll_by(moved.x() + moved.y(), 0.0)

    def _menu(self, event: QEvent) -> bool:
        asked = cast("QContextMenuEvent", event)
        if self.busy:
            return True
        under, at = self._under(QPointF(asked.pos())), asked.globalPos()
        if asked.reason() is QContextMenuEvent.Reason.Keyboard:
            under, at = self._canvas.scene.pointing.selected, self._canvas.anchor_of_selected()
        self._select_for_menu(self._item(under, HEADS))
        menu = menu_of(self._canvas, under, at)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
        return True

    def _select_for_menu(self, item: Item | None) -> None:
        """Let the menu be about what was clicked, unless that is part of what is selected already."""
        pointing = self._canvas.scene.pointing
        if item is not None and item != pointing.selected and item not in pointing.neurons:
            self._canvas.select(item)
