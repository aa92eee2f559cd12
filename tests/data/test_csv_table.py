"""From the content of a CSV file to a table."""

from __future__ import annotations

import numpy as np
import pytest

from playground.data.csv_content import WHOLE_ROW
from playground.data.csv_format import CsvFormat
from playground.data.csv_import import read_csv
from playground.data.csv_table import build_table, suggest_kind, suggest_target
from playground.data.errors import DataError

POINT = CsvFormat("utf-8", ",", ".", True)


def content(header, *rows):
    return read_csv("\n".join([header, *rows, ""]).encode(), POINT)


def numbered(count, last):
    return [f"{i}.5,{-i},{last(i)}" for i in range(count)]


@pytest.mark.parametrize(
    ("header", "row", "target", "kind"),
    [
        ("a,species,c", lambda i: f"{i}.5,{'xyz'[i % 3]},{i * 7 % 20}.5", "species", "classes"),
        ("colour,b,c", lambda i: f"{'xy'[i % 2]},{i}.5,{i}.25", "colour", "classes"),
        ("a,group,c", lambda i: f"{i}.5,{i % 3},{i}.25", "group", "classes"),
        ("a,b,price", lambda i: f"{i}.5,{i}.25,{i}.75", "price", "number"),
        ("Class,b,c", lambda i: f"{i % 2},{'xy'[i % 2]},{i}.25", "Class", "classes"),
        ("x,y,kind", lambda i: f"{i}.5,{i}.25,{'xy'[i % 2]}", "kind", "classes"),
        ("y,b,c", lambda i: f"{i}.5,{i}.25,{i}.75", "y", "number"),
        ("label,b,c", lambda i: f"name {i},{i}.25,{i}.5", "c", "number"),
        ("name,b,id", lambda i: f"name {i},{i}.25,{i}", "id", "number"),
        ("a,b,c", lambda i: f"{i}.5,{i}.25,word {i}", "b", "number"),
    ],
)
def test_suggestions(header, row, target, kind):
    found = content(header, *(row(i) for i in range(40)))
    assert suggest_target(found) == target
    assert suggest_kind(found, target) == kind


def test_a_table_of_classes():
    table, left_out = build_table(
        content("a,b,kind", *numbered(12, lambda i: ["b", "A", "c"][i % 3])), "kind"
    )
    assert table.columns == ("a", "b")
    assert table.classes == ("A", "b", "c")
    assert table.target.tolist() == [1, 0, 2] * 4
    assert table.values.tolist() == [[i + 0.5, -i] for i in range(12)]
    assert table.target_name == "kind"
    assert (left_out.rows, left_out.reasons, left_out.text_columns) == (0, {}, ())


def test_a_table_of_numbers():
    table, _ = build_table(content("a,b,price", *numbered(12, lambda i: f"{i}.25")), "price")
    assert table.classes is None
    assert table.target.tolist() == [i + 0.25 for i in range(12)]


def test_numbers_as_classes_are_ordered_as_numbers():
    rows = numbered(12, lambda i: ["10", "2", "-1.5", "2.0"][i % 4])
    table, _ = build_table(content("a,b,kind", *rows), "kind", kind="classes")
    assert table.classes == ("-1.5", "2", "10")
    assert table.target.tolist() == [2, 1, 0, 1] * 3


def test_rows_with_problems_in_used_columns_are_left_out_and_counted():
    rows = numbered(15, lambda i: "xy"[i % 2])
    rows[1] = "?,-1,x"
    rows[3] = ",?,x"
    rows[5] = "5.5,-5,"
    rows[7] = "7.5,-7"
    table, left_out = build_table(content("a,b,kind", *rows), "kind")
    assert table.values[:, 0].tolist() == [i + 0.5 for i in range(15) if i not in (1, 3, 5, 7)]
    assert left_out.rows == 4
    assert left_out.reasons == {
        "a": {"not a number": 1, "empty": 1},
        "b": {"not a number": 1},
        "kind": {"empty": 1},
        WHOLE_ROW: {"too few cells": 1},
    }
    only_b, less = build_table(content("a,b,kind", *rows), "kind", ["b"])
    assert only_b.rows == 12
    assert less.rows == 3
    assert "a" not in less.reasons


def test_words_cannot_be_inputs_and_are_reported():
    rows = [f"{i},w{i},{'xy'[i % 2]},{i}.5" for i in range(12)]
    found = content("a,words,kind,c", *rows)
    table, left_out = build_table(found, "kind")
    assert table.columns == ("a", "c")
    assert left_out.text_columns == ("words",)
    with pytest.raises(DataError, match='column "words"'):
        build_table(found, "kind", ["words"])


def test_chosen_inputs_keep_their_order():
    found = content("a,b,kind", *numbered(12, lambda i: "xy"[i % 2]))
    table, _ = build_table(found, "kind", ["b", "a"])
    assert table.columns == ("b", "a")
    assert table.values[3].tolist() == [-3.0, 3.5]


@pytest.mark.parametrize("inputs", [["a", "a"], ["kind"], ["z"], []])
def test_impossible_inputs_are_refused(inputs):
    with pytest.raises(DataError):
        build_table(content("a,b,kind", *numbered(12, lambda i: "xy"[i % 2])), "kind", inputs)


def test_an_unknown_target_and_a_table_of_words_are_refused():
    found = content("a,kind", *(f"w{i % 3},{'xy'[i % 2]}" for i in range(12)))
    with pytest.raises(DataError, match='column "z"'):
        build_table(found, "z")
    with pytest.raises(DataError, match="no column of numbers"):
        build_table(found, "kind")


@pytest.mark.parametrize("word", ["w", ""])
def test_twenty_classes_are_allowed_and_twenty_one_are_not(word):
    for count in (2, 20):
        rows = numbered(count * 5, lambda i, count=count: f"{word}{i % count}")
        assert len(build_table(content("a,b,kind", *rows), "kind", kind="classes")[0].classes) == count
    for count in (21, 30):
        rows = numbered(count * 12, lambda i, count=count: f"{word}{i % count}")
        with pytest.raises(DataError, match=f"{count} different values; classes may be 2 to 20"):
            build_table(content("a,b,kind", *rows), "kind", kind="classes")


def test_a_thousand_and_more_words_are_refused():
    with pytest.raises(DataError, match="more than 1,000 different values"):
        build_table(content("a,b,kind", *numbered(1_200, lambda i: f"w{i}")), "kind")


def test_ten_rows_are_needed():
    rows = numbered(11, lambda i: "xy"[i % 2])
    assert build_table(content("a,b,kind", *rows[:10]), "kind")[0].rows == 10
    with pytest.raises(DataError, match="9 of 10 can be read"):
        build_table(content("a,b,kind", "?,1,x", *rows[:9]), "kind")


def test_a_constant_number_is_refused():
    with pytest.raises(DataError, match="all its values are the same"):
        build_table(content("a,b,c", *numbered(12, lambda i: "4.5")), "c", kind="number")


def test_words_are_no_number():
    with pytest.raises(DataError, match="words, not numbers"):
        build_table(content("a,b,c", *numbered(12, lambda i: "xy"[i % 2])), "c", kind="number")


def test_one_file_gives_one_hash_however_it_is_written():
    rows = [f"{i}.5,{-i},{'xy'[i % 2]}" for i in range(12)]
    english = build_table(content("a,b,kind", *rows), "kind")[0]
    german_rows = [row.replace(",", ";").replace(".", ",") for row in ["a,b,kind", *rows]]
    german = build_table(read_csv("\r\n".join(german_rows).encode("utf-16")), "kind")[0]
    assert np.array_equal(english.values, german.values)
    assert english.content_hash() == german.content_hash()
