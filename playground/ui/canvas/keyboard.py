"""The keyboard on the canvas: arrows walk, select and move, other keys edit what is selected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt

from playground.ui.canvas.items import InputPlace
from playground.ui.canvas.walk import Way, hidden_layer, node_of, walk
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from playground.ui.canvas.canvas import NetworkCanvas

Combination = tuple[int, int]  # modifiers, key

Key, Modifier = Qt.Key, Qt.KeyboardModifier
ARROWS = {
    Key.Key_Up: Way.UP,
    Key.Key_Down: Way.DOWN,
    Key.Key_Left: Way.LEFT,
    Key.Key_Right: Way.RIGHT,
}
CONTROL, SHIFT, ALT = (
    each.value for each in (Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier)
)
STEPS = {Way.UP: -1, Way.DOWN: 1, Way.LEFT: -1, Way.RIGHT: 1}


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
            Key.Key_PageDown: self._all_units,
        }
        self._combined: dict[Combination, Callable[[], bool]] = {
            (CONTROL, Key.Key_0): self._fit,
            (CONTROL, Key.Key_A): self._select_all,
            (CONTROL, Key.Key_C): lambda: self._ask(canvas.copy_requested.emit),
            (CONTROL, Key.Key_X): lambda: self._ask(canvas.cut_requested.emit),
            (CONTROL, Key.Key_V): self._paste,
            (CONTROL | SHIFT, Key.Key_D): lambda: self._ask(canvas.duplicate_requested.emit),
        }
        for arrow, way in ARROWS.items():
            self._combined[ALT, arrow] = partial(self._carry, way)

    def handle(self, event: QEvent) -> bool:
        """Handle a key, or claim it before a shortcut of the window takes it; return whether it was one."""
        if event.type() is QEvent.Type.KeyPress:
            return self._press(cast("QKeyEvent", event))
        if event.type() is QEvent.Type.ShortcutOverride and self._claims(cast("QKeyEvent", event)):
            event.accept()
            return True
        return False

    def _claims(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~(Modifier.ShiftModifier | Modifier.KeypadModifier)
        if event.key() == Key.Key_Escape:
            return plain and (self._canvas.busy or self._canvas.scene.pointing.selected is not None)
        return (plain and (event.key() in ARROWS or event.key() in self._actions)) or _combination(
            event
        ) in self._combined

    def _press(self, event: QKeyEvent) -> bool:
        if not self._claims(event):
            return False
        self._canvas.show_focus()
        if _combination(event) in self._combined:
            return self._combined[_combination(event)]()
        if event.key() not in ARROWS:
            return self._actions[event.key()]()
        way, shift = ARROWS[Key(event.key())], bool(event.modifiers() & Modifier.ShiftModifier)
        if shift and way in (Way.UP, Way.DOWN):
            self._extend(way)
        else:
            self._walk(way, shift)
        return True

    # Selecting

    def _walk(self, way: Way, onto_edges: bool) -> None:
        scene = self._canvas.scene
        item, fan = walk(
            scene.layout, scene.edges, scene.pointing.selected, scene.pointing.fan, way, onto_edges
        )
        scene.pointing.fan = fan
        self._canvas.select(item, show=True)

    def _extend(self, way: Way) -> None:
        """Take the next neuron of the column into the selection."""
        scene, before = self._canvas.scene, self._canvas.scene.pointing.neurons
        edge = max if way is Way.DOWN else min
        selected = scene.pointing.selected
        if not isinstance(selected, Neuron) or not scene.is_hidden(selected):
            return
        last = edge(neuron.index for neuron in before if neuron.layer == selected.layer)
        following = Neuron(selected.layer, last + STEPS[way])
        if following.index >= 0 and scene.exists(following):
            self._canvas.select_neurons(before | {following})

    def _select_all(self) -> bool:
        scene = self._canvas.scene
        counts = enumerate(scene.design.sizes[1:-1], start=1)
        self._canvas.select_neurons(
            {Neuron(layer, index) for layer, count in counts for index in range(count)}
        )
        return True

    def _clear(self) -> bool:
        if not self._canvas.give_up_gesture():
            self._canvas.select(None)
            self._canvas.settle()
        return True

    def _fit(self) -> bool:
        self._canvas.fit()
        return True

    # Editing

    def _ask(self, emit: Callable[[], object]) -> bool:
        if self._canvas.chosen:
            emit()
        return True

    def _paste(self) -> bool:
        self._canvas.paste_requested.emit()
        return True

    def _carry(self, way: Way) -> bool:
        """Move what is selected: neurons up and down, a layer to the left and right."""
        canvas, chosen = self._canvas, self._canvas.chosen
        if way in (Way.LEFT, Way.RIGHT):
            layer = self._layer()
            to = -1 if layer is None else layer + STEPS[way]
            if layer is not None and 0 <= to < canvas.scene.design.hidden:
                canvas.layer_move_requested.emit(layer, to)
        elif len(chosen.by_layer) == 1:
            ((layer, places),) = chosen.by_layer.items()
            to = places[0] + STEPS[way]
            if 0 <= to <= canvas.scene.design.columns[layer + 1].count - len(places):
                canvas.neurons_move_requested.emit(layer, places, to)
        return True

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
        chosen = self._canvas.chosen
        if chosen.layer is not None:
            self._canvas.layer_remove_requested.emit(chosen.layer)
        elif chosen.neurons:
            self._canvas.neurons_remove_requested.emit(chosen.neurons)
        return bool(chosen)

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

    def _all_units(self) -> bool:
        scene = self._canvas.scene
        node, layer = node_of(scene.layout, scene.pointing.selected), self._layer()
        column = node.column if node is not None else None if layer is None else layer + 1
        if column is None or scene.layout.columns[column].tile is None:
            return False
        self._canvas.open_grid(column)
        return True


def _combination(event: QKeyEvent) -> Combination:
    return (event.modifiers() & ~Modifier.KeypadModifier).value, event.key()
