from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QMouseEvent

from playground.document.choices import Task
from playground.ui.plots.contour import zero_contour
from playground.ui.plots.decision_map import DecisionMapView
from playground.ui.plots.map_key import ClassLegend, scale_texts
from playground.ui.plots.map_layers import borders_of
from playground.ui.plots.map_readings import between_samples
from playground.ui.plots.points import PointCloud
from playground.worker.snapshots import DecisionMap, Neuron

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

PLANE = (-6.0, 6.0, -6.0, 6.0)
SIZE = 100
MIDDLES = (np.arange(SIZE) + 0.5) / SIZE * 12 - 6
X, Y = np.meshgrid(MIDDLES, -MIDDLES)
NOWHERE, NOTHING = np.zeros((0, 2)), np.zeros(0)


def decision(values: np.ndarray, **changes: Any) -> DecisionMap:
    plain = DecisionMap(None, values.astype(np.float32), None, -1.0, 1.0, PLANE)
    return replace(plain, **changes)


def train_only(xy: list[tuple[float, float]], labels: list[float], **more: Any) -> PointCloud:
    return PointCloud(
        np.array(xy, dtype=np.float64).reshape(-1, 2), np.array(labels), NOWHERE, NOTHING, **more
    )


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> DecisionMapView:
    view = DecisionMapView(theme)
    qtbot.addWidget(view)
    view.resize(340, 340)
    view.show()
    return view


def color_at(view: DecisionMapView, x: float, y: float, image: QImage | None = None) -> QColor:
    frame = view.axes().frame
    picture = image or view.picture()
    return picture.pixelColor(QPointF(frame.px(x), frame.py(y)).toPoint())


def blueness(color: QColor) -> int:
    return color.blue() - color.red()


def test_positive_is_blue_and_negative_is_orange(view: DecisionMapView) -> None:
    view.show_map(decision(np.where(X > 0, 1.0, -1.0)))
    assert blueness(color_at(view, 3.0, 0.0)) > 40
    assert blueness(color_at(view, -3.0, 0.0)) < -40


def test_up_is_up(view: DecisionMapView) -> None:
    view.show_map(decision(np.where(Y > 0, 1.0, -1.0)))
    assert blueness(color_at(view, 0.0, 3.0)) > 40
    assert blueness(color_at(view, 0.0, -3.0)) < -40


def test_the_ends_have_the_colors_of_the_area_map(view: DecisionMapView, theme: Theme) -> None:
    for value, level in ((1.0, -1), (-1.0, 0)):
        view.show_map(decision(np.full((SIZE, SIZE), value)))
        assert color_at(view, 1.0, 1.0).getRgb()[:3] == tuple(theme.lut("area")[level])


def test_the_contour_of_a_circle_has_its_radius(view: DecisionMapView, theme: Theme) -> None:
    view.show_map(decision(np.tanh(3.5 - np.hypot(X, Y))))
    picture, frame = view.picture(), view.axes().frame
    ink, ground = theme.color("ink").lightness(), theme.color("panel").lightness()
    row = round(frame.py(0.0))
    right = range(round(frame.px(0.5)), round(frame.px(6.0)) - 2)
    inky = [x for x in right if abs(picture.pixelColor(x, row).lightness() - ink) < abs(ink - ground) / 3]
    assert inky
    assert abs(np.mean(inky) + 0.5 - frame.px(3.5)) <= 1.0


def test_discretized_there_are_two_colors(view: DecisionMapView, theme: Theme) -> None:
    view.show_map(decision(np.clip(X / 6, -1, 1)))
    weak = color_at(view, 1.0, 3.0)
    view.set_discretize(True)
    assert color_at(view, 1.0, 3.0).getRgb()[:3] == tuple(theme.lut("area")[-1])
    assert color_at(view, 1.0, 3.0) != weak


def test_a_map_of_numbers_has_no_contour_but_a_neuron_has(view: DecisionMapView, theme: Theme) -> None:
    view.show_points(train_only([], [], task=Task.REGRESSION, classes=()))
    ink = theme.color("ink")
    view.show_map(decision(X / 6))
    assert closest(view, ink) > 60
    view.show_map(decision(X / 6, focus=Neuron(1, 0)))
    assert closest(view, ink) < 60


def closest(view: DecisionMapView, ink: QColor) -> float:
    """Return how near the colours along a line across the map come to a colour."""
    frame, picture = view.axes().frame, view.picture()
    row = round(frame.py(2.0))
    across = range(round(frame.px(-2.0)), round(frame.px(2.0)))
    return min(distance(picture.pixelColor(x, row), ink) for x in across)


def distance(first: QColor, second: QColor) -> float:
    return float(np.hypot.reduce(np.subtract(first.getRgb()[:3], second.getRgb()[:3])))


def test_what_is_not_a_number_is_never_colored(view: DecisionMapView) -> None:
    values = np.ones((SIZE, SIZE))
    values[40:60, 40:60] = np.nan
    values[80:, :20] = np.inf
    view.show_map(decision(values))
    blue = color_at(view, 4.0, 2.0)
    picture, frame = view.picture(), view.axes().frame
    for x, y in ((0.0, 0.0), (-5.0, -5.0)):
        middle = QPointF(frame.px(x), frame.py(y)).toPoint()
        patch = [picture.pixelColor(middle + QPoint(dx, dy)) for dx in range(-8, 9) for dy in range(-8, 9)]
        assert all(distance(each, blue) > 30 for each in patch)
        assert len({each.rgb() for each in patch}) > 1  # hatched, not flat


def test_a_map_of_nothing_but_nan_and_a_flat_one_can_be_drawn(view: DecisionMapView) -> None:
    view.show_map(decision(np.full((SIZE, SIZE), np.nan)))
    view.picture()
    view.show_map(decision(np.zeros((SIZE, SIZE)), low=0.0, high=0.0))
    view.picture()


def test_classes_have_their_colors_and_fade_with_doubt(view: DecisionMapView, theme: Theme) -> None:
    winners = np.digitize(X, [-2, 2]).astype(np.uint8)
    sure = np.where(Y > 0, 1.0, 1 / 3)
    view.show_points(train_only([], [], classes=("a", "b", "c")))
    view.show_map(decision(sure, winners=winners, low=1 / 3, high=1.0))
    for index, x in enumerate((-4.0, 0.0, 4.0)):
        strong, weak, panel = theme.class_area_color(index), color_at(view, x, -4.0), theme.color("panel")
        assert color_at(view, x, 4.0) == strong
        # The likeliest class is to be seen also where none is likely.
        assert 0.25 * distance(strong, panel) < distance(weak, panel) < 0.6 * distance(strong, panel)


def test_marks_have_the_colors_of_their_classes(view: DecisionMapView, theme: Theme) -> None:
    view.show_points(train_only([(-3.0, 2.0), (3.0, -2.0)], [0, 1]))
    view.show_map(decision(np.zeros((SIZE, SIZE)) + 0.01))
    assert distance(color_at(view, -3.0, 2.0), theme.color("neg")) < 12
    assert distance(color_at(view, 3.0, -2.0), theme.color("pos")) < 12


def test_test_points_are_drawn_only_when_wanted(view: DecisionMapView, theme: Theme) -> None:
    view.show_points(PointCloud(NOWHERE, NOTHING, np.array([[2.0, 2.0]]), np.array([1])))
    view.show_map(decision(np.full((SIZE, SIZE), -1.0)))
    without = view.picture()
    assert blueness(color_at(view, 2.0, 2.0, without)) < 0
    view.set_show_test(True)
    assert distance(color_at(view, 2.0, 2.0), theme.color("pos")) < 12
    view.set_show_test(False)
    assert view.picture() == without


def test_points_of_numbers_have_the_color_of_their_value(view: DecisionMapView, theme: Theme) -> None:
    view.show_points(
        train_only(
            [(-2.0, 0.0), (2.0, 0.0)], [10.0, 50.0], task=Task.REGRESSION, classes=(), low=10.0, high=50.0
        )
    )
    view.show_map(decision(np.full((SIZE, SIZE), 30.0), low=10.0, high=50.0))
    assert distance(color_at(view, -2.0, 0.0), QColor(*theme.lut("value")[0].tolist())) < 12
    assert distance(color_at(view, 2.0, 0.0), QColor(*theme.lut("value")[-1].tolist())) < 12


def test_a_theme_switch_changes_every_color_at_once(view: DecisionMapView, theme: Theme) -> None:
    view.show_map(decision(np.ones((SIZE, SIZE))))
    before = color_at(view, 0.0, 0.0)
    theme.set_theme("light" if theme.name == "dark" else "dark")
    after = view.picture()
    assert color_at(view, 0.0, 0.0, after) != before
    assert color_at(view, 0.0, 0.0, after).getRgb()[:3] == tuple(theme.lut("area")[-1])
    assert after.pixelColor(1, after.height() - 2) == theme.color("panel")


def test_larger_text_leaves_a_smaller_map_in_the_same_room(view: DecisionMapView, theme: Theme) -> None:
    side = view.axes().frame.rect.width()
    theme.set_text("projector")
    assert view.axes().frame.rect.width() < side


def test_the_map_is_square_and_asks_for_the_height_it_needs(view: DecisionMapView) -> None:
    view.set_axis_names("petal length", "petal width")
    view.set_note("A slice: the other 2 columns at their mean")
    view.resize(300, view.heightForWidth(300))
    rect = view.axes().frame.rect
    assert rect.width() == rect.height()
    assert rect.right() >= 298
    assert rect.bottom() < view.height() - 30


def test_ticks_are_in_the_data_s_unit(view: DecisionMapView) -> None:
    assert [tick.text for tick in view.axes().x_ticks] == ["−4", "−2", "0", "2", "4"]
    view.show_map(decision(X, extent=(0.0, 8.0, 100.0, 900.0)))
    assert [tick.text for tick in view.axes().x_ticks] == ["2", "4", "6"]
    assert [tick.text for tick in view.axes().y_ticks] == ["200", "400", "600", "800"]


# The read-out


def test_it_tells_the_number_under_the_pointer(view: DecisionMapView, qtbot: QtBot) -> None:
    view.show_map(decision(np.full((SIZE, SIZE), 0.73)))
    frame = view.axes().frame
    at = QPointF(frame.px(2.1), frame.py(-0.4))
    none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    move = QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at), none, none, keys)
    with qtbot.waitSignal(view.value_hovered) as told:
        QGuiApplication.sendEvent(view, move)
    assert told.args[0] == (pytest.approx(2.1), pytest.approx(-0.4), "+0.73")
    reading = view.reading()
    assert reading is not None
    assert reading.text == "x₁ 2.10, x₂ −0.40 → +0.73"
    assert view.accessibleDescription() == reading.text


def test_a_new_map_updates_the_number_and_leaving_ends_it(view: DecisionMapView, qtbot: QtBot) -> None:
    view.show_map(decision(np.full((SIZE, SIZE), 0.5)))
    view.point_at((0.0, 0.0))
    told: list[object] = []
    view.value_hovered.connect(told.append)
    view.show_map(decision(np.full((SIZE, SIZE), -0.25)))
    view.point_at(None)
    assert told == [(0.0, 0.0, "−0.25"), None]


def test_values_between_samples_are_bilinear() -> None:
    plane = 2.0 * np.arange(5.0)[:, None] + 3.0 * np.arange(7.0) - 1.0
    for row, column in ((0.0, 0.0), (4.0, 6.0), (1.25, 2.5), (3.9, 5.1)):
        assert between_samples(plane, row, column) == pytest.approx(2.0 * row + 3.0 * column - 1.0)
    plane[0, 0] = np.nan
    assert between_samples(plane, 0.0, 1.0) == pytest.approx(2.0)
    assert np.isnan(between_samples(plane, 0.5, 0.5))
    assert between_samples(plane, -0.5, 6.5) == pytest.approx(17.0)


@pytest.mark.parametrize(
    ("values", "changes", "cloud", "text"),
    [
        (
            0.9,
            {"winners": np.ones((SIZE, SIZE), dtype=np.uint8)},
            {"classes": ("a", "b", "c")},
            "b 90\N{THIN SPACE}%",
        ),
        (21.37, {"low": 5.0, "high": 50.0}, {"task": Task.REGRESSION, "classes": ()}, "21.4"),
        (3.456, {"focus": Neuron(1, 0)}, {}, "+3.46"),
        (np.nan, {}, {}, "not a number"),
        (0.0, {}, {}, "0.00"),
    ],
)
def test_the_number_is_written_as_what_it_is(
    view: DecisionMapView, values: float, changes: dict[str, Any], cloud: dict[str, Any], text: str
) -> None:
    view.show_points(train_only([], [], **cloud))
    view.show_map(decision(np.full((SIZE, SIZE), values), **changes))
    view.point_at((1.0, 1.0))
    reading = view.reading()
    assert reading is not None
    assert reading.value == text


def test_the_read_out_is_painted_and_is_not_part_of_the_picture(view: DecisionMapView) -> None:
    view.show_map(decision(np.ones((SIZE, SIZE))))
    plain = view.grab().toImage()
    picture = view.picture()
    view.point_at((0.0, 0.0))
    assert view.grab().toImage() != plain
    assert view.picture() == picture


def test_arrows_walk_over_the_map_and_escape_ends_it(view: DecisionMapView, qtbot: QtBot) -> None:
    view.show_map(decision(X))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    reading = view.reading()
    assert reading is not None
    assert (reading.x, reading.y) == (pytest.approx(12 / 60), pytest.approx(60 / 60))
    for _ in range(70):
        qtbot.keyClick(view, Qt.Key.Key_Left)
    reading = view.reading()
    assert reading is not None
    assert reading.x == -6.0
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.reading() is None


def test_copy_puts_the_picture_on_the_clipboard(view: DecisionMapView, qtbot: QtBot) -> None:
    view.show_map(decision(X))
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().size() == view.picture().size()


# The key


def test_scale_texts() -> None:
    assert scale_texts(-1.0, 1.0) == ("−1", "0", "+1")
    assert scale_texts(5.0, 50.0) == ("5", "28", "50")


def test_the_legend_shows_every_class_in_its_colour(qtbot: QtBot, theme: Theme) -> None:
    legend = ClassLegend(theme)
    qtbot.addWidget(legend)
    legend.show_names(("setosa", "versicolor", "virginica"))
    legend.resize(320, 40)
    image = legend.grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {theme.class_color(index).name() for index in range(3)} <= colors


def test_a_single_input_lies_along_a_strip(view: DecisionMapView) -> None:
    view.show_map(decision(X / 6))
    view.set_axis_names("x", "")
    axes = view.axes()
    assert axes.y_ticks == []
    assert axes.x_ticks
    assert blueness(color_at(view, 5, 3)) > 0 > blueness(color_at(view, -5, 3)), "it varies across"
    view.point_at((2.0, 3.0))
    reading = view.reading()
    assert reading is not None
    assert reading.place == "x 2.00"


def test_points_of_a_strip_keep_their_place_across_and_scatter_around_the_middle() -> None:
    across = np.linspace(-5, 5, 200)
    cloud = train_only([(x, x) for x in across], [0] * 200).along_strip(-6.0, 6.0)
    assert (cloud.train_xy[:, 0] == across).all()
    height = cloud.train_xy[:, 1]
    assert np.abs(height).max() <= 0.2 * 12
    assert abs(height.mean()) < 0.1
    assert len(np.unique(height)) == 200


def test_a_band_narrower_than_the_samples_is_no_string_of_beads() -> None:
    ridge = 0.5 - 12.0 * np.abs(0.62 * X + 0.78 * Y - 0.53)
    smooth = borders_of(decision(np.tanh(ridge)), Task.CLASSIFICATION)
    coarse = zero_contour(ridge)
    assert len(smooth) < 5 < len(coarse)
    for line in smooth:
        x = (line[:, 0] + 0.5) / SIZE * 12 - 6
        y = 6 - (line[:, 1] + 0.5) / SIZE * 12
        assert np.abs(0.62 * x + 0.78 * y - 0.53).max() < 0.2
