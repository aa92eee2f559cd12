"""The harness itself: a test that leaves something behind is seen, and told where it was started."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QWidget

from tests import leftovers
from tests.leftovers import Watch

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

HERE = "started at tests/test_leftovers.py:"


def test_nothing_is_nothing() -> None:
    assert Watch().leftovers() == []


def test_a_thread_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "GRACE_SECONDS", 0.01)
    watch, end = Watch(), threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten")
    thread.start()
    left = watch.leftovers()
    end.set()
    thread.join()
    assert len(left) == 1
    assert left[0].startswith(f"thread 'forgotten' {HERE}")
    assert watch.leftovers() == []


def test_a_running_timer_is_seen(qtbot: QtBot) -> None:
    watch, timer = Watch(), QTimer()
    timer.start(1000)
    left = watch.leftovers()
    timer.stop()
    assert len(left) == 1
    assert left[0].startswith(f"running QTimer {HERE}")
    assert watch.leftovers() == []


def test_a_running_qthread_is_seen(qtbot: QtBot) -> None:
    watch, thread = Watch(), QThread()
    thread.start()
    left = watch.leftovers()
    thread.quit()
    thread.wait()
    assert any(line.startswith(f"running QThread {HERE}") for line in left)
    assert watch.leftovers() == []


def test_a_window_is_seen_and_a_deleted_one_is_not(qtbot: QtBot) -> None:
    watch, window = Watch(), QWidget()
    window.setObjectName("forgotten")
    left = watch.leftovers()
    window.deleteLater()
    assert left == ["top-level widget QWidget 'forgotten' ''"]
    assert watch.leftovers() == []


def test_a_closed_window_that_still_exists_is_seen(qtbot: QtBot) -> None:
    watch, window = Watch(), QWidget()
    window.show()
    window.close()
    left = watch.leftovers()
    shiboken6.delete(window)
    assert len(left) == 1


def test_a_foreign_process_is_seen() -> None:
    watch = Watch()
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    left = watch.leftovers()
    child.communicate()
    assert len(left) == 1
    assert f"process {child.pid}" in left[0]
    assert watch.leftovers() == []


def test_a_spawned_process_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "GRACE_SECONDS", 0.01)
    context = multiprocessing.get_context("spawn")
    watch, end = Watch(), context.Event()
    child = context.Process(target=end.wait, name="forgotten")
    child.start()
    left = watch.leftovers()
    end.set()
    child.join()
    child.close()
    assert len(left) == 1
    assert "forgotten" in left[0]
    assert watch.leftovers() == []
