"""The map of the Hessian beside the real worker: what is read off it, by mouse and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from playground.document import edits
from playground.ui.panels.landscape.hessian_panel import ALL, CHECK, HessianMapPanel
from playground.ui.theme.numbers import format_signed
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from tests.worker.test_curvature import hessian_by_differences

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened


def shown(qtbot: QtBot, window: MainWindow) -> HessianMapPanel:
    window.actions_by_key["landscape_page"].trigger()
    page = window.pages.landscape
    panel = HessianMapPanel(page._theme, window.session, page)
    page.layout().insertWidget(1, panel, 100)
    window.settle()
    panel.enter()
    qtbot.waitUntil(lambda: panel.answer is not None or bool(panel.map._invitation != "Being computed"))
    return panel


def hessian_here(window: MainWindow) -> np.ndarray:
    """Return the Hessian where the window's run stands, by differences, in the order of the flat vector."""
    session = window.session
    return hessian_by_differences(Run(session.experiment, checkpoint=session.training.checkpoint))


def centre(panel: HessianMapPanel, cell: tuple[int, int]) -> QPoint:
    return panel.map.layout_of_cells().rect(cell).center().toPoint()


def test_an_entry_is_read_by_mouse_and_keys_pinned_and_checked(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    window.session.edit("Layers", edits.set_hidden, (3, 2))
    panel = shown(qtbot, window)
    qtbot.waitUntil(lambda: panel.answer is not None and len(panel.answer.rows) == 20)
    truth, answer = hessian_here(window), panel.answer
    assert answer is not None
    # The rows go neuron by neuron, its weights and then its bias, as the flat vector does.
    assert np.abs(answer.entries - truth).max() <= 1e-6 * np.abs(truth).max()

    steepest = np.unravel_index(np.abs(truth).argmax(), truth.shape)
    assert answer.largest_at == steepest or answer.largest_at == steepest[::-1]
    assert panel.sentence.text().startswith("The largest. ")
    assert format_signed(0.1 * truth[steepest], 2) in panel.sentence.text()

    row = answer.rows.index(Parameter(0, 1, 0))
    column = answer.columns.index(Parameter(1, 2, 1))
    qtbot.mouseMove(panel.map, centre(panel, (row, column)))
    qtbot.waitUntil(lambda: panel.map.pointed == (row, column))
    change = format_signed(0.1 * truth[row, column], 2)
    assert f"Raising w₂₁⁽¹⁾ by 0.1 changes the slope ∂L/∂w₃₂⁽²⁾ by about {change}." in panel.sentence.text()
    assert "the weight from x₂ to neuron 1.1" in panel.sentence.text()
    assert "the weight from neuron 1.3 to neuron 2.2" in panel.sentence.text()
    assert r"\partial" in panel.formula.latex()
    assert panel.sentence.text() in panel.map.accessibleDescription()

    qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=centre(panel, (row, row)))
    qtbot.mouseMove(panel.map, QPoint(1, 1))
    qtbot.waitUntil(lambda: panel.map.pointed is None)
    own = format_signed(0.1 * truth[row, row], 2)
    assert "Own curvature of w₂₁⁽¹⁾" in panel.sentence.text()
    assert f"by about {own}." in panel.sentence.text()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(panel.map, key)
    assert panel.map.cell == (row + 1, row + 1)
    qtbot.keyClick(panel.map, Qt.Key.Key_Escape)
    assert panel.map.cell is None

    panel.check_button.click()
    qtbot.waitUntil(lambda: "All 400 entries agree" in panel.verdict.text())
    assert panel.check_button.text() == CHECK

    panel.scales.chosen.emit("even")
    assert panel.map.scale.value(-0.5) == -0.5 * panel.map.scale.reach
    panel.scales.chosen.emit("log")
    scale = panel.map.scale
    assert scale.logarithmic
    assert scale.shares(np.array([scale.reach, 0.0, scale.value(-0.5)])) == pytest.approx(
        [1.0, 0.0, -0.5], abs=1e-6
    )


def test_a_large_network_shows_a_layer_says_why_not_all_and_follows_training(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("circle")
    window.session.edit("Layers", edits.set_hidden, (12, 12, 8))
    panel = shown(qtbot, window)
    qtbot.waitUntil(lambda: panel.answer is not None)
    assert panel.answer is not None
    assert panel.answer.entries.shape == (9, 9)
    for chip in (panel.rows, panel.columns):
        chip.show_choice(ALL)
        chip.chosen.emit(ALL)
    qtbot.waitUntil(lambda: "305 weights" in panel.map._invitation)
    assert "Choose one layer, or two." in panel.map._invitation
    assert not panel.check_button.isVisible()

    for chip, layer in ((panel.rows, "1"), (panel.columns, "2")):
        chip.show_choice(layer)
        chip.chosen.emit(layer)
    qtbot.waitUntil(lambda: panel.answer is not None)
    assert panel.answer.entries.shape == (156, 104)
    window.session.play()
    before = panel.answer.step
    qtbot.waitUntil(lambda: panel.answer is not None and panel.answer.step > before, timeout=20_000)
    window.session.training.pause()

    qtbot.waitUntil(lambda: not panel.inquiry.working and panel.inquiry._step == window.session.step)
    panel.inquiry.again()
    panel.setFocus()
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.again_button.isVisible()
    assert not panel.inquiry.working
    panel.again_button.click()
    qtbot.waitUntil(lambda: not panel.inquiry.working)
    assert not panel.again_button.isVisible()

    panel.check_button.click()
    panel.setFocus()
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.inquiry.checking
    assert panel.verdict.text() == ""
    panel.leave()
    assert not panel.inquiry.working
