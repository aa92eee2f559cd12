from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.painted import prepare_painted
from playground.data.split import lasting_split, shuffled_split, stratified_split

SEEDS = st.integers(0, 2**31 - 1)


@given(st.integers(0, 60), st.floats(0.1, 1.0), SEEDS)
def test_each_point_is_in_one_part(count: int, share: float, seed: int) -> None:
    train, test = lasting_split(count, share, seed)
    assert sorted([*train, *test]) == list(range(count))
    if count >= 2:
        assert len(train) >= 1
    if count >= 2 and share < 1.0:
        assert len(test) >= 1


@given(st.integers(8, 200), st.integers(1, 50), SEEDS)
def test_points_stay_in_their_part_when_others_are_added(count: int, more: int, seed: int) -> None:
    before, _ = lasting_split(count, 0.5, seed)
    after, _ = lasting_split(count + more, 0.5, seed)
    moved = {*before.tolist()} ^ {each for each in after.tolist() if each < count}
    # Only where one part would have been empty has a point been lent to it.
    assert len(moved) <= 1


def test_the_parts_are_about_the_shares() -> None:
    train, test = lasting_split(10_000, 0.3, 1)
    assert len(train) == pytest.approx(3_000, abs=200)
    assert len(train) + len(test) == 10_000


def test_a_lone_point_trains() -> None:
    train, test = lasting_split(1, 0.1, 3)
    assert train.tolist() == [0]
    assert not len(test)


@pytest.mark.parametrize("share", [0.0, -1.0, 1.01, float("nan")])
def test_a_bad_share_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        lasting_split(10, share, 0)


def test_with_a_share_of_one_all_train() -> None:
    labels = np.array([0, 0, 1, 1, 2])
    for train, test in (shuffled_split(5, 1.0, 0), stratified_split(labels, 1.0, 0)):
        assert sorted(train) == [0, 1, 2, 3, 4]
        assert not len(test)


def test_points_are_given_with_their_features_and_labels() -> None:
    points = np.array([[1.0, 2.0, 0.0], [3.0, -1.0, 2.0]])
    prepared = prepare_painted(points, ("a", "b", "c"), ("x1*x2", "x1"), 1.0, 0)
    by_label = dict(zip(prepared.train_labels.tolist(), prepared.train_inputs.tolist(), strict=True))
    assert by_label == {0: [2.0, 1.0], 2: [-3.0, 3.0]}
    assert prepared.task == "classification"
    assert prepared.train_labels.dtype == np.int64


def test_numbers_are_as_they_were_painted() -> None:
    prepared = prepare_painted(np.array([[1.0, 0.0, 0.25], [2.0, 0.0, -3.0]]), (), ("x1",), 1.0, 0)
    assert sorted(prepared.train_labels.tolist()) == [-3.0, 0.25]
    assert prepared.target_scale == (0.0, 1.0)


def test_there_may_be_none() -> None:
    prepared = prepare_painted(np.zeros((0, 3)), ("a", "b"), ("x1", "x2"), 0.5, 0)
    assert prepared.train_inputs.shape == (0, 2)
    assert prepared.test_inputs.shape == (0, 2)
