"""The measures of a run over time, and where in it settings were changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.session.columns import Columns
from playground.worker.snapshots import LossPoint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playground.worker.snapshots import Floats


class History:
    """Losses and accuracies by epoch, the gradient norms of each layer, and the changes on the way.

    `markers` holds (epoch, text) for each change of the network or of training settings in mid-run.
    """

    WIDTH = 7

    def __init__(self) -> None:
        self._measures = Columns(self.WIDTH)
        self._norms = Columns(2)
        self.markers: list[tuple[float, str]] = []

    @classmethod
    def from_rows(cls, rows: Iterable[Iterable[float]]) -> History:
        """Return a history of rows as `rows` gives them; without norms, which no file keeps."""
        history = cls()
        for row in rows:
            history._measures.append(row)
        return history

    def __len__(self) -> int:
        return len(self._measures.values)

    def add(self, points: Iterable[LossPoint]) -> None:
        """Add loss points in the order of their steps; one for an earlier step replaces all from there on."""
        for point in points:
            if len(self) and point.step <= self.steps[-1]:
                self.truncate(point.step - 1)
            self._measures.append(_measures(point))
            if self._norms.width != 2 + len(point.gradient_norms):
                self._norms = Columns(2 + len(point.gradient_norms))
            self._norms.append((point.step, point.epoch, *point.gradient_norms))

    def truncate(self, step: int) -> None:
        """Forget the measures after a step."""
        for columns in (self._measures, self._norms):
            columns.keep(int(np.searchsorted(columns.values[:, 0], step, side="right")))

    def rewind(self, step: int, epoch: float) -> None:
        """Forget the measures and the markers after a moment."""
        self.truncate(step)
        self.markers = [marker for marker in self.markers if marker[0] <= epoch]

    def copy(self) -> History:
        """Return an independent copy; it costs next to nothing."""
        other = History()
        other._measures, other._norms = self._measures.copy(), self._norms.copy()
        other.markers = self.markers.copy()
        return other

    @property
    def latest(self) -> LossPoint | None:
        """The last point, None before the first."""
        if not len(self):
            return None
        step, epoch, train, test, penalty, *accuracies = self.rows[-1].tolist()
        train_share, test_share = (None if np.isnan(each) else each for each in accuracies)
        norms = self._norms.values[-1].tolist() if len(self._norms.values) else []
        same = bool(norms) and norms[0] == step
        return LossPoint(
            int(step), epoch, train, test, penalty, train_share, test_share, tuple(norms[2:] if same else ())
        )

    @property
    def steps(self) -> Floats:
        """Steps, (points,)."""
        return self._measures.values[:, 0]

    @property
    def epochs(self) -> Floats:
        """Epochs, (points,)."""
        return self._measures.values[:, 1]

    @property
    def train_losses(self) -> Floats:
        """Losses over the training set, (points,)."""
        return self._measures.values[:, 2]

    @property
    def test_losses(self) -> Floats:
        """Losses over the test set, (points,)."""
        return self._measures.values[:, 3]

    @property
    def rows(self) -> Floats:
        """Step, epoch, train and test loss, penalty, train and test accuracy (NaN for numbers) per point."""
        return self._measures.values

    @property
    def norm_epochs(self) -> Floats:
        """Epochs of the gradient norms, since the layers last changed in number."""
        return self._norms.values[:, 1]

    @property
    def norms(self) -> Floats:
        """Gradient norms, (points, layers)."""
        return self._norms.values[:, 2:]


def _measures(point: LossPoint) -> tuple[float, ...]:
    accuracies = (point.train_accuracy, point.test_accuracy)
    return (
        point.step,
        point.epoch,
        point.train_loss,
        point.test_loss,
        point.penalty,
        *(np.nan if each is None else each for each in accuracies),
    )
