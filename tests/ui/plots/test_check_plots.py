"""Plots of the check by brute force: what is drawn where, and the step under mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from playground.ui.plots.digits_plot import DigitsPlot
from playground.ui.plots.moved_loss_plot import MovedLossPlot
from playground.ui.plots.step_error_plot import StepErrorPlot

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme


def count_near(image: QImage, color: QColor) -> int:
    shown = image.convertToFormat(QImage.Format.Format_RGBX8888)
    pixels = np.frombuffer(shown.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3]
    apart = np.abs(pixels.astype(int) - color.getRgb()[:3])
    return int((apart.max(axis=2) < 30).sum())


def test_the_tangent_has_the_colour_of_its_sign(qtbot: QtBot, theme: Theme) -> None:
    plot = MovedLossPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(200, 120)
    plot.picture()  # nothing is known yet
    places = np.linspace(-2, 2, 121)
    plot.show_curve(places, places**2, "w₁₁⁽¹⁾")
    for slope, token, other in ((2.0, "dpos", "dneg"), (-2.0, "dneg", "dpos")):
        plot.show_point(slope / 2, 1.0, slope)
        image = plot.picture()
        assert count_near(image, theme.color(token)) > 80 > count_near(image, theme.color(other))
    assert plot.accessibleDescription() == "At −1.00 the loss is 1.00, its slope −2.00"
    plot.show_curve(places, np.ones(121), "w₁₁⁽¹⁾")
    plot.show_point(0.0, 1.0, 0.0)
    assert count_near(plot.picture(), theme.color("dpos")) == 0


def test_the_step_is_dragged_and_stepped(qtbot: QtBot, theme: Theme) -> None:
    plot = StepErrorPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(220, 140)
    plot.picture()
    steps = np.logspace(-15, 0, 61)
    plot.show_curves(steps, 1e-16 / steps + steps**2, np.zeros(61), 1e-5, 1e-8)
    plot.show_step(1e-5, 1e-11)
    assert count_near(plot.picture(), theme.color("ink")) > 20
    moved: list[float] = []
    settled: list[bool] = []
    plot.moved.connect(moved.append)
    plot.settled.connect(lambda: settled.append(True))
    at = QPoint(round(plot.frame.px(-7.0)), 40)
    qtbot.mousePress(plot, Qt.MouseButton.LeftButton, pos=at)
    assert moved[-1] == pytest.approx(1e-7, rel=0.3)
    qtbot.mouseMove(plot, QPoint(-500, 40))
    assert moved[-1] == 1e-15 and not settled
    plot.show_step(1e-7, 1e-11)  # an answer that comes late does not pull the dot back
    qtbot.mouseMove(plot, QPoint(900, 40))
    qtbot.mouseRelease(plot, Qt.MouseButton.LeftButton)
    assert moved[-1] == 1.0 and settled == [True]
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert moved[-1] == pytest.approx(10**-0.25) and settled == [True, True]
    qtbot.keyClick(plot, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert moved[-2:] == pytest.approx([10**-1.25, 10**-1.0])


def test_digits_are_told_to_who_does_not_see_them(qtbot: QtBot, theme: Theme) -> None:
    plot = DigitsPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(112, 44)
    digits, kinks = [0] * 17, [0] * 17
    digits[8], kinks[2] = 40, 10
    plot.show_counts(tuple(digits), tuple(kinks))
    assert plot.accessibleDescription() == "2 digits: 10, 8 digits: 40"
    image = plot.picture()
    plain, kinked = count_near(image, theme.color("ink2")), count_near(image, theme.color("warn"))
    assert plain > 2 * kinked > 0
