"""Rows of cells out of a text file, within the limits."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, TextIO

from playground.data.csv_format import cells_of
from playground.data.errors import DataError
from playground.data.limits import LINE_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_REPORT_CHARACTERS = 256 * 1024


class LineSource:
    """Hands out the lines of a text, counts them, refuses those beyond the limits and reports at times.

    Parameters
    ----------
    stream : TextIO
        Opened with `newline=""`.
    report : callable
        Called about every quarter of a million characters; it may raise to stop the reading.
    """

    def __init__(self, stream: TextIO, report: Callable[[], None]) -> None:
        self.number = 0
        self.exhausted = False
        self._stream = stream
        self._report = report
        self._unreported = 0

    def __iter__(self) -> LineSource:
        """Return itself: the lines can be read once."""
        return self

    def __next__(self) -> str:
        """Return the next line with its end."""
        # Two more for the line's end.
        line = self._stream.readline(LINE_CHARACTERS + 2)
        if not line:
            self.exhausted = True
            raise StopIteration
        self.number += 1
        self._check(line)
        self._unreported += len(line)
        if self._unreported > _REPORT_CHARACTERS:
            self._unreported = 0
            self._report()
        return line

    def _check(self, line: str) -> None:
        if len(line) > LINE_CHARACTERS and len(line.rstrip("\r\n")) > LINE_CHARACTERS:
            raise DataError(
                f"line {self.number}",
                f"it is longer than {LINE_CHARACTERS:,} characters, the limit",
                "Choose a CSV file with one row of the table on each line",
            )
        if "\0" in line:
            raise DataError(
                f"line {self.number}",
                "it has a NUL character, so this isn't a text file, or its encoding is another one",
                "Choose a CSV file, or save it as UTF-8",
            )


def read_rows(source: LineSource, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Read rows with quoted cells; blank lines are passed over.

    Parameters
    ----------
    source : LineSource
    delimiter : str
        One of `csv_format.DELIMITERS`.

    Yields
    ------
    line, cells
        The line on which the row begins, from 1, and its cells without outer spaces.

    Raises
    ------
    DataError
        If a quotation mark is never closed, or a line or a cell is beyond the limits.
    """
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        line = source.number + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unreadable(line) from error
        # The reader asks for another line only in the middle of a row.
        if source.exhausted:
            raise _unreadable(line)
        cells = cells_of(row, delimiter)
        if cells and cells != [""]:
            yield line, cells


def _unreadable(line: int) -> DataError:
    return DataError(
        f"line {line}",
        "a quotation mark that begins here is never closed, "
        f"or a cell is longer than {csv.field_size_limit():,} characters",
        "Close the quotation mark or shorten the cell",
    )
