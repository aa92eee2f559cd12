"""From an experiment's data to the very samples it is trained and tested on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from playground.data.errors import DataError
from playground.data.features import feature_label
from playground.data.formulas import Gap, gap_among, gap_on_plane
from playground.data.generators import generate
from playground.data.prepare import Prepared, prepare_points, prepare_table
from playground.document.errors import ExperimentError
from playground.document.experiment import Data, GeneratedSource
from playground.formula.reading import read
from playground.formula.tree import coordinates_of

if TYPE_CHECKING:
    from playground.data.arrays import FloatArray
    from playground.data.table import Table


def samples_of(data: Data, table: Table | None = None) -> Prepared:
    """Return the samples, split and scaled; a table source needs its table."""
    if isinstance(data.source, GeneratedSource):
        points = generate(data.source.dataset.value, noise=data.source.noise, seed=data.seed)
        check_formulas(data.formulas, points.x)
        return prepare_points(points, data.inputs, data.train_share, data.seed)
    if table is None:
        raise ExperimentError(
            "Data", f"the rows of “{data.source.name}” are not here.", "Open its file again."
        )
    try:
        return prepare_table(table, data.inputs, data.train_share, data.seed, alike=bool(data.source.image))
    except (DataError, ValueError) as error:
        raise ExperimentError("Data", f"{error}", "Choose another split or other inputs.") from error


def check_formulas(formulas: tuple[str, ...], points: FloatArray) -> None:
    """Raise `ExperimentError` for a formula without a value at one of some points (n, 2), or on the map."""
    for text in formulas:
        gap = gap_among(text, points) or gap_on_plane(text)
        if gap is not None:
            problem = f"{feature_label(text)} {_said_of(gap)} at {_place(text, gap)}."
            raise ExperimentError("Formula", problem, "Use one that has a value all over the map.")


def _said_of(gap: Gap) -> str:
    if math.isnan(gap.value):
        return "is not a number"
    return "is infinite" if math.isinf(gap.value) else "is too large to train on"


def _place(text: str, gap: Gap) -> str:
    used = sorted(coordinates_of(read(text)))
    return ", ".join(f"x{'₁₂'[index - 1]} = {gap.point[index - 1]:.3g}" for index in used).replace("-", "−")
