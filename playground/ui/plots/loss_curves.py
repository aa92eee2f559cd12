"""The curves of a run over its epochs: what is measured in training and in testing, and of other runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from playground.ui.plots.series import Series
from playground.ui.plots.smoothing import smoothed

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor

    from playground.ui.theme.theme import Theme

Floats = NDArray[np.float64]

TRAIN_WIDTH, TEST_WIDTH, PENALTY_WIDTH, OTHER_WIDTH = 2.2, 1.8, 1.2, 1.0
OTHER_DOT = 4.0
_RAW, _OTHER = 0.45, 0.75
_FAR_UP = 1e300


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Measures of one run, each (n,), at rising `epochs` (n,); NaN or nothing where there is none.

    Where they are `known_to` an epoch only, for the run blew up, the training loss from there on runs away.
    """

    epochs: Floats = field(default_factory=lambda: np.zeros(0))
    train: Floats = field(default_factory=lambda: np.zeros(0))
    test: Floats = field(default_factory=lambda: np.zeros(0))
    penalty: Floats = field(default_factory=lambda: np.zeros(0))
    others: tuple[Series, ...] = ()

    def series(self, smoothing: int, known_to: float | None) -> list[Series]:
        """Return all as they are drawn, the first on top; `smoothing` as the `times` of `smoothed`."""
        count = len(self.epochs)
        good = count if known_to is None else int(np.searchsorted(self.epochs, known_to, "right"))
        x = self.epochs[:good]
        drawn = _noisy("train", x, self.train[:good], _train_ink, smoothing, dashed=False)
        if not _is_missing(self.test):
            drawn += _noisy("test", x, self.test[:good], _test_ink, smoothing, dashed=True)
        if len(self.penalty) and self.penalty.any():
            drawn.append(Series("penalty", x, self.penalty[:good], _penalty_ink, PENALTY_WIDTH))
        drawn += self.others
        if known_to is not None:
            drawn.append(_runaway(self.epochs, self.train, good))
        return drawn


def earlier(name: str, epochs: Floats, values: Floats) -> Series:
    """Return the curve of an earlier run, (n,) over its epochs (n,)."""
    return Series(name, epochs, values, _other_ink, OTHER_WIDTH, dot=OTHER_DOT, live=False)


def _is_missing(values: Floats) -> bool:
    """Return whether nothing was kept for testing."""
    return bool(len(values) and np.isnan(values).all())


def _noisy(
    name: str, x: Floats, y: Floats, ink: Callable[[Theme], QColor], smoothing: int, *, dashed: bool
) -> list[Series]:
    mean_x, mean = smoothed(x, y, times=smoothing)
    width = TEST_WIDTH if dashed else TRAIN_WIDTH
    curve = Series(name, mean_x, mean, ink, width, dashed, exact=(x, y))
    return [curve] if dashed or mean is y else [curve, Series("", x, y, _raw_ink, width=1.0)]


def _runaway(epochs: Floats, train: Floats, good: int) -> Series:
    start = max(good - 1, 0)
    losses = np.where(np.isfinite(train[start:]), train[start:], _FAR_UP)
    return Series("", epochs[start:], losses, _danger_ink, ranged=False)


def _train_ink(theme: Theme) -> QColor:
    return theme.color("ink")


def _raw_ink(theme: Theme) -> QColor:
    return theme.color("ink", _RAW)


def _test_ink(theme: Theme) -> QColor:
    return theme.color("ink2")


def _penalty_ink(theme: Theme) -> QColor:
    return theme.color("ink3")


def _other_ink(theme: Theme) -> QColor:
    return theme.color("ink3", _OTHER)


def _danger_ink(theme: Theme) -> QColor:
    return theme.color("danger")
