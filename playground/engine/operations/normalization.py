"""
Normalization: sums are given mean 0 and variance 1, then a gain g and a shift h that are learned.

    u = (z - mean) / sqrt(variance + epsilon)          n = g u + h

over the N numbers of a row (a unit over the batch, a channel over the batch and all places): batch
normalization (Ioffe & Szegedy, 2015, algorithm 1); or over the N numbers of a sample (all units): layer
normalization (Ba, Kiros & Hinton, 2016, equation 4). With d = dL/dn, and as z moves u directly and through
mean and variance (Ioffe & Szegedy, 2015, section 3),

    dL/dg = sum d u        dL/dh = sum d               (over all that share a gain)
    dL/dz = (e - mean e - u mean(e u)) / sqrt(variance + epsilon),  e = g d,  means over the same N numbers

For evaluation, batch normalization takes running means of what it saw in training, which are constants:
then dL/dz = g d / sqrt(variance + epsilon).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import Array, constant

if TYPE_CHECKING:
    from playground.engine.operations.call import Call

EPSILON = 1e-5
PACE = 0.1  # what part of the running numbers each step renews


class Normalization:
    """
    Bring sums to mean 0 and variance 1 along one axis.

    Parameters
    ----------
    z, n : ndarray
        Shape (rows * places, samples): read and written.
    gains, shifts : ndarray
        Shape (rows,): read at each run.
    over_batch : bool
        Whether the numbers of a row are taken together, else those of a sample.

    Attributes
    ----------
    mean, variance : ndarray
        Of the last run, (rows, 1) or (1, samples).
    """

    def __init__(self, z: Array, n: Array, gains: Array, shifts: Array, *, over_batch: bool) -> None:
        rows, samples = len(gains), z.shape[1]
        # (rows, places * samples): a row has one gain. Samples lie side by side within each place.
        self._by_row = rows, z.size // rows
        # (1, all) over a row, (all, samples) over a sample: then the axis is 1 or 0.
        self._grouped = self._by_row if over_batch else (z.size // samples, samples)
        self._axis = 1 if over_batch else 0
        self._z, self._n = z.reshape(self._grouped), n.reshape(self._by_row)
        self._u = np.empty(self._grouped, z.dtype)
        self._gains, self._shifts = gains[:, None], shifts[:, None]
        self._epsilon = constant(EPSILON, z.dtype)
        each = (rows, 1) if over_batch else (1, samples)
        self.mean, self.variance, self._raised, self._inverse = (np.empty(each, z.dtype) for _ in range(4))
        self._square = np.empty_like(self._u)

    @property
    def count(self) -> int:
        """Numbers that are taken together."""
        return int(self._u.shape[self._axis])

    def forward(self) -> None:
        """Write n = g u + h, with the mean and variance of what is taken together."""
        u, square = self._u, self._square
        np.mean(self._z, self._axis, keepdims=True, out=self.mean)
        np.subtract(self._z, self.mean, u)
        np.multiply(u, u, square)
        np.mean(square, self._axis, keepdims=True, out=self.variance)
        self._scale()

    def _scale(self) -> None:
        """
        Divide by the deviation, then multiply by the gain and add the shift.

        1 / sqrt(v) is taken as sqrt(v) / v: the same, but of a variance that has left the range it makes NaN,
        which the gradient shows, and not a silent 0.
        """
        np.add(self.variance, self._epsilon, self._raised)
        np.sqrt(self._raised, self._inverse)
        np.divide(self._inverse, self._raised, self._inverse)
        np.multiply(self._u, self._inverse, self._u)
        np.multiply(self._u.reshape(self._by_row), self._gains, self._n)
        np.add(self._n, self._shifts, self._n)

    def backward(self, delta: Array, gain_gradient: Array | None, shift_gradient: Array | None) -> Call:
        """
        Bind dL/dz, and dL/dg and dL/dh if they are wanted.

        Parameters
        ----------
        delta : ndarray
            Shape (rows * places, samples): d = dL/dn, overwritten by dL/dz.
        gain_gradient, shift_gradient : ndarray, optional
            Shape (rows,): written.

        Returns
        -------
        callable
            Without arguments.
        """
        d, e = delta.reshape(self._by_row), delta.reshape(self._grouped)
        u = self._u.reshape(self._by_row)
        product = self._square.reshape(self._by_row)

        def run() -> None:
            if gain_gradient is not None:
                np.sum(np.multiply(d, u, product), 1, out=gain_gradient)
                np.sum(d, 1, out=shift_gradient)
            np.multiply(d, self._gains, d)
            self._through_mean_and_variance(e)
            np.multiply(e, self._inverse, e)

        return run

    def _through_mean_and_variance(self, e: Array) -> None:
        """Take from e its mean and u times the mean of e u."""
        product = np.multiply(e, self._u, self._square)
        along = np.mean(product, self._axis, keepdims=True)
        np.subtract(e, np.mean(e, self._axis, keepdims=True), e)
        np.subtract(e, np.multiply(self._u, along, self._square), e)


class BatchNormalization(Normalization):
    """
    Normalization over the batch, in a training step.

    Parameters
    ----------
    z, n, gains, shifts : ndarray
        As for `Normalization`.
    running : tuple of ndarray
        The running means and variances, (rows,) each; read by `RunningNormalization`.
    """

    def __init__(self, z: Array, n: Array, gains: Array, shifts: Array, running: tuple[Array, Array]) -> None:
        super().__init__(z, n, gains, shifts, over_batch=True)
        self._running = running

    def remember(self) -> None:
        """
        Move the running numbers towards those of the last run; the variance as an unbiased estimate.

        A single number tells nothing of a variance: nothing is then remembered.
        """
        if self.count == 1:
            return
        unbiased = self.count / (self.count - 1)
        for running, seen in zip(self._running, (self.mean, self.variance * unbiased), strict=True):
            running += PACE * (seen[:, 0] - running)


class RunningNormalization(Normalization):
    """
    Normalization over the batch, for evaluation: with running means and variances, which are constants.

    Parameters
    ----------
    z, n, gains, shifts : ndarray
        As for `Normalization`.
    running : tuple of ndarray
        The running means and variances, (rows,) each; read at each run.
    """

    def __init__(self, z: Array, n: Array, gains: Array, shifts: Array, running: tuple[Array, Array]) -> None:
        super().__init__(z, n, gains, shifts, over_batch=True)
        self._running = running

    def forward(self) -> None:
        """Write n = g u + h with the running mean and variance."""
        means, variances = self._running
        self.variance[:] = variances[:, None]
        np.subtract(self._z, means[:, None], self._u)
        self._scale()

    def _through_mean_and_variance(self, e: Array) -> None:
        """Leave e: mean and variance do not move with z."""
