"""A theme, and a way to put a widget on the screen with the keyboard in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.ui.theme.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def theme(qapp: QApplication, tmp_path: Path) -> Theme:
    return Theme("dark", "normal", cache_dir=tmp_path)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., QWidget]:
    """Put widgets under each other into an active window."""
    windows = []  # qtbot itself keeps only a weak reference

    def show(*widgets: QWidget, size: tuple[int, int] = (420, 320)) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        layout = QVBoxLayout(window)
        for widget in widgets:
            layout.addWidget(widget)
        layout.addStretch(1)
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return show
