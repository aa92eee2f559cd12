"""Whether a window can be shown, found out before Qt is loaded: Qt aborts where it cannot."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from pathlib import Path

X_LIBRARIES = ("libxcb-cursor.so.0", "libxkbcommon-x11.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1")
COMMON_LIBRARIES = ("libGL.so.1", "libEGL.so.1", "libxkbcommon.so.0", "libfontconfig.so.1", "libdbus-1.so.3")
HOW_TO = "start it on a desktop (or with DISPLAY set)"


def missing_display() -> str:
    """Return why no window can be shown and what would help, or nothing if one can."""
    if not sys.platform.startswith("linux"):
        return ""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in ("offscreen", "minimal", "vnc"):
        return _missing_library(COMMON_LIBRARIES)
    if _wayland_answers():
        return _missing_library(COMMON_LIBRARIES)
    if not os.environ.get("DISPLAY"):
        return f"there is no display; for the window {HOW_TO}"
    if not _x_answers(os.environ["DISPLAY"]):
        return f"the display {os.environ['DISPLAY']} does not answer; for the window {HOW_TO}"
    return _missing_library((*COMMON_LIBRARIES, *X_LIBRARIES))


def _missing_library(names: tuple[str, ...]) -> str:
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            return f"the system library {name} is missing; “python3 run.py” names what the window needs"
    return ""


def _wayland_answers() -> bool:
    name, folder = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(name) and _connects(str(Path(folder) / str(name)))


def _x_answers(display: str) -> bool:
    host, _, screen = display.rpartition(":")
    number = screen.partition(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return _connects(path) or _connects(f"\0{path}")
    try:
        with socket.create_connection((host, 6000 + int(number)), timeout=2.0):
            return True
    except OSError:
        return False


def _connects(path: str) -> bool:
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
            door.settimeout(2.0)
            door.connect(path)
            return True
    except OSError:
        return False
