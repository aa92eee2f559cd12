"""Parameters that training leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from playground.engine.arrays import Array


class Freezing:
    """
    Keeps some parameters as they are, bit for bit, whatever an optimiser does.

    Parameters
    ----------
    frozen : ndarray
        Shape (size,), bool.
    parameters, gradient : ndarray
        Shape (size,).

    Raises
    ------
    ValueError
        If the shape or type of `frozen` is another one.
    """

    def __init__(self, frozen: npt.NDArray[np.bool_], parameters: Array, gradient: Array) -> None:
        if frozen.dtype != np.bool_ or frozen.shape != parameters.shape:
            raise ValueError(f"frozen must hold {parameters.size} truth values, one per parameter")
        edges = np.flatnonzero(np.diff(frozen, prepend=False, append=False)).reshape(-1, 2)
        runs = [slice(*edge) for edge in edges.tolist()]
        self._pairs = [(parameters[run], parameters[run].copy()) for run in runs]
        self._gradients = [gradient[run] for run in runs]

    def before_update(self) -> None:
        """Take frozen parameters out of the gradient, and note where they stand."""
        for part in self._gradients:
            part.fill(0)
        for now, noted in self._pairs:
            np.copyto(noted, now)

    def after_update(self) -> None:
        """Put them back: an optimiser's memory, or weight decay, may have moved them."""
        for now, noted in self._pairs:
            np.copyto(now, noted)
