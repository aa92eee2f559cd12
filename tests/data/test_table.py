"""A table keeps its promises: consistent, read-only, named by its content."""

from __future__ import annotations

import copy
import dataclasses

import numpy as np
import pytest

from playground.data.errors import DataError
from playground.data.table import Table


def make(**changes):
    parts = {
        "columns": ("a", "b"),
        "values": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
        "target": np.array([0, 1, 1]),
        "target_name": "t",
        "classes": ("no", "yes"),
    }
    return Table(**{**parts, **changes})


def test_the_arrays_are_copies_and_read_only():
    values = np.ones((3, 2))
    table = make(values=values)
    values[0, 0] = 9.0
    assert table.values[0, 0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        table.values[0, 0] = 2.0
    with pytest.raises(ValueError, match="read-only"):
        table.target[0] = 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        table.columns = ("c",)


def test_the_hash_depends_on_every_part_and_on_nothing_else():
    tables = [
        make(),
        make(columns=("a", "c")),
        make(columns=("ab", "")),
        make(values=np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.5]])),
        make(values=np.array([[2.0, 1.0], [3.0, 4.0], [5.0, 6.0]])),
        make(target=np.array([1, 0, 1])),
        make(target_name="u"),
        make(classes=("yes", "no")),
        make(classes=None, target=np.array([0.0, 1.0, 1.0])),
        make(classes=None, target=np.array([0.0, 1.0, 1.5])),
    ]
    assert len({table.content_hash() for table in tables}) == len(tables)
    fortran = make(values=np.asfortranarray(make().values))
    assert fortran.content_hash() == make().content_hash() == copy.deepcopy(make()).content_hash()


def test_the_two_zeros_are_one_number():
    plus, minus = (make(values=np.full((3, 2), zero)) for zero in (0.0, -0.0))
    assert plus.content_hash() == minus.content_hash()


@pytest.mark.parametrize(
    "changes",
    [
        {"columns": ("a",)},
        {"columns": ()},
        {"columns": ("a", "a")},
        {"columns": ("a", "t")},
        {"target": np.array([0, 1])},
        {"target": np.array([[0], [1], [1]])},
        {"target": np.array([0, 1, 2])},
        {"target": np.array([0, 1, -1])},
        {"values": np.array([[1.0, np.nan], [3.0, 4.0], [5.0, 6.0]])},
        {"values": np.array([[1.0, np.inf], [3.0, 4.0], [5.0, 6.0]])},
        {"values": np.array([[1.0, 1.1e100], [3.0, 4.0], [5.0, 6.0]])},
        {"classes": ("only",), "target": np.zeros(3)},
        {"classes": ("x", "x")},
        {"classes": ("x", "y", "x")},
        {"classes": tuple(str(i) for i in range(21))},
        {"classes": None, "target": np.array([0.0, np.nan, 1.0])},
        {"columns": tuple(str(i) for i in range(1025)), "values": np.zeros((3, 1025))},
    ],
)
def test_a_contradiction_is_refused(changes):
    with pytest.raises(DataError):
        make(**changes)


def test_twenty_classes_and_1024_columns_are_within_the_limits():
    assert make(classes=tuple(str(i) for i in range(20))).rows == 3
    columns = tuple(str(i) for i in range(1024))
    assert make(columns=columns, values=np.zeros((3, 1024))).values.shape == (3, 1024)


def test_an_error_survives_the_way_between_processes():
    # Copying takes an exception apart and puts it together as a pipe between processes does.
    error = copy.copy(DataError("line 3", "it is broken", "Mend it"))
    assert (error.place, error.problem, error.remedy) == ("line 3", "it is broken", "Mend it")
    assert str(error) == "line 3: it is broken. Mend it."


def test_an_array_that_nobody_can_write_to_stands_in_memory_once():
    values = np.ones((3, 2))
    values.setflags(write=False)
    assert make(values=values).values is values
    # Part of an array that somebody may still write to is copied all the same.
    part = np.ones((3, 4))[:, :2]
    part.setflags(write=False)
    assert make(values=part).values is not part
