"""A checkpoint as named arrays, there and back, and arrays that are none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.engine import Checkpoint

CHECKPOINT = Checkpoint(
    parameters=np.array([1.0, -2.0]),
    slots={"first_sum": np.array([0.5, 0.0]), "second_sum": np.array([3.0, 4.0])},
    updates=9,
    step=12,
    epoch=3,
    position=4,
)


def test_there_and_back() -> None:
    arrays = CHECKPOINT.to_arrays()
    assert set(arrays) == {
        "parameters",
        "slot.first_sum",
        "slot.second_sum",
        "updates",
        "step",
        "epoch",
        "position",
    }
    assert all(arrays[name].dtype == np.int64 for name in ("updates", "step", "epoch", "position"))
    again = Checkpoint.from_arrays(arrays)
    assert (again.updates, again.step, again.epoch, again.position) == (9, 12, 3, 4)
    np.testing.assert_array_equal(again.parameters, CHECKPOINT.parameters)
    assert again.slots.keys() == CHECKPOINT.slots.keys()
    for name, slot in again.slots.items():
        np.testing.assert_array_equal(slot, CHECKPOINT.slots[name])


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("step", np.array([-1])),
        ("step", np.array([1.0])),
        ("step", np.array([1, 2])),
        ("parameters", np.ones((2, 1))),
        ("parameters", np.array([np.nan, 1])),
        ("parameters", np.array([1, 2])),
        ("slot.first_sum", np.ones(3)),
        ("slot.first_sum", np.ones(2, np.float32)),
        ("slot.second_sum", np.array([np.inf, 0])),
        ("surprise", np.ones(2)),
    ],
)
def test_arrays_that_are_no_checkpoint_are_refused(name: str, array: np.ndarray) -> None:
    with pytest.raises(ValueError, match=name):
        Checkpoint.from_arrays(CHECKPOINT.to_arrays() | {name: array})


def test_running_numbers_are_kept_and_checked() -> None:
    with_numbers = replace(CHECKPOINT, statistics=np.array([0.0, 1.0, 2.0, 3.0]))
    arrays = with_numbers.to_arrays()
    np.testing.assert_array_equal(Checkpoint.from_arrays(arrays).statistics, [0, 1, 2, 3])
    for broken in (np.array([np.nan]), np.ones((2, 2)), np.ones(2, np.float32)):
        with pytest.raises(ValueError, match="statistics"):
            Checkpoint.from_arrays(arrays | {"statistics": broken})


def test_a_missing_array_is_named() -> None:
    arrays = CHECKPOINT.to_arrays()
    del arrays["epoch"]
    with pytest.raises(ValueError, match="epoch"):
        Checkpoint.from_arrays(arrays)


def test_scales_stand_in_the_names_of_their_slots() -> None:
    scaled = replace(CHECKPOINT, scales={"second_sum": 1 - 0.999})
    arrays = scaled.to_arrays()
    assert {"slot.first_sum", "slot.second_sum*0.0010000000000000009"} < arrays.keys()
    again = Checkpoint.from_arrays(arrays)
    assert again.slots.keys() == CHECKPOINT.slots.keys()
    assert again.scales == scaled.scales


@pytest.mark.parametrize("scale", ["", "0", "-0.1", "1.5", "nan", "inf", "a"])
def test_scales_that_cannot_be_are_refused(scale: str) -> None:
    arrays = CHECKPOINT.to_arrays() | {f"slot.third_sum*{scale}": np.zeros(2)}
    with pytest.raises(ValueError, match=r"third_sum.*scale above 0"):
        Checkpoint.from_arrays(arrays)
