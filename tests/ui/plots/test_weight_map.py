"""Maps of weights: each pixel's colour, each place's name, the mouse and the keys."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt

from playground.ui.plots.weight_arrangement import Shown
from playground.ui.plots.weight_layout import MatrixPlace, PicturesPlace, picture_grid, widths_within
from playground.ui.plots.weight_map import WeightMap, reach_of
from playground.worker.snapshots import LayerValues, Neuron, Parameter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

LEFT, Key = Qt.MouseButton.LeftButton, Qt.Key
RANDOM = np.random.default_rng(3)


def name_of(neuron: Neuron) -> str:
    return f"x{neuron.index + 1}" if neuron.layer == 0 else f"{neuron.layer}.{neuron.index + 1}"


def layers_of(*sizes: int) -> list[Shown]:
    names = [*(f"Hidden {number}" for number in range(1, len(sizes) - 1)), "Output"]
    # As a run tells them, column by column.
    values = [LayerValues(RANDOM.normal(size=(b, a)).T, RANDOM.normal(size=b)) for a, b in pairwise(sizes)]
    return [Shown(*each, len(values)) for each in zip(range(len(values)), names, values, strict=True)]


def a_map(qtbot: QtBot, theme: Theme, layers: list[Shown], size: tuple[int, int] = (520, 220)) -> WeightMap:
    shown = WeightMap(theme, name_of)
    qtbot.addWidget(shown)
    shown.resize(*size)
    shown.show()
    shown.show_layers(layers)
    return shown


def expected_color(theme: Theme, value: float, reach: float) -> np.ndarray:
    return theme.lut("value")[round(127.5 + 127.5 * min(max(value / reach, -1), 1))].astype(int)


def test_each_cell_has_the_colour_of_its_weight(qtbot: QtBot, theme: Theme) -> None:
    layers = layers_of(5, 12, 30, 2)
    shown = a_map(qtbot, theme, layers)
    picture = shown.picture()
    for place, layer in zip(shown.places, layers, strict=True):
        for row in (*range(layer.rows), None):
            for column in range(layer.columns):
                values = layer.values.biases if row is None else layer.values.weights[row]
                rect = place.rect((row, column))
                # Beside the middle, where a number may stand.
                at = QPointF(rect.left() + 0.2 * rect.width(), rect.top() + 0.2 * rect.height()).toPoint()
                color = picture.pixelColor(at)
                found = np.array([color.red(), color.green(), color.blue()])
                wanted = expected_color(theme, values[column], shown.reach)
                if min(rect.width(), rect.height()) > 8:
                    assert np.abs(found - wanted).max() <= 6, (layer.name, row, column)


def test_what_is_at_a_place_is_found_there(qtbot: QtBot, theme: Theme) -> None:
    shown = a_map(qtbot, theme, layers_of(3, 4, 2))
    for place in shown.places:
        assert isinstance(place, MatrixPlace)
        for row in (*range(place.rows), None):
            for column in range(place.columns):
                assert place.at(place.rect((row, column)).center()) == (row, column)
        assert place.at(place.area.topLeft() - QPointF(1, 0)) is None
        assert place.at(QPointF(place.area.left() + 1, place.weights.bottom() + 1)) is None
    assert all(QRectF(shown.rect()).contains(place.area) for place in shown.places)


def test_pictures_have_the_pixels_of_the_weights(qtbot: QtBot, theme: Theme) -> None:
    (layer, _) = layers_of(12, 5, 3)
    shown = a_map(qtbot, theme, [layer])
    # A picture of 4 rows and 3 columns, the inputs from the last to the first; the first pixel is not read.
    pixels = (-1, *range(10, -1, -1))
    shown.show_image((4, 3), pixels)
    (place,) = shown.places
    assert isinstance(place, PicturesPlace)
    picture, panel = shown.picture(), theme.color("panel")
    for target in range(5):
        for number, source in enumerate(pixels):
            row, column = divmod(number, 3)
            corner = place.picture(target).topLeft()
            at = corner + QPointF((column + 0.5) * place.scale, (row + 0.5) * place.scale)
            color = picture.pixelColor(at.toPoint())
            if source < 0:
                assert color == panel
                assert place.at(at) is None
                continue
            found = np.array([color.red(), color.green(), color.blue()])
            wanted = expected_color(theme, layer.values.weights[source, target], shown.reach)
            assert np.abs(found - wanted).max() <= 6
            assert place.at(at) == (source, target)
            assert place.rect((source, target)).contains(at)


def test_the_pointer_is_told_the_weight_and_a_click_picks_it(qtbot: QtBot, theme: Theme) -> None:
    layers = layers_of(2, 4, 1)
    layers[0].values.weights[0, 2] = -0.42
    layers[1].values.biases[0] = 0.5
    shown = a_map(qtbot, theme, layers)
    told: list[str] = []
    shown.pointed.connect(told.append)
    first, second = shown.places
    qtbot.mouseMove(shown, first.rect((0, 2)).center().toPoint())
    assert shown.accessibleDescription() == "w from x1 to 1.3 = −0.42"
    with qtbot.waitSignal(shown.picked) as picked:
        qtbot.mouseClick(shown, LEFT, pos=second.rect((None, 0)).center().toPoint())
    assert picked.args == [Parameter(1, None, 0)]
    assert told == ["w from x1 to 1.3 = −0.42", "b of 2.1 = 0.5"]
    # The number under a resting pointer is that of now.
    layers[1].values.biases[0] = 0.75
    shown.show_layers(layers)
    assert told[-1] == "b of 2.1 = 0.75"
    qtbot.mouseMove(shown, shown.rect().bottomRight())
    assert told[-1] == ""


def test_arrows_walk_from_layer_to_layer_and_enter_picks(qtbot: QtBot, theme: Theme) -> None:
    shown = a_map(qtbot, theme, layers_of(2, 3, 1))
    shown.setFocus()
    picked: list[Parameter] = []
    shown.picked.connect(picked.append)
    keys = (Key.Key_Right, Key.Key_Down, Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Right)
    for key in keys:
        qtbot.keyClick(shown, key)
        qtbot.keyClick(shown, Key.Key_Return)
    assert picked == [
        Parameter(0, 0, 0),
        Parameter(0, 1, 0),
        Parameter(0, None, 0),
        Parameter(0, None, 1),
        Parameter(0, None, 2),
        Parameter(1, 0, 0),
    ]
    qtbot.keyClick(shown, Key.Key_Left)
    assert shown.accessibleDescription().startswith("w from x1 to 1.3")
    qtbot.keyClick(shown, Key.Key_Escape)
    assert shown.accessibleDescription() == ""


def test_another_network_forgets_the_place(qtbot: QtBot, theme: Theme) -> None:
    shown = a_map(qtbot, theme, layers_of(2, 3, 1))
    qtbot.mouseMove(shown, shown.places[0].rect((1, 2)).center().toPoint())
    shown.show_layers(layers_of(2, 2, 1))
    assert len(shown.places) == 2
    qtbot.keyClick(shown, Key.Key_Return)
    shown.show_layers([], "Nothing to see")
    assert not shown.places
    assert not shown.picture().isNull()


def test_a_weight_that_is_no_number_has_no_colour(qtbot: QtBot, theme: Theme) -> None:
    layers = layers_of(2, 3)
    layers[0].values.weights[1, 1] = np.nan
    shown = a_map(qtbot, theme, layers)
    rect = shown.places[0].rect((1, 1))
    at = QPointF(rect.left() + 0.2 * rect.width(), rect.top() + 0.2 * rect.height())
    assert shown.picture().pixelColor(at.toPoint()) == theme.color("panel")


def test_colours_of_many_weights_are_not_bound_by_the_largest() -> None:
    weights = np.linspace(-1, 1, 10_001).reshape(-1, 1)
    weights[17] = 50
    assert reach_of([LayerValues(weights, np.zeros(1))]) == (50.0, pytest.approx(0.99, abs=0.01))
    few = LayerValues(np.array([[0.1], [-3.0]]), np.array([0.2]))
    assert reach_of([few]) == (3.0, 3.0)
    assert reach_of([]) == (0.0, 0.0)


def test_matrices_share_the_room_by_their_columns() -> None:
    assert widths_within(300, [4, 2], 30, 54) == pytest.approx([200, 100], abs=0.1)
    assert widths_within(1000, [4, 1], 30, 54) == pytest.approx([216, 54], abs=0.1)
    narrow = widths_within(100, [60, 1], 30, 54)
    assert sum(narrow) <= 100.1
    assert narrow[1] == 30


@pytest.mark.parametrize(("count", "shape"), [(64, (8, 8)), (256, (28, 28)), (1, (8, 8)), (10, (4, 30))])
def test_all_pictures_fit(count: int, shape: tuple[int, int]) -> None:
    room = QRectF(0, 0, 500, 190)
    across, gap, scale = picture_grid(room, count, shape, 12)
    place = PicturesPlace(0, count, shape, (), across, gap, scale, room.topLeft())
    assert scale > 0
    assert place.area.right() <= room.right() + 1e-6
    assert place.area.bottom() <= room.bottom() + 1e-6
    assert place.down * across >= count
