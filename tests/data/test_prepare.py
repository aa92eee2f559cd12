"""Splitting, standardising and encoding, against their definitions."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.data.encoding import encode_targets
from playground.data.errors import DataError
from playground.data.generators import Points, generate
from playground.data.prepare import grid, prepare_points, prepare_table
from playground.data.split import shuffled_split, stratified_split
from playground.data.table import Table


def classes_table(sizes=(50, 30, 20), seed=0):
    random = np.random.default_rng(seed)
    target = random.permutation(np.repeat(np.arange(len(sizes)), sizes))
    values = random.normal(loc=[5.0, -200.0, 1e-3], scale=[2.0, 50.0, 1e-5], size=(len(target), 3))
    names = tuple(f"class {i}" for i in range(len(sizes)))
    return Table(("a", "b", "c"), values, target, "kind", names)


def number_table(rows=80):
    random = np.random.default_rng(1)
    return Table(("a", "b"), random.normal(size=(rows, 2)), random.uniform(100, 900, rows), "price", None)


@pytest.mark.parametrize("percent", range(10, 91))
def test_the_training_part_is_the_floor_of_its_share(percent):
    for count in (100, 178, 500, 1200):
        train, test = shuffled_split(count, percent / 100, seed=1)
        assert len(train) == count * percent // 100
        assert sorted([*train, *test]) == list(range(count))


def test_each_part_gets_a_sample():
    assert [len(part) for part in shuffled_split(3, 0.1, seed=0)] == [1, 2]
    assert [len(part) for part in shuffled_split(2, 0.9, seed=0)] == [1, 1]


def test_the_split_depends_on_the_seed_alone():
    first, again, other = (shuffled_split(500, 0.5, seed)[0].tolist() for seed in (1, 1, 2))
    assert first == again != other


@given(st.lists(st.integers(1, 40), min_size=2, max_size=20), st.floats(0.1, 0.9), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_every_class_has_its_share_in_both_parts(sizes, share, seed):
    labels = np.random.default_rng(seed).permutation(np.repeat(np.arange(len(sizes)), sizes))
    train, test = stratified_split(labels, share, seed)
    assert sorted([*train, *test]) == list(range(len(labels)))
    assert len(test) > 0
    if max(sizes) < 2:
        return
    counts = Counter(labels[train].tolist())
    for index, size in enumerate(sizes):
        if size == 1:
            assert counts[index] == 1
        else:
            assert 1 <= counts[index] <= size - 1
            assert abs(counts[index] - size * share) <= 1.0 + 1e-6 or counts[index] in (1, size - 1)


def test_stratified_parts_are_shuffled_and_seeded():
    labels = np.repeat(np.arange(2), 100)
    train, test = stratified_split(labels, 0.5, seed=3)
    assert len(train) == len(test) == 100
    assert 20 < (np.diff(labels[train]) != 0).sum() < 80
    again, other = stratified_split(labels, 0.5, seed=3)[0], stratified_split(labels, 0.5, seed=4)[0]
    assert train.tolist() == again.tolist() != other.tolist()


@pytest.mark.parametrize("split", [shuffled_split, lambda n, *rest: stratified_split(np.arange(n), *rest)])
def test_bad_shares_and_too_few_samples_are_refused(split):
    for count, share in ((1, 0.5), (0, 0.5), (10, 0.0), (10, 1.1), (10, float("nan"))):
        with pytest.raises(ValueError, match=r"split|share"):
            split(count, share, 0)


def test_points_keep_their_labels_and_their_features():
    x = np.arange(40.0).reshape(20, 2)
    y = np.where(np.arange(20) % 3 == 0, 1.0, -1.0)
    prepared = prepare_points(Points(x, y, "classification"), ["x1*x2", "x1"], 0.3, seed=5)
    assert len(prepared.train_labels) == 6
    assert prepared.input_names == ("x₁x₂", "x₁")
    assert prepared.classes == ("\N{MINUS SIGN}1", "+1")
    assert prepared.target_scale == (0.0, 1.0)
    assert prepared.input_means.tolist() == [0.0, 0.0]
    assert prepared.input_deviations.tolist() == [1.0, 1.0]
    points = np.concatenate([prepared.train_points, prepared.test_points])
    inputs = np.concatenate([prepared.train_inputs, prepared.test_inputs])
    labels = np.concatenate([prepared.train_labels, prepared.test_labels])
    assert sorted(points.tolist()) == x.tolist()
    for (a, b), features, label in zip(points, inputs, labels, strict=True):
        assert features.tolist() == [a * b, a]
        assert label == (int(a) // 2 % 3 == 0)


def test_points_of_a_regression_keep_their_numbers():
    points = generate("plane", noise=0.1, seed=1)
    prepared = prepare_points(points, ["x1", "x2"], 0.5, seed=1)
    assert prepared.classes == ()
    assert sorted([*prepared.train_labels, *prepared.test_labels]) == sorted(points.y)


def test_more_than_two_classes_keep_their_indices_and_are_lettered():
    points = generate("arms", noise=0.0, seed=1, classes=4)
    prepared = prepare_points(points, ["x1", "x2"], 0.5, seed=1)
    assert prepared.classes == ("A", "B", "C", "D")
    labels = {tuple(x): label for x, label in zip(points.x.tolist(), points.y.tolist(), strict=True)}
    for part, said in (
        (prepared.train_points, prepared.train_labels),
        (prepared.test_points, prepared.test_labels),
    ):
        assert said.dtype == np.int64
        assert [labels[tuple(x)] for x in part.tolist()] == said.tolist()


def test_one_coordinate_stays_one():
    prepared = prepare_points(generate("sine", noise=0.0, seed=1), ["x1", "sin x1"], 0.5, seed=1)
    assert prepared.train_points.shape == prepared.test_points.shape == (150, 1)
    assert prepared.train_inputs[:, 0].tolist() == prepared.train_points[:, 0].tolist()
    assert prepared.train_inputs[:, 1] == pytest.approx(prepared.train_labels)


def test_both_classes_are_mixed_after_the_shuffle():
    prepared = prepare_points(generate("circle", noise=0.0, seed=1), ["x1"], 0.5, seed=1)
    assert 80 < prepared.train_labels.sum() < 170


def test_a_table_is_standardised_with_its_training_part():
    table = classes_table()
    prepared = prepare_table(table, None, 0.7, seed=2)
    assert prepared.train_inputs.mean(axis=0) == pytest.approx([0, 0, 0], abs=1e-9)
    assert prepared.train_inputs.std(axis=0) == pytest.approx([1, 1, 1])
    assert np.abs(prepared.test_inputs.mean(axis=0)).max() > 1e-6
    restored = np.concatenate(
        [prepared.own_units(part) for part in (prepared.train_inputs, prepared.test_inputs)]
    )
    labels = np.concatenate([prepared.train_labels, prepared.test_labels])
    together = sorted(map(tuple, np.column_stack([restored, labels]).round(9)))
    expected = sorted(map(tuple, np.column_stack([table.values, table.target]).round(9)))
    assert np.array(together) == pytest.approx(np.array(expected), abs=1e-8)


def test_a_table_is_split_by_class():
    prepared = prepare_table(classes_table(), None, 0.7, seed=2)
    assert Counter(prepared.train_labels.tolist()) == {0: 35, 1: 21, 2: 14}
    assert prepared.classes == ("class 0", "class 1", "class 2")
    assert prepared.target_name == "kind"
    assert prepared.train_points is prepared.test_points is None


def test_inputs_come_in_the_order_asked_for():
    table = classes_table()
    one, two = (prepare_table(table, inputs, 0.7, seed=2) for inputs in (["c", "a"], None))
    assert one.input_names == ("c", "a")
    assert np.array_equal(one.train_inputs, two.train_inputs[:, [2, 0]])
    with pytest.raises(DataError, match='"d"'):
        prepare_table(table, ["d"], 0.7, seed=2)


def test_constant_columns_become_zeros():
    values = np.column_stack([np.full(30, 0.1), np.full(30, 1e99), np.arange(30.0), np.full(30, 1e-200)])
    values[0, 3] = 2e-200
    table = Table(("a", "b", "c", "d"), values, np.arange(30) % 2, "t", ("x", "y"))
    prepared = prepare_table(table, None, 0.5, seed=0)
    assert not prepared.train_inputs[:, :2].any()
    assert not prepared.test_inputs[:, :2].any()
    assert np.abs(prepared.train_inputs[:, 3]).max() < 1e-100
    assert prepared.input_deviations[[0, 1, 3]].tolist() == [1.0, 1.0, 1.0]


def test_the_largest_numbers_stay_finite():
    values = np.array([[1e100, 1e-120], [-1e100, 3e-120]] * 20)
    table = Table(("a", "b"), values, values[:, 0], "t", None)
    prepared = prepare_table(table, None, 0.5, seed=0)
    for part in (prepared.train_inputs, prepared.test_inputs, prepared.train_labels, prepared.test_labels):
        assert np.isfinite(part).all()


def test_a_regression_target_is_scaled_by_the_training_range_and_back():
    table = number_table()
    prepared = prepare_table(table, None, 0.5, seed=3)
    assert prepared.train_labels.min() == pytest.approx(-1.0)
    assert prepared.train_labels.max() == pytest.approx(1.0)
    offset, factor = prepared.target_scale
    own = offset + factor * np.concatenate([prepared.train_labels, prepared.test_labels])
    assert sorted(own) == pytest.approx(sorted(table.target))
    assert prepared.task == "regression"
    assert prepared.classes == ()


def test_encodings():
    two, three, numbers = np.array([0, 1, 1]), np.array([2, 0, 1]), np.array([0.5, -1.0])
    assert encode_targets(two, "classification", 2, "signed").tolist() == [[-1.0], [1.0], [1.0]]
    assert encode_targets(two, "classification", 2, "one_hot").tolist() == [[1, 0], [0, 1], [0, 1]]
    assert encode_targets(three, "classification", 3, "one_hot").tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert encode_targets(numbers, "regression", 0, "value").tolist() == [[0.5], [-1.0]]
    assert encode_targets(two, "classification", 2, "signed").dtype == np.float64


@pytest.mark.parametrize(
    ("task", "count", "encoding"),
    [
        ("regression", 0, "signed"),
        ("regression", 2, "one_hot"),
        ("classification", 2, "value"),
        ("classification", 3, "signed"),
    ],
)
def test_encodings_that_do_not_suit_are_refused(task, count, encoding):
    with pytest.raises(ValueError, match=r"encoding|signed"):
        encode_targets(np.array([0, 1]), task, count, encoding)


def test_the_grid_begins_at_the_top_left_and_goes_along_the_rows():
    points = grid((0.0, 3.0), (-1.0, 1.0), 3)
    third = 2.0 / 3.0
    expected = [[x, y] for y in (third, 0.0, -third) for x in (0.5, 1.5, 2.5)]
    assert points == pytest.approx(np.array(expected), abs=1e-12)
    picture = points[:, 1].reshape(3, 3)
    assert (picture[0] > picture[2]).all()
    assert grid((-6.0, 6.0), (-6.0, 6.0), 1).tolist() == [[0.0, 0.0]]


def test_a_table_may_stay_in_its_own_units():
    table = classes_table()
    own, scaled = (prepare_table(table, None, 0.7, seed=2, standardize=on) for on in (False, True))
    assert own.train_inputs == pytest.approx(scaled.own_units(scaled.train_inputs))
    assert own.own_units(own.test_inputs) is not own.test_inputs
    assert np.array_equal(own.own_units(own.test_inputs), own.test_inputs)
    assert np.array_equal(own.train_labels, scaled.train_labels)
    assert (own.input_means.tolist(), own.input_deviations.tolist()) == ([0.0] * 3, [1.0] * 3)
    assert own.middle == pytest.approx(scaled.input_means)
    assert scaled.middle.tolist() == [0.0] * 3


def test_the_first_samples_are_a_part_of_all():
    whole = prepare_table(classes_table(), None, 0.7, seed=2)
    some = whole.first(10)
    assert np.array_equal(some.train_inputs, whole.train_inputs[:10])
    assert np.array_equal(some.test_labels, whole.test_labels[:10])
    assert whole.first(len(whole.train_labels)) is whole
    points = prepare_points(generate("circle", noise=0.0, seed=1), ["x1"], 0.5, seed=1)
    assert np.array_equal(points.first(5).train_points, points.train_points[:5])
