"""Which gesture a drag begins, by what the button went down on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.canvas.gestures.moving_layer import MovingLayer
from playground.ui.canvas.gestures.moving_neurons import MovingNeurons
from playground.ui.canvas.gestures.rubber_band import RubberBand
from playground.ui.canvas.items import Part, Spot
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from playground.ui.canvas.canvas import NetworkCanvas
    from playground.ui.canvas.gestures.gesture import Gesture
    from playground.ui.canvas.items import Hit


def gesture_on(canvas: NetworkCanvas, pressed: Hit | None, *, adding: bool) -> Gesture:
    """Return the gesture: hidden neurons and the heads of hidden layers move, elsewhere a band is drawn."""
    hidden = range(1, canvas.scene.design.hidden + 1)
    if isinstance(pressed, Neuron) and pressed.layer in hidden and not adding:
        return MovingNeurons(canvas, pressed)
    if isinstance(pressed, Spot) and pressed.part is Part.HEAD and pressed.column in hidden:
        return MovingLayer(canvas, pressed.column)
    return RubberBand(canvas, adding=adding)
