"""Start Playground: `python -m playground`, the `playground` command and the frozen program all come here."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Run the command line and give its exit status."""
    # First of all: in a frozen program a worker process starts here too, and goes no further.
    multiprocessing.freeze_support()
    from playground.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
