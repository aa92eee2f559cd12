from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from playground.data.errors import ImportCancelled
from playground.document.errors import FileError
from playground.ui.dialogs.waiting import WaitingSheet, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme


class Guest:
    """Watches for the sheet while `wait_for` waits, and does something to it once."""

    def __init__(self, qtbot: QtBot, act: Callable[[WaitingSheet], bool]) -> None:
        self.seen: list[WaitingSheet] = []
        self._act = act
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(10)

    def _look(self) -> None:
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, WaitingSheet) and self._act(sheet):
            self.seen.append(sheet)
            self._timer.stop()

    def leave(self) -> None:
        self._timer.stop()


def test_what_is_quickly_done_shows_nothing(theme: Theme, window: QWidget) -> None:
    assert wait_for(theme, "Writing", lambda report, stopped: 7, window) == 7


def test_progress_is_shown_and_the_result_comes_back(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    go_on = Event()

    def work(report: Callable[[str, float], None], stopped: Callable[[], bool]) -> str:
        report("300 of 400 rows", 0.75)
        go_on.wait(20)
        return "done"

    def act(sheet: WaitingSheet) -> bool:
        if sheet.sentence.text() != "300 of 400 rows":
            return False
        assert sheet.progress.value() == 750
        assert sheet.progress.maximum() == 1000
        go_on.set()
        return True

    guest = Guest(qtbot, act)
    assert wait_for(theme, "Writing", work, window) == "done"
    assert guest.seen


def test_esc_gives_it_up_and_the_work_is_told(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    ended = Event()

    def work(report: Callable[[str, float], None], stopped: Callable[[], bool]) -> None:
        while not stopped():
            ended.wait(0.005)
        ended.set()
        raise ImportCancelled

    def act(sheet: WaitingSheet) -> bool:
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
        return True

    guest = Guest(qtbot, act)
    assert wait_for(theme, "Writing", work, window) is None
    assert guest.seen
    assert ended.wait(20)


@pytest.mark.parametrize("slow", [False, True])
def test_an_error_comes_out_where_it_was_waited_for(slow: bool, theme: Theme, window: QWidget) -> None:
    def work(report: Callable[[str, float], None], stopped: Callable[[], bool]) -> None:
        Event().wait(0.3 if slow else 0.0)
        raise FileError("a.csv", "the disk is full.", "Free some space.")

    with pytest.raises(FileError, match="the disk is full"):
        wait_for(theme, "Writing", work, window)
