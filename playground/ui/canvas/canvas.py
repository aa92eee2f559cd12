"""The network canvas: a widget that shows a network and emits what the person wants changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal

from playground.ui.canvas import names
from playground.ui.canvas.chosen import Chosen, chosen_of
from playground.ui.canvas.items import InputPlace, Part, Spot
from playground.ui.canvas.keyboard import Keyboard
from playground.ui.canvas.pointer import Pointer
from playground.ui.canvas.surface import Surface
from playground.ui.canvas.unit_grid import UnitGrid
from playground.ui.canvas.walk import node_of
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QWidget

    from playground.document.choices import CanvasMode
    from playground.document.experiment import Experiment
    from playground.ui.canvas.items import Hit, Item
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import (
        GradientSnapshot,
        InputMaps,
        NeuronMaps,
        ParameterSnapshot,
        SensitivityMaps,
    )

INPUTS_HEAD = Spot(Part.HEAD, 0)


class NetworkCanvas(Surface):
    """Shows what it is given and never changes it; layers in its signals are hidden layers, counted from 0.

    `neuron_remove_requested` gives the layer and the neuron, −1 for the last. `parameter_chosen` gives the
    parameter and where on the screen it was chosen, `layer_chosen` the layer whose head was clicked, the
    output's being the number of hidden ones. `selection_changed` gives what is selected at once,
    `selection_settled` once a click or a key is over; `card_wanted` says that the keyboard is to go on in its
    card. `neuron_hovered` and `parameter_hovered` give None when the pointer leaves. What is copied, cut,
    duplicated, removed or pasted behind is `chosen`.
    """

    input_toggled = Signal(str, bool)
    layer_insert_requested = Signal(int)
    layer_remove_requested = Signal(int)
    layer_move_requested = Signal(int, int)
    neurons_move_requested = Signal(int, object, int)
    neurons_remove_requested = Signal(object)
    copy_requested = Signal()
    cut_requested = Signal()
    paste_requested = Signal()
    duplicate_requested = Signal()
    selection_changed = Signal(object)
    neuron_add_requested = Signal(int)
    neuron_remove_requested = Signal(int, int)
    activation_requested = Signal(int, object)
    neuron_hovered = Signal(object)
    parameter_chosen = Signal(object, QPoint)
    parameter_hovered = Signal(object)
    layer_chosen = Signal(int)
    selection_settled = Signal(object)
    card_wanted = Signal()
    follow_requested = Signal(object)

    # Events already come while the widget is being built.
    _gestures: tuple[Callable[[QEvent], bool], ...] = ()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pointer = Pointer(self)
        self._told: Neuron | None = None
        self._gestures = (self._pointer.handle, Keyboard(self).handle)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Network")
        self._announce()

    def event(self, event: QEvent) -> bool:
        """Give an event to the pointer and the keyboard first."""
        return any(handle(event) for handle in self._gestures) or super().event(event)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the experiment's network, in the mode of its view."""
        if self.scene.show_experiment(experiment):
            self._pointer.look_again()
            self._changed_state()
            self._announce()

    def set_mode(self, mode: CanvasMode) -> None:
        """Show weights or gradients."""
        self.scene.values.mode = mode
        self.scene.forget_maps()
        self._changed_state()

    def show_input_maps(self, maps: InputMaps) -> None:
        """Show the pictures of the inputs."""
        self.scene.maps.inputs = maps
        self._changed_maps()

    def show_neuron_maps(self, maps: NeuronMaps) -> None:
        """Show the activations of hidden layers and output over the plane."""
        self.scene.maps.neurons = maps
        self._changed_maps()

    def show_sensitivity_maps(self, maps: SensitivityMaps) -> None:
        """Show, in gradients mode, how the output answers to each neuron over the plane."""
        self.scene.maps.sensitivities = maps
        self._changed_maps()

    def show_parameters(self, parameters: ParameterSnapshot) -> None:
        """Show weights and biases."""
        self.scene.values.parameters = parameters
        if not self.scene.ranked:
            self.scene.rank_anew()
        self._changed_values()

    def show_gradients(self, gradients: GradientSnapshot) -> None:
        """Show the slopes of the loss, in gradients mode and in the card."""
        self.scene.values.gradients = gradients
        self._changed_values()

    def show_loss(self, loss: float | None) -> None:
        """Show the loss; None while there is none."""
        self.scene.values.loss = loss
        self.update()

    def show_diverged(self, diverged: bool) -> None:
        """Show that the network's numbers have left the finite; a loss shown before no longer counts."""
        if diverged and not self.scene.values.diverged:
            self.scene.values.loss = None
        self.scene.values.diverged = diverged
        self._changed_state()

    def show_playing(self, playing: bool) -> None:
        """Let chevrons and dashes move while it trains."""
        if self.scene.values.playing and not playing:
            self.scene.rank_anew()
        self.scene.values.playing = playing
        self._animate()

    def select(self, item: Item | None, show: bool = False) -> None:
        """Select an item, say it to a screen reader, and with `show` scroll to it."""
        self._set_selection(item, frozenset())
        node = node_of(self.scene.layout, item)
        if show and node is not None:
            self.reveal(node.rect)
        if show:
            self.settle()

    def select_neurons(self, neurons: Collection[Neuron]) -> None:
        """Select several neurons, of which the last was chosen last; one alone is selected as always."""
        there = [neuron for neuron in neurons if self.scene.exists(neuron)]
        ordered = sorted(there, key=lambda neuron: (neuron.layer, neuron.index))
        last = ordered[-1] if ordered else None
        self._set_selection(last, frozenset(ordered) if len(ordered) > 1 else frozenset())

    def toggle(self, neuron: Neuron) -> None:
        """Take a neuron into the selection, or out of it."""
        hidden = {neuron} if self.scene.is_hidden(neuron) else set()
        self.select_neurons(
            {each for each in self.scene.pointing.neurons if self.scene.is_hidden(each)} ^ hidden
        )

    @property
    def busy(self) -> bool:
        """Whether a gesture of the mouse is under way."""
        return self._pointer.busy

    def give_up_gesture(self) -> bool:
        """Leave everything as it was before the gesture under way; return whether there was one."""
        busy = self.busy
        self._pointer.give_up()
        return busy

    @property
    def chosen(self) -> Chosen:
        """The hidden layers and neurons that are selected."""
        return chosen_of(self.scene.pointing, self.scene.design.hidden)

    def _set_selection(self, item: Item | None, group: frozenset[Neuron]) -> None:
        pointing = self.scene.pointing
        changed = (pointing.selected, pointing.group) != (item, group)
        pointing.selected, pointing.group, pointing.edited = item, group, None
        self.scene.forget_edges()
        self._announce()
        self.update()
        if changed:
            self.selection_changed.emit(item)

    def settle(self) -> None:
        """Say what is selected now that a click or a key is over; of a group nothing in particular."""
        pointing = self.scene.pointing
        self.selection_settled.emit(None if pointing.group else pointing.selected)

    def choose(self, parameter: Parameter, anchor: QPoint) -> None:
        """Ask for a parameter to be edited; no card beside the pointer tells of it meanwhile."""
        self.scene.pointing.edited = parameter
        self.parameter_chosen.emit(parameter, anchor)
        self.update()

    def forget_edited(self) -> None:
        """Let the card beside the pointer tell of what was edited: it no longer is."""
        self.scene.pointing.edited = None
        self.update()

    def hover(self, hovered: Hit | None) -> None:
        """Take note of what is under the pointer, and tell others when that has changed."""
        before, self.scene.pointing.hovered = self.scene.pointing.hovered, hovered
        self.update()
        inert = hovered in (None, INPUTS_HEAD) or (isinstance(hovered, Spot) and hovered.part is Part.LOSS)
        self.setCursor(Qt.CursorShape.ArrowCursor if inert else Qt.CursorShape.PointingHandCursor)
        neuron = self.scene.neuron_of(hovered)
        if neuron != self._told:
            self._told = neuron
            self.scene.forget_edges()
            self.neuron_hovered.emit(neuron)
        parameters = [hit if isinstance(hit, Parameter) else None for hit in (before, hovered)]
        if parameters[0] != parameters[1]:
            self.parameter_hovered.emit(parameters[1])

    def open_grid(self, column: int) -> None:
        """Show all units of a column that are too many to be drawn, to choose one."""
        grid = UnitGrid(self._theme, self.scene, column, self.window())
        grid.chosen.connect(partial(self._pin, column))
        tile = self.scene.layout.columns[column].tile
        area = self.scene.camera.transform.mapRect(tile) if tile is not None else QRectF(self.rect())
        corner = self.mapTo(self.window(), area.topLeft().toPoint())
        grid.open_at(QRect(corner, area.size().toSize()))

    def _pin(self, column: int, unit: int) -> None:
        self.scene.pin(column, unit)
        if column == 0:
            self.select(InputPlace(self.scene.design.inputs[unit].name), show=True)
        else:
            self.select(Neuron(column, unit), show=True)

    def anchor_of_selected(self) -> QPoint:
        """Return the place on the screen of what is selected, for something to open beside it."""
        scene, selected = self.scene, self.scene.pointing.selected
        node = node_of(scene.layout, selected)
        point = node.bias_centre if node is not None else QPointF(scene.layout.body.center())
        edge = scene.edges.place(selected) if isinstance(selected, Parameter) else None
        if edge is not None:
            point = scene.edges.middle(edge)
        return self.mapToGlobal(scene.camera.to_viewport(point).toPoint())

    def _changed_maps(self) -> None:
        self.scene.forget_maps()
        self.update()

    def _changed_values(self) -> None:
        self.scene.forget_values()
        self.update()

    def _changed_state(self) -> None:
        self.scene.forget_values()
        self._animate()
        self.update()

    def _announce(self) -> None:
        scene = self.scene
        group = scene.pointing.group
        said = names.describe(scene.design, scene.values, scene.pointing.selected)
        self.setAccessibleDescription(names.describe_group(scene.design, group) if group else said)
