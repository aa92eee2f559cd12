"""How far the mean of a batch of gradients lies from that of all samples, by their covariance."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.worker.snapshots import Floats

PLACES = 40
QUANTILES = np.array([NormalDist().inv_cdf((place + 0.5) / PLACES) for place in range(PLACES)])


class BatchNoise:
    """What chance does to the means of batches, around the full gradient g, the mean of all n gradients.

    Let S be the covariance of the n gradients, divided by n. The mean of B of them, drawn without putting
    any back as an epoch draws them, has the covariance

        C = S / B * (n - B) / (n - 1)

    (Cochran, "Sampling Techniques", 1977, theorem 2.2): less than with putting back, and 0 where the batch
    is everything. Its part along g lengthens, shortens or reverses a batch's mean m, its part across g turns
    m aside. To tell the angle to be expected, e along g is taken as normal, and the squared length of m
    across g as a multiple of chi squared with d degrees of freedom; by Satterthwaite ("An approximate
    distribution of estimates of variance components", 1946) the mean is right, and the variance with
    d = tr(R)^2 / tr(R^2), where R is the part of S across g. The quantiles of chi squared are those of Wilson
    & Hilferty ("The distribution of chi-square", 1931). The angle is the mean of atan2(across, |g| + e).

    Parameters: `shares` (samples,) make means of all samples out of those that were looked at, of which
    `products` (samples, samples) are g_s . g_t and `along` (samples,) g_s . g; `squared` is |g|^2.
    """

    def __init__(self, samples: int, shares: Floats, products: Floats, along: Floats, squared: float) -> None:
        self._samples, self.squared = samples, squared
        around = products - along[:, None] - along[None, :] + squared
        self._trace = max(float(shares @ np.diagonal(around)), 0.0)
        self._lengthwise = self._across = 0.0
        self._degrees = 1.0
        if squared > 0:
            lengthwise = along - squared
            self._lengthwise = float(shares @ lengthwise**2) / squared
            self._across = max(self._trace - self._lengthwise, 0.0)
            across = around - np.outer(lengthwise, lengthwise) / squared
            of_square = float(shares @ across**2 @ shares)
            self._degrees = max(self._across**2 / of_square, 1.0) if of_square > 0 else 1.0

    def of_mean(self, batch: int) -> float:
        """Return what part of S the covariance of the mean of so many samples is."""
        return (self._samples - batch) / (batch * max(self._samples - 1, 1))

    def share(self, batch: int) -> float | None:
        """Return the root of the mean squared distance of such a mean from g, as a share of |g|."""
        return math.sqrt(self._trace * self.of_mean(batch) / self.squared) if self.squared > 0 else None

    def typical(self, batches: list[int]) -> tuple[tuple[int, float], ...] | None:
        """Return the angle with g to be expected of each batch size, in degrees; None where g is 0."""
        return tuple((batch, self._angle(batch)) for batch in batches) if self.squared > 0 else None

    def _angle(self, batch: int) -> float:
        part, narrow = self.of_mean(batch), 2.0 / (9.0 * self._degrees)
        chi = np.maximum(1.0 - narrow + math.sqrt(narrow) * QUANTILES, 0.0) ** 3
        aside = np.sqrt(self._across * part * chi)
        ahead = math.sqrt(self.squared) + math.sqrt(self._lengthwise * part) * QUANTILES
        return float(np.degrees(np.arctan2(aside[:, None], ahead)).mean())
