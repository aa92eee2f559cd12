"""The loss plot beside earlier runs, with many changes, and at its live end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from playground.ui.plots.loss_curves import earlier
from playground.ui.plots.loss_plot import Besides, LossPlot
from playground.ui.plots.read_out import Row, that_fit
from playground.ui.theme.numbers import format_percent

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.plots.series import Series
    from playground.ui.theme.theme import Theme

EPOCHS = np.arange(41.0)
TRAIN = 0.5 * 0.9**EPOCHS
LONG = earlier("long", np.array([0.0, 30.0, 60.0, 100.0]), np.array([9.0, 8.0, 7.0, 6.0]))
SHORT = earlier("short", np.array([0.0, 10.0]), np.array([5.0, 4.0]))


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> LossPlot:
    plot = LossPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(332, 230)
    plot.show()
    qtbot.waitExposed(plot)
    return plot


def show(plot: LossPlot, count: int = 41, others: tuple[Series, ...] = (LONG, SHORT)) -> None:
    plot.show_points(EPOCHS[:count], TRAIN[:count], 2 * TRAIN[:count], others=others)


def told_at(plot: LossPlot, x: float) -> list[tuple[str, str]]:
    plot.point_at(x)
    reading = plot.reading()
    assert reading is not None
    return [(row.name, row.value) for row in plot.read_out_rows(reading)]


def test_only_runs_that_were_there_are_read(plot: LossPlot) -> None:
    show(plot)
    assert [name for name, _ in told_at(plot, 10.0)] == ["epoch 10", "train", "test", "long", "short"]
    assert told_at(plot, 30.0)[1:] == [("train", "0.0212"), ("test", "0.0424"), ("long", "8.00")]
    assert told_at(plot, 99.0) == [("epoch 100", ""), ("long", "6.00")]


def test_before_the_first_point_earlier_runs_can_be_read(plot: LossPlot) -> None:
    show(plot, 0)
    assert told_at(plot, 29.0) == [("epoch 30", ""), ("long", "8.00")]
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert told_at(plot, 60.0) == [("epoch 60", ""), ("long", "7.00")]
    assert plot.accessibleDescription() == "epoch 60, long 7.00"


def test_the_text_has_each_number_in_the_line_of_its_epoch(plot: LossPlot) -> None:
    comma = earlier("a, b", np.array([1.0, 7.5]), np.array([3.0, 2.0]))
    plot.show_points([0.0, 1.0], [0.5, 0.25], [0.75, 0.5], others=[comma])
    assert plot.as_text().splitlines() == [
        'epoch,train,test,"a, b"',
        "0.0,0.5,0.75,",
        "1.0,0.25,0.5,3.0",
        "7.5,,,2.0",
    ]


def test_a_zoom_follows_the_live_end_and_not_that_of_a_longer_run(plot: LossPlot) -> None:
    show(plot, 21)
    plot.zoom_to(15.0, 20.0)
    show(plot, 31)
    assert plot.span() == (25.0, 30.0)
    plot.zoom_to(24.0, 29.95)
    show(plot, 41)
    assert plot.span()[1] == 40.0
    plot.zoom_to(50.0, 90.0)
    show(plot, 41)
    assert plot.span() == (50.0, 90.0)


def test_a_zoom_ends_with_its_run_though_a_longer_one_is_drawn(plot: LossPlot) -> None:
    show(plot)
    told: list[bool] = []
    plot.zoomed.connect(told.append)
    plot.zoom_to(30.0, 40.0)
    show(plot, 3)
    assert plot.following
    assert told == [True, False]


def test_where_room_is_short_earlier_runs_lose_their_names_first(plot: LossPlot, theme: Theme) -> None:
    def names() -> list[str]:
        return [end.name for end in plot.arrangement.ends(theme)]

    others = tuple(earlier(f"Run {number}", EPOCHS, TRAIN + number) for number in range(8, 0, -1))
    show(plot, others=others)
    assert names() == ["train", "test", *(f"Run {number}" for number in range(8, 0, -1))]
    plot.resize(332, 110)
    few = names()
    assert few[:3] == ["train", "test", "Run 8"]
    assert few[-1] == ""
    plot.resize(332, 230)
    show(plot, others=(earlier("a name that is far too long for it", EPOCHS, TRAIN), *others[:1]))
    assert names() == ["train", "test", "", "Run 8"]


def test_what_is_measured_besides_is_told_with_its_unit(plot: LossPlot) -> None:
    shares = np.where(EPOCHS == 7, np.nan, EPOCHS / 40)
    besides = [Besides("test accuracy", shares, lambda share: format_percent(share, 1))]
    plot.show_points(EPOCHS, TRAIN, TRAIN, others=[LONG], besides=besides)
    assert told_at(plot, 30.0)[3] == ("test accuracy", "75.0\N{THIN SPACE}%")
    assert "test accuracy" not in dict(told_at(plot, 7.0))
    assert "test accuracy" not in dict(told_at(plot, 100.0))


def changes(plot: LossPlot, x: float) -> list[str]:
    return [name for name, value in told_at(plot, x)[1:] if not value]


def test_every_change_of_a_group_is_listed_wherever_it_is_met(plot: LossPlot) -> None:
    show(plot, others=())
    frame = plot.arrangement.frame
    apart = frame.x_at(frame.px(20.0) + 9) - 20.0
    plot.set_markers([(20.0 + step * apart, f"change {step}") for step in range(4)])
    listed = [f"change {step}" for step in range(4)]
    assert changes(plot, 20.0) == listed
    assert changes(plot, 20.0 + 3 * apart) == listed
    assert changes(plot, 10.0) == []


def test_a_long_list_of_changes_is_cut_and_says_so(plot: LossPlot) -> None:
    show(plot, others=())
    plot.set_markers([(20.0, f"change {step}") for step in range(30)])
    listed = changes(plot, 20.0)
    assert listed[:6] == [f"change {step}" for step in range(6)]
    assert listed[6:] == ["and 24 more"]


def test_a_change_far_from_all_points_is_told_at_the_nearest(plot: LossPlot) -> None:
    plot.show_points([0.0, 100.0, 200.0], [3.0, 2.0, 1.0], [3.0, 2.0, 1.0])
    plot.set_markers([(130.0, "near the second"), (160.0, "near the third")])
    assert changes(plot, 100.0) == ["near the second"]
    assert changes(plot, 200.0) == ["near the third"]
    assert changes(plot, 0.0) == []


def test_own_measures_and_changes_come_before_other_runs(plot: LossPlot) -> None:
    besides = [Besides("test accuracy", EPOCHS / 40, lambda share: format_percent(share, 1))]
    plot.show_points(EPOCHS, TRAIN, TRAIN, others=[LONG], besides=besides)
    plot.set_markers([(20.0, "a change")])
    names = [name for name, _ in told_at(plot, 20.0)]
    assert names == ["epoch 20", "train", "test", "test accuracy", "a change", "long"]


def test_a_card_is_no_taller_than_the_plot_and_says_what_it_leaves_out(theme: Theme) -> None:
    rows = [Row(f"row {number}", "1") for number in range(20)]
    line = QFontMetricsF(theme.font("caption")).height()
    few = that_fit(theme, rows, QRectF(0, 0, 300, 8 * line + theme.pxf(8) + 1))
    assert [row.name for row in few] == [*(f"row {number}" for number in range(7)), "and 13 more"]
    assert that_fit(theme, rows[:8], QRectF(0, 0, 300, 8 * line + theme.pxf(8) + 1)) == rows[:8]
