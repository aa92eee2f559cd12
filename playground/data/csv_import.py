"""Reads a CSV file: every cell is either read or listed with its line and column."""

from __future__ import annotations

import dataclasses
import io
from itertools import chain
from typing import TYPE_CHECKING

from playground.data.csv_columns import RowCollector
from playground.data.csv_content import CellProblem, CsvContent
from playground.data.csv_format import HEAD_BYTES, CsvFormat, single_byte_encoding, sniff
from playground.data.csv_rows import LineSource, read_rows
from playground.data.errors import DataError, ImportCancelled
from playground.data.limits import COLUMNS, FILE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


def _never() -> bool:
    return False


def _ignore(share: float) -> None:
    """Take the progress and do nothing with it."""


def read_csv(
    source: Path | bytes,
    format: CsvFormat | None = None,
    *,
    cancelled: Callable[[], bool] = _never,
    progress: Callable[[float], None] = _ignore,
) -> CsvContent:
    """Read a CSV file.

    Parameters
    ----------
    source : Path or bytes
        The file, or what is in it.
    format : CsvFormat, optional
        How to read it; recognised if not given, and then a file that turns out not to be UTF-8
        after all is read as a Western European one.
    cancelled : callable
        Asked several times a second; True stops the import.
    progress : callable
        Told how much has been read, from 0 to 1.

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
    content = _load(source)
    if format is not None:
        return _read_as(content, format, cancelled, progress)
    recognised = sniff(content[:HEAD_BYTES])
    try:
        return _read(content, recognised, cancelled, progress)
    except UnicodeDecodeError as error:
        if recognised.encoding == "utf-16":
            raise _undecodable(content, recognised, error) from error
    other = dataclasses.replace(recognised, encoding=single_byte_encoding(content))
    return _read_as(content, other, cancelled, progress)


def _load(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return _checked(source)
    try:
        with source.open("rb") as file:
            return _checked(file.read(FILE_BYTES + 1))
    except OSError as error:
        raise DataError(
            source.name, error.strerror or "it can't be read", "Choose a file that can be read"
        ) from error


def _checked(content: bytes) -> bytes:
    if len(content) > FILE_BYTES:
        raise DataError(
            "file", f"it is larger than {FILE_BYTES >> 20} MiB, the limit", "Choose a part of the table"
        )
    return content


def _read_as(
    content: bytes, format: CsvFormat, cancelled: Callable[[], bool], progress: Callable[[float], None]
) -> CsvContent:
    try:
        return _read(content, format, cancelled, progress)
    except UnicodeDecodeError as error:
        raise _undecodable(content, format, error) from error


def _undecodable(content: bytes, format: CsvFormat, error: UnicodeDecodeError) -> DataError:
    try:
        content.decode(format.encoding)
    except UnicodeDecodeError as whole:
        # The stream decodes piece by piece; only the whole file tells where it happened.
        error = whole
    line = content.count(b"\n", 0, error.start) + 1
    return DataError(f"line {line}", f"it isn't in the encoding {format.encoding}", "Choose another encoding")


def _read(
    content: bytes, format: CsvFormat, cancelled: Callable[[], bool], progress: Callable[[float], None]
) -> CsvContent:
    raw = io.BytesIO(content)
    text = io.TextIOWrapper(raw, encoding=format.codec, newline="")
    source = LineSource(text, lambda: _report(raw.tell() / len(content), cancelled, progress))
    rows = read_rows(source, format.delimiter)
    first = next((row for row in rows if any(row[1])), None)
    if first is None:
        raise DataError("file", "there is nothing in it", "Choose a file with rows of numbers")
    names, renamed = _names(first, format.has_header)
    collector = RowCollector(names, format.decimal)
    for line, cells in rows if format.has_header else chain([first], rows):
        collector.add(line, cells)
    collector.flush()
    _report(1.0, cancelled, progress)
    return _content(format, first, collector, renamed)


def _report(share: float, cancelled: Callable[[], bool], progress: Callable[[float], None]) -> None:
    if cancelled():
        raise ImportCancelled
    progress(share)


def _names(first: tuple[int, list[str]], has_header: bool) -> tuple[tuple[str, ...], tuple[CellProblem, ...]]:
    line, cells = first
    if len(cells) > COLUMNS:
        raise DataError(
            f"line {line}",
            f"it has {len(cells):,} columns; the limit is {COLUMNS:,}",
            "Choose a part of the table, or another separator",
        )
    if not has_header:
        return tuple(f"column {number}" for number in range(1, len(cells) + 1)), ()
    return _unique_names([" ".join(cell.split()) for cell in cells], line)


def _unique_names(names: list[str], line: int) -> tuple[tuple[str, ...], tuple[CellProblem, ...]]:
    taken: set[str] = set()
    renamed: list[CellProblem] = []
    unique: list[str] = []
    for number, name in enumerate(names, start=1):
        wanted = name or f"column {number}"
        given = next(choice for choice in _choices(wanted) if choice not in taken)
        if given != name:
            why = "the name comes twice" if name else "the column has no name"
            renamed.append(CellProblem(line, given, name, f'{why}; called "{given}" here'))
        taken.add(given)
        unique.append(given)
    return tuple(unique), tuple(renamed)


def _choices(name: str) -> Iterator[str]:
    return chain([name], (f"{name} ({number})" for number in range(2, COLUMNS + 2)))


def _content(
    format: CsvFormat,
    first: tuple[int, list[str]],
    collector: RowCollector,
    renamed: tuple[CellProblem, ...],
) -> CsvContent:
    if not collector.rows:
        raise _without_rows(first, collector)
    finished = [column.finish() for column in collector.columns]
    columns = tuple(column for column, _ in finished)
    listed: Iterable[CellProblem] = chain(collector.broken, *(problems for _, problems in finished))
    return CsvContent(
        format=format,
        header=tuple(column.name for column in columns),
        columns=columns,
        rows=collector.rows,
        row_lines=collector.lines(),
        problems=tuple(sorted(listed, key=lambda problem: problem.row)),
        problem_count=sum(column.problems for column in columns) + collector.broken_rows.total(),
        broken_rows=dict(collector.broken_rows),
        renamed=renamed,
    )


def _without_rows(first: tuple[int, list[str]], collector: RowCollector) -> DataError:
    line, cells = first
    if not collector.broken:
        return DataError("file", "there is no row below the header", "Choose a file with rows of numbers")
    broken = collector.broken[0]
    return DataError(
        f"line {broken.row}",
        f"no row has the {len(cells)} cells of line {line}; this one has {broken.why} ({broken.text})",
        "Give each column a name, or choose another separator",
    )
