"""The generated sets against a plain loop and against their distributions."""

from __future__ import annotations

import math

import numpy as np
import pytest

from playground.data.generators import DOMAIN, GENERATORS, generate

NOISES = (0.0, 0.2, 0.5)


def radii(x):
    return np.array([math.sqrt(a * a + b * b) for a, b in x.tolist()])


SIX = ("circle", "xor", "gauss", "spiral", "plane", "multi_gauss")


def test_the_six_sets_and_their_sizes():
    sizes = {key: GENERATORS[key].samples for key in SIX}
    assert sizes == {
        "circle": 500,
        "xor": 500,
        "gauss": 500,
        "spiral": 500,
        "plane": 1200,
        "multi_gauss": 1200,
    }
    assert [key for key in SIX if GENERATORS[key].task == "regression"] == ["plane", "multi_gauss"]


@pytest.mark.parametrize("name", GENERATORS)
@pytest.mark.parametrize("noise", NOISES)
def test_shapes_types_and_labels(name, noise):
    points = generate(name, noise=noise, seed=3)
    assert points.x.shape == (GENERATORS[name].samples, GENERATORS[name].inputs)
    assert points.y.shape == (GENERATORS[name].samples,)
    assert points.x.dtype == points.y.dtype == np.float64
    assert points.task == GENERATORS[name].task
    assert np.isfinite(points.x).all()
    assert np.isfinite(points.y).all()
    if points.task == "classification":
        assert set(points.y.tolist()) == ({0.0, 1.0, 2.0} if GENERATORS[name].many_classes else {-1.0, 1.0})


@pytest.mark.parametrize("name", GENERATORS)
def test_a_seed_gives_the_same_points_bit_for_bit_and_another_seed_others(name):
    first, again, other = (generate(name, noise=0.3, seed=seed) for seed in (7, 7, 8))
    assert first.x.tobytes() == again.x.tobytes()
    assert first.y.tobytes() == again.y.tobytes()
    if name == "spiral":
        assert not np.array_equal(first.x, other.x)
    else:
        assert not np.isclose(first.x, other.x).any()


@pytest.mark.parametrize("name", ["circle", "xor", "plane", "multi_gauss"])
def test_noise_changes_labels_and_never_the_points(name):
    calm, noisy = (generate(name, noise=noise, seed=5) for noise in (0.0, 0.5))
    assert np.array_equal(calm.x, noisy.x)
    assert not np.array_equal(calm.y, noisy.y)


@pytest.mark.parametrize("name", GENERATORS)
@pytest.mark.parametrize("samples", [7, 10, 40, 10_000])
def test_any_number_of_samples(name, samples):
    points = generate(name, noise=0.1, seed=1, samples=samples)
    assert len(points.x) == len(points.y) == samples


@pytest.mark.parametrize("name", [name for name in GENERATORS if name not in ("gauss", "blobs")])
def test_calm_points_lie_in_the_domain(name):
    x = generate(name, noise=0.0, seed=2).x
    assert x.min() >= DOMAIN[0]
    assert x.max() <= DOMAIN[1]


def test_circle_without_noise_is_a_disc_and_a_ring():
    points = generate("circle", noise=0.0, seed=11)
    distance = radii(points.x)
    inside, outside = distance[:250], distance[250:]
    assert inside.max() < 2.5
    assert outside.min() >= 3.5 - 1e-12
    assert outside.max() <= 5.0 + 1e-12
    assert points.y.tolist() == [1.0] * 250 + [-1.0] * 250
    # The radius, not the area, is uniform: mean R/4 and (0.7 R + R) / 2.
    many = radii(generate("circle", noise=0.0, seed=1, samples=40_000).x)
    assert many[:20_000].mean() == pytest.approx(1.25, abs=0.02)
    assert many[20_000:].mean() == pytest.approx(4.25, abs=0.02)


def test_circle_with_noise_flips_as_many_labels_as_a_scalar_simulation():
    noisy = generate("circle", noise=0.5, seed=4, samples=40_000)
    random = np.random.default_rng(0)
    inside = 0
    for _ in range(20_000):
        radius, angle = random.uniform(0, 2.5), random.uniform(0, 2 * math.pi)
        dx, dy = (0.5 * random.uniform(-5, 5) for _ in range(2))
        inside += math.hypot(radius * math.sin(angle) + dx, radius * math.cos(angle) + dy) < 2.5
    share = float(np.mean(noisy.y[:20_000] > 0))
    assert share == pytest.approx(inside / 20_000, abs=0.02)


def test_xor_is_pushed_off_the_axes_and_labelled_by_the_sign_of_the_product():
    points = generate("xor", noise=0.0, seed=9, samples=5_000)
    assert np.abs(points.x).min() >= 0.3
    assert np.abs(points.x).max() <= 5.3
    for (a, b), label in zip(points.x.tolist(), points.y.tolist(), strict=True):
        assert label == (1.0 if a * b >= 0 else -1.0)


def test_xor_noise_flips_only_points_within_its_reach_of_an_axis():
    points = generate("xor", noise=0.2, seed=9, samples=5_000)
    flipped = (points.x[:, 0] * points.x[:, 1] >= 0) != (points.y > 0)
    assert flipped.any()
    assert np.abs(points.x[flipped]).min(axis=1).max() <= 0.2 * 5.0


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0)])
def test_gauss_has_its_centres_and_its_variance(noise, variance):
    points = generate("gauss", noise=noise, seed=1, samples=80_000)
    for label, center in ((1.0, 2.0), (-1.0, -2.0)):
        cloud = points.x[points.y == label]
        assert len(cloud) == 40_000
        assert cloud.mean(axis=0) == pytest.approx([center, center], abs=0.05)
        assert cloud.var(axis=0) == pytest.approx([variance, variance], rel=0.03)
        assert np.corrcoef(cloud.T)[0, 1] == pytest.approx(0.0, abs=0.03)


def test_spiral_follows_its_formula():
    points = generate("spiral", noise=0.0, seed=1)
    for i in range(250):
        radius, angle = i / 250 * 5, 1.75 * i / 250 * 2 * math.pi
        assert points.x[i] == pytest.approx([radius * math.sin(angle), radius * math.cos(angle)], abs=1e-12)
        assert points.x[250 + i] == pytest.approx(-points.x[i], abs=1e-12)
    assert points.y.tolist() == [1.0] * 250 + [-1.0] * 250


def test_spiral_noise_moves_each_coordinate_by_at_most_the_noise():
    calm, noisy = (generate("spiral", noise=noise, seed=6).x for noise in (0.0, 0.5))
    moved = np.abs(noisy - calm)
    assert 0.45 < moved.max() <= 0.5
    assert moved.mean() == pytest.approx(0.25, abs=0.03)


def test_plane_is_a_tenth_of_the_sum():
    points = generate("plane", noise=0.0, seed=1)
    assert points.y == pytest.approx(points.x[:, 0] / 10 + points.x[:, 1] / 10)
    assert np.abs(points.x).max() == pytest.approx(6.0, abs=0.05)


def test_plane_noise_has_the_spread_of_two_uniform_numbers():
    points = generate("plane", noise=0.5, seed=1, samples=40_000)
    error = points.y - points.x.sum(axis=1) / 10
    # Each coordinate moves uniformly within 3: variance 9/3; both, over 10 squared.
    assert error.var() == pytest.approx(2 * 3.0 / 100, rel=0.03)
    assert np.abs(error).max() <= 0.6


BUMPS = [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)]


def bump_label(a, b):
    label = 0.0
    for cx, cy, sign in BUMPS:
        new = sign * min(1.0, max(0.0, 1 - math.sqrt((a - cx) ** 2 + (b - cy) ** 2) / 2))
        if abs(new) > abs(label):
            label = new
    return label


def test_multi_gauss_is_the_highest_of_six_bumps():
    points = generate("multi_gauss", noise=0.0, seed=1)
    assert points.y == pytest.approx([bump_label(a, b) for a, b in points.x.tolist()], abs=1e-12)
    assert points.y.max() > 0.8
    assert points.y.min() < -0.8


@pytest.mark.parametrize("noise", [-0.01, 0.51, math.nan])
def test_noise_out_of_range_is_refused(noise):
    with pytest.raises(ValueError, match="noise"):
        generate("circle", noise=noise, seed=1)


def test_too_few_samples_and_unknown_names_are_refused():
    with pytest.raises(ValueError, match="2 samples"):
        generate("circle", noise=0.0, seed=1, samples=1)
    with pytest.raises(KeyError):
        generate("nothing", noise=0.0, seed=1)
