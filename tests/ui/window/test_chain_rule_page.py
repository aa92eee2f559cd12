"""The page "Chain rule" as a person uses it: picked by mouse and keys, each number against one of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from playground.document import edits
from playground.document.choices import ChainMode, Extent, Normalization, Page
from playground.session.training import TrainingState
from playground.ui.canvas.menus import menu_of
from playground.ui.panels.chain_rule.stage import EVERYTHING, Stage
from playground.ui.theme.numbers import format_signed
from playground.worker.run import Run
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.document.experiment import Experiment
    from playground.ui.main_window import MainWindow
    from playground.ui.pages.chain_rule.page import ChainRulePage
    from tests.ui.window.conftest import Opened

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def loss_of(experiment: Experiment, samples: list[int], moved: Parameter, by: float) -> float:
    """Work out the mean of ½(ŷ−y)² in plain NumPy, with one parameter moved."""
    run = Run(experiment)
    values = run.samples.train_inputs[samples].astype(np.float64)
    network = run.network.copy(np.float64)
    for layer in range(len(network.layers)):
        weights, biases = (np.array(part) for part in network.split_layer(layer, network.parameters))
        if layer == moved.layer and moved.source is None:
            biases[moved.target] += by
        elif layer == moved.layer:
            weights[moved.source, moved.target] += by
        values = np.tanh(values @ weights + biases)
    return float(0.5 * ((values - run.train_targets[samples]) ** 2).sum(axis=1).mean())


def measured(experiment: Experiment, samples: list[int], parameter: Parameter) -> float:
    h = 1e-5
    return (loss_of(experiment, samples, parameter, h) - loss_of(experiment, samples, parameter, -h)) / (
        2 * h
    )


def turned_to(qtbot: QtBot, window: MainWindow) -> ChainRulePage:
    window.actions_by_key["chain_rule_page"].trigger()
    page = window.pages.chain_rule
    qtbot.waitUntil(lambda: page.answer is not None, timeout=10_000)
    return page


def view_of(window: MainWindow):
    return window.session.experiment.view.chain_rule


def follows(qtbot: QtBot, page: ChainRulePage, parameter: Parameter) -> None:
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.parameter == parameter, timeout=10_000)


def place_of(page: ChainRulePage, neuron: Neuron) -> QPoint:
    layout = page.pick.view.layout_now
    assert layout is not None
    centre = layout.centre(neuron)
    assert centre is not None
    return centre.toPoint()


def test_a_weight_is_picked_and_its_paths_add_up(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    page = turned_to(qtbot, window)
    answer, view, session = page.answer, page.pick.view, window.session
    assert answer is not None
    assert answer.parameter.layer == 0, "at first the way to the loss is long"
    assert view_of(window).parameter == (0, answer.parameter.source, answer.parameter.target)
    assert window.focusWidget() is view

    # Every number is one that we find ourselves; in the walk there is none yet.
    assert {row.text for row in page.paths.list.rows} == {""}
    assert page.check.isHidden()
    page.inquiry.look(mode=ChainMode.ALL)
    assert page.check.isVisible()
    expected = measured(session.experiment, [0], answer.parameter)
    assert answer.derivative == pytest.approx(expected, rel=1e-6)
    rows = page.paths.list.rows
    assert [row.name for row in rows[-1:]] == ["Sum ∂L/∂w"]
    assert rows[-1].text == format_signed(expected, 5)
    assert sum(row.number for row in rows[:-1]) == pytest.approx(rows[-1].number, rel=1e-12)
    assert {row.name for row in rows[:-1]} == {"via neuron 2.1", "via neuron 2.2"}
    assert rows[0].chosen
    assert abs(rows[0].number) >= abs(rows[1].number)

    # Another path, by mouse and by key.
    qtbot.mouseClick(page.paths.list, LEFT, pos=page.paths.list.row_rect(1).center().toPoint())
    qtbot.waitUntil(lambda: page.paths.list.rows[1].chosen, timeout=5_000)
    assert page.answer.chosen_path.neurons == rows[1].neurons
    qtbot.keyClick(page.paths.list, Key.Key_Up)
    qtbot.waitUntil(lambda: page.paths.list.rows[0].chosen, timeout=5_000)

    # A neuron stands for its bias; the arrows and B walk on from there.
    qtbot.mouseClick(view, LEFT, pos=place_of(page, Neuron(1, 2)))
    follows(qtbot, page, Parameter(0, None, 2))
    assert view_of(window).parameter == (0, -1, 2)
    assert page.answer.derivative == pytest.approx(
        measured(session.experiment, [0], Parameter(0, None, 2)), rel=1e-6
    )
    qtbot.keyClick(view, Key.Key_B)
    follows(qtbot, page, Parameter(0, 0, 2))
    qtbot.keyPress(view, Key.Key_Down)
    follows(qtbot, page, Parameter(0, 1, 2))
    assert view_of(window).parameter == (0, 0, 2), "written when the key is up"
    qtbot.keyRelease(view, Key.Key_Down)
    assert view_of(window).parameter == (0, 1, 2)
    assert "Weight x₂ to 1.3" in view.accessibleDescription()
    assert session.training.state is not TrainingState.PLAYING
    assert session.step == 0, "B has gone to the bias, not back in time"

    # A weight under the mouse says what it is.
    edge = view.layout_now.edge(Parameter(1, 3, 1))
    tip = view.tip_at(edge.pointAtPercent(0.45))
    slope = measured(session.experiment, [0], Parameter(1, 3, 1))
    assert tip.startswith("Weight 1.4 → 2.2")
    assert format_signed(slope, 3)[:5] in tip

    # The largest of all, in the last layer here, has a single path.
    qtbot.mouseClick(page.pick.largest, LEFT)
    qtbot.waitUntil(lambda: page.answer.parameter.layer == 2, timeout=5_000)
    slopes = [measured(session.experiment, [0], Parameter(2, source, 0)) for source in (None, 0, 1)]
    assert abs(page.answer.derivative) == pytest.approx(max(map(abs, slopes)), rel=1e-6)
    qtbot.waitUntil(lambda: view_of(window).parameter is not None, timeout=5_000)
    assert page.paths.accessibleName() == "One path leads to the loss"


def test_samples_stages_and_the_way_to_the_canvas_and_back(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    session, canvas = window.session, window.page.canvas

    # From the canvas.
    window.actions_by_key["follow"].trigger()
    assert "Select a weight" in window.status.told()
    canvas.select(Parameter(1, 2, 0))
    window.actions_by_key["follow"].trigger()
    assert session.experiment.view.page is Page.CHAIN_RULE
    page = window.pages.chain_rule
    follows(qtbot, page, Parameter(1, 2, 0))

    # To all samples, as the slope on the canvas is the whole set's.
    assert page.choices.extent.choice() == Extent.ALL
    page.inquiry.look(extent=Extent.SAMPLE)

    # Other samples.
    page.inquiry.look(mode=ChainMode.ALL)
    qtbot.keyClick(page.pick.view, Key.Key_Period)
    assert session.experiment.view.sample == 1
    qtbot.waitUntil(lambda: (page.answer.sample, page.answer.samples) == (1, 1), timeout=5_000)
    here = Parameter(1, 2, 0)
    assert page.answer.derivative == pytest.approx(measured(session.experiment, [1], here), rel=1e-6)
    assert page.choices.sample.field.value() == 2
    qtbot.mouseClick(page.choices.sample.before, LEFT)
    assert session.experiment.view.sample == 0

    # The whole set: the sum is a mean, and each sample has its dot.
    assert page.samples.isHidden()
    page.choices.extent_chosen.emit(Extent.ALL)
    qtbot.waitUntil(lambda: page.answer.extent is Extent.ALL, timeout=5_000)
    count = len(session.samples.train_inputs)
    everyone = measured(session.experiment, list(range(count)), here)
    assert page.paths.list.rows[-1].number == pytest.approx(everyone, rel=1e-6)
    swarm = page.samples.swarm
    assert swarm.isVisible()
    assert len(swarm.dots) == count
    farthest = int(np.argmax(swarm.dots[:, 0]))
    assert swarm.part_at(QPointF(*swarm.dots[farthest])) == farthest
    qtbot.mouseClick(swarm, LEFT, pos=QPointF(*swarm.dots[farthest]).toPoint())
    assert session.experiment.view.sample == page.answer.numbers[farthest]

    # What the walk has not come to is blank, also where one works it out oneself.
    page.inquiry.look(mode=ChainMode.WALK)
    half = Stage(values=2, links=0, summed=False, updated=False)
    page.show_stage(half)
    assert {row.text for row in page.paths.list.rows} == {""}
    assert page.pick.view.picture.value(Neuron(3, 0)) is None
    assert page.pick.view.picture.value(Neuron(1, 0)) is not None
    page.show_stage(EVERYTHING)
    assert page.paths.list.rows[-1].text
    page.inquiry.look(mode=ChainMode.BY_HAND)
    assert {row.text for row in page.paths.list.rows} == {""}
    assert page.pick.view.picture.value(Neuron(1, 0)) is None

    # And back.
    qtbot.mouseClick(page.pick.to_canvas, LEFT)
    assert session.experiment.view.page is Page.NETWORK
    assert canvas.scene.pointing.selected == here
    entries = {entry.text(): entry for entry in menu_of(canvas, Neuron(1, 1), QPoint()).actions()}
    entries["Follow in Chain rule"].trigger()
    follows(qtbot, page, Parameter(0, None, 1))
    qtbot.mouseClick(page.pick.to_canvas, LEFT)
    canvas.select(here, show=True)
    card = window.page.cards.strip.card
    qtbot.mouseClick(card.follow, LEFT)
    assert session.experiment.view.page is Page.CHAIN_RULE
    follows(qtbot, page, here)


def test_it_holds_on_to_its_weight_and_says_why_there_is_none(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    session = window.session
    session.edit("Chain rule", edits.follow_in_chain_rule, 1, 3, 1)
    page = window.pages.chain_rule
    follows(qtbot, page, Parameter(1, 3, 1))

    session.edit("Remove neuron", edits.remove_neuron, 0, 1)
    follows(qtbot, page, Parameter(1, 2, 1))
    qtbot.waitUntil(lambda: view_of(window).parameter == (1, 2, 1), timeout=5_000)
    session.edit("Remove neuron", edits.remove_neuron, 1, 1)
    qtbot.waitUntil(lambda: page.answer.parameter.layer == 0, timeout=10_000)

    session.edit("Normalise", edits.set_layer_normalization, 0, Normalization.LAYER)
    qtbot.waitUntil(lambda: page.parts.reason.isVisible(), timeout=10_000)
    assert "normalisation" in page.parts.reason.text.text()
    assert "Take" in page.parts.reason.text.text()
    told = page.parts.reason.text
    assert told.height() >= told.heightForWidth(told.width()), "all of it can be read"
    session.undo()
    qtbot.waitUntil(lambda: page.pick.isVisible() and page.answer is not None, timeout=10_000)
