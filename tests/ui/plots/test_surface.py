"""The surface: where its points lie on the screen, what hides what, and how it is turned."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeyEvent, QWheelEvent

from playground.document.choices import Task
from playground.ui.plots.points import PointCloud
from playground.ui.plots.surface.arranged import order_for
from playground.ui.plots.surface.camera import HEIGHT, STEEPEST, Camera
from playground.ui.plots.surface.marks import marks_on
from playground.ui.plots.surface.mesh import bilinear, mesh_of, range_of, resampled
from playground.ui.plots.surface.view import AT_REST, MOVING, SurfaceView
from playground.worker.snapshots import DecisionMap, Neuron

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

PLANE = (-6.0, 6.0, -6.0, 6.0)
SIZE = 60
MIDDLES = (np.arange(SIZE) + 0.5) / SIZE * 12 - 6
X, Y = np.meshgrid(MIDDLES, -MIDDLES)
NOWHERE, NOTHING = np.zeros((0, 2)), np.zeros(0)
CLOUD = PointCloud(np.array([[3.0, 3.0], [-3.0, -3.0]]), np.array([1, 0]), NOWHERE, NOTHING)
Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier


def decision(values: np.ndarray, **changes: Any) -> DecisionMap:
    fields = {"focus": None, "winners": None, "low": -1.0, "high": 1.0, "extent": PLANE} | changes
    return DecisionMap(values=values.astype(np.float32), **fields)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> SurfaceView:
    view = SurfaceView(theme)
    qtbot.addWidget(view)
    view.resize(340, 330)
    view.show()
    return view


def color_over(view: SurfaceView, x: float, y: float, z: float, image: QImage | None = None) -> QColor:
    """Return the colour at a place of the box, which goes from -1 to 1."""
    scale, middle = view._placed()
    px, py = view.camera.project(np.array([x, y, z * HEIGHT]), scale, middle)
    return (image or view.picture()).pixelColor(QPoint(round(float(px)), round(float(py))))


def blueness(color: QColor) -> int:
    return color.blue() - color.red()


# Projection


def by_rotation(camera: Camera, point: np.ndarray) -> tuple[float, float]:
    """Turn a point by matrices: first about the upright axis, then about the axis across."""
    a, t = math.radians(camera.turn), math.radians(camera.tilt)
    about = np.array([[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1]])
    # A camera above looks down: the far edge rises on the screen, heights shrink.
    tip = np.array([[1, 0, 0], [0, math.sin(t), math.cos(t)]])
    across, up = tip @ about @ point
    return float(across), float(up)


@pytest.mark.parametrize("camera", [Camera(), Camera(0, 90), Camera(140, 12), Camera(-90, 45)])
def test_points_lie_where_rotations_bring_them(camera: Camera) -> None:
    for point in np.random.default_rng(1).uniform(-1, 1, size=(5, 3)):
        across, up = by_rotation(camera, point)
        px, py = camera.project(point, 80.0, (150.0, 120.0))
        assert (px, py) == pytest.approx((150 + 80 * across, 120 - 80 * up))


def test_from_straight_above_it_is_the_map() -> None:
    right = Camera(0, 90).project(np.array([[0, 0, 0], [1, 0, 0.5], [0, 1, -0.5]]), 10.0, (0.0, 0.0))
    assert right == pytest.approx(np.array([[0, 0], [10, 0], [0, -10]]), abs=1e-9)


@pytest.mark.parametrize("turn", range(-180, 180, 25))
@pytest.mark.parametrize("tilt", [6, 33, 90])
def test_the_box_fits_however_it_is_turned(turn: int, tilt: int) -> None:
    camera = Camera(turn, tilt)
    corners = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-HEIGHT, HEIGHT)], float)
    places = camera.project(corners, camera.scale(200.0, 160.0), (0.0, 0.0))
    assert np.abs(places[:, 0]).max() <= 100.0 + 1e-6
    assert np.abs(places[:, 1]).max() <= 80.0 + 1e-6


def test_the_camera_stays_above_and_turns_all_the_way_round() -> None:
    assert Camera().tilted(500).tilt == STEEPEST
    assert Camera().tilted(-500).tilt > 0
    assert Camera(170).turned(20).turn == pytest.approx(-170)
    assert Camera(turn=40).turned(360).turn == pytest.approx(40)


@pytest.mark.parametrize("turn", [-34, 10, 80, 130, -100, 180])
def test_rows_are_arranged_from_far_to_near(turn: float) -> None:
    camera, cells = Camera(turn), 12
    order = order_for(camera)
    places = (np.arange(cells) + 0.5) / cells * 2 - 1
    x, y = np.meshgrid(places, places)
    away = x * camera.away[0] + y * camera.away[1]
    arranged = order.arrange(away)
    assert (np.diff(arranged, axis=0) <= 1e-9).all() and (np.diff(arranged, axis=1) <= 1e-9).all()
    rows = order.rows_of(np.column_stack([x.ravel(), y.ravel()]), cells).reshape(cells, cells)
    assert (order.arrange(rows) == np.arange(cells)[:, None]).all()


# The mesh


def test_a_mesh_has_the_heights_of_the_map() -> None:
    values = np.sin(X / 3) * np.cos(Y / 4)
    mesh = mesh_of(decision(values), PointCloud.empty(), 30)
    places = np.linspace(-6, 6, 31)[1:-1]
    x, y = np.meshgrid(places, places)
    assert mesh.heights[1:-1, 1:-1] / HEIGHT == pytest.approx(np.sin(x / 3) * np.cos(y / 4), abs=2e-3)


def test_between_pixels_values_run_straight() -> None:
    grid = np.arange(12.0).reshape(3, 4)
    assert resampled(grid, np.array([0.5]))[0, 0] == pytest.approx(5.5)
    assert resampled(grid, np.array([0.0, 1.0])) == pytest.approx(np.array([[0, 3], [8, 11]]))
    assert bilinear(grid, np.array([[1.5, 0.5], [0, 2], [9, 9]])) == pytest.approx([3.5, 8, 11])


def test_no_more_quads_than_can_be_drawn() -> None:
    assert MOVING**2 <= 900 and AT_REST**2 <= 1_800


def test_the_border_lies_on_the_mesh_where_it_is_zero() -> None:
    mesh = mesh_of(decision(np.tanh(X - 1.3)), PointCloud.empty(), 30)
    assert len(mesh.borders)
    assert mesh.borders[..., 0] == pytest.approx(1.3 / 6, abs=0.02)
    assert mesh.borders[..., 2] == pytest.approx(0.0, abs=1e-9)


def test_numbers_have_no_border_and_a_scale_that_holds_them() -> None:
    cloud = PointCloud(NOWHERE, NOTHING, NOWHERE, NOTHING, Task.REGRESSION, (), 10.0, 30.0)
    shown = decision(np.full((SIZE, SIZE), 33.0), low=10.0, high=30.0)
    assert len(mesh_of(shown, cloud, 10).borders) == 0
    assert range_of(shown, cloud) == (10.0, 35.0)
    # Up to the next step it stays the same, so that it does not tremble.
    assert range_of(decision(np.full((SIZE, SIZE), 34.9), low=10.0, high=30.0), cloud) == (10.0, 35.0)


def test_a_probability_goes_from_zero_to_one_and_a_neuron_both_ways() -> None:
    winners = (X > 0).astype(np.uint8)
    assert range_of(decision(np.full((SIZE, SIZE), 0.7), winners=winners, low=0.5), CLOUD) == (0.0, 1.0)
    neuron = decision(X / 6, focus=Neuron(1, 0), low=-0.93, high=0.93)
    assert range_of(neuron, CLOUD) == (-1.0, 1.0)


# Samples


def stood(view: SurfaceView, shown: DecisionMap, cloud: PointCloud, **more: Any) -> Any:
    mesh = mesh_of(shown, cloud, 30)
    return marks_on(view._shelf, 1.0, 3.0, mesh, shown, cloud, test=False, drops=True, **more)[0]


def test_samples_stand_at_what_is_wanted_of_them(view: SurfaceView) -> None:
    marks = stood(view, decision(X / 6), CLOUD)
    assert marks.box == pytest.approx(np.array([[0.5, 0.5, HEIGHT], [-0.5, -0.5, -HEIGHT]]))
    assert marks.ground / HEIGHT == pytest.approx([0.5, -0.5], abs=0.01)
    assert marks.drops


def test_where_that_is_on_another_scale_they_stand_on_the_surface(view: SurfaceView) -> None:
    for shown in (
        decision(X / 6, focus=Neuron(1, 0)),
        decision(np.full((SIZE, SIZE), 0.8), winners=np.zeros((SIZE, SIZE), np.uint8), low=0.5),
    ):
        marks = stood(view, shown, CLOUD)
        assert marks.box[:, 2] == pytest.approx(marks.ground)
        assert not marks.drops


def test_many_samples_have_no_lines_and_those_beside_the_plane_are_left_out(view: SurfaceView) -> None:
    many = PointCloud(np.tile([[1.0, 1.0], [9.0, 0.0]], (200, 1)), np.zeros(400, int), NOWHERE, NOTHING)
    marks = stood(view, decision(X / 6), many)
    assert not marks.drops
    assert len(marks.box) == 150


# What is seen


def test_high_is_blue_and_low_is_orange(view: SurfaceView) -> None:
    view.look_from(Camera(-34, 75))
    view.show_map(decision(np.where(X > 0, 1.0, -1.0)))
    assert blueness(color_over(view, 0.62, 0.13, 1.0)) > 30
    assert blueness(color_over(view, -0.62, 0.13, -1.0)) < -30


def test_what_is_near_hides_what_is_behind_it(view: SurfaceView) -> None:
    view.look_from(Camera(0, 45))
    view.show_map(decision(np.where(Y > 1.5, -1.0, np.where(Y < -1.5, 0.5, 1.0))))
    # From the front a slope stands before the low far part; from behind, nothing does.
    assert blueness(color_over(view, 0.13, 0.5, -1.0)) > 20
    view.look_from(Camera(180, 45))
    assert blueness(color_over(view, 0.13, 0.5, -1.0)) < -30


def test_classes_have_the_colors_of_their_areas(view: SurfaceView, theme: Theme) -> None:
    winners = np.where(X > 0, 2, 0).astype(np.uint8)
    view.show_map(decision(np.ones((SIZE, SIZE)), winners=winners, low=0.5))
    for x, index in ((0.62, 2), (-0.62, 0)):
        hue = color_over(view, x, 0.13, 1.0).hue()
        assert abs(hue - theme.class_area_color(index).hue()) <= 8


def test_a_map_that_is_no_number_says_so(view: SurfaceView) -> None:
    blank = view.picture()
    view.show_map(decision(np.full((SIZE, SIZE), np.nan)))
    assert view.picture() != blank
    assert "ŷ" not in view.accessibleDescription()


# Turning it


def test_dragging_turns_and_tilts_it(qtbot: QtBot, view: SurfaceView) -> None:
    view.show_map(decision(X / 6))
    before = view.camera
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(view, QPoint(140, 120))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(140, 120))
    assert view.camera.turn > before.turn and view.camera.tilt > before.tilt
    turned = view.camera
    qtbot.mouseMove(view, QPoint(10, 10))
    assert view.camera == turned


def test_what_is_dragged_stays_under_the_pointer(qtbot: QtBot, view: SurfaceView) -> None:
    # The near edge follows the hand: pulled to the right, it moves to the right.
    near = np.array([0.0, -1.0, 0.0])
    before = view.camera.project(near, 80.0, (0.0, 0.0))[0]
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(view, QPoint(110, 100))
    assert view.camera.project(near, 80.0, (0.0, 0.0))[0] > before


def test_keys_turn_tilt_zoom_and_go_back(qtbot: QtBot, view: SurfaceView) -> None:
    start = Camera()
    for key, modifier, field in (
        (Key.Key_Right, Qt.KeyboardModifier.NoModifier, "turn"),
        (Key.Key_Up, Qt.KeyboardModifier.NoModifier, "tilt"),
        (Key.Key_Right, Shift, "tilt"),
        (Key.Key_Plus, Shift, "zoom"),
    ):
        qtbot.keyClick(view, key, modifier)
        assert getattr(view.camera, field) > getattr(start, field), field
        qtbot.keyClick(view, Key.Key_Home)
        assert view.camera == start


def test_the_wheel_comes_nearer(view: SurfaceView) -> None:
    at = QPointF(100, 100)
    turn = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QGuiApplication.sendEvent(view, turn)
    assert view.camera.zoom == pytest.approx(1.12)


def test_it_is_said_from_where_it_is_seen_and_what(view: SurfaceView) -> None:
    view.show_map(decision(X / 8))
    said = view.accessibleDescription()
    assert "turned 34° to the left, from 33° above, zoom 1.0" in said
    assert f"ŷ from −{5.9 / 8:.3f} to {5.9 / 8:.3f}" in said
    view.look_from(Camera(20, 50, 2))
    assert "turned 20° to the right, from 50° above, zoom 2.0" in view.accessibleDescription()


def test_it_is_coarse_while_it_moves_and_fine_at_rest(qtbot: QtBot, view: SurfaceView) -> None:
    view.show_map(decision(X / 6))
    assert view.quads == MOVING**2
    qtbot.waitUntil(lambda: view.quads == AT_REST**2, timeout=5_000)
    qtbot.keyClick(view, Key.Key_Left)
    assert view.quads == MOVING**2


def test_nothing_is_drawn_anew_while_nothing_changes(view: SurfaceView, monkeypatch: Any) -> None:
    view.show_map(decision(X / 6))
    view.grab()
    drawn: list[int] = []
    monkeypatch.setattr(view._painter, "paint", lambda *_args: drawn.append(1))
    view.repaint()
    assert drawn == []
    view.show_map(decision(Y / 6))
    view.grab()
    assert drawn == [1]


def test_it_is_copied_without_the_focus_and_as_sharp_as_asked(qtbot: QtBot, view: SurfaceView) -> None:
    view.show_map(decision(X / 6))
    qtbot.keyClick(view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().size() == view.size()
    assert view.picture(2).size() == view.size() * 2
    QGuiApplication.clipboard().clear()


def test_another_theme_is_painted_in_its_colors(view: SurfaceView, theme: Theme) -> None:
    view.show_map(decision(np.ones((SIZE, SIZE))))
    before = color_over(view, 0.13, 0.13, 1.0)
    theme.set_theme("light" if theme.name == "dark" else "dark")
    after = color_over(view, 0.13, 0.13, 1.0)
    assert abs(after.lightness() - before.lightness()) > 30


def test_its_own_keys_are_kept_from_the_window(view: SurfaceView) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Home, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QGuiApplication.sendEvent(view, event)
    assert event.isAccepted()
