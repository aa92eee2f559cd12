from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QMouseEvent, QWheelEvent

from playground.document.choices import LossScale
from playground.ui.plots.axes_painter import x_ticks
from playground.ui.plots.gradient_plot import GradientNormPlot
from playground.ui.plots.loss_plot import LossPlot

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.plots.line_plot import LinePlot
    from playground.ui.theme.theme import Theme

EPOCHS = np.arange(41.0)
TRAIN = 0.5 * 0.9**EPOCHS
NO_KEYS = Qt.KeyboardModifier.NoModifier
TEST = 0.6 * 0.92**EPOCHS


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> LossPlot:
    plot = LossPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(332, 230)
    plot.show()
    qtbot.waitExposed(plot)
    return plot


@pytest.fixture
def norms(qtbot: QtBot, theme: Theme) -> GradientNormPlot:
    plot = GradientNormPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(400, 180)
    plot.show()
    return plot


def place(plot: LinePlot, x: float, value: float) -> QPoint:
    height = plot.axis.coordinate(value)
    assert height is not None
    frame = plot.arrangement.frame
    return QPointF(frame.px(x), frame.py(height)).toPoint()


def distance(first: QColor, second: QColor) -> float:
    return float(np.hypot.reduce(np.subtract(first.getRgb()[:3], second.getRgb()[:3])))


def nearest(image: QImage, at: QPoint, color: QColor, reach: int = 1) -> float:
    around = [QPoint(dx, dy) for dx in range(-reach, reach + 1) for dy in range(-reach, reach + 1)]
    return min(distance(image.pixelColor(at + step), color) for step in around)


def mouse(plot: LinePlot, kind: QEvent.Type, at: QPoint, buttons: Qt.MouseButton) -> None:
    moves = kind is QEvent.Type.MouseMove
    button = Qt.MouseButton.NoButton if moves else Qt.MouseButton.LeftButton
    place = QPointF(at)
    event = QMouseEvent(kind, place, plot.viewport().mapToGlobal(place), button, buttons, NO_KEYS)
    QGuiApplication.sendEvent(plot.viewport(), event)


@pytest.mark.parametrize("scale", list(LossScale))
def test_the_curve_runs_where_the_numbers_say(plot: LossPlot, theme: Theme, scale: LossScale) -> None:
    plot.set_scale(scale)
    plot.show_points(EPOCHS, TRAIN, TEST)
    image = plot.picture()
    for index in (0, 7, 20, 33, 40):
        assert nearest(image, place(plot, EPOCHS[index], TRAIN[index]), theme.color("ink")) < 40


def test_heights_are_linear_or_logarithms(plot: LossPlot) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    tops = [place(plot, 0, value).y() for value in (0.1, 0.2, 0.3)]
    assert abs((tops[0] - tops[1]) - (tops[1] - tops[2])) <= 1
    plot.set_scale(LossScale.LOG)
    tops = [place(plot, 0, value).y() for value in (0.02, 0.06, 0.18)]
    assert abs((tops[0] - tops[1]) - (tops[1] - tops[2])) <= 1
    assert [tick.text for tick in plot.arrangement.ticks][-2:] == ["0.2", "0.5"]


def test_all_numbers_are_in_range_and_a_linear_loss_starts_at_zero(plot: LossPlot) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    low, high = plot.arrangement.frame.y_range
    assert low == 0.0
    assert high >= 0.6
    plot.set_scale(LossScale.LOG)
    low, high = plot.arrangement.frame.y_range
    assert 10**low <= TRAIN.min()
    assert 10**high >= 0.6


def test_numbers_that_are_not_finite_are_left_out(plot: LossPlot) -> None:
    train, test = TRAIN.copy(), TEST.copy()
    train[5], test[6], test[9] = np.nan, np.inf, 0.0
    plot.set_scale(LossScale.LOG)
    plot.show_points(EPOCHS, train, test)
    plot.picture()
    assert np.isfinite(plot.arrangement.frame.y_range).all()
    assert plot.arrangement.frame.y_range[0] > -4


def test_hovering_tells_every_number_at_the_nearest_epoch(plot: LossPlot) -> None:
    plot.show_points(EPOCHS, [0.25] * 41, [0.5] * 41)
    told: list = []
    plot.pointed.connect(told.append)
    at = place(plot, 12.2, 0.3)
    mouse(plot, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)
    assert told[-1].x == 12.0
    assert told[-1].text("epoch") == "epoch 12, train 0.250, test 0.500"
    rows = plot.read_out_rows(told[-1])
    assert [(row.name, row.value) for row in rows] == [
        ("epoch 12", ""),
        ("train", "0.250"),
        ("test", "0.500"),
    ]
    plain = plot.picture()
    assert plot.grab().toImage() != plain
    plot.point_at(None)
    assert plot.reading() is None


def test_the_read_out_tells_the_number_and_not_the_mean(plot: LossPlot) -> None:
    epochs = np.arange(200.0)
    noisy = np.where(epochs == 100, 0.9, 0.1)
    plot.show_points(epochs, noisy, noisy)
    plot.point_at(100.0)
    reading = plot.reading()
    assert reading is not None
    assert [value for _, value in reading.values] == [0.9, 0.9]


def test_many_noisy_points_are_drawn_as_a_mean_over_a_thin_line(plot: LossPlot) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    assert [each.name for each in plot.series] == ["train", "test"]
    epochs = np.arange(500.0)
    noisy = 1.0 + np.random.default_rng(0).normal(0, 0.2, 500)
    plot.show_points(epochs, noisy, noisy)
    train, raw, _ = plot.series
    assert np.abs(train.y - 1.0).max() < np.abs(raw.y - 1.0).max() / 2
    np.testing.assert_array_equal(raw.y, noisy)


def test_diverged_shades_from_there_and_keeps_the_range(plot: LossPlot, theme: Theme) -> None:
    train, test = TRAIN.copy(), TEST.copy()
    train[31:36], train[36:] = 10.0 ** np.arange(2, 12, 2), np.nan
    plot.set_scale(LossScale.LOG)
    plot.show_points(EPOCHS, train, test)
    plot.show_diverged(30.0)
    assert 10 ** plot.arrangement.frame.y_range[1] < 2.0
    image = plot.picture()
    frame = plot.arrangement.frame
    heights = [frame.py(tick.at) for tick in plot.arrangement.ticks]
    between = round((heights[0] + heights[1]) / 2)
    right = round(frame.rect.right()) - 3
    assert image.pixelColor(right, between) == theme.color("dangerbg")
    assert image.pixelColor(round(frame.px(15.0)), between) == theme.color("panel")
    rising = QPoint(round(frame.px(30.5)), round(frame.rect.top()) + 30)
    assert nearest(image, rising, theme.color("danger"), reach=4) < 40
    plot.show_diverged(None)
    assert 10 ** plot.arrangement.frame.y_range[1] > 1e9


def test_diverged_at_once_can_be_drawn(plot: LossPlot) -> None:
    plot.show_points([0.0, 1.0], [np.nan, np.nan], [np.inf, np.nan])
    plot.show_diverged(0.0)
    plot.picture()
    plot.show_points([], [], [])
    plot.picture()


def test_markers_make_room_above(plot: LossPlot) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    before, top = plot.picture(), plot.arrangement.frame.rect.top()
    plot.set_markers([(10.0, "η 0.03 → 0.3"), (11.0, "η 0.3 → 0.1"), (12.0, "batch 10 → 30")])
    assert plot.arrangement.frame.rect.top() > top
    assert plot.picture() != before


def test_an_empty_plot_invites(plot: LossPlot, theme: Theme) -> None:
    image = plot.picture()
    frame = plot.arrangement.frame
    middle = round(frame.rect.center().y())
    text = [image.pixelColor(x, y) for x in range(60, 300) for y in range(middle - 8, middle + 8)]
    assert min(distance(color, theme.color("ink3")) for color in text) < 40
    assert plot.is_empty


# Looking into it


def wheel(plot: LinePlot, at: QPoint, turns: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(plot.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        NO_KEYS,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QGuiApplication.sendEvent(plot.viewport(), event)


def drag(plot: LinePlot, qtbot: QtBot, start: QPoint, right: int) -> None:
    mouse(plot, QEvent.Type.MouseButtonPress, start, Qt.MouseButton.LeftButton)
    for step in range(1, 9):
        mouse(plot, QEvent.Type.MouseMove, start + QPoint(right * step // 8, 0), Qt.MouseButton.LeftButton)
        qtbot.wait(15)  # moves that follow each other faster are left out by the scene
    mouse(plot, QEvent.Type.MouseButtonRelease, start + QPoint(right, 0), Qt.MouseButton.NoButton)


def test_the_wheel_zooms_around_the_pointer(plot: LossPlot, qtbot: QtBot) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    QGuiApplication.processEvents()
    wheel(plot, place(plot, 20.0, 0.3), 6)
    assert not plot.following
    low, high = plot.span()
    assert 0.0 < low < 20.0 < high < 40.0


def test_a_drag_pans(plot: LossPlot, qtbot: QtBot) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    plot.zoom_to(20.0, 30.0)
    QGuiApplication.processEvents()
    drag(plot, qtbot, place(plot, 25.0, 0.05), 40)
    low, high = plot.span()
    assert low < 19.0
    assert high - low == pytest.approx(10.0, rel=0.01)


def test_a_zoomed_part_stays_until_a_double_click(plot: LossPlot) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    plot.zoom_to(10.0, 20.0)
    later = np.arange(60.0)
    plot.show_points(later, 0.5 * 0.9**later, 0.6 * 0.9**later)
    assert plot.span() == (10.0, 20.0)
    mouse(plot, QEvent.Type.MouseButtonDblClick, place(plot, 15.0, 0.1), Qt.MouseButton.LeftButton)
    assert plot.following
    assert plot.span() == (0.0, 59.0)


def test_zooming_out_to_everything_is_following(plot: LossPlot) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    plot.zoom_to(10.0, 20.0)
    assert plot.span() == (10.0, 20.0)
    assert plot.arrangement.frame.y_range[1] < 0.4
    plot.zoom_to(-5.0, 50.0)
    assert plot.following


def test_arrows_walk_from_point_to_point(plot: LossPlot, qtbot: QtBot) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(plot, key)
    reading = plot.reading()
    assert reading is not None
    assert reading.x == 38.0
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.reading() is None


def test_as_text_has_full_precision(plot: LossPlot) -> None:
    plot.show_points([0.0, 1.0], [0.1, 1 / 3], [0.2, np.nan])
    assert plot.as_text() == f"epoch,train,test\n0.0,0.1,0.2\n1.0,{1 / 3!r},nan\n"


def test_a_theme_switch_changes_the_colors_at_once(plot: LossPlot, theme: Theme) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    theme.set_theme("light" if theme.name == "dark" else "dark")
    image = plot.picture()
    assert image.pixelColor(1, 1) == theme.color("panel")
    assert nearest(image, place(plot, 20.0, TRAIN[20]), theme.color("ink")) < 40


def test_larger_text_needs_larger_margins(plot: LossPlot, theme: Theme) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    rect = plot.arrangement.frame.rect
    theme.set_text("projector")
    larger = plot.arrangement.frame.rect
    assert larger.left() > rect.left()
    assert larger.bottom() < rect.bottom()


# Gradients


def test_each_layer_has_its_color_and_its_name(norms: GradientNormPlot, theme: Theme) -> None:
    sizes = np.column_stack([np.full(41, 1.0), np.full(41, 0.1), np.full(41, 0.01)])
    norms.show_norms(EPOCHS, sizes)
    assert [each.name for each in norms.series] == ["Hidden 1", "Hidden 2", "output"]
    image = norms.picture()
    for layer, size in enumerate((1.0, 0.1, 0.01)):
        assert nearest(image, place(norms, 20.0, size), theme.layer_color(layer, 3)) < 40


def test_vanished_gradients_have_no_place_on_the_axis(norms: GradientNormPlot) -> None:
    sizes = np.column_stack([np.full(41, 1e-3), np.zeros(41)])
    norms.show_norms(EPOCHS, sizes)
    norms.picture()
    low, high = norms.arrangement.frame.y_range
    assert low < -3.0 < high
    norms.show_norms([], np.zeros((0, 0)))
    assert norms.is_empty
    norms.picture()


def test_the_mean_of_many_norms_is_that_of_their_logarithms(norms: GradientNormPlot) -> None:
    epochs = np.arange(300.0)
    sizes = 10.0 ** np.where(epochs % 2 == 0, -1.0, -3.0)
    norms.show_norms(epochs, sizes[:, None])
    middle = norms.series[0].y[20:280]
    assert np.abs(np.log10(middle) + 2.0).max() < 0.2


def test_a_zoom_ends_with_its_run(plot: LossPlot) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    plot.zoom_to(10, 20)
    plot.show_points(EPOCHS[:15], TRAIN[:15], TEST[:15])
    assert plot.following
    assert plot.span() == (0.0, 14.0)


def test_a_zoom_ends_when_the_curves_are_emptied(plot: LossPlot) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    plot.zoom_to(10, 20)
    plot.show_points([], [], [])
    assert plot.following


def test_a_zoom_stays_while_its_run_goes_on(plot: LossPlot) -> None:
    plot.show_points(EPOCHS[:30], TRAIN[:30], TEST[:30])
    plot.zoom_to(10, 20)
    plot.show_points(EPOCHS, TRAIN, TEST)
    assert plot.span() == (10.0, 20.0)


def test_names_stand_only_where_the_run_ends(plot: LossPlot, theme: Theme) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST)
    assert [end.name for end in plot.arrangement.ends(theme)] == ["train", "test"]
    plot.zoom_to(10, 20)
    assert plot.arrangement.ends(theme) == []
    assert plot.arrangement.right == pytest.approx(plot.arrangement.frame.rect.right())
    plot.zoom_to(20, 40)
    assert [end.name for end in plot.arrangement.ends(theme)] == ["train", "test"]


@pytest.mark.parametrize("size", [(400, 70), (130, 180)])
def test_names_that_have_no_room_are_left_out(
    norms: GradientNormPlot, theme: Theme, size: tuple[int, int]
) -> None:
    theme.set_text("projector")
    norms.show_norms(EPOCHS, np.column_stack([TRAIN, TEST, TRAIN / 2, TEST / 3]))
    norms.resize(*size)
    assert {end.name for end in norms.arrangement.ends(theme)} == {""}


@pytest.mark.parametrize(("first", "last"), [(16363.2, 16365.1), (16363.0, 16400.0), (3.0, 4.0)])
def test_epochs_are_told_whole(plot: LossPlot, theme: Theme, first: float, last: float) -> None:
    epochs = np.linspace(first, last, 30)
    plot.show_points(epochs, TRAIN[:30], TEST[:30])
    ticks = x_ticks(theme, plot.arrangement.frame)
    assert ticks
    assert all(tick.at == round(tick.at) and "." not in tick.text for tick in ticks)


def test_less_than_an_epoch_is_told_in_parts(plot: LossPlot, theme: Theme) -> None:
    plot.show_points(np.linspace(0.0, 0.5, 30), TRAIN[:30], TEST[:30])
    assert len(x_ticks(theme, plot.arrangement.frame)) > 1


def test_the_read_out_tells_the_step(plot: LossPlot) -> None:
    plot.show_points(EPOCHS, TRAIN, TEST, steps=EPOCHS * 250)
    plot.point_at(12.2)
    reading = plot.reading()
    assert reading is not None
    assert plot.read_out_rows(reading)[0].name == "epoch 12, step 3\N{THIN SPACE}000"


def test_an_epoch_that_is_all_but_whole_is_told_whole(plot: LossPlot) -> None:
    plot.show_points(EPOCHS + 1e-4, TRAIN, TEST)
    plot.point_at(12.2)
    reading = plot.reading()
    assert reading is not None
    assert plot.heading(reading) == "epoch 12"


def test_without_a_test_set_there_is_no_test_curve(plot: LossPlot) -> None:
    plot.show_points([0.0, 1.0], [0.5, 0.25], [np.nan, np.nan])
    assert [series.name for series in plot.series] == ["train"]
