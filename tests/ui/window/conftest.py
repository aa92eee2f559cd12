"""The real window around the real worker, for tests that use it as a person would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt

from playground import app as program
from playground.storage.examples import example_named
from playground.storage.preferences import Preferences
from playground.storage.tables import table_of
from playground.storage.trained import Trained
from playground.ui.main_window import MainWindow
from playground.worker.process import WorkerProcess

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

Opened = Callable[..., MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Opened]:
    """Return a way to open a window on a shipped experiment; it is closed after the test."""
    opened: list[MainWindow] = []

    def open_it(name: str = "circle", *, size: tuple[int, int] = (1440, 900), **look: str) -> MainWindow:
        preferences = Preferences(reduced_motion=True, **{"theme": "dark", "text": "normal", **look})
        experiment = example_named(name).experiment()
        session = program.make_session(Trained(experiment, table_of(experiment)), WorkerProcess)
        window = MainWindow(program.themed(qapp, preferences), session, preferences, lambda _: None)
        opened.append(window)
        window.resize(*size)
        window.show()
        qtbot.waitUntil(lambda: window.page.canvas.scene.values.parameters is not None, timeout=20_000)
        window.settle()
        window.activateWindow()
        return window

    yield open_it
    while opened:
        window = opened.pop()
        window.session.close()
        window.session.undo_stack.clear()
        window.close_quietly()
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        del window
