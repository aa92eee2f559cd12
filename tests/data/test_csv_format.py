"""Recognising how a CSV file is written."""

from __future__ import annotations

import codecs

import pytest

from playground.data.csv_format import CsvFormat, sniff
from playground.data.errors import DataError

TEXT = "height,weight,kind\n1.5,70,a\n1.6,71,b\n1.7,72,a\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", " "])
@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize("has_header", [True, False])
def test_each_separator_with_each_decimal_sign(delimiter, decimal, has_header):
    if delimiter == decimal:
        return
    rows = [["height", "weight", "kind"]] if has_header else []
    rows += [[f"1{decimal}{i}", f"-{i}{decimal}5e3", "ab"[i % 2]] for i in range(12)]
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)
    assert sniff(text.encode()) == CsvFormat("utf-8", delimiter, decimal, has_header)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.replace("height", "Größe").encode(), "utf-8"),
        (TEXT.replace("height", "Größe").encode("latin-1"), "cp1252"),
        (TEXT.replace("height", "“h” €").encode("cp1252"), "cp1252"),
        (TEXT.replace("height", "h\x81ö").encode("latin-1"), "latin-1"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
    ],
)
def test_encodings(head, encoding):
    assert sniff(head) == CsvFormat(encoding, ",", ".", True)


def test_a_head_that_ends_within_a_character_and_a_row():
    content = ("größe;zahl\n" + "ä;1,5\n" * 20_000).encode()
    for size in (64 * 1024, 64 * 1024 - 1, 64 * 1024 - 2, 101, 102, 103):
        assert sniff(content[:size]) == CsvFormat("utf-8", ";", ",", True)


@pytest.mark.parametrize(
    ("text", "delimiter", "decimal"),
    [
        ("a;b;c\n1,5;2,7;3\n1,6;2,8;4\n", ";", ","),
        ("1,5;2,7\n1,6;2,8\n", ";", ","),
        ("a\tb\n1,5\t2,5\n1,6\t2,6\n", "\t", ","),
        ('name,city\n"Doe, J.","New York; NY"\n"Roe, R.","San Jose; CA"\n', ",", "."),
        ("when,value\n2024-01-01 10:00:00,5.2\n2024-01-02 10:00:00,5.3\n", ",", "."),
        ("first name;last name\nAnna Maria;1\nPeter Paul;2\n", ";", "."),
        ('a;b\n"one, two, three";1.5\n"four, five, six";2.5\n', ";", "."),
        ("  1.5   2.5  a\n 10.5  20.5  b\n", " ", "."),
        ("1;2\n3;4\n", ";", "."),
        ("a,b\n", ",", "."),
        ("a|b|c\n1|2,5|x, y\n3|4,5|z\n", "|", ","),
    ],
)
def test_separators_where_others_occur_too(text, delimiter, decimal):
    found = sniff(text.encode())
    assert (found.delimiter, found.decimal) == (delimiter, decimal)


@pytest.mark.parametrize(
    ("text", "has_header"),
    [
        ("a,b\n1,2\n", True),
        ("1,2\n3,4\n", False),
        ("5.1,3.5,setosa\n4.9,3.0,setosa\n", False),
        ("red,blue\nred,green\nblue,green\n", False),
        ("colour,shade\nred,green\nblue,green\n", True),
        ("a,b\n,2\n,3\n", True),
        ("a,b\n", True),
        ("a,b,kind\n?,?,x\n1,2,x\n3,4,x\n", True),
    ],
)
def test_headers(text, has_header):
    assert sniff(text.encode()).has_header is has_header


@pytest.mark.parametrize(
    "head", [b"", b"  \r\n\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b",,,\n,,\n", b'""\n']
)
def test_an_empty_file_is_refused(head):
    with pytest.raises(DataError, match="nothing in it"):
        sniff(head)


@pytest.mark.parametrize(
    "head",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10",
        bytes(range(256)),
        b"\x7fELF\x02\x01\x01\0",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n\x01\x02",
        TEXT.encode("utf-16-le"),
    ],
)
def test_a_binary_file_is_refused(head):
    with pytest.raises(DataError, match="text file"):
        sniff(head)


def test_a_workbook_is_named():
    with pytest.raises(DataError, match="save the sheet as CSV"):
        sniff(b"PK\x03\x04\x14\0\x06\0")


@pytest.mark.parametrize(
    "parts",
    [("utf-7", ",", "."), ("utf-8", ":", "."), ("utf-8", ";", "'"), ("utf-8", ",", ",")],
)
def test_an_impossible_format_is_refused(parts):
    with pytest.raises(DataError):
        CsvFormat(*parts, has_header=True)
