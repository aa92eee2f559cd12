"""The bytes of a CSV file: opened, measured, and searched for the place that can't be decoded."""

from __future__ import annotations

import codecs
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playground.data.csv_format import HEAD_BYTES, CsvFormat
from playground.data.errors import DataError
from playground.data.limits import FILE_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

Source = Path | bytes
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading has come: bytes of all the bytes, and rows of a number that only the end tells."""

    bytes: int
    total: int
    rows: int

    @property
    def share(self) -> float:
        """How much of the file has been read, 0 to 1."""
        return min(self.bytes / self.total, 1.0) if self.total else 1.0


def open_source(source: Source) -> tuple[BinaryIO, int]:
    """Open a file, or bytes as if they were one, and return it with its size.

    Raises
    ------
    DataError
        If it can't be opened or is larger than `limits.FILE_BYTES`.
    """
    if isinstance(source, bytes):
        return io.BytesIO(source), _checked_size(len(source))
    try:
        file = source.open("rb")
    except OSError as error:
        raise _unreadable(source, error) from error
    try:
        return file, _checked_size(os.fstat(file.fileno()).st_size)
    except BaseException:
        file.close()
        raise


def head_of(source: Source) -> tuple[bytes, int]:
    """Return the beginning of a file, `HEAD_BYTES` long or less, and the size of the whole."""
    file, size = open_source(source)
    with file:
        try:
            return file.read(HEAD_BYTES), size
        except OSError as error:
            raise _unreadable(source, error) from error


def line_that_cannot_be_decoded(source: Source, format: CsvFormat) -> int:
    """Return the line, from 1, on which the first byte stands that isn't in the encoding; 0 if none does."""
    decoder = codecs.getincrementaldecoder(format.codec)()
    lines = 0
    for piece, last in _pieces(source):
        try:
            lines += decoder.decode(piece, last).count("\n")
        except UnicodeDecodeError as error:
            return lines + bytes(error.object[: error.start]).count(b"\n") + 1
    return 0


def _pieces(source: Source) -> Iterator[tuple[bytes, bool]]:
    file, _ = open_source(source)
    with file:
        while piece := file.read(_PIECE):
            yield piece, False
        yield b"", True


def _checked_size(size: int) -> int:
    if size > FILE_BYTES:
        raise DataError(
            "file", f"it is larger than {FILE_BYTES >> 30} GiB, the limit", "Choose a part of the table"
        )
    return size


def _unreadable(source: Source, error: OSError) -> DataError:
    name = source.name if isinstance(source, Path) else "file"
    problem = error.strerror or "it can't be read"
    return DataError(name, problem[:1].lower() + problem[1:], "Choose a file that can be read")
