from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from playground.ui.dialogs.command_palette import CommandPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

Key = Qt.Key
NAMES = ["&Open…", "Save", "Save as…", "Reset", "Add a hidden layer", "Remove the last hidden layer", "Redo"]


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def palette(qtbot: QtBot, theme: Theme, window: QWidget, done: list[str]) -> CommandPalette:
    actions = []
    for name in NAMES:
        action = QAction(name, window)
        action.triggered.connect(lambda _checked=False, name=name: done.append(name))
        actions.append(action)
    actions[1].setShortcut(QKeySequence("Ctrl+S"))
    actions[-1].setEnabled(False)
    palette = CommandPalette(theme, actions, window)
    with qtbot.waitExposed(palette):
        palette.show()
    palette.activateWindow()
    return palette


def test_all_commands_are_listed_at_first_and_disabled_ones_last(palette: CommandPalette) -> None:
    expected = [
        "Open",
        "Save",
        "Save as",
        "Reset",
        "Add a hidden layer",
        "Remove the last hidden layer",
        "Redo",
    ]
    assert palette.shown() == expected


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("save", ["Save", "Save as"]),
        ("LAYER", ["Add a hidden layer", "Remove the last hidden layer"]),
        ("layer add", ["Add a hidden layer"]),
        ("re", ["Reset", "Remove the last hidden layer", "Redo"]),
        ("hid", ["Add a hidden layer", "Remove the last hidden layer"]),
        (
            "  ",
            [
                "Open",
                "Save",
                "Save as",
                "Reset",
                "Add a hidden layer",
                "Remove the last hidden layer",
                "Redo",
            ],
        ),
        ("xyz", []),
    ],
)
def test_typing_filters(typed: str, shown: list[str], palette: CommandPalette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, typed)
    assert palette.shown() == shown
    assert palette.nothing.isVisible() == (shown == [])


def test_arrows_choose_and_enter_does_it(palette: CommandPalette, qtbot: QtBot, done: list[str]) -> None:
    qtbot.keyClicks(palette.field, "layer")
    qtbot.keyClick(palette.field, Key.Key_Down)
    qtbot.keyClick(palette.field, Key.Key_Down)
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert done == ["Remove the last hidden layer"]
    assert not palette.isVisible()


def test_up_stops_at_the_first(palette: CommandPalette, qtbot: QtBot, done: list[str]) -> None:
    for key in (Key.Key_PageDown, Key.Key_PageUp, Key.Key_Up, Key.Key_Enter):
        qtbot.keyClick(palette.field, key)
    assert done == ["&Open…"]


def test_a_click_does_it(palette: CommandPalette, qtbot: QtBot, done: list[str]) -> None:
    place = palette.list.visualRect(palette.list.model().index(2, 0)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert done == ["Save as…"]


def test_escape_leaves_without_doing_anything(palette: CommandPalette, qtbot: QtBot, done: list[str]) -> None:
    qtbot.keyClick(palette.field, Key.Key_Escape)
    assert not palette.isVisible()
    assert done == []


def test_a_disabled_command_and_an_empty_list_do_nothing(
    palette: CommandPalette, qtbot: QtBot, done: list[str]
) -> None:
    qtbot.keyClicks(palette.field, "redo")
    qtbot.keyClick(palette.field, Key.Key_Return)
    palette.field.clear()
    qtbot.keyClicks(palette.field, "nothing like it")
    for key in (Key.Key_Down, Key.Key_Return):
        qtbot.keyClick(palette.field, key)
    assert done == []
    assert palette.isVisible()


def test_the_command_runs_after_the_palette_is_gone(
    palette: CommandPalette, qtbot: QtBot, window: QWidget
) -> None:
    seen: list[bool] = []
    window.actions()
    palette._actions[0].triggered.connect(lambda: seen.append(palette.isVisible()))
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert seen == [False]


def test_screen_readers_hear_name_and_keys(palette: CommandPalette) -> None:
    model = palette.list.model()
    assert model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole) == "Save, Ctrl+S"
    assert palette.field.accessibleName() == "Find a command"
    assert palette.list.accessibleName() == "Commands found"
