"""Rows of activations: the bar is as long as its share, dead is hatched, words are spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.ui.plots.activation_rows import ActivationRows, Fate
from playground.ui.plots.flat_plot import FlatPlot
from playground.worker.snapshots import Histogram

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme


def a_histogram(low: float = 0.0, high: float = 2.0, counts: tuple[int, ...] = (9, 0, 4, 1)) -> Histogram:
    return Histogram(low, high, np.array(counts), np.zeros(0))


def rows(qtbot: QtBot, theme: Theme, fates: list[Fate], size: tuple[int, int] = (400, 120)) -> ActivationRows:
    shown = ActivationRows(theme)
    qtbot.addWidget(shown)
    shown.resize(*size)
    shown.show()
    shown.show_histograms([a_histogram()] * len(fates))
    shown.show_fates(fates)
    return shown


def kinds(picture: QImage, theme: Theme, count: int) -> list[str]:
    """Tell the pixels of the first bar, from left to right: flat, or nothing; hatching is neither."""
    layer, empty = theme.layer_color(0, count).rgb(), theme.color("ctl").rgb()
    for y in range(picture.height() // count):
        line = [picture.pixel(x, y) for x in range(picture.width() // 2, picture.width())]
        if line.count(empty) > 20:
            return ["flat" if each == layer else "empty" if each == empty else "other" for each in line]
    return []


def test_a_bar_is_as_long_as_what_is_flat_and_its_dead_part_is_hatched(qtbot: QtBot, theme: Theme) -> None:
    fates = [Fate("2 of 8 dead, 50 % flat", 0.25, 0.5), Fate("0 of 1 dead, 0 % flat", 0.0, 0.0)]
    found = kinds(rows(qtbot, theme, fates).picture(), theme, 2)
    flat, empty = found.count("flat"), found.count("empty")
    assert empty / (empty + 2 * flat) == pytest.approx(0.5, abs=0.03)
    first = found.index("flat")
    hatched = found[first - flat : first]
    assert hatched.count("other") > 0.9 * flat


def test_words_are_spoken(qtbot: QtBot, theme: Theme) -> None:
    shown = rows(
        qtbot, theme, [Fate("2 of 8 dead, 31 % flat", 0.25, 0.31), Fate("linear: no flat part", 0, 0)]
    )
    assert shown.accessibleDescription() == "Hidden 1: 2 of 8 dead, 31 % flat; output: linear: no flat part"
    assert shown.rows == 2


@pytest.mark.parametrize("size", [(400, 240), (270, 80), (300, 30)])
def test_many_layers_and_small_places_are_painted(qtbot: QtBot, theme: Theme, size: tuple[int, int]) -> None:
    shown = rows(qtbot, theme, [Fate("0 of 8 dead, 1 % flat", 0.0, 0.01)] * 7, size)
    few = Histogram(-1.0, 0.5, np.zeros(0, np.int64), np.array([0.1, -0.4, 0.5]))
    shown.show_histograms([few] * 7)
    assert not shown.picture().isNull()
    shown.show_histograms([])
    shown.show_fates([])
    assert not shown.picture().isNull()


def test_curves_are_percent_and_dead_ones_stand_by_themselves(qtbot: QtBot, theme: Theme) -> None:
    plot = FlatPlot(theme)
    qtbot.addWidget(plot)
    epochs = np.array([0.0, 1.0, 2.0])
    flat = np.array([[0.1, 0.2, 0.0], [0.2, 0.4, 0.0], [0.3, 0.5, 0.0]])
    dead = np.array([[0.0, 0.0, 0.0], [0.0, 0.25, 0.0], [0.0, 0.5, 0.0]])
    plot.show_shares(epochs, flat, dead, [0, 1])
    shown = {each.name: (each.y.tolist(), each.dashed) for each in plot.series}
    assert shown["Hidden 1"] == (pytest.approx([10, 20, 30]), False)
    assert shown["Hidden 2"] == (pytest.approx([20, 40, 50]), False)
    assert shown["Hidden 2 dead"] == (pytest.approx([0, 25, 50]), True)
    assert len(shown) == 3
