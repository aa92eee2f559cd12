"""Reads a CSV file: every cell is either read or listed with its line and column."""

from __future__ import annotations

import dataclasses
import io
from itertools import chain
from typing import TYPE_CHECKING

from playground.data.csv_choices import ALL_ROWS, RowChoice
from playground.data.csv_collecting import RowCollector
from playground.data.csv_content import CellProblem, CsvContent
from playground.data.csv_format import CsvFormat, sniff
from playground.data.csv_names import names_of
from playground.data.csv_rows import Row, RowReader, TextBlocks
from playground.data.csv_source import Progress, Source, head_of, line_that_cannot_be_decoded, open_source
from playground.data.errors import DataError, ImportCancelled

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    Cancelled = Callable[[], bool]
    Report = Callable[[Progress], None]

# What a file is tried as, in this order, that was taken for UTF-8 and turns out not to be.
_SINGLE_BYTE = ("cp1252", "latin-1")


def never() -> bool:
    """Say that nobody stops the import."""
    return False


def _ignore(progress: Progress) -> None:
    """Take the progress and do nothing with it."""


def read_csv(
    source: Source,
    format: CsvFormat | None = None,
    rows: RowChoice = ALL_ROWS,
    *,
    cancelled: Cancelled = never,
    progress: Report = _ignore,
) -> CsvContent:
    """Read a CSV file piece by piece.

    Parameters
    ----------
    source : Path or bytes
        The file, or what is in it.
    format : CsvFormat, optional
        How to read it; recognised if not given, and then a file that turns out not to be UTF-8
        after all is read as a Western European one.
    rows : RowChoice
        Which rows are taken.
    cancelled : callable
        Asked several times a second; True stops the import.
    progress : callable
        Told how far it has come.

    Returns
    -------
    CsvContent
        Columns, rows and everything that can't be read.

    Raises
    ------
    DataError
        If the file as a whole can't be read: it is missing, empty, not text, not in the given
        encoding, beyond a limit, or no row fits the header.
    ImportCancelled
        If `cancelled` said so.
    """
    if format is not None:
        return _read_as(source, format, rows, cancelled, progress)
    recognised = sniff(head_of(source)[0])
    tries = [recognised]
    if recognised.encoding in ("utf-8", "cp1252"):
        later = _SINGLE_BYTE[recognised.encoding == "cp1252" :]
        tries += [dataclasses.replace(recognised, encoding=encoding) for encoding in later]
    for candidate in tries[:-1]:
        try:
            return _read(source, candidate, rows, cancelled, progress)
        except UnicodeDecodeError:
            continue
    return _read_as(source, tries[-1], rows, cancelled, progress)


def first_rows(source: Source, format: CsvFormat, count: int) -> list[list[str]]:
    """Return the first rows of a file as they are written, the header and those that don't fit included.

    Raises
    ------
    DataError
        As `read_csv` does.
    """
    stream, _ = open_source(source)
    with stream:
        reader = RowReader(TextBlocks(_text(stream, format), lambda: None), format)
        rows: list[list[str]] = []
        while len(rows) < count and (row := reader.row()) is not None:
            if any(row.cells):
                rows.append(row.cells)
    return rows


def _read_as(
    source: Source, format: CsvFormat, rows: RowChoice, cancelled: Cancelled, progress: Report
) -> CsvContent:
    try:
        return _read(source, format, rows, cancelled, progress)
    except UnicodeDecodeError as error:
        line = line_that_cannot_be_decoded(source, format)
        problem = f"it isn't in the encoding {format.encoding}"
        raise DataError(f"line {line}", problem, "Choose another encoding") from error


def _text(stream: BinaryIO, format: CsvFormat) -> io.TextIOWrapper:
    return io.TextIOWrapper(stream, encoding=format.codec, newline="")


def _read(
    source: Source, format: CsvFormat, rows: RowChoice, cancelled: Cancelled, progress: Report
) -> CsvContent:
    stream, size = open_source(source)
    with stream:
        seen = 0

        def report() -> None:
            if cancelled():
                raise ImportCancelled
            progress(Progress(stream.tell(), size, seen))

        reader = RowReader(TextBlocks(_text(stream, format), report), format)
        first = _first(reader)
        names, renamed = names_of(first, has_header=format.has_header)
        collector = RowCollector(names, format.decimal, rows)
        for row in reader.rest() if format.has_header else chain([first], reader.rest()):
            collector.add(row)
            seen = collector.seen
        return _content(format, first, collector, renamed)


def _first(reader: RowReader) -> Row:
    while (row := reader.row()) is not None:
        if any(row.cells):
            return row
    raise DataError("file", "there is nothing in it", "Choose a file with rows of numbers")


def _content(
    format: CsvFormat, first: Row, collector: RowCollector, renamed: tuple[CellProblem, ...]
) -> CsvContent:
    columns, listed, lines = collector.finish()
    if not collector.rows:
        raise _without_rows(first, collector)
    return CsvContent(
        format=format,
        header=tuple(column.name for column in columns),
        columns=tuple(columns),
        rows=collector.rows,
        fitting=collector.fitting,
        row_lines=lines,
        problems=tuple(sorted([*collector.broken, *listed], key=lambda problem: problem.row)),
        problem_count=sum(column.problems for column in columns) + collector.broken_rows.total(),
        broken_rows=dict(collector.broken_rows),
        broken_lines={problem.why: problem.row for problem in reversed(collector.broken)},
        renamed=renamed,
    )


def _without_rows(first: Row, collector: RowCollector) -> DataError:
    if not collector.broken:
        return DataError("file", "there is no row below the header", "Choose a file with rows of numbers")
    broken = collector.broken[0]
    return DataError(
        f"line {broken.row}",
        f"no row has the {len(first.cells)} cells of line {first.line}; "
        f"this one has {broken.why} ({broken.text})",
        "Give each column a name, or choose another separator",
    )
