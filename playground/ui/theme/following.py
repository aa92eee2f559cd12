"""Which theme is meant where the system's is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication


def theme_for(wanted: str) -> str:
    """Return ``dark`` or ``light``; for ``system`` what the system shows, dark if it does not say."""
    if wanted != "system":
        return wanted
    light = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Light
    return "light" if light else "dark"
