"""Reading CSV files: nothing is lost in silence, and nothing but a DataError comes out."""

from __future__ import annotations

import codecs
import csv
import io
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.data import csv_collecting, csv_source
from playground.data.csv_content import WHOLE_ROW
from playground.data.csv_format import CsvFormat
from playground.data.csv_import import read_csv
from playground.data.errors import DataError, ImportCancelled
from playground.data.number_text import Fault

if TYPE_CHECKING:
    from playground.data.csv_source import Progress

POINT = CsvFormat("utf-8", ",", ".", True)
COMMA = CsvFormat("utf-8", ";", ",", True)


def texts(column):
    return [column.distinct[code] if code >= 0 else "" for code in column.codes]


def found(content):
    return [(problem.row, problem.column, problem.text, problem.why) for problem in content.problems]


def test_a_plain_file(tmp_path):
    path = tmp_path / "plain.csv"
    path.write_text("a,b,kind\n1,2.5,x\n-3,4e2,y\n", encoding="utf-8")
    content = read_csv(path)
    assert content.format == POINT
    assert content.header == ("a", "b", "kind")
    assert [column.kind for column in content.columns] == ["number", "number", "text"]
    assert content.column("a").numbers.tolist() == [1.0, -3.0]
    assert content.column("b").numbers.tolist() == [2.5, 400.0]
    assert texts(content.column("kind")) == ["x", "y"]
    assert content.rows == 2
    assert content.row_lines.tolist() == [2, 3]
    assert content.problems == content.renamed == ()
    assert content.problem_count == 0


def test_a_german_file_in_latin_1():
    text = "Länge;Gewicht;Größe\r\n1,5;1000,25;groß\r\n2,5;-0,5;klein\r\n"
    content = read_csv(text.encode("latin-1"))
    assert content.format == CsvFormat("cp1252", ";", ",", True)
    assert content.header == ("Länge", "Gewicht", "Größe")
    assert content.column("Gewicht").numbers.tolist() == [1000.25, -0.5]
    assert texts(content.column("Größe")) == ["groß", "klein"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_marks_of_the_encoding_are_no_part_of_the_first_name(encoding):
    content = read_csv("näme;b\n1;2\n3;4\n".encode(encoding))
    assert content.header == ("näme", "b")


def test_a_foreign_letter_far_behind_the_head():
    rows = "1,word\n" * 20_000
    content = read_csv(("a,b\n" + rows + "2,groß\n").encode("latin-1"))
    assert content.format.encoding == "cp1252"
    assert content.column("b").distinct == ("word", "groß")


def test_the_wrong_encoding_is_told_with_its_line():
    with pytest.raises(DataError, match=r"line 20001: .*utf-8"):
        read_csv(("a,b\n" + "1,word\n" * 19_999 + "2,groß\n").encode("latin-1"), POINT)
    with pytest.raises(DataError, match="utf-16"):
        read_csv(codecs.BOM_UTF16_LE + "a,b\n1,2\n".encode("utf-16-le") + b"\n")


def test_words_among_numbers_are_listed_with_line_and_column():
    content = read_csv(b"a,b\n1,2\n\nx,4\n5,\n7,n/a\n9,10\n11,12\n", POINT)
    assert found(content) == [
        (4, "a", "x", "not a number"),
        (5, "b", "", "empty"),
        (6, "b", "n/a", "not a number"),
    ]
    assert content.problem_count == 3
    assert content.column("a").problems == 1
    assert content.column("b").faults.tolist() == [0, 0, Fault.EMPTY, Fault.WORD, 0, 0]
    assert np.isnan(content.column("b").numbers).tolist() == [False, False, True, True, False, False]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("NaN", "not a finite number"),
        ("-inf", "not a finite number"),
        ("Infinity", "not a finite number"),
        ("1e101", "larger than 1e+100"),
        ("1e999", "larger than 1e+100"),
        ("1_000", "not a number"),
        ("0x1F", "not a number"),
        ("\u0663", "not a number"),
        ("1 000", "not a number"),
        ("12%", "not a number"),
        ("1.2.3", "not a number"),
        ("--1", "not a number"),
        ("e5", "not a number"),
        (".", "not a number"),
        ("1" * 65, "not a number"),
        ("1,5", "written with the other decimal sign"),
    ],
)
def test_what_is_no_number(text, why):
    content = read_csv(f'a;b\n1;2\n"{text}";3\n3;4\n4;5\n'.encode(), CsvFormat("utf-8", ";", ".", True))
    excerpt = text if len(text) < 41 else "1" * 39 + "…"
    assert found(content) == [(3, "a", excerpt, why)]


def test_a_point_is_no_decimal_sign_in_a_file_with_commas():
    content = read_csv(b"a;b\n1,5;1\n1.500;2\n2,5;3\n1.234,5;4\n0;0\n", COMMA)
    assert found(content) == [
        (3, "a", "1.500", "written with the other decimal sign"),
        (5, "a", "1.234,5", "not a number"),
    ]


def test_a_single_point_among_commas_is_found():
    content = read_csv(b"a;b\n1,5;1\n1.5;2\n2,5;3\n", COMMA)
    assert found(content) == [(3, "a", "1.5", "written with the other decimal sign")]


@pytest.mark.parametrize("text", ["1", "-1", "+1", "1.", ".5", "1e5", "1E-5", " 2 ", "007", "-0.0", "1e100"])
def test_what_is_a_number(text):
    content = read_csv(f"a,b\n{text},1\n".encode(), POINT)
    assert content.column("a").numbers.tolist() == [float(text)]
    assert content.problems == ()


def test_quoted_line_ends_count_as_lines_and_stay_in_the_cell():
    content = read_csv(b'a,note\r\n1,"first\r\nsecond"\r\nx,"say ""yes"", please"\r\n3,\r\n4,z\r\n', POINT)
    assert texts(content.column("note")) == ["first\r\nsecond", 'say "yes", please', "", "z"]
    assert content.row_lines.tolist() == [2, 4, 5, 6]
    assert found(content) == [(4, "a", "x", "not a number"), (5, "note", "", "empty")]


def test_ragged_rows_are_left_out_and_listed():
    content = read_csv(b"a,b,c\n1,2,3\n1,2\n1,2,3,4\n,,\n1,2,3,,\n", POINT)
    assert found(content) == [
        (3, WHOLE_ROW, "2 instead of 3", "too few cells"),
        (4, WHOLE_ROW, "4 instead of 3", "too many cells"),
        (5, WHOLE_ROW, "", "empty"),
    ]
    assert content.broken_rows == {"too few cells": 1, "too many cells": 1, "empty": 1}
    assert content.rows == 2
    assert content.problem_count == 3


def test_a_header_that_fits_no_row_is_told():
    with pytest.raises(DataError, match=r"line 2: no row has the 2 cells of line 1.*3 instead of 2"):
        read_csv(b"a,b\n1,2,3\n4,5,6\n", POINT)


def test_names_are_made_unique_and_it_is_said():
    content = read_csv(b"x,x,,x (2),x,two\n1,2,3,4,5,6\n", POINT)
    assert content.header == ("x", "x (2)", "column 3", "x (2) (2)", "x (3)", "two")
    assert [(name.row, name.column, name.text) for name in content.renamed] == [
        (1, "x (2)", "x"),
        (1, "column 3", ""),
        (1, "x (2) (2)", "x (2)"),
        (1, "x (3)", "x"),
    ]
    assert content.renamed[0].why == 'the name comes twice; called "x (2)" here'
    assert content.renamed[1].why == 'the column has no name; called "column 3" here'
    assert content.problems == ()


def test_a_file_without_header():
    content = read_csv(b"5.1,3.5,setosa\n4.9,3.0,setosa\n7.0,3.2,versicolor\n")
    assert content.header == ("column 1", "column 2", "column 3")
    assert content.rows == 3
    assert content.row_lines.tolist() == [1, 2, 3]


def test_rows_before_the_header_that_are_empty_do_not_matter():
    content = read_csv(b"\n,,\n\na,b,c\n1,2,3\n")
    assert content.header == ("a", "b", "c")
    assert content.row_lines.tolist() == [5]


def test_a_column_that_is_wholly_empty_is_counted_but_not_listed():
    content = read_csv(b"a,\n1,\n2,\n3,\n", POINT)
    empty = content.columns[1]
    assert (empty.kind, empty.problems, empty.distinct) == ("text", 3, ())
    assert content.problems == ()


def test_spaces_as_separator():
    content = read_csv(b" a    b  kind\n 1.5  2  x\n10.5 20  y\n")
    assert content.header == ("a", "b", "kind")
    assert content.column("a").numbers.tolist() == [1.5, 10.5]


def test_many_distinct_values_are_capped():
    content = read_csv(("a,b\n" + "".join(f"{i},w{i % 1000}\n" for i in range(1_001))).encode(), POINT)
    assert not content.column("a").distinct_complete
    assert len(content.column("a").distinct) == 1_000
    assert content.column("a").codes is None
    assert content.column("b").distinct_complete
    assert texts(content.column("b"))[-2:] == ["w999", "w0"]


def test_the_list_of_problems_is_capped_and_the_count_is_not():
    # More rows than go to the columns at a time, with problems at both ends.
    rows = "?,1\n" * 700 + "1,1\n" * 30_000 + "?,1\n" * 800 + "1,?\n"
    content = read_csv(("a,b\n" + rows).encode(), POINT)
    assert content.problem_count == 1_501
    assert content.column("a").problems == 1_500
    assert len(content.problems) == 1_001
    assert content.problems[999].row == 30_701 + 300
    assert found(content)[-1] == (31_502, "b", "?", "not a number")


def test_chunks_are_put_together_in_order():
    count = 30_000
    rows = "".join(f"{i},{'x' if i == 25_000 else -i},{'odd' if i % 2 else 'even'}\n" for i in range(count))
    content = read_csv(("i,j,k\n" + rows).encode(), POINT)
    assert content.column("i").numbers.tolist() == list(range(count))
    assert found(content) == [(25_002, "j", "x", "not a number")]
    assert texts(content.column("k")) == ["even", "odd"] * (count // 2)


def test_progress_goes_up_to_one():
    heard: list[Progress] = []
    row = "1,2,3" + " " * 94 + "\n"
    read_csv(("a,b,c\n" + row * 15_000).encode(), POINT, progress=heard.append)
    assert len(heard) > 3
    shares, rows = [news.share for news in heard], [news.rows for news in heard]
    assert shares == sorted(shares)
    assert rows == sorted(rows)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert 10_000 < rows[-1] <= 15_000
    assert {news.total for news in heard} == {6 + 100 * 15_000}


def test_a_cancelled_import_stops():
    asked: list[bool] = []

    def cancelled():
        asked.append(True)
        return len(asked) == 2

    with pytest.raises(ImportCancelled):
        read_csv(("a,b,c,d\n" + "1,2,3,4\n" * 100_000).encode(), POINT, cancelled=cancelled)
    assert len(asked) == 2


@pytest.mark.parametrize("content", [b"", b"\n\n", b"a,b\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("format", [None, POINT])
def test_a_file_without_rows_is_refused(content, format):
    with pytest.raises(DataError, match=r"nothing in it|no row below"):
        read_csv(content, format)


def test_a_nul_behind_the_head_is_refused_with_its_line():
    with pytest.raises(DataError, match=r"line 30002: .*NUL"):
        read_csv(b"a,b\n" + b"1,2\n" * 30_000 + b"1,\0\n")


def test_a_line_at_the_limit_and_one_beyond():
    limit = 1024 * 1024
    names = ",".join("abcdefghijklmnop")
    cell = "1" + " " * (limit // 16 - 2)
    fits = ",".join([cell] * 16) + " "
    assert len(fits) == limit
    for end in ("\n", "\r\n", ""):
        assert read_csv(f"{names}\n{fits}{end}".encode(), POINT).rows == 1
        with pytest.raises(DataError, match="line 2: it is longer than 1,048,576 characters"):
            read_csv(f"{names}\n{fits} {end}".encode(), POINT)


def test_a_cell_at_the_limit_and_one_beyond():
    assert read_csv(b"a,b\n1," + b"x" * 131_072, POINT).rows == 1
    with pytest.raises(DataError, match=r"line 2: .* a cell is longer than 131,072 characters"):
        read_csv(b"a,b\n1," + b"x" * 131_073, POINT)


def test_columns_at_the_limit_and_one_beyond():
    def table(width):
        names = ",".join(f"c{i}" for i in range(width))
        return f"{names}\n{','.join('1' * width)}\n".encode()

    assert len(read_csv(table(20_000)).header) == 20_000
    with pytest.raises(DataError, match="it has 20,001 columns; a file may have 20,000"):
        read_csv(table(20_001))


def test_a_file_at_the_limit_and_one_beyond(tmp_path, monkeypatch):
    content = b"a,b\n1,2\n"
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    monkeypatch.setattr(csv_source, "FILE_BYTES", len(content))
    assert read_csv(path).rows == read_csv(content).rows == 1
    monkeypatch.setattr(csv_source, "FILE_BYTES", len(content) - 1)
    for source in (path, content):
        with pytest.raises(DataError, match="larger than"):
            read_csv(source)


def test_cells_at_the_limit_and_one_row_beyond(monkeypatch):
    content = b"a,b\n1,2\n3,4\n5,6\n"
    monkeypatch.setattr(csv_collecting, "CELLS", 6)
    assert read_csv(content).rows == 3
    monkeypatch.setattr(csv_collecting, "CELLS", 5)
    with pytest.raises(DataError, match="more than 5 cells"):
        read_csv(content)


def test_a_file_of_blank_lines_can_be_cancelled():
    with pytest.raises(ImportCancelled):
        read_csv(b"\n" * 1_000_000 + b"a,b\n1,2\n", POINT, cancelled=lambda: True)


@pytest.mark.parametrize("tail", ['"never closed\n1,2\n', '"' + "x" * 200_000 + '",2\n'])
def test_a_quote_that_swallows_the_rest_is_refused(tail):
    with pytest.raises(DataError, match="line 3: a quotation mark"):
        read_csv(("a,b\n1,2\n1," + tail).encode(), POINT)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(DataError, match=r"nowhere\.csv: no such file"):
        read_csv(tmp_path / "nowhere.csv")
    with pytest.raises(DataError):
        read_csv(tmp_path)


def test_an_unknown_column_is_refused():
    with pytest.raises(DataError, match='column "z"'):
        read_csv(b"a,b\n1,2\n").column("z")


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n"), max_size=12
).map(str.strip)
NUMBER = st.floats(-1e100, 1e100, allow_nan=False).map(repr) | st.integers(-(10**9), 10**9).map(str)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 5))
    row = st.lists(CELL | NUMBER, min_size=width, max_size=width).filter(any)
    return draw(st.lists(row, min_size=1, max_size=8))


@given(
    rows=tables(),
    delimiter=st.sampled_from(";\t|,"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@settings(max_examples=150, deadline=None)
def test_what_the_csv_module_writes_is_read_back(rows, delimiter, end, quoting, encoding):
    if end == "\r":
        # The writer doesn't quote a line feed that isn't part of its own line end: such a file is ambiguous.
        quoting = csv.QUOTE_ALL
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    written = CsvFormat(encoding.removesuffix("-sig"), delimiter, ".", False)
    content = read_csv(file.getvalue().encode(encoding), written)
    assert content.rows == len(rows)
    for column, cells in zip(content.columns, zip(*rows, strict=True), strict=True):
        assert texts(column) == list(cells)
        if column.kind == "number":
            for value, cell in zip(column.numbers.tolist(), cells, strict=True):
                assert math.isnan(value) or value == float(cell)


@given(rows=st.lists(st.lists(NUMBER, min_size=3, max_size=3), min_size=2, max_size=8), comma=st.booleans())
@settings(max_examples=60, deadline=None)
def test_numbers_survive_recognition(rows, comma):
    text = "a;b;c\n" + "".join(";".join(row) + "\n" for row in rows)
    content = read_csv((text.replace(".", ",") if comma else text).encode())
    if comma and content.format.decimal == ".":
        assert "." not in text
    read = np.column_stack([column.numbers for column in content.columns])
    assert read.tolist() == [[float(cell) for cell in row] for row in rows]
    assert content.problems == ()


@given(st.binary(max_size=300) | st.text(',;"\n\r1a.\t |-', max_size=200).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_whatever_the_file_only_a_data_error_comes_out(content):
    try:
        result = read_csv(content)
    except DataError as error:
        assert str(error)
        return
    assert all(len(column.numbers) == result.rows for column in result.columns)
