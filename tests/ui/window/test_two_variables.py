"""Two variables: the steepest direction is found by hand, as a student would."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from playground.document.choices import FunctionKind, FunctionsPart
from playground.ui.panels.functions.surface_part import SurfacePart

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
LEFT = Qt.MouseButton.LeftButton


def placed(window: MainWindow, qtbot: QtBot) -> SurfacePart:
    window.actions_by_key["functions_page"].trigger()
    window.pages.functions.parts.chosen.emit(FunctionsPart.SURFACE)
    part = window.pages.functions.part
    assert isinstance(part, SurfacePart)
    qtbot.waitUntil(lambda: part.arrow is not None)
    return part


def settled(part: SurfacePart, qtbot: QtBot) -> None:
    """Wait until what is told is what is looked at."""

    def told() -> bool:
        arrow, choice = part.arrow, part.choice
        at = arrow is not None and (choice.point is None or arrow.point == choice.point)
        return at and arrow is not None and abs(arrow.angle - choice.angle % 360.0) < 1e-9

    qtbot.waitUntil(told)


def aimed(part: SurfacePart, angle: float, reach: float = 90.0) -> QPointF:
    turned = math.radians(angle)
    return part.map.dot() + QPointF(math.cos(turned), -math.sin(turned)) * reach


def turn(part: SurfacePart, qtbot: QtBot, angles: list[float]) -> list[float]:
    """Drag the arrow through some angles with the mouse, and return the slopes that are told on the way."""
    QTest.mousePress(part.map, LEFT, NONE, aimed(part, angles[0]).toPoint())
    slopes = []
    for angle in angles:
        QTest.mouseMove(part.map, aimed(part, angle).toPoint())
        settled(part, qtbot)
        assert part.arrow is not None
        slopes.append(part.arrow.slope)
    QTest.mouseRelease(part.map, LEFT, NONE, aimed(part, angles[-1]).toPoint())
    settled(part, qtbot)
    return slopes


def test_the_steepest_direction_is_found_by_turning_the_arrow(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("xor")
    part = placed(window, qtbot)
    assert part.panel.sentence.text().startswith("Turn the arrow until the slope is largest.")
    assert part.panel.length.text() == "find it"
    angles = [90.0, 75.0, 60.0, 45.0, 30.0, 15.0, 0.0]
    slopes = turn(part, qtbot, angles)
    assert part.panel.dial.swept() >= 85
    best = angles[slopes.index(max(slopes))]
    fine = [best - 6.0, best - 4.0, best - 2.0]
    turn(part, qtbot, fine)
    assert part.arrow is not None
    assert part.arrow.slope == pytest.approx(math.sqrt(5.0), rel=2e-3)
    assert part.panel.sentence.text().startswith("Found: the steepest direction is the gradient’s.")
    assert "|∇f| = 2.236" in part.panel.sentence.text()
    assert part.panel.length.text() == "2.236"
    kept = window.session.experiment.view.functions.surface
    assert kept.angle == part.choice.angle

    turn(part, qtbot, [207.0])
    assert part.panel.sentence.text().startswith("The steepest way down lies opposite to the gradient.")
    turn(part, qtbot, [117.0])
    assert part.panel.sentence.text().startswith("Along the line of equal value")
    assert abs(part.arrow.slope) < 0.05 * part.arrow.length

    QTest.keyClick(part.map, Qt.Key.Key_Left, SHIFT)
    settled(part, qtbot)
    assert part.arrow.angle == pytest.approx(127.0, abs=1.0)


def test_the_dot_is_dragged_and_both_slices_follow(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("xor")
    part = placed(window, qtbot)
    frame = part.map.frame()
    goal = QPointF(frame.px(-1.0), frame.py(1.25)).toPoint()
    QTest.mousePress(part.map, LEFT, NONE, part.map.dot().toPoint())
    QTest.mouseMove(part.map, goal)
    settled(part, qtbot)
    QTest.mouseRelease(part.map, LEFT, NONE, goal)
    settled(part, qtbot)
    assert part.arrow is not None
    x, y = part.arrow.point
    assert (x, y) == pytest.approx((-1.0, 1.25), abs=0.02)
    assert part.arrow.gradient == pytest.approx((2 * x, 2 * y))
    assert window.session.experiment.view.functions.surface.point == (x, y)
    assert "−" in part.slices.across.accessibleDescription()
    QTest.keyClick(part.map, Qt.Key.Key_Right, CTRL)
    settled(part, qtbot)
    assert part.arrow.point[0] == pytest.approx(x + 0.04)
    part.panel.step._choose(part.panel.step._segments[0])
    qtbot.waitUntil(lambda: part.arrow is not None and part.arrow.step_size == 1.0)
    assert part.arrow.measured == pytest.approx(part.arrow.slope + 1.0)


def test_the_loss_and_a_formula_are_surfaces_as_well(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("xor")
    part = placed(window, qtbot)
    part.choices.function.box.setCurrentIndex(part.choices.function.box.findData("loss"))
    part.choices.function.box.activated.emit(0)
    qtbot.waitUntil(lambda: part.surface is not None and part.surface.values.shape == (41, 41))
    qtbot.waitUntil(lambda: part.arrow is not None)
    assert part.surface is not None
    assert part.arrow is not None
    assert len(part.surface.parameters) == 2
    assert part.arrow.point == part.surface.start
    assert part.note.text().startswith("Mean loss of")
    before = part.arrow.step
    window.actions_by_key["step"].trigger()
    qtbot.waitUntil(lambda: part.arrow is not None and part.arrow.step > before)

    part.choices.function.box.setCurrentIndex(part.choices.function.box.findData("formula"))
    part.choices.function.box.activated.emit(0)
    line = part.choices.formula.line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "x1*x2 +")
    assert part.choices.formula.problem()
    QTest.keyClicks(line, " x2")
    assert not part.choices.formula.problem()
    qtbot.waitUntil(lambda: part.choice.name == "x1*x2 + x2" and part.arrow is not None)
    settled(part, qtbot)
    assert part.choice.kind is FunctionKind.FORMULA
    assert part.arrow is not None
    x, y = part.arrow.point
    assert part.arrow.gradient == pytest.approx((y, x + 1.0))
