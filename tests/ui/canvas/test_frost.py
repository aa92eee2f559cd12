"""What training leaves alone is marked on the canvas, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRectF

from playground.document.edits import set_layer_frozen, set_neuron_frozen, set_parameter_frozen
from playground.ui.canvas.card import card_of
from playground.ui.canvas.frost_painter import ALONG
from playground.ui.canvas.names import describe
from playground.worker.snapshots import Neuron, Parameter
from tests.ui.canvas.networks import SMALL, feed, on_screen

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from playground.document.experiment import Experiment
    from playground.ui.canvas.canvas import NetworkCanvas

HALF = 9.0


def shown(canvas: NetworkCanvas, experiment: Experiment, at: QPointF) -> QImage:
    """Return what is seen around a point of the scene."""
    canvas.show_experiment(experiment)
    feed(canvas)
    corner = on_screen(canvas, at - QPointF(HALF, HALF))
    size = QRectF(0.0, 0.0, 2 * HALF, 2 * HALF).toRect().size()
    return canvas.grab().toImage().copy(corner.x(), corner.y(), size.width(), size.height())


def said(canvas: NetworkCanvas, item: Neuron | Parameter) -> str:
    lines = "\n".join(line.words for line in card_of(canvas.scene, item))
    return f"{lines}\n{describe(canvas.scene.design, canvas.scene.values, item)}"


def is_told(canvas: NetworkCanvas, item: Neuron | Parameter) -> bool:
    return "Frozen: training leaves it alone" in said(canvas, item) and said(canvas, item).endswith("frozen")


@pytest.mark.parametrize("source", [1, None])
def test_a_frozen_weight_or_bias_is_marked_and_told(canvas: NetworkCanvas, source: int | None) -> None:
    weight = Parameter(0, source, 2)
    edge = canvas.scene.edges.place(weight)
    node = canvas.scene.layout.by_neuron[Neuron(1, 2)]
    at = QPointF(*canvas.scene.edges.points[edge, ALONG]) if edge is not None else node.bias_centre
    before = shown(canvas, SMALL, at)
    assert not is_told(canvas, weight)
    assert shown(canvas, set_parameter_frozen(SMALL, 0, source, 2, True), at) != before
    assert is_told(canvas, weight)
    assert not is_told(canvas, Parameter(0, 0, 2))
    assert not is_told(canvas, Neuron(1, 2))
    assert shown(canvas, SMALL, at) == before


@pytest.mark.parametrize(
    "frozen",
    [set_neuron_frozen(SMALL, 0, 2, True), set_layer_frozen(SMALL, 0, True)],
    ids=["neuron", "layer"],
)
def test_a_frozen_neuron_has_its_mark_at_its_corner(canvas: NetworkCanvas, frozen: Experiment) -> None:
    corner = canvas.scene.layout.by_neuron[Neuron(1, 2)].rect.topRight()
    before = shown(canvas, SMALL, corner)
    assert shown(canvas, frozen, corner) != before
    assert is_told(canvas, Neuron(1, 2))
    assert is_told(canvas, Parameter(0, 1, 2))
    assert is_told(canvas, Parameter(0, None, 2))
    assert not is_told(canvas, Neuron(2, 0))
