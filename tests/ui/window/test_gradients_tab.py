"""The tab “Gradients” in the real window: each number and sentence against the run computed again here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt

from playground.document import edits
from playground.document.choices import Activation
from playground.engine import Backpropagation
from playground.engine.order import Order
from playground.session import gradient_words
from playground.ui.theme.numbers import format_percent, format_significant
from playground.worker.run import Run
from playground.worker.snapshots import CloudPlane, Parameter, Probe
from tests.ui.window.epochs import train_an_epoch

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.panels.gradients.gradients_view import GradientsView
    from tests.ui.window.conftest import Opened

LEFT, Key, Shift = Qt.MouseButton.LeftButton, Qt.Key, Qt.KeyboardModifier.ShiftModifier


def tab_of(window: MainWindow) -> GradientsView:
    return window.page.bottom.gradients


def press_view(qtbot: QtBot, window: MainWindow, key: str) -> None:
    """Choose a view as a person does."""
    segments = {each.choice.key: each for each in tab_of(window).views._segments}
    qtbot.mouseClick(segments[key], LEFT)
    assert tab_of(window).page.KEY == key


def one_by_one(run: Run) -> np.ndarray:
    X, T = run.samples.train_inputs, run.train_targets
    plan = Backpropagation(run.network, run.experiment.network.loss.value, 1)
    return np.array([plan.gradient(X[i : i + 1], T[i : i + 1]).copy() for i in range(len(X))])


def layer_sizes(run: Run) -> list[float]:
    gradient = run.trainer.full_gradient()
    return [float(np.linalg.norm(gradient[run.network.layer_slice(layer)])) for layer in run.anatomy.weighted]


def test_the_size_of_each_layer_and_the_sentence_are_those_of_the_run(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("spiral")
    run, tab = train_an_epoch(qtbot, window), tab_of(window)
    sizes = layer_sizes(run)
    tab.size_page.norms.point_at(1.0)
    reading = tab.size_page.norms.reading()
    assert reading is not None
    assert [value for _, value in reading.values] == pytest.approx(sizes)
    share = gradient_words.share(sizes[0] / sizes[-1])
    number = gradient_words.number(sizes[0] / sizes[-1])
    assert tab.sentence.text().startswith("The gradient neither vanishes nor explodes: Hidden 1 gets ")
    assert share in tab.sentence.text() or f"{number} times" in tab.sentence.text()


def test_ten_layers_of_sigmoids_let_the_gradient_vanish(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    window.session.edit("Deep", edits.set_hidden, (4,) * 10)
    window.session.edit("Sigmoid", edits.set_activation, Activation.SIGMOID)
    window.session.reset()
    run = train_an_epoch(qtbot, window)
    sizes = layer_sizes(run)
    assert sizes[0] / sizes[-1] < 1e-3
    share = gradient_words.share(sizes[0] / sizes[-1])
    assert tab_of(window).sentence.text() == (
        f"The gradient vanishes towards the input: Hidden 1 gets {share} of the output's."
    )


def test_dead_neurons_are_named_with_their_layer(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    window.session.edit("ReLU", edits.set_activation, Activation.RELU)
    by_hand = tuple((Parameter(0, None, neuron), 0.1, -99.0) for neuron in (0, 2))
    assert window.session.by_hand.set_parameters(by_hand)
    train_an_epoch(qtbot, window)
    health = window.session.health
    qtbot.waitUntil(lambda: len(health.latest) == 3)
    told = [(each.dead, each.neurons) for each in health.latest]
    said = tab_of(window).sentence.text()
    assert told[0][0] >= 2
    assert "Dead for every sample looked at: " in said
    for layer, (dead, neurons) in enumerate(told):
        named = f"{dead} of {neurons} in {gradient_words.name_of(layer, 3)}"
        assert (named in said) is (0 < dead < neurons)


def test_the_spread_is_that_of_the_layer_that_is_chosen(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("spiral")
    press_view(qtbot, window, "spread")
    run, page = train_an_epoch(qtbot, window), tab_of(window).spread
    gradient = run.trainer.full_gradient()
    for layer in (0, 2):
        page.layers._group.actions()[layer].trigger()
        assert page.layer == layer
        values = gradient[run.network.layer_slice(run.anatomy.weighted[layer])]
        expected = np.percentile(values, [95, 75, 50, 25, 5])
        page.bands.point_at(1.0)
        reading = page.bands.reading()
        assert reading is not None
        assert [value for _, value in reading.values] == pytest.approx(expected.tolist())
        low, lower, upper, high = (gradient_words.number(each) for each in expected[[4, 3, 1, 0]])
        assert tab_of(window).sentence.text() == (
            f"Nine in ten values in Hidden {layer + 1} lie from {low} to {high}, "
            f"the middle half from {lower} to {upper}."
        )


def test_a_step_is_told_as_a_share_of_the_weights(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("multi-gauss")
    press_view(qtbot, window, "step")
    run = train_an_epoch(qtbot, window)
    before = Run(run.experiment)
    before.trainer.run(window.session.step - 1)
    slices = [run.network.layer_slice(layer) for layer in run.anatomy.weighted]
    moved = run.network.parameters - before.network.parameters
    expected = [
        float(np.linalg.norm(moved[each]) / np.linalg.norm(before.network.parameters[each]))
        for each in slices
    ]
    page = tab_of(window).step
    page.ratios.point_at(1.0)
    reading = page.ratios.reading()
    assert reading is not None
    assert [value for _, value in reading.values] == pytest.approx(expected)
    assert tab_of(window).sentence.text() == gradient_words.step_words(expected) != ""
    assert "CS231n" in page.ratios.toolTip()


@pytest.mark.parametrize("name", ["spiral", "multi-gauss"])
def test_the_samples_and_their_numbers_are_those_of_gradients_one_by_one(
    qtbot: QtBot, open_window: Opened, name: str
) -> None:
    window = open_window(name)
    press_view(qtbot, window, "samples")
    tab = tab_of(window)
    run = train_an_epoch(qtbot, window)
    page = tab.samples
    qtbot.waitUntil(lambda: page._cloud is not None and page._cloud.plane is CloudPlane.STEPS)
    cloud, gradients = page._cloud, one_by_one(run)
    assert cloud is not None
    full = gradients.mean(axis=0)
    assert page.full.text() == format_significant(float(np.linalg.norm(full)))
    order = Order(len(gradients), run.experiment.data.seed)
    batch = gradients[order.of_epoch(run.trainer.epoch)[:10]].mean(axis=0)
    cosine = batch @ full / np.linalg.norm(batch) / np.linalg.norm(full)
    assert page.angle.text() == gradient_words.degrees(float(np.degrees(np.arccos(cosine))))
    assert f"points {page.angle.text()} off the full gradient" in tab.sentence.text()
    n, spread = len(gradients), gradients.var(axis=0).sum()
    noise = np.sqrt(spread / 10 * (n - 10) / (n - 1)) / np.linalg.norm(full)
    assert cloud.noise == pytest.approx(noise, rel=0.15)
    assert page.noise.text() == format_percent(cloud.noise)
    assert page.usual.text() == f"about {gradient_words.degrees(cloud.typical[0][1])}"  # type: ignore[index]
    assert page._titled.title.text() == gradient_words.cloud_place(cloud)
    assert len(cloud.points) == 200


def test_the_plane_can_be_chosen(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("spiral")
    press_view(qtbot, window, "samples")
    train_an_epoch(qtbot, window)
    page = tab_of(window).samples
    qtbot.waitUntil(lambda: page._cloud is not None and page._cloud.plane is CloudPlane.STEPS)
    held = page._cloud.share  # type: ignore[union-attr]
    page.planes._group.actions()[1].trigger()
    qtbot.waitUntil(lambda: page._cloud is not None and page._cloud.plane is CloudPlane.BEST)
    assert page._cloud.share > held  # type: ignore[union-attr]
    assert "in their best plane" in page._titled.title.text()


def test_only_what_is_open_is_computed_but_the_spread(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    watched = window.session.training
    own = {
        "size": {Probe.HEALTH},
        "spread": set(),
        "step": {Probe.HEALTH},
        "samples": {Probe.GRADIENT_CLOUD},
    }
    for key, probes in own.items():
        press_view(qtbot, window, key)
        assert watched.watched.probes >= probes | {Probe.GRADIENT_HISTOGRAMS}
        assert (Probe.GRADIENT_CLOUD in watched.watched.probes) is (key == "samples")
    window.page.bottom.turn_to("weights")
    assert not watched.watched.probes & {Probe.GRADIENT_HISTOGRAMS, Probe.GRADIENT_CLOUD}


def test_views_are_chosen_by_the_arrows(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    views = tab_of(window).views
    views._segments[0].setFocus(Qt.FocusReason.TabFocusReason)
    for key in ("spread", "step", "samples"):
        qtbot.keyClick(window.focusWidget(), Key.Key_Right)
        assert tab_of(window).page.KEY == key
        assert tab_of(window).page.isVisible()


def test_another_network_takes_the_cloud_away_until_its_own_is_there(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("circle")
    press_view(qtbot, window, "samples")
    page = tab_of(window).samples
    qtbot.waitUntil(lambda: page._cloud is not None)
    before = page._cloud
    window.session.edit("Layers", edits.add_layer)
    assert page._cloud is None
    assert page.full.text() == "–"
    qtbot.waitUntil(lambda: page._cloud is not None and page._cloud is not before)


def test_a_network_too_large_says_so(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    press_view(qtbot, window, "samples")
    window.session.edit("Wide", edits.set_hidden, (1_200, 1_000))
    assert tab_of(window).sentence.text().startswith("Above 1\u2009000\u2009000 parameters")
    assert Probe.GRADIENT_CLOUD not in tab_of(window).probes


def test_a_page_that_is_turned_to_in_a_pause_shows_what_is_known(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle")
    window.session.advance(50)
    qtbot.waitUntil(lambda: window.session.step == 50 and window.session.training.stands, timeout=20_000)
    window.settle()
    gradients = window.page.bottom.gradients
    gradients.turn_to("spread")
    assert len(gradients.spread.ridges._histograms) == 3
