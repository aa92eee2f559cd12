"""The page "Functions", part "Slope", in the real window with the real worker: dragged, typed and read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from playground.document.choices import FunctionKind
from playground.ui.panels.functions.slope_panel import SlopePart
from playground.ui.theme.numbers import parse_number
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened


def slope_part(window: MainWindow, qtbot: QtBot) -> SlopePart:
    window.actions_by_key["functions_page"].trigger()
    part = window.pages.functions.part
    assert isinstance(part, SlopePart)
    qtbot.waitUntil(lambda: part.plot.place_of() is not None and part.right.rows.text("f(x)") != "")
    return part


def number(part: SlopePart, name: str) -> float:
    told = parse_number(part.right.rows.text(name))
    assert told is not None
    return told


def type_place(part: SlopePart, text: str) -> None:
    part.left.place.setFocus()
    part.left.place.selectAll()
    QTest.keyClicks(part.left.place, text)
    QTest.keyClick(part.left.place, Qt.Key.Key_Return)


def at_in_sight(part: SlopePart) -> bool:
    at = part.plot.place_of()
    return at is not None and part.plot.axes is not None and part.plot.axes.frame.rect.contains(at)


def pixel(part: SlopePart, x: float) -> int:
    assert part.plot.axes is not None
    return round(part.plot.axes.frame.px(x))


def pick(part: SlopePart, combo: str, key: str) -> None:
    box = getattr(part.picker, combo).box
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


def test_points_are_dragged_and_the_numbers_follow(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window()
    part = slope_part(window, qtbot)
    assert (number(part, "f(x)"), number(part, "f(x + h)"), number(part, "quotient")) == (2.25, 4.0, 3.5)
    view = lambda: window.session.experiment.view.functions  # noqa: E731

    at = part.plot.place_of()
    assert at is not None
    QTest.mousePress(part.plot, Qt.MouseButton.LeftButton, pos=at.toPoint())
    target = QPoint(pixel(part, -2.0), 40)
    QTest.mouseMove(part.plot, target)
    qtbot.waitUntil(lambda: abs(number(part, "f′(x)") + 4.0) < 0.05)
    assert view().slope_at is None
    QTest.mouseRelease(part.plot, Qt.MouseButton.LeftButton, pos=target)
    x = view().slope_at
    assert x is not None and x == pytest.approx(-2.0, abs=0.02)
    assert number(part, "f(x)") == pytest.approx(x * x, rel=1e-15)
    assert number(part, "f′(x)") == pytest.approx(2 * x, rel=1e-15)
    assert number(part, "difference") == pytest.approx(0.5, abs=1e-9)

    second = part.plot.place_of(second=True)
    assert second is not None
    QTest.mousePress(part.plot, Qt.MouseButton.LeftButton, pos=second.toPoint())
    target = QPoint(pixel(part, x + 0.8), 300)
    QTest.mouseMove(part.plot, target)
    qtbot.waitUntil(lambda: abs(number(part, "difference") - 0.8) < 0.02)
    # Dragged onto the point itself, h has gone through all decades: x + h is x.
    target = QPoint(pixel(part, x) - 3, 300)
    QTest.mouseMove(part.plot, target)
    qtbot.waitUntil(lambda: number(part, "quotient") == 0.0)
    QTest.mouseRelease(part.plot, Qt.MouseButton.LeftButton, pos=target)
    assert view().slope_step == 1e-16
    assert part.left.saying.text().startswith("The computer can no longer tell x + h from x.")

    part.plot.setFocus()
    QTest.keyClick(part.plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: number(part, "f′(x)") > 2 * x + 0.15)
    moved = view().slope_at
    assert moved is not None and moved == pytest.approx(x + 0.1, abs=0.02)
    QTest.keyClick(part.plot, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: part.left.whole.isVisible())
    part.left.whole.click()
    qtbot.waitUntil(lambda: not part.left.whole.isVisible())
    type_place(part, "50")  # the picture goes along with a point that is far away
    qtbot.waitUntil(lambda: number(part, "f(x)") == 2500.0 and at_in_sight(part))
    part.left.whole.click()
    qtbot.waitUntil(lambda: part.plot.axes is not None and part.plot.axes.frame.x_range == (-3.0, 3.0))


def test_h_by_slider_button_and_error_plot(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window()
    part = slope_part(window, qtbot)
    pick(part, "classic", "exponential")
    qtbot.waitUntil(lambda: abs(number(part, "f′(x)") - math.e) < 1e-14)
    part.step.button.click()
    qtbot.waitUntil(lambda: abs(number(part, "difference") - math.e * 2.5e-4) < 1e-6)
    field = part.step.slider.field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1e-8")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "small enough" in part.left.saying.text())
    quotient = (math.exp(1 + 1e-8) - math.e) / 1e-8
    assert number(part, "quotient") == pytest.approx(quotient, rel=1e-15)
    assert window.session.experiment.view.functions.slope_step == 1e-8
    plot = part.right.errors
    assert any(said.startswith("forward near h = ") for said in plot.said())
    place = QPoint(round(plot.frame().px(-13.0)), 60)
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: "h is too small" in part.left.saying.text())
    assert window.session.experiment.view.functions.slope_step == pytest.approx(1e-13)


def test_kinks_gaps_and_the_loss_along_a_weight(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window()
    part = slope_part(window, qtbot)
    pick(part, "classic", "absolute")
    qtbot.waitUntil(lambda: part.plot.accessibleName().endswith("|x|") and number(part, "f′(x)") == 1.0)
    # A kink draws the point near it to itself.
    QTest.mouseClick(part.plot, Qt.MouseButton.LeftButton, pos=QPoint(pixel(part, 0.0) + 3, 90))
    qtbot.waitUntil(lambda: "A kink: the slope is −1.00 on the left, +1.00" in part.left.saying.text())
    pick(part, "classic", "logarithm")
    qtbot.waitUntil(lambda: part.left.saying.text().startswith("A chord"))
    type_place(part, "-0.5")
    qtbot.waitUntil(lambda: part.left.saying.text().startswith("f has no value here."))
    pick(part, "kind", FunctionKind.LOSS.value)
    qtbot.waitUntil(lambda: window.session.experiment.view.functions.function.parameter is not None)
    layer, source, target = window.session.experiment.view.functions.function.parameter or (0, 0, 0)
    name = "L(b)" if source < 0 else "L(w)"
    qtbot.waitUntil(lambda: part.right.rows.text(name) != "")
    assert "training samples" in part.left.note.text()
    parameter = Parameter(layer, None if source < 0 else source, target)
    held = window.page.canvas.scene.values.parameter(parameter)
    assert held is not None and part.left.place.value() == pytest.approx(held, rel=1e-6)
