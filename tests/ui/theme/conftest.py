"""A theme for these tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from playground.ui.theme.theme import Theme

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def theme(qapp: QApplication, tmp_path: Path) -> Theme:
    return Theme("dark", "normal", cache_dir=tmp_path)
