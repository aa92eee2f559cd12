"""A network's sum: the terms at x add up, neurons are left out of the picture, and the example is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from playground.document.choices import FunctionsPart
from playground.ui.panels.functions.sum_part import SumPart
from playground.ui.plots.terms.terms_stack import ROW

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened

NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


def placed(window: MainWindow) -> SumPart:
    window.actions_by_key["functions_page"].trigger()
    window.pages.functions.parts.chosen.emit(FunctionsPart.SUM)
    part = window.pages.functions.part
    assert isinstance(part, SumPart)
    return part


def test_the_terms_at_the_dragged_x_add_up_to_the_output(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("sine")
    part = placed(window)
    qtbot.waitUntil(lambda: part.answer is not None)
    frame = part.plot.frame()
    start, goal = (QPointF(frame.px(x), frame.rect.center().y()).toPoint() for x in (0.0, 2.0))
    QTest.mousePress(part.plot, LEFT, NONE, start)
    QTest.mouseMove(part.plot, goal)
    QTest.mouseRelease(part.plot, LEFT, NONE, goal)
    kept = window.session.experiment.view.functions.sum
    assert kept.x == pytest.approx(2.0, abs=0.03)
    qtbot.waitUntil(lambda: part.answer is not None and part.answer.x == kept.x)
    answer = part.answer
    assert answer is not None
    assert answer.terms_at.sum() + answer.bias == pytest.approx(answer.said_at, abs=1e-12)
    assert "exactly what the network says" in part.said.text()

    # A click on the second line leaves that neuron out of the picture, not out of the network.
    row = QPointF(30, part._theme.px(ROW) * 1.5).toPoint()
    QTest.mouseMove(part.stack, row)
    assert "1.2" in part.bend.text()
    QTest.mouseClick(part.stack, LEFT, NONE, row)
    qtbot.waitUntil(lambda: part.answer is not None and part.answer.off == (1,))
    assert part.answer is not None
    assert part.answer.partial_at == pytest.approx(answer.said_at - answer.terms_at[1], abs=1e-12)
    assert part.answer.said_at == answer.said_at
    assert part.said.text().startswith("Without 1.2, in this picture only.")
    assert part.all_on.isVisible()
    QTest.keyClick(part.stack, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part.answer is not None and part.answer.off == ())

    window.actions_by_key["step"].trigger()
    qtbot.waitUntil(lambda: part.answer is not None and part.answer.step == 1)
    assert part.answer.said_at != answer.said_at


def test_a_network_of_two_inputs_is_told_what_is_needed_and_offered_it(
    open_window: Opened, qtbot: QtBot
) -> None:
    window = open_window("circle")
    part = placed(window)
    qtbot.waitUntil(lambda: bool(part.reason.text()))
    assert part.reason.text().startswith("A curve over one axis needs a network that reads one number")
    assert part.open.isVisible()
    QTest.mouseClick(part.open, LEFT)
    assert window.session.experiment.name == "sine"
    assert window.pages.functions.part is part
    qtbot.waitUntil(lambda: part.answer is not None)
    assert not part.open.isVisible()
