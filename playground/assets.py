"""Finds a shipped file, the same way from source, wheel and frozen bundle."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def asset(*parts: str) -> Path:
    """Give the path of a shipped file or folder, such as `asset("icons", "play.svg")`.

    Parameters
    ----------
    *parts
        The path below `resources`, one name each.

    Raises
    ------
    FileNotFoundError
        If nothing of that name is shipped.
    """
    path = _resources().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"Playground ships no file {'/'.join(parts)!r} (looked in {path.parent})")
    return path


def _resources() -> Path:
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"
