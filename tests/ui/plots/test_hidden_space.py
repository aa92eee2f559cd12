"""The picture of a layer's space: where its points are drawn, what stays steady, and its straight line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication

from playground.document.choices import Task
from playground.ui.plots.frame import Frame
from playground.ui.plots.hidden_space import HiddenSpaceView, SpaceNames
from playground.ui.plots.points import PointCloud
from playground.ui.plots.space_frame import Box, frame_of, steady, wanted_box
from playground.ui.plots.space_painter import border_in
from playground.ui.plots.sprites import SpriteShelf
from playground.worker.snapshots import HiddenSpace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

NODES = 37
PLANE = (-6.0, 6.0, -6.0, 6.0)
ACROSS = np.linspace(-6, 6, NODES)
X, Y = np.meshgrid(ACROSS, ACROSS[::-1])
TRAIN = np.array([[-0.8, -0.5], [0.7, 0.6], [0.1, -0.2]], np.float32)
LABELS = np.array([0, 1, 1])


def space(**changes: Any) -> HiddenSpace:
    plain = HiddenSpace(
        layer=2,
        units=2,
        axes=(0, 1),
        share=1.0,
        samples=3,
        train=TRAIN,
        test=np.zeros((0, 2), np.float32),
        sheet=np.stack([np.tanh(X / 4), np.tanh(Y / 4)], axis=-1).astype(np.float32),
        said=np.where(X > 0, 1.0, -1.0).astype(np.float32),
        winners=None,
        low=-1.0,
        high=1.0,
        extent=PLANE,
        border=None,
        by_channel=False,
    )
    return replace(plain, **changes)


CLOUD = PointCloud(TRAIN.astype(float), LABELS, np.array([[0.4, -0.7]]), np.array([0]))


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> HiddenSpaceView:
    view = HiddenSpaceView(theme)
    qtbot.addWidget(view)
    view.resize(340, 300)
    view.show()
    view.show_points(CLOUD)
    view.show_names(SpaceNames("a of 2.1", "a of 2.2", "ŷ = 0", ("x₁", "x₂")))
    return view


def color_at(view: HiddenSpaceView, x: float, y: float) -> QColor:
    frame = view.frame()
    return view.picture().pixelColor(QPointF(frame.px(x), frame.py(y)).toPoint())


def blueness(color: QColor) -> int:
    return color.blue() - color.red()


# What is seen of it


def test_all_samples_and_the_grid_are_seen_on_one_scale(view: HiddenSpaceView) -> None:
    view.show_space(space())
    frame = view.frame()
    for x, y in [*TRAIN, (0.9, 0.9), (-0.9, -0.9)]:
        assert frame.rect.contains(QPointF(frame.px(x), frame.py(y)))
    assert frame.px(1) - frame.px(0) == pytest.approx(frame.py(0) - frame.py(1))


def test_a_grid_that_reaches_far_beyond_the_samples_is_cut(view: HiddenSpaceView) -> None:
    far = wanted_box(space(sheet=np.stack([X * 50, Y * 50], axis=-1).astype(np.float32)), False)
    assert far.across < 1.5 * (0.75 + 0.3 * 1.5)
    view.show_space(space(sheet=np.stack([X * 1e30, Y * 1e30], axis=-1).astype(np.float32)))
    assert not view.picture().isNull()


def test_what_is_seen_stands_still_as_long_as_it_will_do() -> None:
    shown = steady(None, Box(0.0, 0.0, 1.0, 1.0))
    assert shown.across == pytest.approx(1.12)
    assert steady(shown, Box(0.05, 0.0, 1.05, 0.9)) is shown
    assert steady(shown, Box(0.0, 0.0, 1.2, 1.0)).across > 1.2
    assert steady(shown, Box(0.0, 0.0, 0.3, 0.3)).across < 0.5
    assert steady(shown, Box(5.0, 0.0, 1.0, 1.0)).x == 5.0


def test_another_layer_is_seen_anew(view: HiddenSpaceView) -> None:
    view.show_space(space())
    before = view.frame().x_range
    view.show_space(space(train=TRAIN * 0.95))
    assert view.frame().x_range == before
    view.show_space(space(layer=1, train=TRAIN * 0.95))
    assert view.frame().x_range != before


# The straight line


@pytest.mark.parametrize("border", [(1.0, -2.0, 0.3), (0.0, 1.0, 0.1), (1.0, 0.0, -0.4), (3.0, 1.0, 0.0)])
def test_the_border_runs_through_the_frame_where_its_equation_says(border: tuple[float, ...]) -> None:
    frame = Frame(QRectF(10, 20, 200, 160), (-1.2, 1.3), (-1.0, 1.0))
    ends = border_in(frame, border)  # type: ignore[arg-type]
    assert ends is not None
    for end in ends:
        x, y = frame.x_at(end.x()), frame.y_at(end.y())
        assert border[0] * x + border[1] * y + border[2] == pytest.approx(0.0, abs=1e-9)
        assert frame.rect.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(end)
    assert (ends[0] - ends[1]).manhattanLength() > 100


def test_a_border_outside_or_nowhere_is_not_drawn() -> None:
    frame = Frame(QRectF(10, 20, 200, 160), (-1.0, 1.0), (-1.0, 1.0))
    assert border_in(frame, (1.0, 0.0, 5.0)) is None
    assert border_in(frame, (0.0, 0.0, 1.0)) is None


def test_the_line_is_drawn_in_ink(view: HiddenSpaceView, theme: Theme) -> None:
    view.show_space(space(border=(1.0, 0.0, -0.45)))
    line, beside = color_at(view, 0.45, -0.9), color_at(view, 0.62, -0.9)
    ink = theme.color("ink").lightness()
    assert abs(line.lightness() - ink) < 30 < abs(beside.lightness() - ink)


# Colours and marks


def test_the_sheet_has_the_color_of_the_answer(view: HiddenSpaceView) -> None:
    view.show_points(PointCloud.empty())
    view.show_space(space())
    assert blueness(color_at(view, 0.53, 0.11)) > 25
    assert blueness(color_at(view, -0.53, 0.11)) < -25


def test_samples_are_marked_where_the_layer_puts_them(view: HiddenSpaceView, theme: Theme) -> None:
    view.show_space(space())
    for (x, y), label in zip(TRAIN.tolist(), LABELS.tolist(), strict=True):
        found, wanted = color_at(view, x, y), theme.class_color(label)
        assert abs(found.red() - wanted.red()) + abs(found.blue() - wanted.blue()) < 40


def test_test_samples_are_shown_when_they_are_wanted(view: HiddenSpaceView) -> None:
    told = space(test=np.array([[0.4, -0.7]], np.float32))
    view.show_space(told)
    without = view.picture()
    view.set_show_test(True)
    assert view.picture() != without
    assert len(view.cloud().test_xy) == 1


def test_labels_of_other_data_never_meet_these_places(view: HiddenSpaceView) -> None:
    view.show_points(replace(CLOUD, train_labels=LABELS[:2], train_xy=TRAIN[:2].astype(float)))
    view.show_space(space())
    assert len(view.cloud().train_xy) == len(view.cloud().train_labels) == 2
    assert not view.picture().isNull()


def test_one_neuron_is_a_line_with_the_samples_around_it(view: HiddenSpaceView) -> None:
    flat = space(
        units=1, axes=(0,), train=TRAIN[:, :1], sheet=np.tanh(X / 4)[..., None].astype(np.float32),
        border=(1.0, 0.0, -0.2), test=np.zeros((0, 1), np.float32),
    )  # fmt: skip
    view.show_space(flat)
    cloud = view.cloud()
    assert cloud.train_xy[:, 0] == pytest.approx(TRAIN[:, 0])
    assert np.ptp(cloud.train_xy[:, 1]) > 0.1
    frame = view.frame()
    assert frame_of(frame.rect, Box(0, 0, 1, 1), single=True).y_range == (-1.0, 1.0)
    assert not view.picture().isNull()


def test_a_sample_is_ringed(view: HiddenSpaceView) -> None:
    view.show_space(space())
    before = view.grab().toImage()
    view.mark_sample(1)
    after = view.grab().toImage()
    frame = view.frame()
    ring = QPointF(frame.px(0.7) + 7, frame.py(0.6)).toPoint()
    assert before.pixelColor(ring) != after.pixelColor(ring)


# Keys, pictures, theme


def test_arrows_ask_for_the_next_layer(qtbot: QtBot, view: HiddenSpaceView) -> None:
    for key, step in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, -1)):
        with qtbot.waitSignal(view.layer_stepped) as stepped:
            qtbot.keyClick(view, key)
        assert stepped.args == [step]


def test_it_is_copied_as_a_picture(qtbot: QtBot, view: HiddenSpaceView) -> None:
    view.show_space(space())
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().size() == view.size()
    assert view.picture(2).size() == view.size() * 2
    QGuiApplication.clipboard().clear()


def test_another_theme_has_its_colors(view: HiddenSpaceView, theme: Theme) -> None:
    view.show_space(space())
    before = color_at(view, 0.53, 0.11)
    theme.set_theme("light" if theme.name == "dark" else "dark")
    assert abs(color_at(view, 0.53, 0.11).lightness() - before.lightness()) > 40


# Sprites


def test_pictures_of_marks_are_made_once(theme: Theme) -> None:
    shelf = SpriteShelf(theme)
    first = shelf.take(1.0, 3.0, CLOUD, test=False)
    assert shelf.take(1.0, 3.0, CLOUD, test=False) is first
    assert shelf.take(1.0, 3.0, CLOUD, test=True) is not first
    assert shelf.take(2.0, 3.0, CLOUD, test=False) is not first


def test_numbers_are_told_apart_by_their_shade(theme: Theme) -> None:
    numbers = replace(CLOUD, task=Task.REGRESSION, low=-1.0, high=1.0)
    sprites = SpriteShelf(theme).take(1.0, 3.0, numbers, test=False)
    low, high = (sprites.pictures(np.array([each]))[0].toImage().pixelColor(6, 6) for each in (-1.0, 1.0))
    assert blueness(low) < 0 < blueness(high)
