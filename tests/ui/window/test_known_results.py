"""The known results in the real window: shipped in the menu with what they show, and said of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.storage.examples import EXAMPLES, KNOWN_RESULTS

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened


def examples_of(window: MainWindow) -> list[QAction]:
    file_menu = window.menuBar().actions()[0].menu()
    (examples,) = (action.menu() for action in file_menu.actions() if action.text() == "Examples")
    assert examples.toolTipsVisible()
    return examples.actions()


def test_a_saddle_is_named_and_one_step_of_newton_is_enough(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("saddle-at-zero")
    line = window.page.bottom.insight
    qtbot.waitUntil(lambda: line.text().startswith("This is a saddle."), timeout=20_000)

    actions = {action.text(): action for action in examples_of(window) if not action.isSeparator()}
    assert list(actions) == [example.title for example in EXAMPLES]
    assert all(action.toolTip() not in ("", action.text()) for action in actions.values())
    assert all(example.about.split()[0] in actions[example.title].toolTip() for example in KNOWN_RESULTS)

    actions["Newton in one step"].trigger()
    qtbot.waitUntil(lambda: window.session.experiment.name == "newton_in_one_step", timeout=20_000)
    qtbot.waitUntil(lambda: line.text().startswith("Nothing is learned yet."), timeout=20_000)
    window.actions_by_key["step"].trigger()
    qtbot.waitUntil(lambda: line.text().startswith("Newton's step is exact."), timeout=20_000)
