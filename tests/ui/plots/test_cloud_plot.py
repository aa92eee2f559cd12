from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from playground.ui.plots.cloud_layout import ellipse_of, steady_limit
from playground.ui.plots.cloud_plot import CloudPlot
from playground.worker.snapshots import CloudPlane, GradientCloud

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QImage
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme


def a_cloud(points: np.ndarray, **kwargs: object) -> GradientCloud:
    none = np.zeros(len(points), bool)
    cloud = GradientCloud(
        plane=CloudPlane.STEPS,
        share=0.5,
        points=points,
        against=none,
        in_batch=none,
        batch=(0.3, -0.5),
        full=(0.5, 0.0),
        covariance=np.diag([0.01, 0.0025]),
        training_samples=250,
        batch_size=10,
        full_length=0.5,
        noise=0.4,
        angle=59.0,
        typical=((10, 20.0), (40, 10.0)),
        running=False,
    )
    return replace(cloud, **kwargs)  # type: ignore[arg-type]


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> CloudPlot:
    plot = CloudPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(460, 200)
    return plot


def near(image: QImage, color: QColor, x: float, y: float) -> bool:
    pixel = image.pixelColor(round(x), round(y))
    return bool(np.abs(np.subtract(pixel.getRgb()[:3], color.getRgb()[:3])).max() < 60)


def test_a_sample_stands_where_its_gradient_points(plot: CloudPlot, theme: Theme) -> None:
    points = np.array([[-0.4, 0.3], [-0.2, -0.3]])
    plot.show_cloud(a_cloud(points, against=np.array([False, True])))
    image, frame = plot.picture(), plot.frame()
    (left, _), (_, top) = frame.x_range, frame.y_range
    assert -left / frame.rect.width() * frame.rect.height() == pytest.approx(top)
    for (x, y), token in zip(points, ("dpos", "dneg"), strict=True):
        assert near(image, theme.color(token), frame.px(x) - 0.5, frame.py(y) - 0.5)


def test_both_axes_have_the_same_scale_at_any_shape(plot: CloudPlot) -> None:
    plot.show_cloud(a_cloud(np.array([[0.2, 0.1]])))
    for size in ((460, 200), (200, 400), (900, 100)):
        plot.resize(*size)
        frame = plot.frame()
        per_unit = [
            frame.px(1.0) - frame.px(0.0),
            frame.py(0.0) - frame.py(1.0),
        ]
        assert per_unit[0] == pytest.approx(per_unit[1])
        for point in ((0.5, 0.0), (0.3, -0.5)):
            assert frame.x_range[0] <= point[0] <= frame.x_range[1]
            assert frame.y_range[0] <= point[1] <= frame.y_range[1]


def test_the_full_gradient_is_drawn_thicker_than_the_batch(plot: CloudPlot, theme: Theme) -> None:
    cloud = a_cloud(np.array([[-0.4, 0.3]]), batch=(-0.5, 0.0), covariance=np.zeros((2, 2)))
    plot.show_cloud(cloud)
    image, frame = plot.picture(), plot.frame()

    def width(at: float, token: str) -> int:
        rows = range(round(frame.py(0.0)) - 8, round(frame.py(0.0)) + 9)
        return sum(near(image, theme.color(token), frame.px(at), row) for row in rows)

    assert width(0.2, "ink") > width(-0.2, "ink2") >= 1


def test_the_ellipse_has_the_roots_of_the_eigenvalues_for_half_axes() -> None:
    turn = np.array([[np.cos(0.5), -np.sin(0.5)], [np.sin(0.5), np.cos(0.5)]])
    first, second, angle = ellipse_of(turn @ np.diag([9.0, 4.0]) @ turn.T)
    assert (first, second) == pytest.approx((3.0, 2.0))
    assert np.degrees(0.5) == pytest.approx(angle % 180)
    assert ellipse_of(np.zeros((2, 2)))[:2] == (0.0, 0.0)


def test_a_few_samples_may_lie_out_of_sight_and_are_counted(plot: CloudPlot) -> None:
    points = np.vstack([np.zeros((50, 2)), [[0.0, 90.0], [-70.0, 0.0]]])
    plot.show_cloud(a_cloud(points))
    assert plot.frame().y_range[1] < 2
    assert plot.beyond() == "2 further out"
    plot.show_cloud(a_cloud(points[:50]))
    assert plot.beyond() == ""


def test_the_scale_does_not_tremble() -> None:
    limit = steady_limit(0.0, 0.73)
    assert limit == pytest.approx(0.8)
    assert all(steady_limit(limit, least) == limit for least in (0.79, 0.6, 0.4))
    assert steady_limit(limit, 0.81) == pytest.approx(1.0)
    assert steady_limit(limit, 0.2) == pytest.approx(0.2)
    assert steady_limit(0.0, 0.0) == 1.0


def test_it_invites_and_says_why_there_is_none(plot: CloudPlot) -> None:
    empty = plot.picture()
    plot.set_invitation("Too large")
    assert plot.picture() != empty
    plot.show_cloud(a_cloud(np.zeros((3, 2)), full=(0.0, 0.0), batch=(0.0, 0.0)))
    plot.picture()


def test_its_picture_is_copied(plot: CloudPlot, qtbot: QtBot) -> None:
    plot.show_cloud(a_cloud(np.array([[0.1, 0.1]])))
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(plot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().size() == plot.size()
    QGuiApplication.clipboard().clear()


def test_it_follows_theme_and_text_size(plot: CloudPlot, theme: Theme) -> None:
    plot.show_cloud(a_cloud(np.array([[0.1, 0.1]])))
    before = plot.frame().rect
    theme.set_text("projector")
    theme.set_theme("light" if theme.name == "dark" else "dark")
    assert plot.frame().rect != before
    assert plot.picture().pixelColor(0, plot.height() - 1) == theme.color("panel")
