"""The keyboard on the canvas: arrows walk, Enter edits, plus and minus count neurons."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt

from playground.ui.canvas.items import InputPlace
from playground.ui.canvas.walk import Way, hidden_layer, node_of, walk
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from playground.ui.canvas.canvas import NetworkCanvas

Key = Qt.Key
ARROWS = {
    Key.Key_Up: Way.UP,
    Key.Key_Down: Way.DOWN,
    Key.Key_Left: Way.LEFT,
    Key.Key_Right: Way.RIGHT,
}


class Keyboard:
    """Handles the key events of one canvas; keys that do nothing here go on to the window."""

    def __init__(self, canvas: NetworkCanvas) -> None:
        self._canvas = canvas
        self._actions: dict[int, Callable[[], bool]] = {
            Key.Key_Return: self._edit,
            Key.Key_Enter: self._edit,
            Key.Key_Delete: self._remove,
            Key.Key_Backspace: self._remove,
            Key.Key_Plus: self._more,
            Key.Key_Equal: self._more,
            Key.Key_Minus: self._fewer,
            Key.Key_Escape: self._clear,
            Key.Key_PageDown: lambda: self._page(1),
            Key.Key_PageUp: lambda: self._page(-1),
        }

    def handle(self, event: QEvent) -> bool:
        """Handle a key, or claim it before a shortcut of the window takes it; return whether it was one."""
        if event.type() is QEvent.Type.KeyPress:
            return self._press(cast("QKeyEvent", event))
        if event.type() is QEvent.Type.ShortcutOverride and self._claims(cast("QKeyEvent", event)):
            event.accept()
            return True
        return False

    def _claims(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if event.key() == Key.Key_Escape:
            return plain and self._canvas.scene.pointing.selected is not None
        return plain and (event.key() in ARROWS or event.key() in self._actions)

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() == Key.Key_0 and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._canvas.fit()
            return True
        if not self._claims(event):
            return False
        self._canvas.show_focus()
        if event.key() in ARROWS:
            self._walk(ARROWS[Key(event.key())], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        return self._actions[event.key()]()

    def _walk(self, way: Way, onto_edges: bool) -> None:
        scene = self._canvas.scene
        item, fan = walk(
            scene.layout, scene.edges, scene.pointing.selected, scene.pointing.fan, way, onto_edges
        )
        scene.pointing.fan = fan
        self._canvas.select(item, show=True)

    def _edit(self) -> bool:
        selected = self._canvas.scene.pointing.selected
        if isinstance(selected, InputPlace):
            self._canvas.input_toggled.emit(selected.name, not self._canvas.scene.is_on(selected))
        elif isinstance(selected, Neuron):
            bias = Parameter(selected.layer - 1, None, selected.index)
            self._canvas.choose(bias, self._canvas.anchor_of_selected())
            self._canvas.card_wanted.emit()
        elif isinstance(selected, Parameter):
            self._canvas.choose(selected, self._canvas.anchor_of_selected())
            self._canvas.card_wanted.emit()
        return selected is not None

    def _remove(self) -> bool:
        selected, scene = self._canvas.scene.pointing.selected, self._canvas.scene
        layer = hidden_layer(selected, scene.design.hidden)
        if not isinstance(selected, Neuron) or layer is None or scene.design.sizes[selected.layer] < 2:
            return False
        self._canvas.neuron_remove_requested.emit(layer, selected.index)
        return True

    def _layer(self) -> int | None:
        return hidden_layer(self._canvas.scene.pointing.selected, self._canvas.scene.design.hidden)

    def _more(self) -> bool:
        layer = self._layer()
        if layer is not None:
            self._canvas.neuron_add_requested.emit(layer)
        return layer is not None

    def _fewer(self) -> bool:
        layer = self._layer()
        if layer is None or self._canvas.scene.design.sizes[layer + 1] < 2:
            return False
        self._canvas.neuron_remove_requested.emit(layer, -1)
        return True

    def _clear(self) -> bool:
        self._canvas.select(None)
        self._canvas.settle()
        return True

    def _page(self, step: int) -> bool:
        node = node_of(self._canvas.scene.layout, self._canvas.scene.pointing.selected)
        if node is None:
            return False
        self._canvas.turn_page(node.column, step)
        return True
