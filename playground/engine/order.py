"""The order of the samples: every epoch a new one, known from the seed and the epoch alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from playground.engine.streams import Purpose, stream

if TYPE_CHECKING:
    import numpy.typing as npt

_TOGETHER = 32  # epochs that are drawn one after the other: finding a place costs more than a small shuffle
_APART = 1 << 64  # draws between the beginnings of such a run and the next; PCG64 has 2^128


class Order:
    """
    A new order of some samples for each epoch.

    Nothing has to be remembered to know it: a PCG64 generator (O'Neill, 2014) shuffles epochs 0 to 31 one
    after the other, epochs 32 to 63 from 2^64 draws further on, and so forth. To go back costs 31 shuffles at
    most.

    Parameters
    ----------
    samples : int
        How many there are.
    seed : int
        Not negative.
    """

    def __init__(self, samples: int, seed: int) -> None:
        self._samples = samples
        self._bits = stream(seed, Purpose.ORDER)
        self._start = self._bits.state
        self._generator = np.random.Generator(self._bits)
        self._next = 0

    def of_epoch(self, epoch: int) -> npt.NDArray[np.intp]:
        """
        Give the samples' order in an epoch.

        Parameters
        ----------
        epoch : int
            Its number, from 0.

        Returns
        -------
        ndarray
            A permutation of 0 to samples - 1, new.
        """
        first = epoch - epoch % _TOGETHER
        if not first < self._next <= epoch:
            self._bits.state = self._start
            self._bits.advance(first // _TOGETHER * _APART)
            self._next = first
        for _ in range(epoch - self._next):
            self._generator.permutation(self._samples)
        self._next = epoch + 1
        order: npt.NDArray[Any] = self._generator.permutation(self._samples)
        return order
