from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from playground.ui.plots.contour import class_borders, twice_as_fine, zero_contour

SIDE = 80
MIDDLE = (SIDE - 1) / 2
ROW, COLUMN = np.mgrid[0:SIDE, 0:SIDE].astype(np.float64)


def bilinear(field: np.ndarray, points: np.ndarray) -> np.ndarray:
    column, row = points.T
    left, top = (
        np.minimum(column.astype(int), field.shape[1] - 2),
        np.minimum(row.astype(int), field.shape[0] - 2),
    )
    along, down = column - left, row - top
    upper = field[top, left] * (1 - along) + field[top, left + 1] * along
    lower = field[top + 1, left] * (1 - along) + field[top + 1, left + 1] * along
    return upper * (1 - down) + lower * down


def test_a_circle_is_one_closed_line_of_its_radius() -> None:
    lines = zero_contour(25.0 - np.hypot(COLUMN - MIDDLE, ROW - MIDDLE))
    assert len(lines) == 1
    (line,) = lines
    np.testing.assert_array_equal(line[0], line[-1])
    radius = np.hypot(line[:, 0] - MIDDLE, line[:, 1] - MIDDLE)
    np.testing.assert_allclose(radius, 25.0, atol=0.02)
    length = np.hypot(*np.diff(line, axis=0).T).sum()
    assert abs(length - 2 * np.pi * 25.0) < 0.2


def test_a_slanted_plane_gives_its_line_exactly_from_border_to_border() -> None:
    lines = zero_contour(2.0 * COLUMN - 3.0 * ROW + 31.5)
    assert len(lines) == 1
    x, y = lines[0].T
    np.testing.assert_allclose(2.0 * x - 3.0 * y + 31.5, 0.0, atol=1e-9)
    assert {min(x[0], x[-1]), max(x[0], x[-1])} == {0.0, SIDE - 1.0}


def test_two_circles_are_two_lines() -> None:
    first = 9.0 - np.hypot(COLUMN - 20, ROW - 20)
    second = 12.0 - np.hypot(COLUMN - 55, ROW - 55)
    assert len(zero_contour(np.maximum(first, second))) == 2


def test_a_saddle_is_parted_by_the_sign_in_its_middle() -> None:
    high = zero_contour([[3.0, -1.0], [-1.0, 3.0]])
    low = zero_contour([[1.0, -3.0], [-3.0, 1.0]])
    # With a positive middle the negative corners are cut off, else the positive ones.
    assert sorted(tuple(sorted(map(tuple, line.tolist()))) for line in high) == [
        ((0.0, 0.75), (0.25, 1.0)),
        ((0.75, 0.0), (1.0, 0.25)),
    ]
    assert sorted(tuple(sorted(map(tuple, line.tolist()))) for line in low) == [
        ((0.0, 0.25), (0.25, 0.0)),
        ((0.75, 1.0), (1.0, 0.75)),
    ]


def test_no_line_touches_a_value_that_is_not_finite() -> None:
    field = COLUMN - MIDDLE
    field[30:50] = np.nan
    field[60] = np.inf
    for line in zero_contour(field):
        assert not ((line[:, 1] > 29) & (line[:, 1] < 50)).any()
        assert not ((line[:, 1] > 59) & (line[:, 1] < 61)).any()


def test_a_field_of_one_sign_has_no_line() -> None:
    assert zero_contour(np.ones((5, 7))) == []
    assert zero_contour(np.full((5, 7), np.nan)) == []
    assert zero_contour(np.zeros((0, 0)).reshape(1, 0)) == []


@given(arrays(np.float64, (6, 7), elements=st.floats(-1, 1).filter(lambda value: abs(value) > 1e-3)))
def test_every_point_of_a_line_is_a_zero_between_two_samples(field: np.ndarray) -> None:
    lines = zero_contour(field)
    for line in lines:
        np.testing.assert_allclose(bilinear(field, line), 0.0, atol=1e-9)
    crossings = (np.diff(np.sign(field), axis=0) != 0).sum() + (np.diff(np.sign(field), axis=1) != 0).sum()
    closed = sum(len(line) > 2 and bool((line[0] == line[-1]).all()) for line in lines)
    assert sum(map(len, lines)) == crossings + closed


def softmax(*scores: np.ndarray) -> np.ndarray:
    shifted = np.exp(np.stack(scores) - np.max(scores, axis=0))
    return shifted / shifted.sum(axis=0)


def test_the_border_of_two_linear_scores_is_their_line() -> None:
    chances = softmax(0.2 * (COLUMN - MIDDLE), 0.1 * (ROW - MIDDLE) + 0.3)
    lines = class_borders(chances.argmax(axis=0), chances.max(axis=0))
    assert len(lines) == 1
    x, y = lines[0].T
    np.testing.assert_allclose(0.2 * (x - MIDDLE), 0.1 * (y - MIDDLE) + 0.3, atol=0.02)


def test_three_borders_meet_in_one_point() -> None:
    corners = [(10.0, 10.0), (70.0, 14.0), (38.0, 70.0)]
    chances = softmax(*(-0.02 * ((COLUMN - x) ** 2 + (ROW - y) ** 2) for x, y in corners))
    lines = class_borders(chances.argmax(axis=0), chances.max(axis=0))
    assert len(lines) == 3
    inner = {
        tuple(end)
        for line in lines
        for end in (line[0], line[-1])
        if 1 < end[0] < SIDE - 2 and 1 < end[1] < SIDE - 2
    }
    assert len(inner) == 1
    far = [np.hypot(x - next(iter(inner))[0], y - next(iter(inner))[1]) for x, y in corners]
    np.testing.assert_allclose(far, np.mean(far), atol=1.0)  # the point with equal distance to all three


def test_a_border_needs_two_classes_and_numbers() -> None:
    assert class_borders(np.ones((4, 4), dtype=np.uint8), np.full((4, 4), 0.9)) == []
    halves = np.repeat([[0, 0, 1, 1]], 4, axis=0)
    assert class_borders(halves, np.full((4, 4), np.nan)) == []


def test_twice_as_fine_keeps_the_samples_and_follows_a_cubic() -> None:
    def cubic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return x**3 - 2 * x * y**2 + y

    coarse = cubic(*np.meshgrid(np.arange(9.0), np.arange(8.0)))
    exact = cubic(*np.meshgrid(np.arange(17.0) / 2, np.arange(15.0) / 2))
    fine = twice_as_fine(coarse)
    assert (fine[::2, ::2] == coarse).all()
    np.testing.assert_allclose(fine[2:-2, 2:-2], exact[2:-2, 2:-2], atol=1e-9)
