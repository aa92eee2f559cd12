"""What each input of an experiment, on or off, is like over the training samples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from playground.data.features import feature_column, feature_label
from playground.data.prepare import split_rows
from playground.document.choices import Feature
from playground.document.errors import ExperimentError
from playground.document.sources import TableSource
from playground.session.wording import FEATURES
from playground.worker.samples import check_formulas

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.data.prepare import Prepared
    from playground.data.table import Table
    from playground.document.experiment import Data

BINS = 18
MOST_COUNTED = 5_000  # rows: more say no more about the shape of a small picture


@dataclass(frozen=True, slots=True, eq=False)
class InputSummary:
    """An input's name on the screen, what it is, its range in its own unit, and its spread over that."""

    label: str
    meaning: str
    low: float
    high: float
    counts: NDArray[np.int64]


class InputSummaries:
    """The summaries of one set of samples, each computed when it is first asked for."""

    def __init__(self, data: Data, samples: Prepared, table: Table | None) -> None:
        self.data, self._samples, self._table = data, samples, table
        self._known: dict[str, InputSummary] = {}

    def are_of(self, data: Data) -> bool:
        """Return whether these are the same training samples."""
        mine = self.data.source, self.data.train_share, self.data.seed
        return mine == (data.source, data.train_share, data.seed)

    def of(self, name: str) -> InputSummary:
        """Return the summary of an input by its key."""
        if name not in self._known:
            values = self._values(name)
            low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)
            label, meaning = self._words(name)
            self._known[name] = InputSummary(label, meaning, low, high, _counts(values, low, high))
        return self._known[name]

    def problem_of(self, formula: str) -> str:
        """Return why a formula cannot be an input of these samples, "" if it can."""
        if formula in set(Feature):
            return "These points have only x₁. Use x1 alone."
        points = self._samples.train_points, self._samples.test_points
        try:
            check_formulas((formula,), np.concatenate([each for each in points if each is not None]))
        except ExperimentError as error:
            return f"{error.problem} {error.remedy}"
        return ""

    def _words(self, name: str) -> tuple[str, str]:
        if isinstance(self.data.source, TableSource):
            return name, ""
        return feature_label(name), FEATURES[Feature(name)] if name in set(FEATURES) else ""

    def _values(self, name: str) -> NDArray[np.float64]:
        if self._samples.train_points is not None:
            return feature_column(name, self._samples.train_points)
        if self._table is None:
            return np.zeros(0)
        column: NDArray[np.float64] = self._table.values[self._rows, self._table.columns.index(name)]
        return column

    @cached_property
    def _rows(self) -> NDArray[np.int64]:
        if self._table is None:
            return np.zeros(0, dtype=np.int64)
        train, _ = split_rows(self._table, self.data.train_share, self.data.seed)
        return train[:MOST_COUNTED]


def _counts(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.int64]:
    """Count values into bins of equal width from the lowest to the highest; alike ones into the middle."""
    if not high > low:
        counts = np.zeros(BINS, dtype=np.int64)
        counts[BINS // 2] = len(values)
        return counts
    share = (values - low) / (high - low)
    return np.bincount(np.minimum((share * BINS).astype(np.int64), BINS - 1), minlength=BINS)
