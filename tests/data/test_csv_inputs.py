"""What becomes of a file's columns: holes filled, words made numbers, and what is lost, by reason."""

from __future__ import annotations

import numpy as np
import pytest

from playground.data.csv_choices import ColumnChoice, RowChoice
from playground.data.csv_dates import is_date
from playground.data.csv_estimate import BYTES_PER_CELL, BYTES_PER_ROW, estimate
from playground.data.csv_format import CsvFormat
from playground.data.csv_import import read_csv
from playground.data.csv_losses import Loss
from playground.data.csv_table import build_table
from playground.data.errors import DataError

POINT = CsvFormat("utf-8", ",", ".", True)
# Twelve ages without the holes: 1, 2, 2, 3, ..., so that mean, median and commonest differ.
AGES = ["1", "", "2", "2", "3", "n/a", "9", "10", "11", "12", "40", "2"]
COLOURS = ["red", "green", "red", "", "blue", "red", "green", "blue", "red", "red", "green", "blue"]


def content(rows=None):
    lines = [
        f"{age},{colour},{'xy'[n % 2]}" for n, (age, colour) in enumerate(zip(AGES, COLOURS, strict=True))
    ]
    return read_csv("\n".join(["age,colour,kind", *(rows or lines), ""]).encode(), POINT)


def readable():
    return [float(age) for age in AGES if age not in ("", "n/a")]


@pytest.mark.parametrize(
    ("missing", "value"),
    [("mean", np.mean(readable())), ("median", np.median(readable())), ("frequent", 2.0), ("zero", 0.0)],
)
def test_holes_in_numbers_are_filled_and_it_is_said(missing, value):
    table, left_out = build_table(content(), "kind", ["age"], choices={"age": ColumnChoice(missing)})
    assert table.rows == 12
    assert table.values[[1, 5], 0] == pytest.approx([value, value])
    assert (left_out.rows, left_out.losses) == (0, ())
    [filled] = left_out.filled
    assert (filled.column, filled.cells, filled.value) == ("age", 2, f"{value:.6g}")


def test_an_input_for_each_word():
    choice = {"colour": ColumnChoice("drop", "one_hot")}
    table, left_out = build_table(content(), "kind", ["colour"], choices=choice)
    assert table.columns == ("colour = red", "colour = green", "colour = blue")
    kept = [colour for colour in COLOURS if colour]
    assert table.values.tolist() == [
        [colour == "red", colour == "green", colour == "blue"] for colour in kept
    ]
    assert left_out.losses == (Loss(1, "where “colour” is empty", 5),)


def test_words_are_numbered_in_order_of_appearance():
    choice = {"colour": ColumnChoice("frequent", "ordinal")}
    table, left_out = build_table(content(), "kind", ["colour", "age"], choices=choice)
    number = {"red": 0, "green": 1, "blue": 2, "": 0}
    kept = [number[colour] for age, colour in zip(AGES, COLOURS, strict=True) if age not in ("", "n/a")]
    assert table.columns == ("colour", "age")
    assert table.values[:, 0].tolist() == kept
    assert (left_out.filled[0].value, left_out.filled[0].how) == ("“red”", "the most frequent")


def test_words_that_are_in_no_kept_row_give_no_input():
    rows = [f"{'' if n == 0 else n},{'rare' if n == 0 else 'ab'[n % 2]},{'xy'[n % 2]}" for n in range(12)]
    choice = {"colour": ColumnChoice("drop", "one_hot")}
    table, _ = build_table(content(rows), "kind", ["age", "colour"], choices=choice)
    assert table.columns == ("age", "colour = b", "colour = a")


def test_names_of_words_give_way_to_names_of_columns():
    header = "a,a = x,kind"
    rows = [f"{'xy'[n % 2]},{n},{'uv'[n % 2]}" for n in range(12)]
    found = read_csv("\n".join([header, *rows]).encode(), POINT)
    table, _ = build_table(found, "kind", ["a", "a = x"], choices={"a": ColumnChoice("drop", "one_hot")})
    assert table.columns == ("a = x (2)", "a = y", "a = x")


def test_too_many_inputs_are_refused_with_the_number_to_leave_out():
    rows = "".join(f"w{n},{'xy'[n % 2]},{n}\n" for n in range(900)) * 2
    found = read_csv(("a,kind,b\n" + rows).encode(), POINT)
    one_hot = {"a": ColumnChoice("drop", "one_hot")}
    assert len(build_table(found, "kind", ["a", "b"], choices=one_hot)[0].columns) == 901
    wide = [",".join(f"{(n * k) % 7}" for k in range(1_025)) + f",{'xy'[n % 2]}" for n in range(12)]
    header = ",".join(f"c{k}" for k in range(1_025)) + ",kind"
    found = read_csv("\n".join([header, *wide]).encode(), POINT)
    with pytest.raises(DataError, match=r"they are 1,025; the limit is 1,024. Leave out at least 1 of them"):
        build_table(found, "kind")
    assert len(build_table(found, "kind", [f"c{k}" for k in range(1_024)])[0].columns) == 1_024


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (ColumnChoice(), "words, which can't be an input"),
        (ColumnChoice("mean", "ordinal"), "no mean, median or zero"),
    ],
)
def test_words_without_a_way_are_refused(choice, words):
    with pytest.raises(DataError, match=words):
        build_table(content(), "kind", ["colour"], choices={"colour": choice})


def test_a_column_without_a_readable_cell_cannot_be_filled_with_its_mean():
    found = content([f"inf,red,{'xy'[n % 2]}" for n in range(12)])
    with pytest.raises(DataError, match="none of its cells can be read"):
        build_table(found, "kind", ["age"], choices={"age": ColumnChoice("mean")})
    assert not build_table(found, "kind", ["age"], choices={"age": ColumnChoice("zero")})[0].values.any()


def test_each_lost_row_is_counted_once_with_its_reason_and_its_first_line():
    lines = [f"{n},{n},{'xy'[n % 2]}" for n in range(40)]
    lines[3] = "3,3"
    lines[4] = "4,4,4,4"
    lines[5] = ",,"
    lines[6] = "?,6,"
    lines[7] = "7,7,"
    lines[8] = "?,,x"
    lines[9] = "9,1e300,x"
    lines[10] = "10,NaN,y"
    lines[11] = "11,,y"
    lines[12] = "12,7"
    found = read_csv("\n".join(["a,b,kind", *lines, ""]).encode(), POINT)
    table, left_out = build_table(found, "kind")
    assert left_out.losses == (
        Loss(2, "with too few cells", 5),
        Loss(1, "with too many cells", 6),
        Loss(1, "without any cell", 7),
        Loss(2, "without a target", 8),
        Loss(1, "where “a” is not a number", 10),
        Loss(1, "where “b” is empty", 13),
        Loss(1, "where “b” is not a finite number", 12),
        Loss(1, "where “b” is larger than 1e+100", 11),
    )
    assert left_out.rows == sum(loss.rows for loss in left_out.losses) == 10
    assert table.rows == 30


def test_dates_are_left_out_as_inputs_and_as_the_target():
    rows = [f"2024-03-{n + 1:02},{n},{'xy'[n % 2]}" for n in range(12)]
    found = read_csv("\n".join(["day,a,kind", *rows]).encode(), POINT)
    assert found.column("day").kind == "date"
    assert build_table(found, "kind")[1].date_columns == ("day",)
    for target, inputs in (("kind", ["day"]), ("day", ["a"])):
        with pytest.raises(DataError, match="it holds dates"):
            build_table(found, target, inputs)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-31",
        "31.1.2024",
        "1/31/24",
        "2024-01-31T10:00:00Z",
        "2024-01-31 10:00:00.123+01:00",
        "31 Jan 2024",
        "Jan 31, 2024",
        "10:15",
        "3. Dez. 2021",
        "10:15:30 pm",
    ],
)
def test_dates_and_times(text):
    assert is_date(text)


@pytest.mark.parametrize("text", ["", "red", "1.5", "1.2.3", "2024", "may", "10-20", "1/2", "2024-01/31"])
def test_what_is_no_date(text):
    assert not is_date(text)


def test_one_class_is_told_as_such():
    found = content([f"{n},red,x" for n in range(12)])
    with pytest.raises(DataError, match="all its values are “x”, one class"):
        build_table(found, "kind", ["age"])


def test_the_estimate_is_near_the_truth_and_tells_the_memory():
    text = ("a;b;c\n" + "".join(f"{n};{n * n};x\n" for n in range(100_000))).encode("utf-16")
    found = estimate(text[: 64 * 1024], len(text), CsvFormat("utf-16", ";", ".", True))
    assert found.columns == 3
    assert 100_000 < found.rows < 180_000
    row = 3 * BYTES_PER_CELL + BYTES_PER_ROW
    assert found.bytes_needed(RowChoice()) == found.rows * row
    assert found.bytes_needed(RowChoice(every=10)) == -(-found.rows // 10) * row
    assert found.bytes_needed(RowChoice(sample=1_000)) == 2_000 * row
    most = found.rows_within(10**7)
    assert 0 < most * 2 * row <= 10**7
    assert found.bytes_needed(RowChoice(sample=most)) <= 10**7
