"""The measures of a run over time, and where in it settings were changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.session.columns import Columns
from playground.session.inside_history import InsideHistory
from playground.session.spreads import Spreads
from playground.worker.snapshots import LossPoint, Probe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playground.worker.snapshots import Floats


class History:
    """Losses and accuracies by epoch, the gradient norms of each layer, and the changes on the way.

    `markers` holds (epoch, text) for each change of the network or of training settings in mid-run, `inside`
    what was seen of the network's inside, `spreads` how the gradient's values lay, while somebody looked.
    However long the run, it holds at most `columns.MOST_ROWS` points: the newest quarter of them exactly, of
    older ones the lowest and highest train and test loss in equal stretches of epochs, and always the first.
    """

    WIDTH = 7

    def __init__(self) -> None:
        self._columns = Columns(self.WIDTH)
        self.markers: list[tuple[float, str]] = []
        self.inside = InsideHistory()
        self.spreads = Spreads(Probe.GRADIENT_HISTOGRAMS)

    @classmethod
    def from_rows(cls, rows: Iterable[Iterable[float]]) -> History:
        """Return a history of rows as `rows` gives them, or as `table` does, with the norms."""
        history = cls()
        for row in rows:
            values = tuple(row)
            history._widen(len(values))
            history._columns.append(values)
        return history

    def __len__(self) -> int:
        return len(self._columns.values)

    def add(self, points: Iterable[LossPoint]) -> None:
        """Add loss points in the order of their steps; one for an earlier step replaces all from there on."""
        for point in points:
            if len(self) and point.step <= self.steps[-1]:
                self.truncate(point.step - 1)
            self._widen(self.WIDTH + len(point.gradient_norms))
            self._columns.append((*_measures(point), *point.gradient_norms))

    def _widen(self, width: int) -> None:
        """Make room for the norms of another number of layers; those of the layers before are forgotten."""
        if self._columns.width == width:
            return
        before, self._columns = self.rows, Columns(width)
        unknown = (np.nan,) * (width - self.WIDTH)
        for row in before.tolist():
            self._columns.append((*row, *unknown))

    def truncate(self, step: int) -> None:
        """Forget the measures after a step."""
        kept = int(np.searchsorted(self.steps, step, side="right"))
        self.spreads.truncate(step)
        if kept < len(self):
            self._columns.keep(kept)
            self.inside.rewind(step, self.epochs[-1] if kept else -np.inf)

    def rewind(self, step: int, epoch: float) -> None:
        """Forget the measures and the markers after a moment."""
        self.truncate(step)
        self.markers = [marker for marker in self.markers if marker[0] <= epoch]

    def copy(self) -> History:
        """Return an independent copy; it costs next to nothing."""
        other = History()
        other._columns = self._columns.copy()
        other.markers = self.markers.copy()
        other.inside = self.inside.copy()
        other.spreads = self.spreads.copy()
        return other

    @property
    def latest(self) -> LossPoint | None:
        """The last point, None before the first."""
        if not len(self):
            return None
        step, epoch, train, test, penalty, *accuracies = self.rows[-1].tolist()
        test, train_share, test_share = (None if np.isnan(each) else each for each in (test, *accuracies))
        norms = tuple(each for each in self.table[-1, self.WIDTH :].tolist() if not np.isnan(each))
        return LossPoint(int(step), epoch, train, test, penalty, train_share, test_share, norms)

    @property
    def steps(self) -> Floats:
        """Steps, (points,)."""
        return self.table[:, 0]

    @property
    def epochs(self) -> Floats:
        """Epochs, (points,)."""
        return self.table[:, 1]

    @property
    def train_losses(self) -> Floats:
        """Losses over the training set, (points,)."""
        return self.table[:, 2]

    @property
    def test_losses(self) -> Floats:
        """Losses over the test set, (points,); NaN where there is no test set."""
        return self.table[:, 3]

    @property
    def rows(self) -> Floats:
        """Step, epoch, train and test loss, penalty, train and test accuracy per point; NaN for none."""
        return self.table[:, : self.WIDTH]

    @property
    def table(self) -> Floats:
        """The rows as a file keeps them, each ended by the norm of each layer, NaN for others."""
        return self._columns.values

    @property
    def norm_epochs(self) -> Floats:
        """Epochs of the gradient norms, since the layers last changed in number: the end of `epochs`."""
        return self.epochs[self._others :]

    @property
    def norms(self) -> Floats:
        """Gradient norms, (points, layers)."""
        return self.table[self._others :, self.WIDTH :]

    @property
    def _others(self) -> int:
        """How many points are from before the layers last changed in number, or know no norms."""
        norms = self.table[:, self.WIDTH :]
        return int(np.isnan(norms[:, 0]).sum()) if norms.shape[1] else len(self)


def _measures(point: LossPoint) -> tuple[float, ...]:
    told = (
        point.step,
        point.epoch,
        point.train_loss,
        point.test_loss,
        point.penalty,
        point.train_accuracy,
        point.test_accuracy,
    )
    return tuple(np.nan if each is None else each for each in told)
