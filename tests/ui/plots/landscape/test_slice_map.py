"""The map of a loss: what its colours and lines mean, and what the mouse and the keys do on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from playground.ui.plots.landscape.relief import LINES, relief_of
from playground.ui.plots.landscape.slice_map import ZOOM_STEP, SliceMap
from playground.ui.plots.landscape.slice_readings import path_rows, place_rows
from playground.ui.plots.landscape.slice_surface import SliceSurface, path_on
from playground.ui.plots.surface.mesh import mesh_of
from tests.ui.landscapes import EXTENT, bowl, middles

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import LandscapeAnswer

Key, Button, Modifier = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier
TITLES = ("main direction 1", "main direction 2")


def shown(theme: Theme, qtbot: QtBot, answer: LandscapeAnswer) -> SliceMap:
    view = SliceMap(theme)
    qtbot.addWidget(view)
    view.resize(640, 520)
    view.show()
    relief = relief_of(answer)
    assert relief is not None
    view.show_slice(answer, relief, TITLES)
    return view


def test_lines_run_where_the_loss_is_that_of_their_level_and_the_scale_has_its_ends() -> None:
    relief = relief_of(bowl())
    assert relief is not None and relief.logarithmic
    assert (relief.loss_at(0.0), relief.loss_at(1.0)) == pytest.approx((relief.low, relief.high))
    assert relief.loss_at(0.5) == pytest.approx(np.sqrt(relief.low * relief.high))
    x, y = middles()
    levels = list(relief.lines())
    assert len(levels) == LINES
    for share, lines in levels[4:]:
        for line in lines:
            at = (np.interp(line[:, 0], np.arange(50), x[0]), np.interp(line[:, 1], np.arange(40), y[:, 0]))
            losses = 0.1 + at[0] ** 2 + 2 * at[1] ** 2
            np.testing.assert_allclose(losses, relief.loss_at(share), rtol=0.06)


def test_a_loss_that_reaches_zero_or_hardly_changes_is_drawn_as_it_is() -> None:
    flat = relief_of(bowl(heights=np.linspace(1.0, 2.0, 2000, dtype=np.float32).reshape(40, 50)))
    zero = relief_of(bowl(heights=np.linspace(0.0, 2.0, 2000, dtype=np.float32).reshape(40, 50)))
    same = relief_of(bowl(heights=np.full((40, 50), 0.5, np.float32)))
    assert flat is not None and zero is not None and same is not None
    assert not flat.logarithmic and not zero.logarithmic and zero.texts == ("0.0", "loss", "2.0")
    assert np.isfinite(same.shares).all()
    assert relief_of(bowl(known=np.zeros((40, 50), bool))) is None


def test_colours_are_those_of_the_map_and_what_is_not_finite_is_hatched(theme: Theme, qtbot: QtBot) -> None:
    known = np.ones((40, 50), bool)
    known[:10, :12] = False
    answer = bowl(known=known, path_x=np.zeros(1), path_y=np.zeros(1))
    view = shown(theme, qtbot, answer)
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    relief = relief_of(answer)
    assert relief is not None
    at = view.pixel_of((2.95, 1.95)).toPoint()
    share = np.log(0.1 / relief.low + (2.95**2 + 2 * 1.95**2) / relief.low) / np.log(relief.high / relief.low)
    wanted = theme.lut("loss")[round(255 * share)].astype(int)
    pixel = image.pixelColor(at)
    assert np.abs(wanted - [pixel.red(), pixel.green(), pixel.blue()]).max() < 12
    first, last = view.pixel_of((-1.9, -1.9)).toPoint(), view.pixel_of((-1.1, -1.3)).toPoint()
    colors = {
        image.pixelColor(x, y).name() for x in range(first.x(), last.x()) for y in range(last.y(), first.y())
    }
    assert theme.color("card").name() in colors and theme.color("ink3").name() in colors
    assert place_rows(answer, (-1.5, -1.5))[0].value == "not finite"


def test_a_place_tells_the_loss_of_its_cell_and_a_point_of_the_path_its_own(
    theme: Theme, qtbot: QtBot
) -> None:
    answer = bowl()
    view = shown(theme, qtbot, answer)
    assert [row.value for row in place_rows(answer, (1.05, 0.55))] == ["1.81", "1.05", "0.550"]
    near = view.pixel_of((1.0, 0.5)) + QPointF(2, -2)
    assert [row.value for row in path_rows(answer, view._frame(), near, 7.0)] == ["", "1.60", "0.100"]
    assert path_rows(answer, view._frame(), view.pixel_of((-1.0, 0.5)), 7.0) == []


def test_the_mouse_puts_and_drags_a_cross_hair_and_the_wheel_zooms(theme: Theme, qtbot: QtBot) -> None:
    view = shown(theme, qtbot, bowl())
    placed: list[object] = []
    view.placed.connect(placed.append)
    start, end = view.pixel_of((1.0, 1.0)).toPoint(), view.pixel_of((-1.0, -0.5)).toPoint()
    QTest.mousePress(view, Button.LeftButton, Modifier.NoModifier, start)
    assert view.cross == pytest.approx((1.0, 1.0), abs=0.02)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Button.LeftButton, Modifier.NoModifier, end)
    assert view.cross is not None
    QTest.mousePress(view, Button.LeftButton, Modifier.NoModifier, end)
    assert view.cross == pytest.approx((-1.0, -0.5), abs=0.02)
    assert placed[-1] == view.cross and "cross-hair: loss 1.6" in view.accessibleDescription()
    QTest.mouseClick(view, Button.LeftButton, Modifier.NoModifier, QPoint(2, 2))
    assert view.cross == pytest.approx((-1.0, -0.5), abs=0.02)
    zooms: list[float] = []
    view.zoomed.connect(zooms.append)
    wheel = QWheelEvent(
        QPointF(start), view.mapToGlobal(QPointF(start)), QPoint(), QPoint(0, 240),
        Button.NoButton, Modifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, wheel)
    assert zooms == pytest.approx([ZOOM_STEP**2])


def test_the_keys_walk_by_cells_accept_and_let_go(theme: Theme, qtbot: QtBot) -> None:
    view = shown(theme, qtbot, bowl())
    accepted, zooms = [], []
    view.accepted.connect(lambda: accepted.append(view.cross))
    view.zoomed.connect(zooms.append)
    QTest.keyClick(view, Key.Key_Return)
    assert not accepted
    QTest.keyClick(view, Key.Key_Right)
    QTest.keyClick(view, Key.Key_Up, Modifier.ShiftModifier)
    assert view.cross == pytest.approx((0.1, 0.5))
    for _ in range(100):
        QTest.keyClick(view, Key.Key_Left)
    assert view.cross == pytest.approx((EXTENT[0], 0.5))
    QTest.keyClick(view, Key.Key_Return)
    assert accepted == [view.cross]
    QTest.keyClick(view, Key.Key_Escape)
    assert view.cross is None
    for key in (Key.Key_Plus, Key.Key_Minus, Key.Key_Home):
        QTest.keyClick(view, key)
    assert zooms == pytest.approx([ZOOM_STEP, 1 / ZOOM_STEP, 0.0])


def test_a_later_picture_takes_the_place_of_the_one_before_when_its_lines_are_found(
    theme: Theme, qtbot: QtBot
) -> None:
    view = shown(theme, qtbot, bowl())
    later = bowl(plane=2, epoch=5.0)
    relief = relief_of(later)
    assert relief is not None
    with qtbot.waitSignal(view.drawn) as drawn:
        view.show_slice(later, relief, TITLES)
    assert drawn.args == [later]
    view.show_reason("The network has no weights.")
    assert view.accessibleDescription() == "The network has no weights."
    view.grab()


def test_the_path_lies_on_the_surface(theme: Theme, qtbot: QtBot) -> None:
    surface, answer = SliceSurface(theme), bowl()
    qtbot.addWidget(surface)
    surface.resize(400, 400)
    relief = relief_of(answer)
    assert relief is not None
    surface.show_slice(answer, relief, ("a", "b"))
    surface.grab()
    assert surface._decision is not None
    mesh = mesh_of(surface._decision, surface._points, 36)
    pieces = path_on(mesh, surface._path)
    assert len(pieces) > 20
    flat = pieces.reshape(-1, 3)
    np.testing.assert_allclose(flat[:, 2], mesh.height_at(flat[:, :2]), atol=1e-12)
    assert np.abs(flat[:, :2]).max() <= 1.0
    np.testing.assert_allclose(pieces[0, 0, :2], [0.6, 0.5])
    assert mesh.height_of(np.log10(np.array([0.1 + 4 + 2])))[0] == pytest.approx(pieces[0, 0, 2], abs=0.02)
