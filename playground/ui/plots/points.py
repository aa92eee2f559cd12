"""The samples that stand on a decision map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Task

if TYPE_CHECKING:
    from numpy.typing import NDArray


_STRIP = 0.3
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, slots=True, eq=False)
class PointCloud:
    """Training and test points in the map's two axes, with their labels.

    `train_xy` and `test_xy` are (n, 2); (n, 1) will do where only the axis across counts. Labels are class
    indices (for two classes 0 is -1 and 1 is +1) with their names in `classes`, or numbers in the data's own
    unit, which `low` and `high` scale for the colours.
    """

    train_xy: NDArray[np.float64]
    train_labels: NDArray
    test_xy: NDArray[np.float64]
    test_labels: NDArray
    task: Task = Task.CLASSIFICATION
    classes: tuple[str, ...] = ("−1", "+1")
    low: float = -1.0
    high: float = 1.0

    def part(self, of_test: bool) -> tuple[NDArray[np.float64], NDArray]:
        """Return places and labels of the test or of the training points."""
        return (self.test_xy, self.test_labels) if of_test else (self.train_xy, self.train_labels)

    def along_strip(self, bottom: float, top: float) -> PointCloud:
        """Return the points around the middle between two heights, where only the axis across counts."""
        return replace(
            self,
            train_xy=_scattered(self.train_xy, bottom, top),
            test_xy=_scattered(self.test_xy, bottom, top),
        )

    @staticmethod
    def empty() -> PointCloud:
        """Return a cloud of two classes without a point."""
        nowhere, nothing = np.zeros((0, 2)), np.zeros(0)
        return PointCloud(nowhere, nothing, nowhere, nothing)


def _scattered(xy: NDArray[np.float64], bottom: float, top: float) -> NDArray[np.float64]:
    # Multiples of the golden ratio never bunch up, and are the same each time.
    share = np.arange(1, len(xy) + 1) * _GOLDEN % 1.0 - 0.5
    return np.column_stack([xy[:, 0], (bottom + top) / 2 + _STRIP * share * (top - bottom)])
