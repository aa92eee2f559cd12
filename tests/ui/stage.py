"""A window with the theme, for dialogs and parts of a page to stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from playground.ui.theme.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def theme(qtbot: QtBot, qapp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theme]:
    """The dark theme, applied to the whole program."""
    cache: Path = tmp_path_factory.getbasetemp() / "theme"
    theme = Theme("dark", "normal", cache_dir=cache)
    theme.apply(qapp)
    yield theme
    qapp.setStyleSheet("")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    """A shown window."""
    window = QWidget()
    window.resize(1200, 800)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window
