"""
What a small circle becomes: the ellipse of the linear map, and the true curve, in one picture.

The circle lies in the plane of two orthonormal directions V (d, 2) of the space of x: x + r V e(phi). Under
the Jacobian J it becomes the ellipse r M e(phi) with M = J V (n, 2), of half axes r s_1, r s_2 along u_1, u_2
with M = U S W^T. In more than two dimensions the ellipse still lies in a plane, that of u_1 and u_2. It is
drawn in the axes B = U W^T of that plane, in which it is W S W^T e(phi): a stretch without a turn (the polar
decomposition, Higham, "Computing the polar decomposition", 1986), which does not jump while J moves, as u_1
and u_2 do where s_1 = s_2. With two units B is the units themselves, so that turns and mirrorings are seen.

Of all planes, that of the top two right singular vectors of J keeps most of the stretch of the whole sphere:
(s_1^2 + s_2^2) / (s_1^2 + s_2^2 + ...) of the sum of squares |J V|^2 / |J|^2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.engine.arrays import Array

QUARTER = 12  # points of the circle in a quarter of a turn


@dataclass(frozen=True, eq=False)
class CircleImage:
    """
    What a circle of radius 1 has become by a layer.

    Attributes
    ----------
    basis : ndarray
        Shape (units, 1 or 2): the axes of the picture; a single unit has one.
    ellipse : ndarray
        Shape (points, 2): the ellipse in the picture.
    axes : ndarray
        Shape (2, 2): the ends s_1 u_1 and s_2 u_2 of its half axes in the picture, a row each, of both ends
        that to the right or, where it is steep, above.
    kept : float
        The share of |J|^2 that the circle's plane keeps; 1 of a zero Jacobian.
    turned : float
        det M of two units: negative where the circle is mirrored; 0 of any other number of units.
    """

    basis: Array
    ellipse: Array
    axes: Array
    kept: float
    turned: float


def unit_circle(dimensions: int) -> Array:
    """
    Give the points of a closed circle of radius 1, from angle 0; in one dimension a segment, there and back.

    Parameters
    ----------
    dimensions : int
        1 or 2.

    Returns
    -------
    ndarray
        Shape (4 * QUARTER + 1, dimensions).
    """
    angles = np.linspace(0.0, 2.0 * np.pi, 4 * QUARTER + 1)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)[:, :dimensions]


def best_plane(jacobian: Array) -> Array:
    """
    Give two orthonormal directions that a Jacobian stretches most, and the axes themselves of a plane.

    Parameters
    ----------
    jacobian : ndarray
        Shape (units, dimensions).

    Returns
    -------
    ndarray
        Shape (dimensions, 2), or (1, 1) of a single dimension; the largest number of each is positive.
    """
    dimensions = jacobian.shape[1]
    if dimensions <= 2:
        return np.eye(dimensions)
    rows = jacobian if len(jacobian) > 1 else np.concatenate([jacobian, np.zeros_like(jacobian)])
    top = np.linalg.svd(rows, full_matrices=False)[2][:2].T
    signs = np.sign(top[np.abs(top).argmax(axis=0), [0, 1]])
    return np.asarray(top * signs)


def image_of(jacobian: Array, plane: Array) -> CircleImage:
    """
    Map the circle in a plane by a Jacobian.

    Parameters
    ----------
    jacobian : ndarray
        Shape (units, dimensions).
    plane : ndarray
        V, shape (dimensions, 1 or 2).

    Returns
    -------
    CircleImage
        Its ellipse in the best axes.
    """
    moved = jacobian @ plane
    left, stretches, right = np.linalg.svd(moved, full_matrices=False)
    units = len(jacobian)
    basis = np.eye(units) if units <= 2 else left @ right
    drawn = basis.T @ moved
    whole = float(np.einsum("ij,ij->", jacobian, jacobian))
    kept = float(np.einsum("ij,ij->", moved, moved)) / whole if whole > 0 else 1.0
    return CircleImage(
        basis=basis,
        ellipse=in_two(unit_circle(plane.shape[1]) @ drawn.T),
        axes=_both(in_two((basis.T @ (left * stretches)).T)),
        kept=min(kept, 1.0),
        turned=float(np.linalg.det(moved)) if moved.shape == (2, 2) else 0.0,
    )


def in_two(points: Array) -> Array:
    """
    Put points of a line into a plane.

    Parameters
    ----------
    points : ndarray
        Shape (n, 1 or 2).

    Returns
    -------
    ndarray
        Shape (n, 2), the second number 0 where there was none.
    """
    if points.shape[1] == 2:
        return points
    return np.concatenate([points, np.zeros((len(points), 1))], axis=1)


def _both(axes: Array) -> Array:
    two = axes if len(axes) == 2 else np.concatenate([axes, np.zeros((1, 2))])
    steep = np.abs(two).argmax(axis=1)
    return np.asarray(two * np.where(two[[0, 1], steep] < 0, -1.0, 1.0)[:, None])
