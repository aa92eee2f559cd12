"""Finds what a test left running: threads, timers, processes and windows, and says where each was started."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import sys
import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

GRACE_SECONDS = 2.0
_ROOT = str(Path(__file__).parents[1])

_timers: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()
_qthreads: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()
_threads: weakref.WeakKeyDictionary[threading.Thread, str] = weakref.WeakKeyDictionary()


def record_starts() -> None:
    """Remember, from now on, where each timer and thread is started."""
    _record(QTimer, _timers)
    _record(QThread, _qthreads)
    _record(threading.Thread, _threads)


class Watch:
    """What was there before a test, to be compared with what is there after it."""

    def __init__(self) -> None:
        self._threads = set(threading.enumerate())
        self._timers = {id(timer) for timer in _active_timers()}
        self._qthreads = {id(thread) for thread in _running_qthreads()}
        self._children = _children()
        self._windows = {id(window) for window in _windows()}

    def leftovers(self) -> list[str]:
        """Give a line for each thing that the test left; an empty list is a pass."""
        _settle()
        return [
            *self._left_windows(),
            *(f"running QTimer {_timers[t]}" for t in _active_timers() if id(t) not in self._timers),
            *(f"running QThread {_qthreads[t]}" for t in _running_qthreads() if id(t) not in self._qthreads),
            *self._left_processes(),
            *self._left_threads(),
        ]

    def _left_windows(self) -> list[str]:
        if all(id(window) in self._windows for window in _windows()):
            return []
        gc.collect()
        return [
            f"top-level widget {type(w).__name__} {w.objectName()!r} {w.windowTitle()!r}"
            for w in _windows()
            if id(w) not in self._windows
        ]

    def _left_processes(self) -> list[str]:
        for child in multiprocessing.active_children():
            if child.pid not in self._children:
                child.join(GRACE_SECONDS)
        return [f"process {pid}: {name}" for pid, name in _children().items() if pid not in self._children]

    def _left_threads(self) -> list[str]:
        new = [thread for thread in threading.enumerate() if thread not in self._threads]
        for thread in new:
            if thread in _threads:  # a thread that Python did not start can't be joined
                thread.join(GRACE_SECONDS)
        return [f"thread {t.name!r} {_threads.get(t, '')}" for t in new if t.is_alive()]


def _record(kind: Any, registry: weakref.WeakKeyDictionary[Any, str]) -> None:
    start = kind.start

    def recorded(self: Any, *args: Any, **kwargs: Any) -> Any:
        registry[self] = _caller()
        return start(self, *args, **kwargs)

    kind.start = recorded


def _caller() -> str:
    """Give the innermost line of ours that is not in this file."""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(_ROOT) and ".venv" not in name and name != __file__:
            return f"started at {os.path.relpath(name, _ROOT)}:{frame.f_lineno}"
        frame = frame.f_back
    return "started outside this project"


def _settle() -> None:
    """Let Qt carry out the deletions that were asked for."""
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _alive(registry: weakref.WeakKeyDictionary[Any, str], running: Callable[[Any], bool]) -> list[Any]:
    return [thing for thing in list(registry) if shiboken6.isValid(thing) and running(thing)]


def _active_timers() -> list[Any]:
    return _alive(_timers, lambda timer: timer.isActive())


def _running_qthreads() -> list[Any]:
    return _alive(_qthreads, lambda thread: thread.isRunning())


def _windows() -> list[Any]:
    if not isinstance(QApplication.instance(), QApplication):
        return []
    windows = QApplication.topLevelWidgets()
    return [w for w in windows if w.parent() is None and w.metaObject().className() != "QTipLabel"]


def _children() -> dict[int, str]:
    """Give the processes that this one started and that still run; only Linux can tell about foreign ones."""
    found = {child.pid: child.name for child in multiprocessing.active_children() if child.pid}
    for pid in _child_ids():
        command = _command(pid)
        if command and "multiprocessing.resource_tracker" not in command:
            found.setdefault(pid, command)
    return found


def _child_ids() -> list[int]:
    """Give the children of each thread; a thread may end while it is asked."""
    found: list[int] = []
    for children in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, children.read_text().split())
    return found


def _command(pid: int) -> str:
    """Give a process's command line, or nothing if it has ended."""
    process = Path(f"/proc/{pid}")
    try:
        state = process.joinpath("stat").read_text().rpartition(")")[2].split()[0]
        words = process.joinpath("cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        # Between being started and reading its arguments a process has a name only.
        return "" if state == "Z" else words or process.joinpath("comm").read_text().strip()
    except OSError:
        return ""
