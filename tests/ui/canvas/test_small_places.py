"""In a small place the whole network is drawn closer and smaller before anything must be scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from playground.document.edits import set_hidden
from playground.document.experiment import Experiment
from playground.ui.canvas.fitting import SMALLEST, fit_scene
from tests.ui.canvas.networks import table

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

    from playground.ui.canvas.canvas import NetworkCanvas

DEEP = set_hidden(Experiment(), (8, 6, 4))
IRIS = table(4, ("setosa", "versicolor", "virginica"), (6,))
ENDLESS = set_hidden(Experiment(), (4,) * 24)


def is_seen(canvas: NetworkCanvas, rect: QRectF) -> bool:
    return canvas.scene.camera.seen(canvas.scene.viewport).adjusted(-1, -1, 1, 1).contains(rect)


@pytest.mark.parametrize("experiment", [DEEP, IRIS])
@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("projector", (440, 300)),
        ("projector", (620, 320)),
        ("projector", (670, 500)),
        ("large", (440, 300)),
        ("normal", (460, 300)),
    ],
)
def test_loss_and_output_are_not_cut(
    canvas: NetworkCanvas, experiment: Experiment, text: str, size: tuple[int, int]
) -> None:
    canvas._theme.set_text(text)
    canvas.resize(*size)
    canvas.show_experiment(experiment)
    scene = canvas.scene
    assert is_seen(canvas, scene.layout.loss)
    assert all(is_seen(canvas, node.rect) for node in scene.layout.nodes.values())
    assert scene.camera.zoom >= SMALLEST
    assert scene.layout.columns[0].nodes[0].rect.left() - scene.input_room >= 0.0


def test_where_there_is_room_nothing_is_left_out(canvas: NetworkCanvas) -> None:
    canvas.show_experiment(DEEP)
    assert canvas.scene.camera.zoom == 1.0
    assert not canvas.scene.layout.compact
    assert all(column.add is not None for column in canvas.scene.layout.columns[1:-1])


def test_the_buttons_go_before_the_text_gets_tiny(canvas: NetworkCanvas) -> None:
    canvas.resize(360, 260)
    canvas.show_experiment(DEEP)
    layout = canvas.scene.layout
    assert layout.compact
    assert all(column.add is None and column.remove is None for column in layout.columns)


def test_at_last_one_scrolls(canvas: NetworkCanvas) -> None:
    canvas.show_experiment(ENDLESS)
    fitted = fit_scene(canvas.scene.design, canvas.scene.look, canvas.scene.viewport, {})
    assert fitted.zoom >= SMALLEST
    assert canvas.scroll_by(-50.0, 0.0)


def test_a_zoom_of_ones_own_is_kept(canvas: NetworkCanvas) -> None:
    canvas.zoom_by(2.0, canvas.rect().center().toPointF())
    canvas.show_experiment(ENDLESS)
    assert canvas.scene.camera.zoom == 2.0


def test_the_usual_zoom_comes_back_with_the_room(canvas: NetworkCanvas) -> None:
    canvas.show_experiment(DEEP)
    canvas.resize(380, 260)
    smaller = canvas.scene.camera.zoom
    canvas.resize(738, 400)
    assert smaller < 1.0 == canvas.scene.camera.zoom
