"""An epoch in the real window, and the same epoch without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from playground.session.training import TrainingState
from playground.worker.run import Run

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier


def train_an_epoch(qtbot: QtBot, window: MainWindow) -> Run:
    """Go to the end of the epoch, and return a run that did the same."""
    session = window.session
    goal = int(session.epoch) + 1
    qtbot.keyClick(window, Key.Key_S, Shift)
    qtbot.waitUntil(
        lambda: session.epoch == goal and session.training.state is TrainingState.PAUSED, timeout=20_000
    )
    window.settle()
    run = Run(session.experiment, session.table)
    run.trainer.run(session.step)
    return run
