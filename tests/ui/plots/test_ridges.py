from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.ui.plots.ridges import RidgePlot
from playground.worker.snapshots import Histogram

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QImage
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme


def spike(bin_number: int, reach: float = 0.1, bins: int = 20) -> Histogram:
    counts = np.zeros(bins, dtype=np.int64)
    counts[bin_number] = 30
    return Histogram(-reach, reach, counts, np.zeros(0))


def rug(*values: float, reach: float = 0.1) -> Histogram:
    return Histogram(-reach, reach, np.zeros(0, dtype=np.int64), np.array(values))


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> RidgePlot:
    plot = RidgePlot(theme)
    qtbot.addWidget(plot)
    plot.resize(260, 180)
    return plot


def columns_of(image: QImage, color: QColor, rows: range, columns: range) -> list[int]:
    def near(x: int, y: int) -> bool:
        pixel = image.pixelColor(x, y)
        return bool(np.abs(np.subtract(pixel.getRgb()[:3], color.getRgb()[:3])).max() < 30)

    return [x for x in columns if any(near(x, y) for y in rows)]


def test_a_ridge_peaks_over_the_middle_of_its_bin(plot: RidgePlot, theme: Theme) -> None:
    plot.show_histograms([spike(15), rug(0.0)])
    image, area = plot.picture(), plot._plot_rect()
    top = range(round(area.top() + 0.1 * area.height()), round(area.top() + 0.2 * area.height()))
    peak = columns_of(image, theme.layer_color(0, 2), top, range(round(area.left()), round(area.right())))
    value = -0.1 + 0.2 * 15.5 / 20
    assert peak
    assert abs(np.mean(peak) - (area.center().x() + value / 0.1 * area.width() / 2)) <= 1.0


def test_few_values_stand_where_they_are(plot: RidgePlot, theme: Theme) -> None:
    plot.show_histograms([rug(-0.05, 0.025, np.nan)])
    image, area = plot.picture(), plot._plot_rect()
    rows = range(round(area.bottom()) - 30, round(area.bottom()) - 20)
    found = columns_of(image, theme.layer_color(0, 1), rows, range(round(area.left()), round(area.right())))
    for value in (-0.05, 0.025):
        assert any(abs(x + 0.5 - (area.center().x() + value / 0.1 * area.width() / 2)) <= 1.5 for x in found)
    assert len(found) <= 8


@pytest.mark.parametrize(("reach", "limit"), [(0.073, 0.08), (3.1e-4, 4e-4), (0.0, 1.0), (np.inf, 1.0)])
def test_the_axis_is_round_and_holds_every_layer(plot: RidgePlot, reach: float, limit: float) -> None:
    plot.show_histograms([rug(0.0, reach=reach)])
    assert plot.limit == pytest.approx(limit)
    plot.picture()


def test_all_layers_share_the_axis(plot: RidgePlot) -> None:
    plot.show_histograms([spike(3, reach=0.02), spike(3, reach=0.5), rug(0.1)])
    assert plot.limit == pytest.approx(0.5)


def test_it_can_be_empty_and_have_many_layers(plot: RidgePlot, theme: Theme) -> None:
    empty = plot.picture()
    plot.show_histograms([spike(3)] * 20)
    assert plot.picture() != empty
    theme.set_text("projector")
    plot.picture()


def test_a_theme_switch_changes_the_colors_at_once(plot: RidgePlot, theme: Theme) -> None:
    plot.show_histograms([spike(10)])
    theme.set_theme("light" if theme.name == "dark" else "dark")
    assert plot.picture().pixelColor(0, 0) == theme.color("panel")
