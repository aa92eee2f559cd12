"""The part "Going downhill" of the page "Functions", with mouse and keys in the real window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from playground.document import edits
from playground.document.choices import DescentMethod, DescentShown, FunctionKind, FunctionsPart, Page
from playground.document.descent_view import DescentView
from playground.document.functions_view import FunctionChoice
from playground.ui.panels.functions.descent_part import DescentPart
from playground.worker.questions import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.worker.questions import DescentAnswer

    Opened = Callable[..., MainWindow]

Left, Shift = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier


def downhill(window: MainWindow, qtbot: QtBot, function: FunctionChoice, view: DescentView) -> DescentPart:
    """Turn to the part, and wait until it shows the paths."""
    look = partial(edits.set_functions, part=FunctionsPart.DESCENT, function=function, descent=view)
    window.session.edit("Look", look)
    window.session.edit("Look", edits.turn_to_page, Page.FUNCTIONS)
    part = window.pages.functions.part
    assert isinstance(part, DescentPart)
    qtbot.waitUntil(lambda: part.plot.start_at() is not None, timeout=20_000)
    return part


def settled(part: DescentPart, qtbot: QtBot) -> DescentAnswer:
    """Wait for the answer to what is asked now."""
    qtbot.waitUntil(
        lambda: part.answer is not None and part.answer.question == part.question(), timeout=20_000
    )
    assert part.answer is not None
    return part.answer


def drag(part: DescentPart, qtbot: QtBot, start: QPointF | None, x: float) -> None:
    """Drag from a place to the height of the same, over `x`."""
    assert start is not None
    plot, goal = part.plot, QPointF(part.plot.frame().px(x), start.y()).toPoint()
    QTest.mousePress(plot, Left, pos=start.toPoint())
    QTest.mouseMove(plot, (start.toPoint() + goal) / 2)
    QTest.mouseMove(plot, goal)
    qtbot.waitUntil(lambda: part.answer is not None and asked(part.answer) == asked(part), timeout=20_000)
    QTest.mouseRelease(plot, Left, pos=goal)


def asked(subject: DescentPart | DescentAnswer) -> tuple[float | None, float | None]:
    """Return where the start was asked for, and where the first step is to end."""
    question = subject.question() if isinstance(subject, DescentPart) else subject.question
    return question.start, question.first


def kept(window: MainWindow) -> DescentView:
    return window.session.experiment.view.functions.descent


def test_start_and_rate_are_dragged_on_a_parabola(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle")
    part = downhill(window, qtbot, FunctionChoice(), DescentView(start=-2.0, rate=0.2))
    answer = settled(part, qtbot)
    assert answer.paths[0].places == pytest.approx(-2.0 * 0.6 ** np.arange(41), abs=1e-9)
    assert part.verdict.lines[DescentMethod.GRADIENT].text.text().startswith("It reaches the minimum at 0")
    assert "η·f″ = 0.200 × 2.00 = 0.400, under 1: each step covers 40" in part.verdict.reason.text()
    assert part.verdict.gauge.product() == pytest.approx(0.4)

    drag(part, qtbot, part.plot.start_at(), 1.5)
    answer, pixel = settled(part, qtbot), 6.0 / part.plot.frame().rect.width()
    assert answer.start == pytest.approx(1.5, abs=2 * pixel)
    assert kept(window).start == answer.start
    assert part.verdict.reason.text() in part.plot.accessibleDescription()
    assert answer.paths[0].places[1] == pytest.approx(answer.start * 0.6)

    drag(part, qtbot, part.plot.rate_at(), -1.2)  # the first step then overshoots to −1.2
    qtbot.waitUntil(lambda: kept(window).rate != 0.2)
    answer = settled(part, qtbot)
    rate = (answer.start + 1.2) / (2 * answer.start)
    assert kept(window).rate == answer.rate == pytest.approx(rate, abs=2 * pixel)
    assert part.controls.rate.value() == answer.rate
    assert "between 1 and 2: each step overshoots and comes back nearer" in part.verdict.reason.text()
    assert window.session.undo_stack.count() == 0  # what is looked at is no part of undo

    part.controls.rate.field.setFocus()
    part.controls.rate.field.selectAll()
    QTest.keyClicks(part.controls.rate.field, "1")
    QTest.keyClick(part.controls.rate.field, Qt.Key.Key_Return)
    answer = settled(part, qtbot)
    assert answer.paths[0].outcome is Outcome.CYCLE
    assert "η·f″ = 1.00 × 2.00 = 2.00, just 2" in part.verdict.reason.text()


def test_keys_move_the_start_and_the_rate_and_methods_are_chosen(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle", size=(1280, 720), theme="light")
    well = FunctionChoice(FunctionKind.CLASSIC, "double_well")
    part = downhill(window, qtbot, well, DescentView(start=0.5, rate=0.05))
    settled(part, qtbot)
    low, high = part.plot.frame().x_range
    part.plot.setFocus()
    QTest.keyClick(part.plot, Qt.Key.Key_Right, Shift)
    assert settled(part, qtbot).start == pytest.approx(0.5 + (high - low) / 20)
    QTest.keyClick(part.plot, Qt.Key.Key_Up)
    assert settled(part, qtbot).rate == kept(window).rate == 0.06
    QTest.keyClick(part.plot, Qt.Key.Key_Home)
    assert settled(part, qtbot).start == 1.5
    assert kept(window).start is None

    qtbot.mouseClick(part.methods._segments[3], Left)
    answer = settled(part, qtbot)
    assert [path.method for path in answer.paths] == list(DescentMethod)
    assert kept(window).shown is DescentShown.ALL
    texts = [part.verdict.lines[method].text.text() for method in DescentMethod]
    assert [text.split(":")[0] for text in texts] == ["Gradient descent", "Momentum", "Newton"]
    assert all("minimum at 1 " in texts[index] for index in (0, 2))
    assert not part.verdict.reason.isVisible()
    qtbot.mouseClick(part.methods._segments[2], Left)
    answer = settled(part, qtbot)
    assert not part.controls.rate.isVisible() and part.plot.rate_at() is None
    expected = 1.5 - (4 * 1.5**3 - 6.0) / (12 * 1.5**2 - 4)
    assert answer.paths[0].places[1] == pytest.approx(expected)
    assert part.verdict.table.cells(1)[1] == f"{expected:.2f}"
    part.leave()
    assert part.plot.size().width() > 200 and window.size().height() == 720


def test_along_a_weight_rate_and_weight_can_be_taken_over(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle")
    loss = FunctionChoice(FunctionKind.LOSS, "", (0, 1, 0))
    part = downhill(window, qtbot, loss, DescentView(rate=0.5))
    answer = settled(part, qtbot)
    assert answer.weight == answer.start
    assert "all other weights held" in part.loss.held.text()
    before = window.session.experiment.training.learning_rate

    qtbot.mouseClick(part.loss.rate, Left)
    assert window.session.experiment.training.learning_rate == 0.5
    window.session.undo()
    assert window.session.experiment.training.learning_rate == before

    window.session.advance(1)  # the path follows the training
    qtbot.waitUntil(lambda: part.answer is not None and part.answer.weight != answer.weight, timeout=20_000)
    answer = settled(part, qtbot)
    assert answer.start == answer.weight

    end = float(settled(part, qtbot).paths[0].places[-1])
    qtbot.mouseClick(part.loss.weight, Left)
    qtbot.waitUntil(
        lambda: part.answer is not None and part.answer.weight == pytest.approx(end), timeout=20_000
    )
    window.session.undo()
    qtbot.waitUntil(
        lambda: part.answer is not None and part.answer.weight == pytest.approx(answer.weight), timeout=20_000
    )


def test_another_function_begins_at_its_own_start_and_out_of_sight_nothing_is_asked(
    open_window: Opened, qtbot: QtBot
) -> None:
    window = open_window("circle")
    part = downhill(window, qtbot, FunctionChoice(), DescentView(start=-2.5))
    assert settled(part, qtbot).start == -2.5
    choice = FunctionChoice(FunctionKind.CLASSIC, "logarithm")
    window.session.edit("Function", partial(edits.set_functions, function=choice))
    assert settled(part, qtbot).start == 1.0
    assert "holds no minimum" in part.verdict.reason.text()
    part.plot.start_moved.emit(-0.5)  # where there is no logarithm
    part.plot.released.emit()
    qtbot.waitUntil(lambda: "no slope there" in part.verdict.reason.text(), timeout=20_000)
    QTest.mouseClick(part.plot, Left, pos=QPointF(part.plot.frame().px(2.0), 80.0).toPoint())
    assert settled(part, qtbot).start == pytest.approx(2.0, abs=0.05)
    window.session.edit("Look", edits.turn_to_page, Page.NETWORK)
    answer = part.answer
    window.session.advance(1)
    qtbot.waitUntil(lambda: window.session.step == 1 and window.session.training.stands, timeout=20_000)
    assert part.answer is answer
