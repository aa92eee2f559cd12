"""The sets of classes against the closed forms that they are drawn from."""

from __future__ import annotations

import math

import numpy as np
import pytest

from playground.data.generators import generate


def calm(name, **wanted):
    return generate(name, noise=0.0, seed=4, **wanted)


def polar(points):
    """Give radius, and turns clockwise from the top, of each point."""
    return [(math.hypot(a, b), math.atan2(a, b) / (2 * math.pi) % 1.0) for a, b in points.x.tolist()]


def test_a_checkerboard_has_the_colour_of_its_cell():
    points = calm("checkerboard", samples=4_000)
    seen = set()
    for (a, b), label in zip(points.x.tolist(), points.y.tolist(), strict=True):
        column, row = math.floor((a + 5) / 2.5), math.floor((b + 5) / 2.5)
        seen.add((column, row))
        assert label == (1.0 if (column + row) % 2 == 0 else -1.0)
    assert seen == {(column, row) for column in range(4) for row in range(4)}


def test_the_cells_of_a_checkerboard_are_equally_full():
    points = calm("checkerboard", samples=10_000)
    cells = np.floor((points.x + 5) / 2.5).astype(int)
    counts = np.bincount(4 * cells[:, 0] + cells[:, 1], minlength=16)
    assert counts == pytest.approx(625, abs=100)  # four standard deviations


def test_moons_are_two_half_circles():
    points = calm("moons")
    for (a, b), label in zip(points.x.tolist(), points.y.tolist(), strict=True):
        x, y = a / 3.2 + 0.5, b / 3.2 + 0.25
        if label > 0:
            assert math.hypot(x, y) == pytest.approx(1)
            assert y >= 0
        else:
            assert math.hypot(x - 1, y - 0.5) == pytest.approx(1)
            assert y <= 0.5


@pytest.mark.parametrize("classes", [3, 4, 6])
def test_each_ring_keeps_to_its_own_radii(classes):
    points = calm("rings", classes=classes)
    for (radius, _), label in zip(polar(points), points.y.tolist(), strict=True):
        assert (label + 0.2) * 5 / classes <= radius + 1e-12
        assert radius <= (label + 0.8) * 5 / classes + 1e-12


def test_two_rings_have_plus_one_inside():
    points = calm("rings", classes=2)
    radii = np.hypot(*points.x.T)
    assert radii[points.y > 0].max() < 2.5 < radii[points.y < 0].min()


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_each_arm_is_the_first_one_turned(classes):
    points = calm("arms", classes=classes)
    labels = points.y if classes > 2 else (1 - points.y) / 2
    for (radius, turn), label in zip(polar(points), labels.tolist(), strict=True):
        along = (radius - 0.4) / 4.6
        assert 0 <= along <= 1
        assert abs((turn - along - label / classes + 0.5) % 1.0 - 0.5) < 1e-9


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.4), (0.25, 1.45), (0.5, 2.5)])
def test_blobs_have_their_middles_and_their_variance(noise, variance):
    points = generate("blobs", noise=noise, seed=1, samples=90_000)
    for index in range(3):
        cloud = points.x[points.y == index]
        angle = 2 * math.pi * index / 3
        assert cloud.mean(axis=0) == pytest.approx([3.6 * math.sin(angle), 3.6 * math.cos(angle)], abs=0.05)
        assert cloud.var(axis=0) == pytest.approx([variance, variance], rel=0.03)


def test_no_border_tells_more_than_four_in_five_of_the_bands_apart():
    points = calm("bands", samples=10_000)
    angle = math.radians(20)
    above = points.x @ [-math.sin(angle), math.cos(angle)]
    along = points.x @ [math.cos(angle), math.sin(angle)]
    assert np.abs(along).max() <= 4.5
    for sign in (1.0, -1.0):
        own = sign * above[points.y == sign]
        assert own.min() >= -0.8 - 1e-12
        assert own.max() <= 3.2 + 1e-12
    # Any straight border along the bands within the overlap is as good as the best rule there is.
    for border in (-0.6, 0.0, 0.6):
        assert np.mean((above > border) == (points.y > 0)) == pytest.approx(0.8, abs=0.02)
    within = np.abs(above) < 0.8
    assert np.mean(points.y[within]) == pytest.approx(0.0, abs=0.06)
