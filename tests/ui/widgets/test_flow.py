"""Chips that are switched, and lines of them that break where the width ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from playground.ui.widgets.flow import Flow
from playground.ui.widgets.toggle_chip import ToggleChip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

Key = Qt.Key


def chips(theme: Theme, count: int) -> list[ToggleChip]:
    return [ToggleChip(theme, f"chip {number}", f"Chip {number}") for number in range(count)]


@pytest.mark.parametrize("width", [80, 150, 400])
def test_chips_stand_in_reading_order_within_the_width(
    theme: Theme, shown: Callable[..., QWidget], width: int
) -> None:
    flow = Flow(theme)
    flow.set_widgets(chips(theme, 9))
    shown(flow, size=(width + 40, 500))
    flow.setFixedWidth(width)
    flow.resize(width, flow.heightForWidth(width))
    places = [widget.geometry() for widget in flow.widgets()]
    assert [(each.y(), each.x()) for each in places] == sorted((each.y(), each.x()) for each in places)
    assert max(each.right() for each in places) < width
    assert max(each.bottom() for each in places) < flow.heightForWidth(width)
    for first in places:
        assert sum(first.intersects(other) for other in places) == 1


def test_a_narrower_flow_is_taller_and_one_line_is_not(theme: Theme, shown: Callable[..., QWidget]) -> None:
    flow = Flow(theme)
    flow.set_widgets(chips(theme, 6))
    shown(flow)
    one = flow.widgets()[0].sizeHint().height()
    assert flow.heightForWidth(10_000) == one
    assert flow.heightForWidth(100) > flow.heightForWidth(200) > one


def test_larger_text_breaks_the_lines_anew(theme: Theme, shown: Callable[..., QWidget]) -> None:
    flow = Flow(theme)
    flow.set_widgets(chips(theme, 6))
    shown(flow)
    before = flow.heightForWidth(200)
    theme.set_text("large")
    assert flow.heightForWidth(200) > before


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return])
def test_a_chip_is_switched_by_keys_and_mouse_and_tells_it_once(
    qtbot: QtBot, theme: Theme, shown: Callable[..., QWidget], key: Qt.Key
) -> None:
    (chip,) = chips(theme, 1)
    told: list[bool] = []
    chip.switched.connect(told.append)
    shown(chip)
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chip, key)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    chip.show_on(True)
    assert told == [True, False]
    assert chip.isChecked()


def test_on_and_off_differ_in_more_than_hue(theme: Theme, shown: Callable[..., QWidget]) -> None:
    (chip,) = chips(theme, 1)
    shown(chip)
    inside = chip.rect().center().x(), chip.height() // 2 - 9
    off = chip.grab().toImage().pixelColor(*inside).lightness()
    chip.show_on(True)
    on = chip.grab().toImage().pixelColor(*inside).lightness()
    assert abs(on - off) > 100
