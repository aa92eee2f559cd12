"""The context menus of the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from playground.document.choices import Activation
from playground.session.wording import ACTIVATIONS
from playground.ui.canvas.items import InputPlace, LayerPlace, Part, Spot
from playground.ui.canvas.walk import hidden_layer
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint

    from playground.ui.canvas.canvas import NetworkCanvas
    from playground.ui.canvas.items import Hit, Item

FOLLOW = "Follow in Chain rule"


def menu_of(canvas: NetworkCanvas, hit: Hit | Item | None, anchor: QPoint) -> QMenu:
    """Return the menu for what was clicked; its actions emit the canvas's signals."""
    menu = QMenu(canvas)
    if isinstance(hit, InputPlace):
        _add_input(menu, canvas, hit)
    elif isinstance(hit, Neuron):
        _add_neuron(menu, canvas, hit, anchor)
    elif isinstance(hit, Parameter):
        _add(menu, "Edit…", lambda: canvas.choose(hit, anchor))
        _add(menu, FOLLOW, lambda: canvas.follow_requested.emit(hit))
    elif isinstance(hit, LayerPlace):
        _add_head(menu, canvas, hit.layer + 1)
    elif isinstance(hit, Spot) and hit.part in (Part.HEAD, Part.ADD_NEURON, Part.REMOVE_NEURON):
        _add_head(menu, canvas, hit.column)
    _add_canvas(menu, canvas)
    return menu


def _add(menu: QMenu, text: str, action: Callable[[], object], enabled: bool = True) -> None:
    entry = menu.addAction(text)
    entry.triggered.connect(lambda _checked=False: action())
    entry.setEnabled(enabled)


def _add_input(menu: QMenu, canvas: NetworkCanvas, place: InputPlace) -> None:
    on = canvas.scene.is_on(place)
    _add(menu, "Switch off" if on else "Switch on", lambda: canvas.input_toggled.emit(place.name, not on))


def _add_neuron(menu: QMenu, canvas: NetworkCanvas, neuron: Neuron, anchor: QPoint) -> None:
    bias = Parameter(neuron.layer - 1, None, neuron.index)
    _add(menu, "Edit bias…", lambda: canvas.choose(bias, anchor))
    _add(menu, FOLLOW, lambda: canvas.follow_requested.emit(neuron))
    layer = hidden_layer(neuron, canvas.scene.design.hidden)
    if layer is None:
        return
    _add_activations(menu, canvas, layer)
    _add_copies(menu, canvas)
    places = canvas.chosen.neurons
    text = "Remove neuron" if len(places) == 1 else f"Remove {len(places)} neurons"
    _add(menu, text, lambda: canvas.neurons_remove_requested.emit(places))


def _add_copies(menu: QMenu, canvas: NetworkCanvas) -> None:
    menu.addSeparator()
    several = len(canvas.chosen.by_layer) > 1
    if not several:
        _add(menu, "Duplicate", canvas.duplicate_requested.emit)
    _add(menu, "Cut", canvas.cut_requested.emit)
    _add(menu, "Copy", canvas.copy_requested.emit)
    _add(menu, "Paste", canvas.paste_requested.emit)
    menu.addSeparator()


def _add_head(menu: QMenu, canvas: NetworkCanvas, column: int) -> None:
    hidden = canvas.scene.design.hidden
    if not 1 <= column <= hidden:
        return
    layer = column - 1
    _add_activations(menu, canvas, layer)
    _add(menu, "Add neuron", lambda: canvas.neuron_add_requested.emit(layer))
    _add_copies(menu, canvas)
    _add(menu, "Insert layer before", lambda: canvas.layer_insert_requested.emit(layer))
    _add(menu, "Insert layer after", lambda: canvas.layer_insert_requested.emit(layer + 1))
    if layer > 0:
        _add(menu, "Move to the left", lambda: canvas.layer_move_requested.emit(layer, layer - 1))
    if layer < hidden - 1:
        _add(menu, "Move to the right", lambda: canvas.layer_move_requested.emit(layer, layer + 1))
    _add(menu, "Remove layer", lambda: canvas.layer_remove_requested.emit(layer))


def _add_activations(menu: QMenu, canvas: NetworkCanvas, layer: int) -> None:
    choices = menu.addMenu(f"Activation of hidden layer {layer + 1}")
    now = canvas.scene.design.columns[layer + 1].activation
    for activation in Activation:
        entry = choices.addAction(ACTIVATIONS[activation])
        entry.setCheckable(True)
        entry.setChecked(activation is now)
        entry.triggered.connect(
            lambda _checked=False, chosen=activation: canvas.activation_requested.emit(layer, chosen)
        )


def _add_canvas(menu: QMenu, canvas: NetworkCanvas) -> None:
    if not menu.isEmpty():
        menu.addSeparator()
    _add(menu, "Add hidden layer", lambda: canvas.layer_insert_requested.emit(canvas.scene.design.hidden))
    _add(menu, "Fit to view", canvas.fit)
