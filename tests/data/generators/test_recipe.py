"""How samples are shared out among classes, against the shares themselves."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.generators import GENERATORS, generate
from playground.data.generators.recipe import Recipe

OF_CLASSES = [name for name, generator in GENERATORS.items() if generator.task == "classification"]
MANY = [name for name in OF_CLASSES if GENERATORS[name].many_classes]
TWO = [name for name in OF_CLASSES if not GENERATORS[name].many_classes]
# Labels of these are the generator's own; in the others the noise, or chance, decides some.
KEEPS_LABELS = [name for name in OF_CLASSES if name not in ("circle", "xor")]


def shares(balance: float, classes: int) -> list[float]:
    whole = balance + (classes - 1) * (1 - balance)
    return [balance / whole, *[(1 - balance) / whole] * (classes - 1)]


@given(st.integers(10, 10_000), st.floats(0.1, 0.9), st.integers(2, 6))
def test_each_class_has_its_share_within_one_and_at_least_one(samples, balance, classes):
    sizes = Recipe(samples, 0.0, balance, classes).sizes()
    assert sum(sizes) == samples
    assert min(sizes) >= 1
    quotas = [samples * share for share in shares(balance, classes)]
    if min(quotas) >= 1:
        assert all(abs(size - quota) <= 1 + 1e-6 for size, quota in zip(sizes, quotas, strict=True))


@pytest.mark.parametrize("name", TWO)
@pytest.mark.parametrize("balance", [0.1, 0.35, 0.75, 0.9])
@pytest.mark.parametrize("samples", [10, 333, 10_000])
def test_of_two_classes_the_balance_is_the_share_of_plus_one(name, balance, samples):
    y = generate(name, noise=0.0, seed=2, samples=samples, balance=balance).y
    assert abs(np.count_nonzero(y > 0) - samples * balance) <= 1


@pytest.mark.parametrize("name", MANY)
@pytest.mark.parametrize("classes", [3, 4, 5, 6])
@pytest.mark.parametrize("balance", [0.2, 0.5, 0.9])
def test_of_more_classes_it_is_the_weight_of_the_first(name, classes, balance):
    points = generate(name, noise=0.0, seed=2, samples=1_000, balance=balance, classes=classes)
    assert points.classes == classes
    counts = Counter(points.y.tolist())
    assert sorted(counts) == list(range(classes))
    for index, share in enumerate(shares(balance, classes)):
        assert abs(counts[index] - 1_000 * share) <= 1


@pytest.mark.parametrize("name", MANY)
def test_many_classes_may_be_two_and_are_then_signs(name):
    points = generate(name, noise=0.0, seed=2, classes=2)
    assert points.classes == 2
    assert Counter(points.y.tolist()) == {1.0: 300, -1.0: 300}


@pytest.mark.parametrize("name", KEEPS_LABELS)
def test_noise_moves_each_point_in_one_direction_and_keeps_its_label(name):
    calm, some, more = (generate(name, noise=noise, seed=5) for noise in (0.0, 0.2, 0.4))
    assert np.array_equal(calm.y, more.y)
    if name in ("gauss", "blobs"):
        # There the noise is the clouds' spread: points go straight away from their middles.
        first, second = (some.x - calm.x).ravel(), (more.x - calm.x).ravel()
        assert np.corrcoef(first, second)[0, 1] > 0.99999
    else:
        assert more.x - calm.x == pytest.approx(2 * (some.x - calm.x), abs=1e-12)


@pytest.mark.parametrize("name", OF_CLASSES)
def test_the_balance_of_one_half_is_the_usual_set(name):
    usual, even = generate(name, noise=0.1, seed=3), generate(name, noise=0.1, seed=3, balance=0.5)
    assert usual.x.tobytes() == even.x.tobytes()


def test_xor_is_balanced_by_mirroring_no_more_points_than_it_takes():
    usual, more = (generate("xor", noise=0.0, seed=3, balance=balance) for balance in (0.5, 0.6))
    moved = (usual.x != more.x).any(axis=1)
    assert np.count_nonzero(moved) == 300 - np.count_nonzero(usual.y > 0)
    assert np.array_equal(np.abs(usual.x), np.abs(more.x))
    assert (more.y[moved] == 1.0).all()


@pytest.mark.parametrize("name", ["plane", "multi_gauss", "saddle", "sine", "step"])
def test_numbers_know_no_balance(name):
    assert np.array_equal(
        generate(name, noise=0.1, seed=1).y, generate(name, noise=0.1, seed=1, balance=0.2).y
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"balance": 0.05}, "balance"),
        ({"classes": 7}, "classes"),
        ({"classes": 6, "samples": 5}, "6 samples"),
    ],
)
def test_what_is_out_of_range_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        generate("rings", noise=0.0, seed=1, **wrong)
