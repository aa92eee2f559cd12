"""The plane that gradients are shown in: two directions at right angles, that do not jump as time goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.calculus.sample_gradients import SampleGradients
    from playground.engine.arrays import Array
    from playground.worker.snapshots import Floats

PARALLEL = 1e-3  # the sine of an angle that is too small to span a plane
NOTHING = 1e-12  # of the largest eigenvalue
CONVERGED = 1e-11  # likewise
BLOCK, ROUNDS = 12, 12


def plane_of_steps(last: Array, before: Array) -> Floats | None:
    """Return two unit vectors (2, size): against the last step, and across it towards the one before.

    None where the steps lie on one line, or one of them is 0.
    """
    first, second = -np.asarray(last, np.float64), -np.asarray(before, np.float64)
    length, other = float(np.linalg.norm(first)), float(np.linalg.norm(second))
    if not (length > 0 and other > 0):
        return None
    first = first / length
    across = second - (second @ first) * first
    height = float(np.linalg.norm(across))
    return np.stack([first, across / height]) if height > PARALLEL * other else None


def best_plane(gradients: SampleGradients, products: Floats) -> Floats:
    """Return two unit vectors (2, size) whose plane holds the most of the gradients' squared lengths.

    With the `products` K = G G^T = U diag(k) U^T the vectors G^T u_i / sqrt(k_i) are the right singular
    vectors of the table G of all gradients; the first two span that plane (Eckart & Young, 1936).
    """
    values, vectors = leading(products)
    found: list[Floats] = []
    for value, vector in zip(values, vectors.T, strict=True):
        if value > NOTHING * values[0]:
            direction = gradients.combined(vector)
            for other in found:  # rounding leaves them a little aslant
                direction -= (direction @ other) * other
            found.append(direction / np.linalg.norm(direction))
    size = len(gradients.combined(vectors[:, 0]))
    while len(found) < 2:
        found.append(_across(found, size))
    return np.stack(found)


def leading(matrix: Floats) -> tuple[Floats, Floats]:
    """Return the two largest eigenvalues (2,) of a symmetric matrix (n, n) >= 0, and their vectors (n, 2).

    Orthogonal iteration with more vectors than are needed, then the Ritz vectors (Golub & Van Loan, "Matrix
    Computations", section 8.2), takes an eighth of the time of all eigenvectors; those are computed where it
    has not converged.
    """
    count = len(matrix)
    if count > 4 * BLOCK:
        block = np.random.default_rng(0).normal(size=(count, BLOCK))
        for _ in range(ROUNDS):
            block = np.linalg.qr(matrix @ block)[0]
        image = matrix @ block
        values, turn = np.linalg.eigh(block.T @ image)
        values, turn = values[::-1][:2], turn[:, ::-1][:, :2]
        if np.abs(image @ turn - block @ turn * values).max() <= CONVERGED * values[0]:
            return values, block @ turn
    values, vectors = np.linalg.eigh(matrix)
    return values[::-1][:2], vectors[:, ::-1][:, :2]


def _across(found: list[Floats], size: int) -> Floats:
    """Return a unit vector at right angles to what was found: that of the parameter it holds least of."""
    held = np.sum([each**2 for each in found], axis=0) if found else np.zeros(size)
    direction = np.zeros(size)
    direction[int(held.argmin())] = 1.0
    for each in found:
        direction -= (direction @ each) * each
    return np.asarray(direction / np.linalg.norm(direction))


def turned_towards(plane: Floats, former: Floats) -> Floats:
    """Return other axes of the same plane, as near to the former ones as can be.

    The orthogonal matrix R for which R plane is nearest to `former` is W V^T, where W S V^T is the singular
    value decomposition of former plane^T (Schönemann, 1966): it neither flips nor swaps what has not moved.
    """
    left, _, right = np.linalg.svd(former @ plane.T)
    return np.asarray(left @ right @ plane)


def faced(plane: Floats, towards: Array, axes: tuple[int, ...] = (0, 1)) -> Floats:
    """Return the plane with those of its axes turned round that point away from a direction (size,)."""
    signs = np.ones((2, 1))
    for axis in axes:
        signs[axis] = -1.0 if plane[axis] @ towards < 0 else 1.0
    return plane * signs
