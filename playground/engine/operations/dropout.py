"""
Dropout: in each training step a different part of the activations is left out.

    a = y * m,  m = 0 with probability p, else 1 / (1 - p)        dL/dy = dL/da * m

so that a has the mean y, and without training nothing has to be done (Srivastava et al., "Dropout: a simple
way to prevent neural networks from overfitting", 2014, section 10: the factor stands in training).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import constant
from playground.engine.streams import Purpose, stream

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.operations.call import Call

_APART = 1 << 64  # draws between the beginnings of two steps; PCG64 has 2^128


class Noise:
    """
    Random numbers for each step, known from the seed and the number of the step alone.

    Parameters
    ----------
    seed : int
        Not negative.

    Attributes
    ----------
    generator : Generator
        Draws the numbers of the step that was begun last.
    """

    def __init__(self, seed: int) -> None:
        self._bits = stream(seed, Purpose.DROPOUT)
        self._start = self._bits.state
        self.generator = np.random.Generator(self._bits)

    def begin(self, step: int) -> None:
        """Draw the numbers of this step from now on; steps are counted from 0."""
        self._bits.state = self._start
        self._bits.advance(step * _APART)


class Dropout:
    """
    Leaves out activations with a probability.

    Parameters
    ----------
    probability : float
        p, in [0, 1).
    noise : Noise
        Where the masks come from.
    y, a : ndarray
        Shape (units, samples): read and written.
    """

    def __init__(self, probability: float, noise: Noise, y: Array, a: Array) -> None:
        self._random, self._y, self._a = noise.generator.random, y, a
        self._kept = constant(1 - probability, y.dtype)
        self._factor = constant(1 / (1 - probability), y.dtype)
        self._mask = np.empty_like(y)

    def forward(self) -> None:
        """Draw a mask and write a = y * m."""
        mask = self._mask
        self._random(out=mask, dtype=mask.dtype)
        np.less(mask, self._kept, mask)
        np.multiply(mask, self._factor, mask)
        np.multiply(self._y, mask, self._a)

    def backward(self, delta: Array) -> Call:
        """
        Bind dL/dy = dL/da * m.

        Parameters
        ----------
        delta : ndarray
            Shape (units, samples): dL/da, overwritten by dL/dy.

        Returns
        -------
        callable
            Without arguments.
        """

        def run() -> None:
            np.multiply(delta, self._mask, delta)

        return run
