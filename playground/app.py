"""The composition root: builds theme, session and window, and hands each what it needs."""

from __future__ import annotations

import gc
import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from playground import crash
from playground.document.errors import FileError
from playground.session.autosave import Autosave, left_work
from playground.session.exposure import Exposure
from playground.session.session import Session
from playground.session.training import Training
from playground.storage.examples import example_named
from playground.storage.places import log_folder, preferences_file, recovery_folder
from playground.storage.preferences import Preferences, load_preferences, save_preferences
from playground.storage.recovery import RecoveryStore
from playground.storage.trained import Trained
from playground.ui.main_window import MainWindow
from playground.ui.theme.following import theme_for
from playground.ui.theme.theme import Theme
from playground.worker.process import WorkerProcess

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playground.document.choices import Page


FIRST = "circle"
COLLECT_EVERY_MS = 2_000


class Teller(QObject):
    """Carries a sentence from whichever thread failed to the window's."""

    told = Signal(str)


def run_window(
    worker: WorkerProcess, trained: Trained | None, path: Path | None, *, table: Path | None = None
) -> int:
    """Show the window until it is closed; a `table` is shown to the person before it is used."""
    app = make_application(sys.argv[:1])
    preferences = load_preferences(preferences_file())
    session = make_session(trained, first_worker(worker))
    window = MainWindow(themed(app, preferences), session, preferences, keep_preferences)
    autosave = _autosave(session, recover=trained is None and table is None)
    teller = Teller()
    teller.told.connect(window.tell_crash)
    remove_hook = crash.install(log_folder(), teller.told.emit)
    _close_on_signals(window)
    window.open_first(path)
    window.show()
    _collect_on_a_timer(app)
    if table is not None:
        QTimer.singleShot(0, window, lambda: window.files.load_table(table))
    status = app.exec()
    autosave.close(keep=window.closed_from_outside)
    session.close()
    remove_hook()
    return status


def _autosave(session: Session, *, recover: bool) -> Autosave:
    """Keep unsaved work from now on; first take up what a window that died has left, if asked to."""
    store = RecoveryStore(recovery_folder())
    work = left_work(store) if recover else None
    if work is not None:
        session.files.open_recovered(work)
    return Autosave(session, store, work)


def _close_on_signals(window: MainWindow) -> None:
    """Leave in order when asked to from outside; unsaved work is offered at the next start."""

    def close_soon(_number: int, _frame: object) -> None:
        # From the event loop: a window closed before the loop begins would never end it.
        QTimer.singleShot(0, window, window.close_from_outside)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, close_soon)


def save_screenshot(
    trained: Trained, target: Path, *, epochs: int, size: tuple[int, int], page: Page, look: Preferences
) -> str:
    """Train some epochs behind a window that nobody sees, and save its picture; return what else to say."""
    app = make_application(["playground"])
    session = make_session(trained, WorkerProcess)
    window = MainWindow(themed(app, look), session, look, lambda preferences: None)
    window.resize(*size)
    window.show()
    exposure = Exposure(session)
    try:
        exposure.expose(epochs)
        window.pages.turn_to(page)
        exposure.wait_for_answers()
        window.settle()
        app.processEvents()
        saved = window.grab().save(str(target))
    finally:
        session.close()
        window.close_quietly()
    if not saved:
        raise FileError(f"“{target}”", "the picture could not be written.", "Give another place.")
    return exposure.note


def make_application(argv: list[str]) -> QApplication:
    """Return the one application object, made if there is none yet."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(argv)
    app.setApplicationName("Playground")
    app.setDesktopFileName("playground")
    return app


def themed(app: QApplication, preferences: Preferences) -> Theme:
    """Return the theme that the preferences ask for, applied to the application."""
    theme = Theme(theme_for(preferences.theme), preferences.text)
    theme.set_signs(preferences.signs)
    theme.set_reduced_motion(preferences.reduced_motion)
    theme.apply(app)
    return theme


def make_session(trained: Trained | None, start_worker: Callable[[], WorkerProcess]) -> Session:
    """Return a session on what was opened, or on the first shipped experiment."""
    opened = trained or Trained(example_named(FIRST).experiment())
    return Session(Training(start_worker=start_worker), opened)


def first_worker(worker: WorkerProcess) -> Callable[[], WorkerProcess]:
    """Return a way to get a worker: the one that already starts, and new ones after it."""
    waiting = [worker]
    return lambda: waiting.pop() if waiting else WorkerProcess()


def keep_preferences(preferences: Preferences) -> None:
    """Write the preferences to their place."""
    save_preferences(preferences_file(), preferences)


def _collect_on_a_timer(app: QApplication) -> None:
    """Collect garbage between events only: a collection inside Qt's dispatch can crash this binding.

    What was made until now stays, and is never looked at again, which makes each collection short.
    """
    gc.disable()
    gc.collect()
    gc.freeze()
    timer = QTimer(app)
    timer.timeout.connect(lambda: gc.collect())
    timer.start(COLLECT_EVERY_MS)
