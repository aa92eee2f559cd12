"""The child's side of an import: it holds what was found in a file, and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.data.csv_content import CsvContent, excerpt
from playground.data.csv_estimate import estimate
from playground.data.csv_format import CsvFormat, sniff
from playground.data.csv_import import first_rows, read_csv
from playground.data.csv_source import head_of
from playground.data.csv_table import build_table, suggest_kind, suggest_target
from playground.data.errors import DataError, ImportCancelled
from playground.worker.csv_messages import (
    Answer,
    Check,
    Fetch,
    Preview,
    Read,
    TableHead,
    TablePiece,
    TooMuch,
    Verdict,
)
from playground.worker.memory import free_memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path

    from playground.data.csv_choices import RowChoice
    from playground.data.csv_source import Progress
    from playground.data.table import Table

SAMPLE_ROWS = 12
LISTED_PROBLEMS = 500
PIECE_BYTES = 4 * 2**20
# Of the free memory; the rest is for the window and the worker, who take the table over.
MEMORY_SHARE = 0.6


class Importer:
    """Holds a file and what was found in it, and answers; it takes at most `memory` bytes."""

    def __init__(self, connection: Connection, memory: int) -> None:
        self._connection = connection
        self._memory = memory
        self._content: CsvContent | None = None
        self._table: Table | None = None

    def answer(self, command: Read | Check | Fetch) -> None:
        """Carry out a command; whatever is wrong with the data is an answer too."""
        try:
            for answer in self._carry_out(command):
                self._connection.send(Answer(command.serial, answer))
        except ImportCancelled:
            return
        except DataError as error:
            self._connection.send(Answer(command.serial, error))
        except MemoryError:
            self._content = self._table = None
            remedy = "Take every k-th row, or a sample of rows"
            refusal = DataError("file", "reading it needs too much memory", remedy)
            self._connection.send(Answer(command.serial, refusal))

    def _carry_out(
        self, command: Read | Check | Fetch
    ) -> Iterator[TooMuch | Preview | Verdict | TableHead | TablePiece]:
        if isinstance(command, Read):
            yield self._read(command)
        elif isinstance(command, Check):
            yield self._check(command)
        else:
            yield from self._pieces()

    def _read(self, command: Read) -> TooMuch | Preview:
        self._content = self._table = None
        too_much = self._too_much(command.path, command.format, command.rows)
        if too_much is not None:
            return too_much

        def report(progress: Progress) -> None:
            self._connection.send(Answer(command.serial, progress))

        # A new command, or the window's end, is what cancels.
        content = read_csv(
            command.path, command.format, command.rows, cancelled=self._connection.poll, progress=report
        )
        self._content = content
        return _preview(content, command.path)

    def _too_much(self, path: Path, format: CsvFormat | None, rows: RowChoice) -> TooMuch | None:
        head, size = head_of(path)
        written = format or sniff(head)
        expected = estimate(head, size, written)
        free = free_memory()
        room = self._memory if free is None else min(self._memory, int(MEMORY_SHARE * free))
        needed = expected.bytes_needed(rows)
        if needed <= room:
            return None
        return TooMuch(written, expected.rows, expected.columns, needed, room, expected.rows_within(room))

    def _check(self, command: Check) -> Verdict:
        content = self._content
        if content is None:
            raise DataError("file", "it has not been read", "Choose another file")
        self._table = None
        if command.target < 0:
            refusal = DataError("target", "none is chosen", "Choose the column that is to be predicted")
            return Verdict(command.kind or "classes", 0, content.total, 0, None, refusal)
        return self._judge(content, command)

    def _judge(self, content: CsvContent, command: Check) -> Verdict:
        target = content.header[command.target]
        kind = command.kind or suggest_kind(content, target)
        inputs = [content.header[place] for place in command.inputs]
        choices = {content.header[place]: choice for place, choice in command.choices}
        try:
            table, left_out = build_table(content, target, inputs, kind, choices)
        except DataError as refusal:
            return Verdict(kind, 0, content.total, 0, None, refusal)
        self._table = table
        return Verdict(
            kind=kind,
            kept=table.rows,
            total=content.total,
            classes=len(table.classes or ()),
            left_out=left_out,
            refusal=None,
            inputs=len(table.columns),
            passed_over=content.fitting - content.rows,
        )

    def _pieces(self) -> Iterator[TableHead | TablePiece]:
        """Yield the table of the last check, in pieces that the window takes without a halt."""
        table = self._table
        if table is None:
            raise DataError("table", "no columns have been chosen", "Choose a target")
        yield TableHead(table.columns, table.target_name, table.classes, table.rows)
        step = max(PIECE_BYTES // (8 * (len(table.columns) + 1)), 1)
        for start in range(0, table.rows, step):
            yield TablePiece(table.values[start : start + step], table.target[start : start + step])


def _preview(content: CsvContent, path: Path) -> Preview:
    columns = content.columns
    return Preview(
        format=content.format,
        names=content.header,
        kinds=tuple(column.kind for column in columns),
        problems_in=tuple(column.problems for column in columns),
        words_in=tuple(
            0 if each.kind == "number" else len(each.distinct) if each.distinct_complete else -1
            for each in columns
        ),
        rows=content.total,
        taken=content.rows,
        first_rows=_first_rows(content, path),
        problems=content.problems[:LISTED_PROBLEMS],
        problem_count=content.problem_count,
        renamed=content.renamed[:LISTED_PROBLEMS],
        renamed_count=len(content.renamed),
        target=content.header.index(suggest_target(content)),
    )


def _first_rows(content: CsvContent, path: Path) -> tuple[tuple[str, ...], ...]:
    """Return the first rows below the header as they are written, the ones that don't fit included."""
    header = int(content.format.has_header)
    rows = first_rows(path, content.format, header + SAMPLE_ROWS)[header:]
    return tuple(tuple(excerpt(cell) for cell in cells[: len(content.header) + 1]) for cells in rows)
