"""The check by brute force as a person uses it, in a window around the real worker."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from playground.calculus import central_difference
from playground.engine import Evaluation
from playground.storage.examples import example_named
from playground.ui.panels.chain_rule.check_panel import CheckPanel
from playground.ui.panels.chain_rule.stage import EVERYTHING
from playground.ui.theme.numbers import format_signed
from playground.worker.questions import ChainAnswer, ChainQuestion, Extent
from playground.worker.run import Run
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened

PLACE = Parameter(0, 1, 2)


def shown_in(window: MainWindow, qtbot: QtBot, extent: Extent = Extent.ALL) -> CheckPanel:
    """A panel that has been shown an answer about `PLACE`."""
    panel = CheckPanel(window._theme, window.session, window)
    panel.setGeometry(200, 200, 432, 300)
    panel.show()
    studies = window.session.studies
    with qtbot.waitSignal(studies.told, check_params_cb=lambda told: told.slot == "mine") as got:
        studies.ask("mine", ChainQuestion(PLACE, extent, 3))
    answer = got.args[0].answer
    assert isinstance(answer, ChainAnswer)
    panel.show_answer(answer, EVERYTHING)
    qtbot.waitUntil(lambda: panel.answer is not None)
    return panel


def true_gradient(run: Run) -> tuple[np.ndarray, np.ndarray]:
    """Backpropagation's and central differences of the engine's loss of the whole set."""
    twin = run.network.copy()
    evaluation = Evaluation(twin, run.experiment.network.loss.value)

    def loss(parameters: np.ndarray) -> float:
        twin.parameters[:] = parameters
        return evaluation.loss(run.samples.train_inputs, run.train_targets)

    difference = central_difference(loss, run.network.parameters, 1e-5)
    twin.parameters[:] = run.network.parameters
    return evaluation.gradient(run.samples.train_inputs, run.train_targets), difference


def test_the_check_by_brute_force(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window()
    panel = shown_in(window, qtbot)
    one_derivative(window, panel, qtbot)
    every_derivative(window, panel, qtbot)

    # Out of sight nothing is asked any more.
    panel.leave()
    panel.show_reason("There is no network to look at.")
    assert not panel.chip.isVisible() and not panel.numbers[0].isVisible()


def one_derivative(window: MainWindow, panel: CheckPanel, qtbot: QtBot) -> None:
    run = Run(example_named("circle").experiment())
    exact, difference = true_gradient(run)
    at = int(run.network.split_layer(0, np.arange(run.network.size))[0][1, 2])
    backprop, chord, apart = (each.text() for each in panel.numbers)
    assert backprop == format_signed(exact[at], 9)
    assert chord[:8] == format_signed(difference[at], 9)[:8]
    assert panel.answer.error == pytest.approx(abs(exact[at] - difference[at]), abs=1e-10) and apart
    digits = math.floor(panel.answer.digits)
    assert digits >= 6 and panel.chip.text() == f"agrees to {digits} digits"
    assert (
        not panel.note.isVisible() and panel.all.start.text() == f"Check all {run.network.size} derivatives"
    )

    # The dot is dragged to h = 1, where the chord is none of the curve's slope any more.
    frame = panel.error.frame
    middle = int(frame.rect.center().y())
    qtbot.mousePress(panel.error, Qt.MouseButton.LeftButton, pos=QPoint(int(frame.px(-3.0)), middle))
    qtbot.mouseMove(panel.error, QPoint(panel.error.width() + 50, middle))
    qtbot.waitUntil(lambda: panel.answer.h == 1.0)
    assert panel.answer.curves is None and panel.numbers[1].text() != chord
    assert panel.numbers[0].text() == backprop
    qtbot.mouseRelease(panel.error, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.answer.curves is not None)
    assert panel.chip.text() in {
        "h is too large",
        *(f"agrees to {n} digit{'s' * (n > 1)}" for n in range(1, 6)),
    }
    qtbot.keyClick(panel.error, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: panel.answer.h == pytest.approx(0.1))
    qtbot.keyClick(panel.error, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: panel.answer.h == pytest.approx(10**-1.25))


def every_derivative(window: MainWindow, panel: CheckPanel, qtbot: QtBot) -> None:
    count = Run(example_named("circle").experiment()).network.size

    panel.all.start.click()
    assert panel.all.busy and panel.all.cancel.isVisible() and not panel.all.start.isVisible()
    panel.all.cancel.click()
    assert panel.all.start.isVisible() and not panel.all.busy

    panel.all.start.click()
    qtbot.waitUntil(lambda: panel.all.found is not None)
    found = panel.all.found
    assert found.count == count == sum(found.digits) + sum(found.kink_digits)
    assert found.agreeing + found.rounded + found.at_kinks == count
    assert panel.all.result.text().startswith((f"All {count} agree", f"{found.agreeing} of {count} agree"))
    with qtbot.waitSignal(panel.picked) as picked:
        panel.all.worst.click()
    assert picked.args == [found.worst]

    # As it trains, the numbers follow; what was found of all is of the step it was found at.
    window.session.training.advance()
    qtbot.waitUntil(lambda: panel.answer.step > found.step)
    panel.all.show_step(panel.answer.step)
    assert panel.all.result.text().endswith(f"(at step {found.step})")
    qtbot.keyClick(panel.all.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.all.found is not None and panel.all.found.step > found.step)
