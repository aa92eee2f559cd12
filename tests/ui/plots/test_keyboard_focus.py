"""The ring of the focus is for those who came by the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from playground.ui.plots.keyboard_focus import KeyboardFocus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def widget(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    widget = QWidget(window)
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.resize(50, 50)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    widget.clearFocus()
    yield widget
    window.close()


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        (Qt.FocusReason.TabFocusReason, True),
        (Qt.FocusReason.BacktabFocusReason, True),
        (Qt.FocusReason.ShortcutFocusReason, True),
        (Qt.FocusReason.MouseFocusReason, False),
        (Qt.FocusReason.OtherFocusReason, False),
    ],
)
def test_how_the_focus_came_decides(widget: QWidget, reason: Qt.FocusReason, shown: bool) -> None:
    focus = KeyboardFocus(widget)
    widget.setFocus(reason)
    assert focus.shown is shown


def test_a_key_brings_the_ring_and_a_click_takes_it(qtbot: QtBot, widget: QWidget) -> None:
    focus = KeyboardFocus(widget)
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    assert widget.hasFocus()
    assert not focus.shown
    qtbot.keyClick(widget, Qt.Key.Key_Left)
    assert focus.shown
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    assert not focus.shown


def test_without_the_focus_there_is_no_ring(qtbot: QtBot, widget: QWidget) -> None:
    focus = KeyboardFocus(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    widget.clearFocus()
    assert not focus.shown
