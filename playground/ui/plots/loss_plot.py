"""The loss over epochs: training and test, on an even or a logarithmic axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import LossScale, Smoothing
from playground.ui.plots.line_plot import LinePlot
from playground.ui.plots.loss_curves import Curves
from playground.ui.plots.loss_notes import changes_at, draw_diverged, draw_markers, marker_height
from playground.ui.plots.read_out import Row
from playground.ui.plots.readings import nearest_index
from playground.ui.theme.numbers import format_integer, format_significant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from playground.ui.plots.readings import Reading
    from playground.ui.plots.series import Series
    from playground.ui.theme.theme import Theme

# How many times as many points as usual a curve is the mean of.
TIMES = {Smoothing.OFF: 0, Smoothing.SOME: 1, Smoothing.STRONG: 5}
_NEAR_MARKER = 5


@dataclass(frozen=True, slots=True, eq=False)
class Besides:
    """What is told of each point but not drawn: numbers (n,), NaN for none, and how they are written."""

    name: str
    values: NDArray[np.float64]
    in_words: Callable[[float], str]

    def is_known(self, index: int) -> bool:
        """Return whether it was measured at a point."""
        return bool(np.isfinite(self.values[index]))

    def row(self, index: int) -> Row:
        """Return the line of the read-out at a point."""
        return Row(self.name, self.in_words(float(self.values[index])))


class LossPlot(LinePlot):
    """Training loss as a solid line, test loss dashed; noise lies thinly under its mean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._markers: tuple[tuple[float, str], ...] = ()
        self._diverged: float | None = None
        self._curves = Curves()
        self._smoothing = Smoothing.SOME
        self._steps: NDArray[np.int64] | None = None
        self._besides: tuple[Besides, ...] = ()
        self._in_words: Callable[[float], str] = format_significant
        super().__init__(theme, parent, x_title="epoch", invitation="Press play to see the loss fall")
        self.setAccessibleName("Loss over epochs")

    def show_points(
        self,
        epochs: ArrayLike,
        train: ArrayLike,
        test: ArrayLike,
        steps: ArrayLike | None = None,
        penalty: ArrayLike = (),
        others: Sequence[Series] = (),
        besides: Sequence[Besides] = (),
        in_words: Callable[[float], str] = format_significant,
    ) -> None:
        """Draw these measures, all (n,), at rising epochs, NaN for none; the read-out may tell steps.

        Curves of `others` lie thinly behind; what is told `besides` is in the read-out only. `in_words` is
        how the read-out tells a number.
        """
        self._steps = None if steps is None else np.asarray(steps).astype(np.int64)
        self._besides, self._in_words = tuple(besides), in_words
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
        given = tuple(markers)
        if given == self._markers:
            return
        needs_room = bool(given) != bool(self._markers)
        self._markers = given
        if needs_room:
            self.rearrange()
        else:
            self.viewport().update()

    def show_diverged(self, epoch: float | None) -> None:
        """Shade everything after an epoch as off the scale, which stays that of what came before."""
        self._diverged = epoch
        self._rebuild()

    def heading(self, reading: Reading) -> str:
        """Return the epoch, and the step where it is known."""
        epoch = super().heading(reading)
        index = self._index_at(reading.x)
        if self._steps is None or index is None:
            return epoch
        step = int(self._steps[index])
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
        """Return the lines of the read-out, with what else was measured and what was changed there."""
        changes = changes_at(self.theme, self.arrangement, self._markers, self._around(reading.x))
        heading, *curves = super().read_out_rows(reading)
        own = sum(series.live for series, _ in reading.values)
        notes = [Row(text) for text in changes]
        return [heading, *curves[:own], *self._measured(reading.x), *notes, *curves[own:]]

    def in_words(self, value: float) -> str:
        """Return a number of the curves as the read-out tells it."""
        return self._in_words(value)

    def _measured(self, x: float) -> list[Row]:
        index = self._index_at(x)
        return [] if index is None else [each.row(index) for each in self._besides if each.is_known(index)]

    def _index_at(self, x: float) -> int | None:
        """Return which point of the run is read at a place, None where the run does not go."""
        epochs = self._curves.epochs
        if not len(epochs) or not epochs[0] <= x <= epochs[-1]:
            return None
        return nearest_index(epochs, x)

    def _around(self, x: float) -> tuple[float, float]:
        """Return, in pixels, the place and all that is nearer to it than to the points beside it."""
        frame, near = self.arrangement.frame, self.theme.pxf(_NEAR_MARKER)
        low = high = x
        index = self._index_at(x)
        if index is not None:
            beside = self._curves.epochs[max(index - 1, 0) : index + 2]
            low, high = (x + float(beside[0])) / 2, (x + float(beside[-1])) / 2
        return min(frame.px(low), frame.px(x) - near), max(frame.px(high), frame.px(x) + near)

    def _rebuild(self) -> None:
        self.show_series(self._curves.series(TIMES[self._smoothing], self._diverged))
