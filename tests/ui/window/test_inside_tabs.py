"""The tabs “Weights” and “Activations” in the real window, against the run computed again here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt

from playground.document import edits
from playground.document.choices import Activation
from playground.session.health_words import health_sentence, percent
from playground.ui.theme.numbers import format_compact
from playground.worker.run import Run
from playground.worker.snapshots import Parameter, Probe
from tests.ui.window.epochs import train_an_epoch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.widgets.segmented import Segmented
    from tests.ui.window.conftest import Opened

LEFT, Key, Shift = Qt.MouseButton.LeftButton, Qt.Key, Qt.KeyboardModifier.ShiftModifier
SHARES = (5, 25, 50, 75, 95)


def press(qtbot: QtBot, segments: Segmented, key: str) -> None:
    """Choose as a person does."""
    chosen: dict[str, QWidget] = {each.choice.key: each for each in segments._segments}
    qtbot.mouseClick(chosen[key], LEFT)
    assert segments.choice() == key


def turn(qtbot: QtBot, window: MainWindow, tab: str) -> None:
    press(qtbot, window.page.bottom.tabs, tab)


def relu_by_hand(run: Run, samples: int) -> list[np.ndarray]:
    """Return the sums of each layer, (samples, neurons), with a ReLU between them."""
    a, sums = run.samples.train_inputs[:samples], []
    for layer in range(len(run.anatomy.weighted)):
        sums.append(a @ run.network.weights(layer) + run.network.biases(layer))
        a = np.maximum(sums[-1], 0)
    return sums


# Weights


def test_a_map_tells_the_runs_weights_and_a_click_selects_them_on_the_canvas(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("spiral")
    turn(qtbot, window, "weights")
    press(qtbot, window.page.bottom.weights.views, "map")
    run, weights = train_an_epoch(qtbot, window), window.page.bottom.weights.map
    assert len(weights.places) == len(run.anatomy.weighted)
    last = int(len(weights.places) - 1)
    for layer, place, name in ((0, (1, 2), "w from x₂ to 1.3"), (last, (None, 0), "b of output")):
        qtbot.mouseMove(weights, weights.places[layer].rect(place).center().toPoint())
        source, target = place
        value = (
            run.network.biases(layer)[target]
            if source is None
            else run.network.weights(layer)[source, target]
        )
        assert weights.accessibleDescription() == f"{name} = {format_compact(float(value))}"
    qtbot.mouseClick(weights, LEFT, pos=weights.places[0].rect((1, 2)).center().toPoint())
    assert window.page.canvas.scene.pointing.selected == Parameter(0, 1, 2)
    assert len(weights.places) == last + 1


def test_digits_are_weighed_pixel_by_pixel(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("digits")
    turn(qtbot, window, "weights")
    tab = window.page.bottom.weights
    press(qtbot, tab.views, "map")
    run = train_an_epoch(qtbot, window)
    pictures = tab.map.places[0]
    columns = run.experiment.data.inputs
    source = columns.index("r3c5")
    rect = pictures.rect((source, 4))
    whole = pictures.picture(4)  # type: ignore[union-attr]
    assert (rect.center() - whole.topLeft()).x() / whole.width() == pytest.approx(4.5 / 8)
    assert (rect.center() - whole.topLeft()).y() / whole.height() == pytest.approx(2.5 / 8)
    qtbot.mouseMove(tab.map, rect.center().toPoint())
    value = format_compact(float(run.network.weights(0)[source, 4]))
    assert tab.map.accessibleDescription() == f"w from r3c5 to 1.5 = {value}"
    window.session.edit("Inputs", edits.set_input_on, "r3c5", False)
    qtbot.waitUntil(lambda: len(tab.map.places) == 2, timeout=20_000)
    assert tab.map.places[0].at(rect.center()) is None


def test_a_map_of_one_layer_follows_the_selection_and_all_stay_all(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    turn(qtbot, window, "weights")
    tab = window.page.bottom.weights
    press(qtbot, tab.views, "map")
    assert tab.layers.choice() == "all"
    window.page.canvas.select(Parameter(1, 0, 0))
    assert len(tab.map.places) == 3
    tab.layers._group.actions()[1].trigger()
    assert [place.layer for place in tab.map.places] == [0]
    window.page.canvas.select(Parameter(2, 0, 0))
    assert [place.layer for place in tab.map.places] == [2]
    press(qtbot, tab.views, "table")
    assert tab.layers.choice() == "2"


def test_the_spread_of_the_weights_is_that_of_the_run(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("spiral")
    turn(qtbot, window, "weights")
    tab = window.page.bottom.weights
    press(qtbot, tab.views, "spread")
    window.page.canvas.select(Parameter(1, 0, 0))
    run = train_an_epoch(qtbot, window)
    tab.over_time.bands.point_at(1.0)
    reading = tab.over_time.bands.reading()
    assert reading is not None
    wanted = np.percentile(run.network.weights(1), SHARES)
    assert sorted(value for _, value in reading.values) == pytest.approx(wanted.tolist())
    assert tab.over_time.latest(1) == pytest.approx(wanted.tolist())
    epochs = window.session.history.inside.weights.of_layer(0)[0]
    assert (epochs[0], epochs[-1]) == (0.0, 1.0)


def test_nothing_of_it_is_computed_while_another_tab_is_open(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    watched = window.session.training.watched.probes
    assert Probe.HEALTH in watched
    assert not {Probe.ACTIVATIONS, Probe.WEIGHT_HISTOGRAMS} & watched
    turn(qtbot, window, "activations")
    assert Probe.ACTIVATIONS in window.session.training.watched.probes
    turn(qtbot, window, "weights")
    assert Probe.ACTIVATIONS not in window.session.training.watched.probes
    assert Probe.WEIGHT_HISTOGRAMS in window.session.training.watched.probes


# Activations


def test_dead_and_silent_neurons_of_a_spiral_with_relu_are_counted(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("spiral")
    session, tab = window.session, window.page.bottom.activations
    session.edit("Activation", edits.set_activation, Activation.RELU)
    turn(qtbot, window, "activations")
    train_an_epoch(qtbot, window)
    # A bias so low that the neuron is silent for every sample.
    session.by_hand.set_parameters(((Parameter(0, None, 3), 0.0, -500.0),))
    qtbot.waitUntil(lambda: "dead:" in tab.sentence.text(), timeout=20_000)
    window.settle()
    run = Run(session.experiment, session.table)
    run.trainer.run(session.step)
    run.network.biases(0)[3] = -500.0
    sums = relu_by_hand(run, 1_000)[:-1]
    dead = [int((z <= 0).all(axis=0).sum()) for z in sums]
    flat = [float((z <= 0).mean()) for z in sums]
    assert dead[0] >= 1
    words = [
        f"{count} of {z.shape[1]} dead, {percent(share)} flat"
        for count, z, share in zip(dead, sums, flat, strict=True)
    ]
    assert [fate.words for fate in tab.rows.fates[:-1]] == words
    assert [fate.flat for fate in tab.rows.fates[:-1]] == pytest.approx(flat)
    worst = int(np.argmax([count / z.shape[1] for count, z in zip(dead, sums, strict=True)]))
    begins = (f"In Hidden {worst + 1}, {dead[worst]} of", f"Hidden {worst + 1} is")
    assert tab.sentence.text().startswith(begins)
    press(qtbot, tab.views, "flat")
    names = [series.name for series in tab.flat.series]
    assert names[0] == "Hidden 1"
    assert any(name.endswith(" dead") for name in names)
    assert tab.flat.series[0].y[-1] == pytest.approx(100 * flat[0])


def test_activations_of_iris_are_those_of_a_pass_by_hand(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("iris")
    tab = window.page.bottom.activations
    turn(qtbot, window, "activations")
    run = train_an_epoch(qtbot, window)
    inputs = run.samples.train_inputs
    a = np.tanh(inputs @ run.network.weights(0) + run.network.biases(0))
    slopes = 1 - a**2
    said = a @ run.network.weights(1) + run.network.biases(1)
    tab.bands.point_at(1.0)
    reading = tab.bands.reading()
    assert reading is not None
    assert sorted(value for _, value in reading.values) == pytest.approx(np.percentile(a, SHARES).tolist())
    assert tab._now.title.text() == f"Activations now, over all {len(inputs)} training samples"
    flat = float((slopes < 0.01).mean())
    assert [fate.words for fate in tab.rows.fates] == [
        f"0 of {a.shape[1]} dead, {percent(flat)} flat",
        "linear: no flat part",
    ]
    assert tab.sentence.text() == (
        f"No neuron is dead. The flattest layer is Hidden 1: for {percent(flat)} of its answers |f′| < 0.01."
    )
    tab.layers._group.actions()[1].trigger()
    tab.bands.point_at(1.0)
    reading = tab.bands.reading()
    assert reading is not None
    assert sorted(value for _, value in reading.values) == pytest.approx(np.percentile(said, SHARES).tolist())


def test_of_many_digits_the_first_thousand_are_looked_at(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("digits")
    turn(qtbot, window, "activations")
    run, tab = train_an_epoch(qtbot, window), window.page.bottom.activations
    (first, _) = relu_by_hand(run, 1_000)
    assert tab._now.title.text() == "Activations now, over the first 1\u2009000 training samples"
    assert tab.rows.fates[0].flat == pytest.approx(float((first <= 0).mean()))
    assert tab.rows.fates[0].dead == (first <= 0).all(axis=0).mean()


def test_another_network_is_not_told_with_the_numbers_of_the_last(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    turn(qtbot, window, "activations")
    session, tab = window.session, window.page.bottom.activations
    qtbot.waitUntil(lambda: len(tab.rows.fates) == 3, timeout=20_000)
    session.edit("Layers", edits.set_hidden, ())
    assert tab.rows.rows == 0
    qtbot.waitUntil(lambda: len(tab.rows.fates) == 1, timeout=20_000)
    assert tab.sentence.text() == health_sentence((Activation.TANH,), session.health.latest)
    press(qtbot, tab.views, "flat")
    assert not tab.flat.series
