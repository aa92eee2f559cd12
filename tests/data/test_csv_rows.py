"""Rows out of blocks of text: the same as Python's own reader gives, wherever a block ends."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.data import csv_rows
from playground.data.csv_format import CsvFormat
from playground.data.csv_rows import PlainRows, RowReader, TextBlocks
from playground.data.errors import DataError

POINT = CsvFormat("utf-8", ",", ".", True)


def read(text: str, format: CsvFormat = POINT) -> list[tuple[int, list[str]]]:
    """All rows with the lines on which they begin."""
    reader = RowReader(TextBlocks(io.StringIO(text, newline=""), lambda: None), format)
    found: list[tuple[int, list[str]]] = []
    for rows in reader.rest():
        if isinstance(rows, PlainRows):
            cut = range(0, len(rows.cells), rows.width)
            found += [(rows.line + at // rows.width, rows.cells[at : at + rows.width]) for at in cut]
        else:
            found.append((rows.line, rows.cells))
    return found


def read_by_python(text: str, format: CsvFormat = POINT) -> list[tuple[int, list[str]]]:
    """The same by the csv module alone."""
    quoting = csv.QUOTE_MINIMAL if format.quote else csv.QUOTE_NONE
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=format.delimiter,
        quotechar=format.quote or None,
        quoting=quoting,
    )
    found, line = [], 0
    for cells in reader:
        stripped = [cell.strip() for cell in cells]
        if stripped and stripped != [""]:
            found.append((line + 1, stripped))
        line = reader.line_num
    return found


CELL = st.text('ab1.5 -"\n\r;é\u2028\x0b', max_size=5) | st.integers(-99, 99).map(str)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str]:
    """A well-formed file of ragged rows, blank lines and quoted line ends, and its quotation mark."""
    quote = draw(st.sampled_from("\"'"))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    text = io.StringIO(newline="")
    writer = csv.writer(text, quotechar=quote, lineterminator=end, quoting=quoting)
    for row in draw(st.lists(st.lists(CELL, max_size=4), max_size=12)):
        # The writer leaves a lone carriage return unquoted where its own line ends are line feeds.
        clean = [cell.replace("\r", "") for cell in row]
        writer.writerow(clean)
    written = text.getvalue()
    return (written.removesuffix(end) if draw(st.booleans()) else written), quote


@given(files(), st.integers(1, 40))
@settings(max_examples=400, deadline=None)
def test_it_reads_what_pythons_reader_reads(file: tuple[str, str], block: int) -> None:
    text, quote = file
    format_ = CsvFormat("utf-8", ",", ".", True, quote)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(csv_rows, "_BLOCK_CHARACTERS", block)
        assert read(text, format_) == read_by_python(text, format_)


@given(st.lists(st.lists(st.integers(-9, 9).map(str), min_size=3, max_size=3), min_size=1, max_size=30))
def test_plain_rows_are_cut_at_a_stroke(rows: list[list[str]]) -> None:
    text = "".join(",".join(row) + "\n" for row in rows)
    reader = RowReader(TextBlocks(io.StringIO(text, newline=""), lambda: None), POINT)
    [plain] = reader.rest()
    assert isinstance(plain, PlainRows)
    assert (plain.line, plain.width) == (1, 3)
    assert plain.cells == [cell for row in rows for cell in row]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("block", [1, 2, 3, 5, 1000])
def test_every_kind_of_line_end(end: str, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "_BLOCK_CHARACTERS", block)
    assert read(end.join(["a,b", "", "1,2", '"x' + end + 'y",3', "4,5"])) == [
        (1, ["a", "b"]),
        (3, ["1", "2"]),
        (4, ["x" + end + "y", "3"]),
        (6, ["4", "5"]),
    ]


def test_lines_of_other_widths_that_make_up_for_each_other_are_seen() -> None:
    assert read("1,2,3\n4\n5,6\n") == [(1, ["1", "2", "3"]), (2, ["4"]), (3, ["5", "6"])]


def test_without_a_quotation_mark_quotes_are_text() -> None:
    no_quotes = CsvFormat("utf-8", ",", ".", True, "")
    assert read('a,"b\n5",c\n', no_quotes) == [(1, ["a", '"b']), (2, ['5"', "c"])]


@pytest.mark.parametrize("before", ["", "1,2\n", "1,2\r\n3,4\r\n", "1,2\r3,4\r"])
def test_a_nul_is_told_with_its_line(before: str) -> None:
    line = 1 + before.count("2") + before.count("4")
    with pytest.raises(DataError, match=rf"line {line}: it has a NUL"):
        read(f"{before}\0,1\n")
    with pytest.raises(DataError, match=rf"line {line}: it has a NUL"):
        read(f"{before}1\0,1\n")


def test_a_line_of_a_hundred_megabytes_is_refused_after_a_small_part_of_it() -> None:
    taken = 0

    class Endless(io.StringIO):
        def read(self, size: int | None = -1) -> str:
            nonlocal taken
            taken += size or 0
            return "1," * ((size or 0) // 2) if taken < 100_000_000 else ""

    reader = RowReader(TextBlocks(Endless(), lambda: None), POINT)
    with pytest.raises(DataError, match="line 1: it is longer than 1,048,576 characters"):
        list(reader.rest())
    assert taken < 2_000_000


def test_a_quoted_cell_over_many_blocks_is_one_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "_BLOCK_CHARACTERS", 10)
    inside = "line\n" * 50
    assert read(f'a,b\n1,"{inside}"\n2,3\n') == [
        (1, ["a", "b"]),
        (2, ["1", inside.strip()]),
        (53, ["2", "3"]),
    ]
