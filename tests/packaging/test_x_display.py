"""Qt opens a window on a real X display with the libraries that `run.py` asks for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("Playground")
label.show()
app.processEvents()
print(app.platformName(), label.isVisible())
"""


@pytest.fixture
def display() -> Iterator[str]:
    """Run an X server without a screen, on a number that it chooses itself."""
    if shutil.which("Xvfb") is None:
        pytest.skip("no Xvfb on this system")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as pipe:
            yield f":{pipe.readline().strip()}"
        server.terminate()


def test_a_window_opens(display: str) -> None:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "xcb True", done.stderr
