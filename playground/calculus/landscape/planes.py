"""
Planes through a point of the parameters' space.

A plane is a point p and two orthonormal directions u and v; its points are p + x u + y v. Which directions
are worth looking along is the question:

- The main directions of a path p_1 ... p_n through a present point: the two along which the path's points,
less the   present one, have the largest sum of squares (Li, Xu, Taylor, Studer & Goldstein, "Visualizing the
loss landscape of   neural nets", 2018, section 7.2; there about the last point as well). The plane then holds
the share   (s_1^2 + s_2^2) / sum s_i^2 of the path, with the singular values s of its points. - Two
directions of one's own, as the gradient and an eigenvector: made orthonormal by Gram and Schmidt, the first
kept. - Random directions, each neuron's part scaled to the length of the neuron's own weights, biases left
out (ibid.,   section 4: "filter normalization", so that a plane's scale means the same in each layer).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.layers import Weighted

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.network import Network

ALIKE = 1e-9  # the sine of an angle below which two directions are one


@dataclass(frozen=True, eq=False)
class Plane:
    """
    A plane through `origin`, along two orthonormal directions.

    Attributes
    ----------
    origin : ndarray
        Shape (size,), float64.
    first, second : ndarray
        Unit vectors at right angles to each other, shape (size,).
    """

    origin: Array
    first: Array
    second: Array

    def place_of(self, parameters: Array) -> tuple[float, float, float]:
        """
        Give where a point lies in the plane, and how far from it.

        Parameters
        ----------
        parameters : ndarray
            Shape (size,).

        Returns
        -------
        tuple of float
            x, y and the distance from the plane, never below 0.
        """
        away = np.asarray(parameters, np.float64) - self.origin
        x, y = float(away @ self.first), float(away @ self.second)
        rest = away - x * self.first - y * self.second
        return x, y, float(np.linalg.norm(rest))

    def point_at(self, x: float, y: float) -> Array:
        """
        Give the parameters at a place.

        Parameters
        ----------
        x, y : float
            The place in the plane.

        Returns
        -------
        ndarray
            Shape (size,), new.
        """
        return np.asarray(self.origin + x * self.first + y * self.second)


def plane_through(origin: Array, first: Array, second: Array) -> Plane | None:
    """
    Make a plane of two directions; the second is turned to be at right angles to the first.

    Parameters
    ----------
    origin, first, second : ndarray
        Shape (size,).

    Returns
    -------
    Plane or None
        None where one of them is 0 or not finite, or both are one direction.
    """
    u = _unit(np.asarray(first, np.float64))
    w = _unit(np.asarray(second, np.float64))
    if u is None or w is None:
        return None
    across = w - (w @ u) * u
    across -= (across @ u) * u
    if not np.linalg.norm(across) > ALIKE:
        return None
    v = across / np.linalg.norm(across)
    return Plane(np.array(origin, np.float64), u, v)


def main_directions(path: Array, origin: Array) -> tuple[Array, Array]:
    """
    Find the directions along which a path runs away from a point.

    Parameters
    ----------
    path : ndarray
        Points of the path, shape (n, size).
    origin : ndarray
        Shape (size,).

    Returns
    -------
    tuple of ndarray
        Orthonormal directions as rows, (k, size) with k at most n, the one that holds most of the path first,
        and the share of the path's squared distances that each holds, (k,), which sum to 1; none where the
        path nowhere leaves the point, or a distance is not finite.
    """
    away = np.asarray(path, np.float64) - origin
    largest = float(np.abs(away).max(initial=0.0))
    if not 0 < largest < np.inf:
        return np.zeros((0, away.shape[1])), np.zeros(0)
    away /= largest  # their squares might overflow
    # The products of the points with each other are few, however many parameters there are.
    squares, turns = np.linalg.eigh(away @ away.T)
    order = np.argsort(squares)[::-1]
    squares, turns = np.maximum(squares[order], 0.0), turns[:, order]
    total = float(squares.sum())
    kept = np.count_nonzero(squares > total * ALIKE) if total > 0 else 0
    directions = (turns[:, :kept].T @ away) / np.sqrt(squares[:kept, None])
    return directions, squares[:kept] / total if kept else squares[:0]


def shares_held(plane: Plane, path: Array) -> float:
    """
    Say what share of a path's squared distances from the plane's origin the plane holds.

    Parameters
    ----------
    plane : Plane
        The plane.
    path : ndarray
        Shape (n, size).

    Returns
    -------
    float
        From 0 to 1; 1 where the path nowhere leaves the origin.
    """
    away = np.asarray(path, np.float64) - plane.origin
    total = float(np.square(away).sum())
    held = float(np.square(away @ plane.first).sum() + np.square(away @ plane.second).sum())
    return held / total if total > 0 else 1.0


def random_directions(network: Network, parameters: Array, seed: int) -> tuple[Array, Array]:
    """
    Draw two random directions, scaled neuron by neuron to the length of its own weights.

    Parameters
    ----------
    network : Network
        Says which parameters belong to which neuron.
    parameters : ndarray
        Shape (size,).
    seed : int
        Of both.

    Returns
    -------
    tuple of ndarray
        Shape (size,) each; 0 at biases, gains and shifts. Not of unit length, not at right angles.
    """
    random = np.random.default_rng(seed)
    first, second = (_scaled(network, parameters, random) for _ in range(2))
    return first, second


def _scaled(network: Network, parameters: Array, random: np.random.Generator) -> Array:
    drawn = random.normal(size=network.size) * network.weight_mask
    direction = np.zeros(network.size)
    for layer, kind in enumerate(network.layers):
        if isinstance(kind, Weighted):
            weights, into = network.split_layer(layer, drawn)[0], network.split_layer(layer, direction)[0]
            own = np.linalg.norm(network.split_layer(layer, parameters)[0], axis=0)
            into[:] = weights * (own / np.maximum(np.linalg.norm(weights, axis=0), np.finfo(np.float64).tiny))
    return direction


def turned_as(plane: Plane, before: Plane) -> Plane:
    """
    Choose signs and order of a plane's directions so that they are as those of an earlier plane.

    An eigenvector has no sign of its own, and two of nearly equal eigenvalues may change places: without
    this, a picture that is drawn again and again would flip.

    Parameters
    ----------
    plane, before : Plane
        Of one space.

    Returns
    -------
    Plane
        The same plane.
    """
    likeness = np.array([[plane.first @ before.first, plane.first @ before.second],
                         [plane.second @ before.first, plane.second @ before.second]])  # fmt: skip
    straight = abs(likeness[0, 0]) + abs(likeness[1, 1])
    crossed = abs(likeness[0, 1]) + abs(likeness[1, 0])
    first, second = (plane.first, plane.second) if straight >= crossed else (plane.second, plane.first)
    return Plane(
        plane.origin,
        -first if first @ before.first < 0 else first,
        -second if second @ before.second < 0 else second,
    )


def _unit(vector: Array) -> Array | None:
    length = float(np.linalg.norm(vector))
    return vector / length if np.isfinite(length) and length > 0 else None
