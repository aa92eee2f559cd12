"""The plane that holds most of the variance of a cloud of points, and axes in it that do not jump.

The best plane of centred points X (n, d) is spanned by the two eigenvectors of X'X with the largest
eigenvalues (Pearson 1901); it holds their share of the trace. Which axes lie in that plane is free: every
rotation of them holds the same variance. A pair of eigenvectors is a poor choice while the points move,
since signs are arbitrary, and two near eigenvalues change places or turn by any angle from one moment to
the next. So the axes shown are the orthonormal pair of the plane that lies nearest to the pair shown last:

    minimise |V R - B|_F over orthogonal R (2, 2)   =>   R = P Q',  where  V'B = P S Q'

(the orthogonal Procrustes problem, Schönemann 1966: |V R - B|^2 = 4 - 2 tr(R'V'B), and tr(R'P S Q') is at
most tr S, reached for R = P Q'). R may mirror, as V has no handedness of its own. Where the plane does not
turn, the axes stand still; where it turns a little, so do they. Only when the second and third eigenvalue
change places does the plane itself jump, and the picture with it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Up to so many dimensions all eigenvectors are found; beyond, the first few by iteration.
EXACT = 64
_BLOCK = 8
_FIRST_ROUNDS, _MORE_ROUNDS = 16, 4


class BestPlane:
    """Follows the best plane of points that move from call to call."""

    def __init__(self) -> None:
        self._shown: Floats | None = None
        self._block: Floats | None = None

    def fit(self, centred: Floats) -> tuple[Floats, float | None]:
        """Return the axes (d, 2), orthonormal, and the share of the variance in their plane.

        The points (n, d), d at least 2, are finite and have the mean 0. The share is None where they are all
        the same.
        """
        # Squares of very large or small numbers could not be held.
        centred = centred / (float(np.abs(centred).max(initial=0.0)) or 1.0)
        total = float(np.square(centred).sum())
        basis = self._exact(centred) if centred.shape[1] <= EXACT else self._iterated(centred)
        self._shown = _nearest(basis, self._shown)
        held = float(np.square(centred @ self._shown).sum())
        return self._shown, min(held / total, 1.0) if total > 0.0 else None

    def _exact(self, centred: Floats) -> Floats:
        return np.asarray(np.linalg.eigh(centred.T @ centred)[1][:, :-3:-1])

    def _iterated(self, centred: Floats) -> Floats:
        """Return the first two of a block of eigenvectors, by subspace iteration from the last block."""
        rounds = _MORE_ROUNDS if self._block is not None else _FIRST_ROUNDS
        if self._block is None:
            self._block = np.random.default_rng(0).normal(size=(centred.shape[1], _BLOCK))
        for _ in range(rounds):
            self._block = np.linalg.qr(centred.T @ (centred @ self._block))[0]
        seen = centred @ self._block
        return np.asarray(self._block @ np.linalg.eigh(seen.T @ seen)[1][:, :-3:-1])


def _nearest(basis: Floats, shown: Floats | None) -> Floats:
    """Return the orthonormal pair in the plane of `basis` that is nearest to the pair shown before.

    The first pair is that of the eigenvectors themselves, each with its greatest component positive.
    """
    if shown is None or shown.shape != basis.shape:
        rows = np.abs(basis).argmax(axis=0)
        return np.asarray(basis * np.where(basis[rows, [0, 1]] < 0.0, -1.0, 1.0))
    left, _, right = np.linalg.svd(basis.T @ shown)
    return np.asarray(basis @ (left @ right))
