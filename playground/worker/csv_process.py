"""A CSV file is read in a short-lived process of its own, so that a hostile one costs only the import."""

from __future__ import annotations

import itertools
import multiprocessing
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.data.csv_choices import ALL_ROWS, ColumnChoice, RowChoice
from playground.data.csv_source import Progress
from playground.data.table import Table
from playground.worker.csv_importer import Importer
from playground.worker.csv_messages import (
    Answer,
    Check,
    Fetch,
    Listener,
    Preview,
    Read,
    TableHead,
    TablePiece,
    TooMuch,
    Verdict,
)

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.connection import Connection

    from numpy.typing import NDArray

    from playground.data.csv_format import CsvFormat
    from playground.data.csv_table import TargetKind
    from playground.data.errors import DataError

MEMORY_BYTES = 6 * 2**30
PATIENCE = 1.0
# How long the window may take answers at a time, in seconds: less than a frame.
TURN = 0.008


class CsvReader:
    """The window's side: asks, and is told the answer to what it asked last."""

    def __init__(self) -> None:
        self._connection: Connection | None = None
        self._process: multiprocessing.process.BaseProcess | None = None
        self._serials = itertools.count(1)
        self._latest = 0
        self._coming: _ComingTable | None = None

    @property
    def pid(self) -> int:
        """The process's number; 0 if none runs."""
        return (self._process.pid or 0) if self._process is not None else 0

    def read(self, path: Path, format: CsvFormat | None = None, rows: RowChoice = ALL_ROWS) -> None:
        """Read a file; a reading under way is given up."""
        self._send(Read(self._next(), path, format, rows))

    def check(
        self,
        target: int,
        inputs: tuple[int, ...],
        kind: TargetKind | None = None,
        choices: Mapping[int, ColumnChoice] | None = None,
    ) -> None:
        """Ask what a choice of columns (by their places) would give; a target below 0 is none."""
        self._send(Check(self._next(), target, inputs, kind, tuple((choices or {}).items())))

    def fetch(self) -> None:
        """Ask for the table of the last check."""
        self._send(Fetch(self._next()))

    def poll(self, listener: Listener) -> None:
        """Tell what has come in, without waiting; the listener may ask anew or close at once."""
        end = time.monotonic() + TURN
        while self._connection is not None and time.monotonic() < end:
            try:
                if not self._connection.poll():
                    return
                answer: Answer = self._connection.recv()
            except (EOFError, OSError):
                self._bury(listener)
                return
            if answer.serial == self._latest:
                self._tell(listener, answer.content)

    def close(self) -> None:
        """End the process now."""
        self._coming = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _next(self) -> int:
        self._latest = next(self._serials)
        return self._latest

    def _send(self, command: Read | Check | Fetch) -> None:
        self._coming = None
        if self._connection is None:
            self._start()
        try:
            if self._connection is not None:
                self._connection.send(command)
        except OSError:
            # It died; `poll` finds that out and tells.
            return

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), name="playground-import", daemon=True)
        self._process.start()
        theirs.close()

    def _bury(self, listener: Listener) -> None:
        killed = False
        if self._process is not None:
            self._process.join(PATIENCE)
            killed = (self._process.exitcode or 0) < 0
        self.close()
        why = "it was ended by the system, perhaps for lack of memory" if killed else "it stopped by itself"
        listener.csv_failed("import", why, "Choose a part of the table, or another file")

    def _tell(
        self,
        listener: Listener,
        content: Progress | TooMuch | Preview | Verdict | TableHead | TablePiece | DataError,
    ) -> None:
        if isinstance(content, TableHead):
            self._coming = _ComingTable(content)
        elif isinstance(content, TablePiece):
            if self._coming is not None and self._coming.take(content):
                coming, self._coming = self._coming, None
                listener.csv_table(coming.table())
        else:
            _tell(listener, content)


def _tell(listener: Listener, content: Progress | TooMuch | Preview | Verdict | DataError) -> None:
    if isinstance(content, Progress):
        listener.csv_progress(content)
    elif isinstance(content, TooMuch):
        listener.csv_too_much(content)
    elif isinstance(content, Preview):
        listener.csv_preview(content)
    elif isinstance(content, Verdict):
        listener.csv_verdict(content)
    else:
        listener.csv_failed(content.place, content.problem, content.remedy)


class _ComingTable:
    """A table that arrives in pieces."""

    def __init__(self, head: TableHead) -> None:
        self._head = head
        self._values = np.empty((head.rows, len(head.columns)))
        self._target: NDArray[Any] = np.empty(head.rows, np.float64 if head.classes is None else np.int64)
        self._rows = 0

    def take(self, piece: TablePiece) -> bool:
        """Put the next rows in their place; return whether they were the last."""
        rows = slice(self._rows, self._rows + len(piece.target))
        self._values[rows], self._target[rows] = piece.values, piece.target
        self._rows = rows.stop
        return self._rows == self._head.rows

    def table(self) -> Table:
        """Return the table, checked anew."""
        head = self._head
        for array in (self._values, self._target):
            array.setflags(write=False)
        return Table(head.columns, self._values, self._target, head.target_name, head.classes)


# The child


def serve(connection: Connection) -> None:
    """Be the process that imports: what the child runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(MEMORY_BYTES)
    importer = Importer(connection, MEMORY_BYTES)
    while True:
        try:
            importer.answer(connection.recv())
        except (EOFError, OSError):
            return


def limit_memory(size: int) -> None:
    """Let this process take no more than `size` bytes on top of what it has, where the system can do that."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + size
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
