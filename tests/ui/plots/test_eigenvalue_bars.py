"""Bars of eigenvalues: where they stand, what is told of them, and what the colours are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, Qt

from playground.ui.plots.density_plot import DensityPlot
from playground.ui.plots.eigenvalue_bars import EigenvalueBars
from playground.ui.plots.eigenvalue_layout import Bars
from playground.ui.plots.sharpness_plot import SharpnessPlot

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme


def few(edge: float | None = 2.5) -> Bars:
    values, bounds = np.array([2.4, 1.0, 0.2, -0.001, -0.8]), np.array([1e-6, 0.3, 1e-3, 0.01, 1e-4])
    return Bars(values, bounds, above=3, total=105, edge=edge, edge_name="2/η")


def test_bars_stand_on_zero_and_tell_their_numbers(theme: Theme, qtbot: QtBot) -> None:
    view = EigenvalueBars(theme)
    qtbot.addWidget(view)
    view.resize(280, 170)
    view.show_bars(few())
    frame, rects = view.frame(), view.rects()
    zero = frame.py(0.0)
    assert [rect.bottom() for rect in rects[:3]] == [zero] * 3
    assert [rect.top() for rect in rects[3:]] == [zero] * 2
    assert rects[0].top() == frame.py(2.4)
    assert rects[3].left() - rects[2].right() > rects[1].left() - rects[0].right()
    picture = view.grab().toImage()
    assert picture.pixelColor(rects[0].center().toPoint()) == theme.color("dpos")
    assert picture.pixelColor(rects[4].center().toPoint()) == theme.color("dneg")
    edge = round(frame.py(2.5))
    row = {picture.pixelColor(x, edge).name() for x in range(int(frame.rect.left()), int(frame.rect.right()))}
    assert theme.color("danger").name() in row
    view.point_at(4)
    assert view.reading() == [("smallest", "−0.800"), ("sure to ±", "0.00010"), ("a saddle direction", "")]
    view.point_at(3)
    assert view.reading()[2] == ("flat", "")
    view.point_at(0)
    assert view.reading()[0] == ("λ₁", "+2.40")


def test_keys_and_clicks_reach_each_bar(theme: Theme, qtbot: QtBot) -> None:
    view = EigenvalueBars(theme)
    qtbot.addWidget(view)
    view.resize(280, 170)
    view.show_bars(few(None))
    chosen: list[int] = []
    view.chosen.connect(chosen.append)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    at = view.rects()[4].center()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(at.x()), round(at.y())))
    assert chosen == [1, 4]
    view.show_bars(None)
    assert view.pointed is None
    assert not view.grab().isNull()


def test_a_distant_edge_leaves_the_bars_their_height(theme: Theme, qtbot: QtBot) -> None:
    view = EigenvalueBars(theme)
    qtbot.addWidget(view)
    view.resize(280, 170)
    view.show_bars(few(200.0))
    assert view.frame().y_range[1] < 3.0
    thousand = np.linspace(3, -1, 1_000)
    view.show_bars(Bars(thousand, np.zeros(1_000), 1_000, 1_000))
    assert view.rects()[-1].right() <= view.frame().rect.right() + 1e-6
    assert not view.grab().isNull()


def test_a_density_is_drawn_where_it_lies(theme: Theme, qtbot: QtBot) -> None:
    view = DensityPlot(theme)
    qtbot.addWidget(view)
    view.resize(280, 150)
    view.show_density(np.array([-1.0, 0.0, 1.0, 2.0]), np.array([10.0, 1_000.0, 0.0]))
    picture, frame = view.grab().toImage(), view._frame()
    y = round(frame.rect.bottom() - 4)
    assert picture.pixelColor(round(frame.px(-0.5)), y) == theme.color("dneg")
    assert picture.pixelColor(round(frame.px(0.5)), y) == theme.color("dpos")
    assert picture.pixelColor(round(frame.px(1.5)), y) not in (theme.color("dpos"), theme.color("dneg"))


def test_sharpness_over_epochs_is_told_with_its_edge(theme: Theme, qtbot: QtBot) -> None:
    plot = SharpnessPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(300, 160)
    epochs = np.arange(5.0)
    plot.show_sharpness(epochs, np.array([1.0, 2.0, 3.0, 2.4, 2.6]), np.full(5, 2.5), "2/η")
    plot.point_at(3.0)
    reading = plot.reading()
    assert reading is not None
    assert [(series.name, value) for series, value in reading.values] == [("λ₁", 2.4), ("2/η", 2.5)]
    plot.show_sharpness(epochs, np.full(5, -1.0), np.full(5, np.nan), "")
    assert plot.reading() is None
