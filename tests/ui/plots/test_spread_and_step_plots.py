from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.ui.plots.spread_plot import NAMES, SpreadPlot
from playground.ui.plots.step_plot import StepRatioPlot

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

USUAL = (1e-4, 1e-3, 1e-2)


@pytest.fixture
def spread(qtbot: QtBot, theme: Theme) -> SpreadPlot:
    plot = SpreadPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(420, 200)
    return plot


@pytest.fixture
def steps(qtbot: QtBot, theme: Theme) -> StepRatioPlot:
    plot = StepRatioPlot(theme, USUAL)
    qtbot.addWidget(plot)
    plot.resize(420, 200)
    return plot


def bands(count: int) -> tuple[np.ndarray, np.ndarray]:
    return np.arange(float(count)), np.tile([-2.0, -1.0, 0.5, 1.0, 2.0], (count, 1))


def shade(plot: SpreadPlot, x: float, y: float) -> float:
    """Give how much a pixel differs from the panel."""
    image = plot.picture()
    frame, ground = plot.arrangement.frame, plot.theme.color("panel").getRgb()[:3]
    row, column = round(frame.py(y)), round(frame.px(x))
    pixels = [image.pixelColor(column + aside, row).getRgb()[:3] for aside in (-1, 0, 1)]
    return float(np.abs(np.subtract(pixels, ground)).max(axis=0).sum())


def test_the_inner_band_is_stronger_than_the_outer_and_outside_there_is_none(spread: SpreadPlot) -> None:
    spread.show_percentiles(*bands(30), 0, 3)
    inner, outer, outside = (shade(spread, 10.5, y) for y in (0.2, 1.5, 2.05))
    assert inner > outer > 10 > outside


def test_the_read_out_tells_all_five(spread: SpreadPlot) -> None:
    spread.show_percentiles(*bands(30), 1, 3)
    spread.point_at(12.0)
    reading = spread.reading()
    assert reading is not None
    assert [(series.name, value) for series, value in reading.values] == list(
        zip(NAMES[::-1], (2.0, 1.0, 0.5, -1.0, -2.0), strict=True)
    )


def test_a_gap_is_drawn_as_a_gap(spread: SpreadPlot) -> None:
    epochs, values = bands(30)
    values[10] = np.nan
    epochs[10:] += 20.0
    spread.show_percentiles(epochs, values, 0, 3)
    assert shade(spread, 5.0, 0.2) > 10
    assert shade(spread, 40.0, 0.2) > 10
    assert shade(spread, 20.0, 0.2) == 0.0
    spread.point_at(9.0)
    reading = spread.reading()
    assert reading is not None
    assert reading.values[0][1] == 2.0


def test_a_long_record_keeps_its_extremes(spread: SpreadPlot) -> None:
    epochs, values = bands(2_000)
    values[777, 4] = 9.0
    spread.show_percentiles(epochs, values, 0, 1)
    assert shade(spread, 777.0, 5.0) > 5


def test_it_can_be_empty(spread: SpreadPlot, steps: StepRatioPlot) -> None:
    spread.show_percentiles(np.zeros(0), np.zeros((0, 5)), 0, 3)
    assert spread.is_empty
    spread.picture()
    steps.show_ratios(np.zeros(2), np.full((2, 3), np.nan))
    assert steps.is_empty
    steps.show_ratios(np.zeros(0), np.zeros((0, 0)))
    steps.picture()


@pytest.mark.parametrize("ratio", [1e-9, 1e-3, 30.0])
def test_the_usual_band_is_in_sight_whatever_the_steps_are(steps: StepRatioPlot, ratio: float) -> None:
    steps.show_ratios(np.arange(4.0), np.full((4, 2), ratio))
    frame, band = steps.arrangement.frame, steps.band()
    assert band.top() == pytest.approx(frame.py(-2.0))
    assert band.bottom() == pytest.approx(frame.py(-4.0))
    assert frame.y_range[0] <= np.log10(ratio) <= frame.y_range[1]
    steps.picture()


def test_the_ratios_are_read_by_layer(steps: StepRatioPlot) -> None:
    steps.show_ratios(np.arange(4.0), np.array([[1e-3, 2e-3, 3e-3]] * 4))
    steps.point_at(2.0)
    reading = steps.reading()
    assert reading is not None
    assert [(series.name, value) for series, value in reading.values] == [
        ("Hidden 1", 1e-3),
        ("Hidden 2", 2e-3),
        ("output", 3e-3),
    ]
