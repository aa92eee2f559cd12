"""Curvature in the real window: the mark on the learning rate, the tab, and a step away from a saddle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt

from playground.document import edits
from playground.document.choices import Optimizer
from playground.session.training import TrainingState
from playground.ui.panels.landscape.spectrum_panel import SpectrumPanel
from playground.ui.widgets.learning_rate import RateTrack
from playground.worker.run import Run
from playground.worker.snapshots import Parameter, Probe
from tests.worker.test_curvature import hessian_by_differences

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened


def eigenvalues_here(window: MainWindow) -> np.ndarray:
    """Return all eigenvalues where the window's run stands, falling, found by differences."""
    checkpoint = window.session.training.checkpoint
    run = Run(window.session.experiment, checkpoint=checkpoint)
    return np.linalg.eigvalsh(hessian_by_differences(run))[::-1]


def marked(window: MainWindow) -> float | None:
    track = window.page.transport.rate.track
    assert isinstance(track, RateTrack)
    return track._bound


def first_weight(window: MainWindow) -> float:
    """Return the first weight."""
    checkpoint = window.session.training.checkpoint
    assert checkpoint is not None
    return float(Run(window.session.experiment, checkpoint=checkpoint).network.weights(0)[0, 0])


def descend(window: MainWindow) -> None:
    session = window.session
    session.edit("Batch", edits.set_batch_size, 10_000)
    session.edit("Optimiser", edits.set_optimizer, Optimizer.SGD)


def test_the_mark_stands_at_the_optimisers_own_bound_and_the_tab_tells_the_same(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("circle")
    session = window.session
    descend(window)
    qtbot.waitUntil(lambda: "Exact" in window.page.transport.rate.toolTip())
    top = eigenvalues_here(window)[0]
    assert marked(window) == pytest.approx(2 / top, rel=5e-3)
    session.edit("Optimiser", edits.set_optimizer, Optimizer.MOMENTUM)
    beta = session.experiment.training.momentum
    qtbot.waitUntil(lambda: marked(window) is not None)
    assert marked(window) == pytest.approx(2 * (1 + beta) / top, rel=5e-3)
    session.edit("Optimiser", edits.set_optimizer, Optimizer.ADAM)
    assert marked(window) is None
    qtbot.waitUntil(lambda: Probe.CURVATURE not in session.training.watched.probes)

    session.edit("Optimiser", edits.set_optimizer, Optimizer.SGD)
    window.page.bottom.turn_to("curvature")
    tab = window.page.bottom.curvature
    qtbot.waitUntil(lambda: tab.trace.text() != "–")
    every = eigenvalues_here(window)
    bars = tab.bars.bars
    assert bars is not None
    assert np.abs(bars.values - every).max() <= 1e-5 * every[0]
    assert float(tab.sharpest.text()) == pytest.approx(every[0], rel=6e-3)
    assert float(tab.trace.text()) == pytest.approx(every.sum(), rel=6e-3)
    assert tab.sentence.text()
    session.play()
    qtbot.waitUntil(lambda: len(session.history.inside.curvature) >= 3, timeout=20_000)
    session.training.pause()
    qtbot.waitUntil(lambda: session.training.state is TrainingState.PAUSED)
    qtbot.waitUntil(lambda: tab.curvature is not None and tab.curvature.step == session.step)
    qtbot.waitUntil(lambda: tab.bars.bars is not None and not tab.bars.bars.omits)
    assert np.abs(tab.bars.bars.values - eigenvalues_here(window)).max() <= 1e-4 * bars.values[0]
    before = tab.bars.bars.values
    session.by_hand.set_parameter(Parameter(0, 0, 0), first_weight(window), 2.5)
    qtbot.waitUntil(lambda: tab.bars.bars.values[0] != before[0] and not tab.bars.bars.omits)
    qtbot.waitUntil(lambda: np.abs(tab.bars.bars.values - eigenvalues_here(window)).max() <= 1e-3)
    assert tab.plot.series[0].y[-1] == pytest.approx(eigenvalues_here(window)[0], rel=5e-3)


def test_a_step_along_a_saddle_direction_lowers_the_loss_as_told_and_is_undone(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("circle")
    session = window.session
    panel = SpectrumPanel(window.page.transport._theme, session)
    qtbot.addWidget(panel)
    panel.resize(320, 420)
    panel.show()
    panel.enter()
    qtbot.waitUntil(lambda: panel.step_button.isVisible())
    assert panel.spectrum is not None
    every = eigenvalues_here(window)
    assert np.abs(panel.spectrum.values - every).max() <= 1e-5 * every[0]
    step = panel.step()
    assert step is not None
    before = session.run.measured
    assert before is not None
    assert step.loss_before == pytest.approx(before.train_loss, rel=1e-5)
    qtbot.mouseClick(panel.step_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.run.measured.train_loss != before.train_loss)
    assert session.run.measured.train_loss == pytest.approx(step.loss_after, rel=1e-5)
    qtbot.waitUntil(lambda: panel.spectrum.steps[:1] != (step,))
    session.undo()
    qtbot.waitUntil(lambda: session.run.measured.train_loss == pytest.approx(before.train_loss, rel=1e-9))
    panel.leave()


def test_of_a_larger_network_it_is_found_when_asked_for_and_can_be_given_up(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("digits")
    panel = SpectrumPanel(window.page.transport._theme, window.session)
    qtbot.addWidget(panel)
    panel.resize(320, 460)
    panel.show()
    panel.enter()
    assert panel.spectrum is None
    assert panel.find_button.isVisible()
    qtbot.mouseClick(panel.find_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "%" in panel._caption.text())
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel._caption.text() == ""
    qtbot.mouseClick(panel.find_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.spectrum is not None, timeout=60_000)
    assert panel.density.isVisible()
    assert panel.spectrum.parameters == window.session.experiment.parameter_count
    panel.leave()
