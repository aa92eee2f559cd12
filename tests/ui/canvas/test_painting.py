"""What is seen means what was shown: signs, slopes, what is dead, and what is no number."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from playground.document.choices import Activation, CanvasMode
from playground.document.edits import set_activation, set_hidden, set_mode
from playground.document.experiment import Experiment
from playground.ui.canvas.card import card_of
from playground.ui.canvas.items import InputPlace
from playground.ui.canvas.loss_painter import loss_text
from playground.ui.canvas.pictures import Face
from playground.ui.canvas.values import Values
from playground.worker.snapshots import (
    GradientSnapshot,
    LayerValues,
    Neuron,
    NeuronMaps,
    Parameter,
    ParameterSnapshot,
)
from tests.ui.canvas.networks import SMALL, feed, pixel, ramp, table, values

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.canvas.canvas import NetworkCanvas
    from playground.ui.theme.theme import Theme

STRONG = Parameter(2, 0, 0)


def one_strong(sizes: tuple[int, ...], value: float) -> tuple[LayerValues, ...]:
    layers = [LayerValues(np.full(shape, 1e-3), np.zeros(shape[1])) for shape in itertools.pairwise(sizes)]
    layers[2].weights[0, 0] = value
    return tuple(layers)


def color_of_strong(canvas: NetworkCanvas) -> QColor:
    edge = canvas.scene.edges.place(STRONG)
    assert edge is not None
    return pixel(canvas, QPointF(*canvas.scene.edges.points[edge, 4]))


def is_blue(color: QColor) -> bool:
    return color.blue() > color.red() + 40


def is_orange(color: QColor) -> bool:
    return color.red() > color.blue() + 40


@pytest.mark.parametrize("name", ["dark", "light"])
def test_a_large_weight_is_blue_above_zero_and_orange_below(
    canvas: NetworkCanvas, theme: Theme, name: str
) -> None:
    theme.set_theme(name)
    sizes = canvas.scene.design.sizes
    canvas.show_parameters(ParameterSnapshot(one_strong(sizes, 3.0)))
    assert is_blue(color_of_strong(canvas))
    canvas.show_parameters(ParameterSnapshot(one_strong(sizes, -3.0)))
    assert is_orange(color_of_strong(canvas))


def test_in_gradients_mode_a_slope_is_violet_above_zero_and_green_below(canvas: NetworkCanvas) -> None:
    canvas.set_mode(CanvasMode.GRADIENTS)
    sizes = canvas.scene.design.sizes
    canvas.show_gradients(GradientSnapshot(one_strong(sizes, 3.0)))
    violet = color_of_strong(canvas)
    assert min(violet.red(), violet.blue()) > violet.green() + 30
    canvas.show_gradients(GradientSnapshot(one_strong(sizes, -3.0)))
    green = color_of_strong(canvas)
    assert green.green() > max(green.red(), green.blue()) + 30


def test_a_node_shows_its_map(canvas: NetworkCanvas) -> None:
    box = canvas.scene.layout.by_neuron[Neuron(1, 1)].rect
    across = QPointF(box.width() * 0.3, -box.height() * 0.2)
    assert is_orange(pixel(canvas, box.center() - QPointF(across.x(), -across.y())))
    assert is_blue(pixel(canvas, box.center() + across))


def test_a_quiet_map_is_made_readable_but_an_output_of_classes_is_not(canvas: NetworkCanvas) -> None:
    sizes = canvas.scene.design.sizes
    canvas.show_neuron_maps(NeuronMaps(tuple(ramp(units) * np.float32(0.01) for units in sizes[1:])))
    hidden, output = (canvas.scene.layout.by_neuron[each].rect for each in (Neuron(1, 1), Neuron(3, 0)))
    assert is_blue(pixel(canvas, hidden.center() + QPointF(hidden.width() * 0.35, 0.0)))
    assert not is_blue(pixel(canvas, output.center() + QPointF(output.width() * 0.35, 0.0)))


def test_sigmoid_half_on_is_neither(canvas: NetworkCanvas) -> None:
    canvas.show_experiment(set_activation(SMALL, Activation.SIGMOID))
    sizes = canvas.scene.design.sizes
    canvas.show_neuron_maps(
        NeuronMaps(tuple(ramp(units) * np.float32(0.5) + np.float32(0.5) for units in sizes[1:]))
    )
    box = canvas.scene.layout.by_neuron[Neuron(1, 1)].rect
    assert is_orange(pixel(canvas, box.center() - QPointF(box.width() * 0.35, 0.0)))
    middle = pixel(canvas, box.center())
    assert not is_blue(middle)
    assert not is_orange(middle)


def test_an_input_that_is_off_is_faint(canvas: NetworkCanvas) -> None:
    def contrast(place: InputPlace) -> float:
        box = canvas.scene.layout.nodes[place].rect
        color = pixel(canvas, box.center() + QPointF(box.width() * 0.35, 0.0))
        return abs(color.lightnessF() - QColor(canvas.scene.theme.color("panel")).lightnessF())

    assert contrast(InputPlace("x1^2")) < 0.5 * contrast(InputPlace("x1"))


def has_danger(canvas: NetworkCanvas, neuron: Neuron) -> bool:
    """Whether the inside of a node is hatched in the colour of errors: reddish lines on another ground."""
    picture = canvas.grab().toImage()
    box = canvas.scene.layout.by_neuron[neuron].rect.adjusted(6, 6, -6, -6).toRect()
    colors = [
        picture.pixelColor(x, y)
        for x in range(box.left(), box.right())
        for y in range(box.top(), box.bottom())
    ]
    red = [color for color in colors if color.red() > color.green() + 60 and color.red() > color.blue() + 60]
    return 0.1 * len(colors) < len(red) < 0.9 * len(colors)


def test_diverged_hatches_all_neurons_and_says_nan(canvas: NetworkCanvas) -> None:
    neurons = [Neuron(1, 0), Neuron(2, 1), Neuron(3, 0)]
    canvas.show_neuron_maps(
        NeuronMaps(tuple(np.zeros((n, 44, 44), np.float32) for n in canvas.scene.design.sizes[1:]))
    )
    assert not any(has_danger(canvas, neuron) for neuron in neurons)
    canvas.show_diverged(True)
    assert all(has_danger(canvas, neuron) for neuron in neurons)
    assert loss_text(canvas.scene.values) == "NaN"
    edge = canvas.scene.edges.place(Parameter(0, 0, 0))
    assert edge is not None
    canvas.show_diverged(False)
    assert not any(has_danger(canvas, neuron) for neuron in neurons)


def test_a_map_with_one_nan_is_hatched_and_the_others_are_not(canvas: NetworkCanvas) -> None:
    maps = [ramp(units) for units in canvas.scene.design.sizes[1:]]
    maps[0][2, 10, 10] = np.nan
    maps[1][1, 3, 3] = np.inf
    canvas.show_neuron_maps(NeuronMaps(tuple(maps)))
    faces = canvas.scene.pictures.faces
    broken = {item for item, face in faces.items() if face is Face.BROKEN}
    assert broken == {Neuron(1, 2), Neuron(2, 1)}
    assert has_danger(canvas, Neuron(1, 2))


def test_a_silent_relu_is_dead_and_the_card_says_where(canvas: NetworkCanvas) -> None:
    canvas.show_experiment(set_activation(SMALL, Activation.RELU))
    feed(canvas)
    maps = [np.maximum(ramp(units), 0.0) for units in canvas.scene.design.sizes[1:]]
    maps[0][1] = 0.0
    canvas.show_neuron_maps(NeuronMaps(tuple(maps)))
    dead = {item for item, face in canvas.scene.pictures.faces.items() if face is Face.DEAD}
    assert dead == {Neuron(1, 1)}
    said = [line.words for line in card_of(canvas.scene, Neuron(1, 1))]
    assert "Dead here: 0 over the whole plane shown" in said
    assert canvas.grab().size().width() == canvas.width()


def test_the_card_says_the_value_and_in_gradients_mode_the_slope(canvas: NetworkCanvas) -> None:
    parameters = canvas.scene.values.parameters
    gradients = canvas.scene.values.gradients
    assert parameters is not None
    assert gradients is not None
    parameters.layers[1].weights[3, 1] = -0.23914
    gradients.layers[1].weights[3, 1] = 0.029
    weight = Parameter(1, 3, 1)
    assert [(line.words, line.number) for line in card_of(canvas.scene, weight)] == [
        ("Weight 1.4 → 2.2", "−0.2391")
    ]
    canvas.set_mode(CanvasMode.GRADIENTS)
    assert [(line.words, line.number) for line in card_of(canvas.scene, weight)][1] == (
        "Slope ∂L/∂w",
        "+0.02900",
    )


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (Values(), "–"),
        (Values(loss=0.0212), "0.0212"),
        (Values(loss=float("nan")), "NaN"),
        (Values(loss=float("inf")), "∞"),
        (Values(diverged=True), "NaN"),
        (Values(loss=3.4e7, diverged=True), "3.40·10⁷"),
    ],
)
def test_the_loss_is_written_with_three_digits(values: Values, text: str) -> None:
    assert loss_text(values) == text


@pytest.mark.parametrize("signs", ["color", "dashes"])
@pytest.mark.parametrize("text", ["normal", "large", "projector"])
@pytest.mark.parametrize("size", [(560, 300), (738, 400), (1500, 900)])
@pytest.mark.parametrize("mode", list(CanvasMode))
def test_everything_can_be_painted(
    qtbot: QtBot,
    canvas: NetworkCanvas,
    theme: Theme,
    signs: str,
    text: str,
    size: tuple[int, int],
    mode: CanvasMode,
) -> None:
    theme.set_signs(signs)
    theme.set_text(text)
    canvas.resize(*size)
    for experiment in (
        SMALL,
        set_hidden(Experiment(), ()),
        set_hidden(Experiment(), (40, 3)),
        table(30, ("a", "b", "c"), (12,)),
    ):
        canvas.show_experiment(set_mode(experiment, mode))
        assert canvas.grab().size() == canvas.size()
        feed(canvas)
        canvas.select(Parameter(0, 0, 0))
        assert canvas.grab().size() == canvas.size()


def test_numbers_of_an_older_network_do_no_harm(canvas: NetworkCanvas) -> None:
    old = canvas.scene.design.sizes
    canvas.show_experiment(set_hidden(Experiment(), (3, 3, 3)))
    canvas.show_parameters(ParameterSnapshot(values(old, 1)))
    canvas.show_gradients(GradientSnapshot(values(old, 1)))
    canvas.show_neuron_maps(NeuronMaps(tuple(ramp(units) for units in old[1:])))
    canvas.show_parameters(ParameterSnapshot(()))
    assert canvas.grab().size() == canvas.size()
    assert canvas.scene.values.parameter(Parameter(0, 0, 0)) is None


def test_hovering_a_neuron_dims_the_edges_of_others(canvas: NetworkCanvas) -> None:
    canvas.show_parameters(ParameterSnapshot(one_strong(canvas.scene.design.sizes, 3.0)))
    before = color_of_strong(canvas).saturationF() * color_of_strong(canvas).valueF()
    canvas.hover(Neuron(1, 0))
    after = color_of_strong(canvas).saturationF() * color_of_strong(canvas).valueF()
    assert after < 0.6 * before
    canvas.hover(Neuron(2, 0))
    assert color_of_strong(canvas).saturationF() * color_of_strong(canvas).valueF() == pytest.approx(before)


def test_a_class_is_shown_in_the_colour_of_its_marks(canvas: NetworkCanvas, theme: Theme) -> None:
    canvas.show_experiment(table(2, ("a", "b", "c")))
    feed(canvas)
    yes = np.zeros((3, 44, 44), np.float32)
    yes[:, :, 22:] = 1.0
    maps = tuple(ramp(units) for units in canvas.scene.design.sizes[1:-1])
    canvas.show_neuron_maps(NeuronMaps((*maps, yes)))
    for index in range(3):
        rect = canvas.scene.layout.by_neuron[Neuron(2, index)].rect
        reach = QPointF(rect.width() / 4, 0.0)
        assert near(pixel(canvas, rect.center() + reach), theme.class_color(index))
        assert near(pixel(canvas, rect.center() - reach), theme.color("panel"))


def near(first: QColor, second: QColor) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(first.getRgb(), second.getRgb(), strict=True))


def test_among_slopes_the_output_stands_back_and_says_why(canvas: NetworkCanvas, theme: Theme) -> None:
    canvas.show_experiment(set_mode(SMALL, CanvasMode.WEIGHTS))
    feed(canvas)
    output = Neuron(canvas.scene.design.hidden + 1, 0)
    at = canvas.scene.layout.by_neuron[output].rect.center() + QPointF(18.0, 0.0)
    full = pixel(canvas, at)
    canvas.set_mode(CanvasMode.GRADIENTS)
    faint, ground = pixel(canvas, at), theme.color("panel")
    assert abs(faint.blue() - ground.blue()) < 0.6 * abs(full.blue() - ground.blue())
    assert any("its own output" in line.words for line in card_of(canvas.scene, output))
