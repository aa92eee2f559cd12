"""A CSV file is read in a short-lived process of its own, so that a hostile one costs only the import."""

from __future__ import annotations

import io
import itertools
import multiprocessing
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from playground.data.csv_content import CsvContent, excerpt
from playground.data.csv_import import read_csv
from playground.data.csv_rows import LineSource, read_rows
from playground.data.csv_table import TargetKind, build_table, suggest_kind, suggest_target
from playground.data.errors import DataError, ImportCancelled
from playground.data.limits import FILE_BYTES
from playground.data.table import Table
from playground.worker.csv_messages import Answer, Check, Fetch, Listener, Preview, Read, Verdict

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    from playground.data.csv_format import CsvFormat

MEMORY_BYTES = 3 * 2**30
SAMPLE_ROWS = 12
LISTED_PROBLEMS = 500
PATIENCE = 1.0


class CsvReader:
    """The window's side: asks, and is told the answer to what it asked last."""

    def __init__(self) -> None:
        self._connection: Connection | None = None
        self._process: multiprocessing.process.BaseProcess | None = None
        self._serials = itertools.count(1)
        self._latest = 0

    @property
    def pid(self) -> int:
        """The process's number; 0 if none runs."""
        return (self._process.pid or 0) if self._process is not None else 0

    def read(self, path: Path, format: CsvFormat | None = None) -> None:
        """Read a file; a reading under way is given up."""
        self._send(Read(self._next(), path, format))

    def check(self, target: int, inputs: tuple[int, ...], kind: TargetKind | None = None) -> None:
        """Ask what a choice of columns (by their places) would give."""
        self._send(Check(self._next(), target, inputs, kind))

    def fetch(self) -> None:
        """Ask for the table of the last check."""
        self._send(Fetch(self._next()))

    def poll(self, listener: Listener) -> None:
        """Tell what has come in, without waiting; the listener may ask anew or close at once."""
        while self._connection is not None:
            try:
                if not self._connection.poll():
                    return
                answer: Answer = self._connection.recv()
            except (EOFError, OSError):
                self._bury(listener)
                return
            if answer.serial == self._latest:
                _tell(listener, answer.content)

    def close(self) -> None:
        """End the process now."""
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


def _tell(listener: Listener, content: float | Preview | Verdict | Table | DataError) -> None:
    if isinstance(content, float):
        listener.csv_progress(content)
    elif isinstance(content, Preview):
        listener.csv_preview(content)
    elif isinstance(content, Verdict):
        listener.csv_verdict(content)
    elif isinstance(content, Table):
        # Made anew, so that its arrays are checked and can't be written to here either.
        listener.csv_table(replace(content))
    else:
        listener.csv_failed(content.place, content.problem, content.remedy)


# The child


def serve(connection: Connection) -> None:
    """Be the process that imports: what the child runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(MEMORY_BYTES)
    importer = _Importer(connection)
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


class _Importer:
    """Holds the file and what was found in it, and answers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._path: Path | None = None
        self._raw = b""
        self._content: CsvContent | None = None
        self._table: Table | None = None

    def answer(self, command: Read | Check | Fetch) -> None:
        """Carry out a command; whatever is wrong with the data is an answer too."""
        answer: Preview | Verdict | Table | DataError
        try:
            answer = self._carry_out(command)
        except ImportCancelled:
            return
        except DataError as error:
            answer = error
        except MemoryError:
            self._content = self._table = None
            answer = DataError("file", "reading it needs too much memory", "Choose a part of the table")
        self._connection.send(Answer(command.serial, answer))

    def _carry_out(self, command: Read | Check | Fetch) -> Preview | Verdict | Table:
        if isinstance(command, Read):
            return self._read(command)
        if isinstance(command, Check):
            return self._check(command)
        if self._table is None:
            raise DataError("table", "no columns have been chosen", "Choose a target")
        return self._table

    def _read(self, command: Read) -> Preview:
        self._content = self._table = None
        if command.path != self._path:
            self._raw, self._path = _load(command.path), command.path

        def report(share: float) -> None:
            self._connection.send(Answer(command.serial, float(share)))

        # A new command, or the window's end, is what cancels.
        content = read_csv(self._raw, command.format, cancelled=self._connection.poll, progress=report)
        self._content = content
        return _preview(content, self._raw)

    def _check(self, command: Check) -> Verdict:
        content = self._content
        if content is None:
            raise DataError("file", "it has not been read", "Choose another file")
        self._table = None
        target = content.header[command.target]
        kind = command.kind or suggest_kind(content, target)
        total = content.rows + sum(content.broken_rows.values())
        try:
            inputs = [content.header[place] for place in command.inputs]
            table, left_out = build_table(content, target, inputs, kind)
        except DataError as refusal:
            return Verdict(kind, 0, total, 0, None, refusal)
        self._table = table
        return Verdict(kind, table.rows, total, len(table.classes or ()), left_out, None)


def _load(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(FILE_BYTES + 1)
    except OSError as error:
        problem = error.strerror or "it can't be read"
        raise DataError(
            path.name, problem[:1].lower() + problem[1:], "Choose a file that can be read"
        ) from error


def _preview(content: CsvContent, raw: bytes) -> Preview:
    return Preview(
        format=content.format,
        names=content.header,
        are_numbers=tuple(column.kind == "number" for column in content.columns),
        rows=content.rows + sum(content.broken_rows.values()),
        first_rows=tuple(_first_rows(content, raw)),
        problems=content.problems[:LISTED_PROBLEMS],
        problem_count=content.problem_count,
        renamed=content.renamed,
        target=content.header.index(suggest_target(content)),
    )


def _first_rows(content: CsvContent, raw: bytes) -> Iterator[tuple[str, ...]]:
    """Yield the first rows below the header as they are written, the ones that don't fit included."""
    stream = io.TextIOWrapper(io.BytesIO(raw), encoding=content.format.codec, newline="")
    lines = LineSource(stream, lambda: None)
    rows = (cells for _, cells in read_rows(lines, content.format.delimiter) if any(cells))
    for cells in itertools.islice(rows, content.format.has_header, SAMPLE_ROWS + content.format.has_header):
        yield tuple(excerpt(cell) for cell in cells[: len(content.header) + 1])
