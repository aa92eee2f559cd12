"""The loss over epochs: training and test, on an even or a logarithmic axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import LossScale, Smoothing
from playground.ui.plots.line_plot import LinePlot
from playground.ui.plots.loss_curves import Curves
from playground.ui.plots.loss_notes import draw_diverged, draw_markers, marker_height
from playground.ui.plots.read_out import Row
from playground.ui.plots.readings import nearest_index
from playground.ui.theme.numbers import format_integer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from playground.ui.plots.loss_curves import Other
    from playground.ui.plots.readings import Reading
    from playground.ui.theme.theme import Theme

# How many times as many points as usual a curve is the mean of.
TIMES = {Smoothing.OFF: 0, Smoothing.SOME: 1, Smoothing.STRONG: 5}
_NEAR_MARKER = 5


class LossPlot(LinePlot):
    """Training loss as a solid line, test loss dashed; noise lies thinly under its mean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._markers: tuple[tuple[float, str], ...] = ()
        self._diverged: float | None = None
        self._curves = Curves()
        self._smoothing = Smoothing.SOME
        self._steps: NDArray[np.int64] | None = None
        super().__init__(theme, parent, x_title="epoch", invitation="Press play to see the loss fall")
        self.setAccessibleName("Loss over epochs")

    def show_points(
        self,
        epochs: ArrayLike,
        train: ArrayLike,
        test: ArrayLike,
        steps: ArrayLike | None = None,
        penalty: ArrayLike = (),
        others: Sequence[Other] = (),
    ) -> None:
        """Draw these measures, all (n,), at rising epochs, NaN for none; the read-out may tell steps.

        Curves of `others` lie thinly behind.
        """
        self._steps = None if steps is None else np.asarray(steps).astype(np.int64)
        given = (np.asarray(each, dtype=np.float64) for each in (epochs, train, test, penalty))
        epochs, train, test, penalty = given
        self._curves = Curves(epochs, train, test, penalty, tuple(others))
        self._rebuild()

    def set_smoothing(self, smoothing: Smoothing) -> None:
        """Average more or less of the noise away."""
        if smoothing is not self._smoothing:
            self._smoothing = smoothing
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
        step = int(self._steps[nearest_index(self._curves.epochs, reading.x)])
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

    def read_out_rows(self, reading: Reading) -> list[Row]:
        """Return the lines of the read-out, with what was changed there."""
        frame = self.arrangement.frame
        near = self.theme.pxf(_NEAR_MARKER)
        place = frame.px(reading.x)
        changes = [text for epoch, text in self._markers if abs(frame.px(epoch) - place) <= near]
        return [*super().read_out_rows(reading), *(Row(text) for text in changes)]

    def _rebuild(self) -> None:
        self.show_series(self._curves.series(TIMES[self._smoothing], self._diverged))
