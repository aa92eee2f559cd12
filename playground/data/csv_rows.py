"""Rows of cells out of a text file, within the limits: whole blocks at a stroke where they are plain."""

from __future__ import annotations

import csv
import io
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

import numpy as np

from playground.data.csv_format import CsvFormat, cells_of
from playground.data.errors import DataError
from playground.data.limits import LINE_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLOCK_CHARACTERS = 256 * 1024
# Lines of a block that is cut at a stroke are so short that no cell is beyond the csv module's limit.
_PLAIN_CHARACTERS = 100_000
_LINE_FEED = ord("\n")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it begins, from 1, and its cells without outer spaces."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class PlainRows:
    """Rows of one width, one on each line from `line` on; their cells follow one another."""

    line: int
    width: int
    cells: list[str]


class TextBlocks:
    """Cuts a text into blocks of whole lines and reports before each.

    Parameters
    ----------
    stream : TextIO
        Opened with `newline=""`.
    report : callable
        Called about every quarter of a million characters; it may raise to stop the reading.
    """

    def __init__(self, stream: TextIO, report: Callable[[], None]) -> None:
        self._stream = stream
        self._report = report
        self._rest = ""

    def next(self, line: int) -> str:
        """Return the next block, which begins after `line` lines; "" at the end of the text."""
        self._report()
        text = self._rest
        while piece := self._stream.read(_BLOCK_CHARACTERS):
            text += piece
            cut = _end_of_lines(text)
            if cut:
                self._rest = text[cut:]
                return _checked(text[:cut], line)
            # One more for a carriage return that may be half of the line's end.
            if len(text) > LINE_CHARACTERS + 1:
                raise _too_long(line + 1)
        self._rest = ""
        return _checked(text, line)


def _end_of_lines(text: str) -> int:
    """Return where the last whole line ends; a carriage return at the end may be half of a line's end."""
    return max(text.rfind("\n"), text.rfind("\r", 0, -1)) + 1


def _checked(block: str, line: int) -> str:
    at = block.find("\0")
    if at >= 0:
        raise DataError(
            f"line {line + len(_lines(block[: at + 1]))}",
            "it has a NUL character, so this isn't a text file, or its encoding is another one",
            "Choose a CSV file, or save it as UTF-8",
        )
    return block


def _lines(block: str) -> list[str]:
    return io.StringIO(block, newline="").readlines()


def _too_long(line: int) -> DataError:
    return DataError(
        f"line {line}",
        f"it is longer than {LINE_CHARACTERS:,} characters, the limit",
        "Choose a CSV file with one row of the table on each line",
    )


class RowReader:
    """Reads rows with quoted cells; blank lines are passed over.

    Parameters
    ----------
    blocks : TextBlocks
    format : CsvFormat

    Raises
    ------
    DataError
        While it is read, if a quotation mark is never closed, or a line or a cell is beyond the limits.
    """

    def __init__(self, blocks: TextBlocks, format: CsvFormat) -> None:
        self._blocks = blocks
        self._format = format
        self._line = 0
        self._waiting: deque[str] = deque()
        self._ended = False
        self._reader = format.reader(self._lines())

    def row(self) -> Row | None:
        """Return the next row, None at the end."""
        while True:
            line = self._line + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return None
            except csv.Error as error:
                raise _unreadable(line) from error
            # The reader asks for another line only in the middle of a row.
            if self._ended:
                raise _unreadable(line)
            cells = cells_of(cells, self._format.delimiter)
            if cells and cells != [""]:
                return Row(line, cells)

    def rest(self) -> Iterator[Row | PlainRows]:
        """Yield all rows that are left."""
        while True:
            if not self._waiting:
                block = self._blocks.next(self._line)
                if not block:
                    return
                plain = self._plain(block)
                if plain is not None:
                    self._line += len(plain.cells) // plain.width
                    yield plain
                    continue
                self._waiting.extend(_lines(block))
            row = self.row()
            if row is None:
                return
            yield row

    def _lines(self) -> Iterator[str]:
        while True:
            if not self._waiting:
                self._waiting.extend(_lines(self._blocks.next(self._line)))
            if not self._waiting:
                self._ended = True
                return
            self._line += 1
            line = self._waiting.popleft()
            if len(line) > LINE_CHARACTERS and len(line.rstrip("\r\n")) > LINE_CHARACTERS:
                raise _too_long(self._line)
            yield line

    def _plain(self, block: str) -> PlainRows | None:
        """Cut a block without quotes whose lines have one width; None if it isn't such a one."""
        delimiter, quote = self._format.delimiter, self._format.quote
        if delimiter == " " or (quote and quote in block):
            return None
        block = block.replace("\r\n", "\n")
        if "\r" in block:
            return None
        block = block if block.endswith("\n") else f"{block}\n"
        width = _common_width(block, delimiter)
        if width < 2:
            return None
        cells = block[:-1].replace("\n", delimiter).split(delimiter)
        return PlainRows(self._line + 1, width, [cell.strip() for cell in cells])


def _common_width(block: str, delimiter: str) -> int:
    """Return how many cells each line has; 0 if they differ, or a line is long."""
    signs = np.frombuffer(block.encode("utf-8", "surrogatepass"), dtype=np.uint8)
    is_end = signs == _LINE_FEED
    ends = np.flatnonzero(is_end)
    if np.diff(ends, prepend=-1).max() > _PLAIN_CHARACTERS:
        return 0
    marks = is_end[is_end | (signs == ord(delimiter))]
    width, left_over = divmod(len(marks), len(ends))
    if left_over:
        return 0
    # Each line's end comes after width - 1 separators just if every width-th mark is one.
    return width if marks[width - 1 :: width].all() else 0


def _unreadable(line: int) -> DataError:
    return DataError(
        f"line {line}",
        "a quotation mark that begins here is never closed, "
        f"or a cell is longer than {csv.field_size_limit():,} characters",
        "Close the quotation mark, shorten the cell, or choose another quotation mark",
    )
