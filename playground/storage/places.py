"""Where the program keeps its own files, by the platform's conventions."""

from __future__ import annotations

from pathlib import Path

import platformdirs

APP = "playground"


def preferences_file() -> Path:
    """Return where the preferences stand."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "preferences.toml"


def recovery_folder() -> Path:
    """Return where unsaved work is kept for the next start."""
    return Path(platformdirs.user_state_dir(APP, appauthor=False)) / "recovery"


def log_folder() -> Path:
    """Return where errors are written."""
    return Path(platformdirs.user_log_dir(APP, appauthor=False))
