"""How long the window takes to appear: from starting the program until X shows it, warm.

`python -m tests.benchmarks.startup [--rounds 5]` needs an X display and xdotool. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time

SEARCH = ["xdotool", "search", "--onlyvisible", "--name", "– Playground"]
PATIENCE = 60.0


def first_window() -> float:
    """Return the seconds until a window named Playground is mapped."""
    began = time.perf_counter()
    program = subprocess.Popen([sys.executable, "-m", "playground"])
    try:
        while subprocess.run(SEARCH, stdout=subprocess.DEVNULL, check=False).returncode:
            if time.perf_counter() - began > PATIENCE:
                raise TimeoutError("no window appeared")
        return time.perf_counter() - began
    finally:
        program.kill()
        program.wait()


def _missing() -> str:
    """Return what is missing to measure with, "" if nothing is."""
    if not os.environ.get("DISPLAY"):
        return "there is no X display; set DISPLAY, or start it in xvfb-run"
    return "" if shutil.which("xdotool") else "xdotool is not installed; it finds the window"


def main() -> None:
    """Print the median and the range."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    if reason := _missing():
        sys.exit(f"startup: {reason}")
    first_window()
    times = [first_window() for _ in range(rounds)]
    print(f"window after {statistics.median(times):.2f} s (from {min(times):.2f} to {max(times):.2f})")


if __name__ == "__main__":
    main()
