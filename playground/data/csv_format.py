"""How a CSV file is written: its encoding, separator, decimal sign and header, recognised from its head."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.data.errors import DataError
from playground.data.number_text import is_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEAD_BYTES = 64 * 1024
ENCODINGS = ("utf-8", "utf-16", "cp1252", "latin-1")
DELIMITERS = (",", ";", "\t", "|", " ")
DECIMALS = (".", ",")
QUOTES = ('"', "'", "")

_SAMPLE_ROWS = 100
_TRUST_IN_SPACES = 0.6
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Control characters that no text file has; tab, line feed, form feed and carriage return are allowed.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
# A cell from separator to separator, or end of line, within apostrophes.
_IN_APOSTROPHES = re.compile(r"(?:^|[,;\t|])'[^'\r\n]*'(?=[,;\t|\r\n]|$)", re.MULTILINE)

Rows = list[list[str]]


@dataclass(frozen=True)
class CsvFormat:
    """One way to read a CSV file; "utf-8" reads files with and without a byte order mark.

    With the quote "" no sign is a quotation mark.

    Raises
    ------
    DataError
        If a part is none of `ENCODINGS`, `DELIMITERS`, `DECIMALS` and `QUOTES`, or separator and decimal
        sign are one.
    """

    encoding: str
    delimiter: str
    decimal: str
    has_header: bool
    quote: str = '"'

    def __post_init__(self) -> None:
        """Check that the parts are known and fit together."""
        _require(self.encoding, ENCODINGS, "encoding")
        _require(self.delimiter, DELIMITERS, "separator")
        _require(self.decimal, DECIMALS, "decimal sign")
        _require(self.quote, QUOTES, "quotation mark")
        if self.delimiter == self.decimal:
            raise DataError(
                "file format",
                "the comma can't be both the separator and the decimal sign",
                "Choose another separator or the decimal point",
            )

    @property
    def codec(self) -> str:
        """Name of Python's codec for the encoding."""
        return "utf-8-sig" if self.encoding == "utf-8" else self.encoding

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Return Python's reader of rows over these lines."""
        return _reader(lines, self.delimiter, self.quote)


def _require(value: str, allowed: tuple[str, ...], part: str) -> None:
    if value not in allowed:
        names = ", ".join(repr(name) for name in allowed)
        raise DataError("file format", f"the {part} {value!r} isn't known", f"Choose one of {names}")


def sniff(head: bytes) -> CsvFormat:
    """Recognise the format of a CSV file.

    Each separator is scored by how evenly it cuts the first 100 rows and how clean the cells are.

    Parameters
    ----------
    head : bytes
        The beginning of the file; `HEAD_BYTES` of it are looked at.

    Returns
    -------
    CsvFormat
        The likeliest format.

    Raises
    ------
    DataError
        If the file is empty or isn't text.
    """
    head = head[:HEAD_BYTES]
    encoding = _encoding(head)
    text = _text(head, encoding)
    quote = _quote(text)
    samples = {delimiter: _rows(text, delimiter, quote) for delimiter in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda candidate: _score(samples[candidate], candidate))
    rows = samples[delimiter]
    if not rows:
        raise _empty_file()
    decimal = _decimal(rows, delimiter)
    return CsvFormat(encoding, delimiter, decimal, _has_header(rows, decimal), quote)


def single_byte_encoding(content: bytes) -> str:
    """Return "cp1252", or "latin-1" if a byte has no meaning in cp1252."""
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def _encoding(head: bytes) -> str:
    if head.startswith(_UTF16_MARKS):
        return "utf-16"
    try:
        # The head may end in the middle of a character.
        codecs.getincrementaldecoder("utf-8")().decode(head, final=False)
    except UnicodeDecodeError:
        return single_byte_encoding(head)
    return "utf-8"


def _text(head: bytes, encoding: str) -> str:
    if head.startswith(b"PK\x03\x04"):
        raise DataError(
            "file",
            "this is a packed file, perhaps an Excel or LibreOffice workbook",
            "Open it there and save the sheet as CSV",
        )
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    text = codecs.getincrementaldecoder(codec)("replace").decode(head, final=False)
    if not text.strip():
        raise _empty_file()
    if _BINARY.search(text):
        raise DataError("file", "this isn't a text file", "Choose a CSV file, or save the table as CSV")
    return text


def _empty_file() -> DataError:
    return DataError("file", "there is nothing in it", "Choose a file with rows of numbers")


def _quote(text: str) -> str:
    """Return the apostrophe only where it stands at both ends of cells and no other mark does."""
    return "'" if '"' not in text and len(_IN_APOSTROPHES.findall(text)) > 1 else '"'


def _reader(lines: Iterable[str], delimiter: str, quote: str) -> Iterator[list[str]]:
    if not quote:
        return csv.reader(lines, delimiter=delimiter, quotechar=None, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=delimiter, quotechar=quote)


def _rows(text: str, delimiter: str, quote: str) -> Rows:
    """Return the first rows that aren't blank, or none if the text can't be read this way."""
    lines = io.StringIO(text, newline="")
    rows: Rows = []
    try:
        for row in _reader(lines, delimiter, quote):
            cells = cells_of(row, delimiter)
            if any(cells):
                rows.append(cells)
            if len(rows) == _SAMPLE_ROWS:
                return rows
    except csv.Error:
        return []
    # The head may end in the middle of a row.
    return rows[:-1] if len(rows) > 1 and not text.endswith(("\n", "\r")) else rows


def cells_of(row: list[str], delimiter: str) -> list[str]:
    """Strip the cells of a row; a run of spaces that separates is one separator."""
    cells = [cell.strip() for cell in row]
    return [cell for cell in cells if cell] if delimiter == " " else cells


def _score(rows: Rows, delimiter: str) -> float:
    widths = Counter(len(row) for row in rows)
    if not widths:
        return 0.0
    width, agreeing = widths.most_common(1)[0]
    if width < 2:
        return 0.0
    cells = [cell for row in rows for cell in row]
    cleanness = sum(_cleanness(cell, delimiter) for cell in cells) / len(cells)
    # Words contain spaces: a space separates only where nothing else does.
    trust = _TRUST_IN_SPACES if delimiter == " " else 1.0
    return trust * cleanness * (agreeing / len(rows)) ** 2


def _cleanness(cell: str, delimiter: str) -> float:
    """Return how much a cell looks like one: a number most, what could be several cells least."""
    if is_number(cell, ".") or (delimiter != "," and is_number(cell, ",")):
        return 1.0
    if not cell:
        return 0.6
    parts = cell.split()
    has_number = len(parts) > 1 and any(is_number(part, sign) for part in parts for sign in DECIMALS)
    return 0.2 if has_number or any(other in cell for other in ",;\t|") else 0.8


def _decimal(rows: Rows, delimiter: str) -> str:
    if delimiter == ",":
        return "."
    cells = [cell for row in rows for cell in row]
    commas = sum("," in cell and is_number(cell, ",") for cell in cells)
    points = sum("." in cell and is_number(cell, ".") for cell in cells)
    return "," if commas > points else "."


def _has_header(rows: Rows, decimal: str) -> bool:
    """Take the first row for names if none is a number, and numbers or other words come below."""
    first, rest = rows[0], rows[1:]
    if any(is_number(cell, decimal) for cell in first):
        return False
    columns = [[row[i] for row in rest if i < len(row)] for i in range(len(first))]
    if any(_mostly_numbers(column, decimal) for column in columns):
        return True
    return all(name not in column for name, column in zip(first, columns, strict=True))


def _mostly_numbers(cells: list[str], decimal: str) -> bool:
    filled = [cell for cell in cells if cell]
    return sum(is_number(cell, decimal) for cell in filled) * 2 > len(filled)
