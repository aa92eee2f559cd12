"""The loss over epochs: training and test, on an even or a logarithmic axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from playground.document.choices import LossScale
from playground.ui.plots.line_plot import LinePlot
from playground.ui.plots.loss_notes import draw_diverged, draw_markers, marker_height
from playground.ui.plots.readings import nearest_index
from playground.ui.plots.series import Series
from playground.ui.plots.smoothing import smoothed
from playground.ui.theme.numbers import format_integer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QWidget

    from playground.ui.plots.readings import Reading
    from playground.ui.theme.theme import Theme

Floats = NDArray[np.float64]

_TRAIN_WIDTH = 2.2
_TEST_WIDTH = 1.8
_RAW = 0.45
_FAR_UP = 1e300


class LossPlot(LinePlot):
    """Training loss as a solid line, test loss dashed; noise lies thinly under its mean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._markers: tuple[tuple[float, str], ...] = ()
        self._diverged: float | None = None
        self._points = (np.zeros(0), np.zeros(0), np.zeros(0))
        self._steps: NDArray[np.int64] | None = None
        super().__init__(theme, parent, x_title="epoch", invitation="Press play to see the loss fall")
        self.setAccessibleName("Loss over epochs")

    def show_points(
        self, epochs: ArrayLike, train: ArrayLike, test: ArrayLike, steps: ArrayLike | None = None
    ) -> None:
        """Draw these losses, all (n,), at rising epochs, test NaN for none; the read-out may tell steps."""
        self._steps = None if steps is None else np.asarray(steps).astype(np.int64)
        self._points = (
            np.asarray(epochs, dtype=np.float64),
            np.asarray(train, dtype=np.float64),
            np.asarray(test, dtype=np.float64),
        )
        self._rebuild()

    def set_scale(self, scale: LossScale) -> None:
        """Let the axis run in powers of ten, or evenly."""
        self.set_logarithmic(scale == LossScale.LOG)

    def set_markers(self, markers: Sequence[tuple[float, str]]) -> None:
        """Mark epochs at which something was changed, with what it was."""
        self._markers = tuple(markers)
        self.rearrange()

    def show_diverged(self, epoch: float | None) -> None:
        """Shade everything after an epoch as off the scale, which stays that of what came before."""
        self._diverged = epoch
        self._rebuild()

    def heading(self, reading: Reading) -> str:
        """Return the epoch, and the step where it is known."""
        epoch = super().heading(reading)
        if self._steps is None or not len(self._steps):
            return epoch
        step = int(self._steps[nearest_index(self._points[0], reading.x)])
        return f"{epoch}, step {format_integer(step)}"

    def headroom(self) -> float:
        """Return the room that the markers need above the plot."""
        return marker_height(self.theme) if self._markers else 0.0

    def paint_below(self, painter: QPainter) -> None:
        """Paint the shade of what is off the scale."""
        if self._diverged is not None:
            draw_diverged(painter, self.theme, self.arrangement.frame, self._diverged)

    def paint_above(self, painter: QPainter) -> None:
        """Paint the markers."""
        if self._markers:
            draw_markers(painter, self.theme, self.arrangement, self._markers)

    def _rebuild(self) -> None:
        epochs, train, test = self._points
        good = (
            len(epochs) if self._diverged is None else int(np.searchsorted(epochs, self._diverged, "right"))
        )
        series = [
            *_noisy("train", epochs[:good], train[:good], _train_ink, dashed=False),
            *_tested(epochs[:good], test[:good]),
        ]
        if self._diverged is not None:
            series.append(_runaway(epochs, train, good))
        self.show_series(series)


def _train_ink(theme: Theme) -> QColor:
    return theme.color("ink")


def _raw_ink(theme: Theme) -> QColor:
    return theme.color("ink", _RAW)


def _test_ink(theme: Theme) -> QColor:
    return theme.color("ink2")


def _danger_ink(theme: Theme) -> QColor:
    return theme.color("danger")


def _noisy(name: str, x: Floats, y: Floats, ink: Callable[[Theme], QColor], dashed: bool) -> list[Series]:
    mean_x, mean = smoothed(x, y)
    curve = Series(name, mean_x, mean, ink, _TEST_WIDTH if dashed else _TRAIN_WIDTH, dashed, exact=(x, y))
    return [curve] if dashed or mean is y else [curve, Series("", x, y, _raw_ink, width=1.0)]


def _tested(x: Floats, y: Floats) -> list[Series]:
    """Return the curve of the test loss; none where nothing was kept for testing."""
    untested = len(y) > 0 and np.isnan(y).all()
    return [] if untested else _noisy("test", x, y, _test_ink, dashed=True)


def _runaway(epochs: Floats, train: Floats, good: int) -> Series:
    start = max(good - 1, 0)
    losses = np.where(np.isfinite(train[start:]), train[start:], _FAR_UP)
    return Series("", epochs[start:], losses, _danger_ink, ranged=False)
