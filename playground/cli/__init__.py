"""The command line: the window, or one of four commands."""

from __future__ import annotations

import sys

from playground.cli.parser import UsageError, parse
from playground.document.errors import ExperimentError, FileError

INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run what the arguments ask for and return the exit status: 0, or 2 for a wrong name, file or value."""
    try:
        request = parse(sys.argv[1:] if argv is None else argv)
        return int(request.run(request))
    except KeyboardInterrupt:
        return INTERRUPTED
    except (UsageError, ExperimentError, FileError) as error:
        print(f"playground: {error}", file=sys.stderr)
        return 2
