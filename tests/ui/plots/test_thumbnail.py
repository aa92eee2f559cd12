from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Task
from playground.ui.plots.thumbnail import points_thumbnail

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from playground.ui.theme.theme import Theme

CORNERS = np.array([[-1.0, 1.0], [1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])


def near(first: QColor, second: QColor) -> bool:
    return bool(np.abs(np.subtract(first.getRgb(), second.getRgb())).max() < 12)


def test_signs_and_class_indices_give_the_same_picture(theme: Theme) -> None:
    signed = points_thumbnail(theme, CORNERS, [-1, 1, 1, -1], Task.CLASSIFICATION, 60)
    assert signed == points_thumbnail(theme, CORNERS, [0, 1, 1, 0], Task.CLASSIFICATION, 60)
    assert near(signed.pixelColor(6, 6), theme.color("neg"))
    assert near(signed.pixelColor(54, 6), theme.color("pos"))


def test_all_points_are_inside_and_the_rest_is_transparent(theme: Theme) -> None:
    image = points_thumbnail(theme, CORNERS * 50 + 1_000, [0, 1, 2, 3], Task.CLASSIFICATION, 60)
    for index, (x, y) in enumerate([(6, 6), (54, 6), (6, 54), (54, 54)]):
        assert near(image.pixelColor(x, y), theme.class_color(index))
    assert image.pixelColor(30, 30).alpha() == 0


def test_numbers_are_colored_around_zero(theme: Theme) -> None:
    image = points_thumbnail(theme, CORNERS, [-1.0, 4.0, 0.0, -4.0], Task.REGRESSION, 60)
    table = theme.lut("value").astype(int)
    for (x, y), level in (((54, 6), 255), ((54, 54), 0), ((6, 54), 128)):
        assert np.abs(np.subtract(image.pixelColor(x, y).getRgb()[:3], table[level])).max() < 12


def test_it_is_sharp_on_a_fine_screen(theme: Theme) -> None:
    image = points_thumbnail(theme, CORNERS, [0, 1, 1, 0], Task.CLASSIFICATION, 60, 2.0)
    assert (image.width(), image.height(), image.devicePixelRatio()) == (120, 120, 2.0)


def test_nothing_one_point_and_broken_points_can_be_drawn(theme: Theme) -> None:
    assert points_thumbnail(theme, np.zeros((0, 2)), [], Task.REGRESSION, 60).pixelColor(30, 30).alpha() == 0
    assert (
        points_thumbnail(theme, [[3.0, 3.0]], [1], Task.CLASSIFICATION, 60).pixelColor(30, 30).alpha() == 255
    )
    broken = points_thumbnail(theme, [[np.nan, 0.0], [1.0, 1.0]], [1.0, np.nan], Task.REGRESSION, 60)
    assert broken.pixelColor(30, 30).alpha() == 0
