"""The samples that stand on a decision map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Task

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class PointCloud:
    """Training and test points in the map's two axes, with their labels.

    `train_xy` and `test_xy` are (n, 2). Labels are class indices (for two classes 0 is -1 and 1 is +1) with
    their names in `classes`, or numbers in the data's own unit, which `low` and `high` scale for the colours.
    """

    train_xy: NDArray[np.float64]
    train_labels: NDArray
    test_xy: NDArray[np.float64]
    test_labels: NDArray
    task: Task = Task.CLASSIFICATION
    classes: tuple[str, ...] = ("−1", "+1")
    low: float = -1.0
    high: float = 1.0

    @staticmethod
    def empty() -> PointCloud:
        """Return a cloud of two classes without a point."""
        nowhere, nothing = np.zeros((0, 2)), np.zeros(0)
        return PointCloud(nowhere, nothing, nowhere, nothing)
