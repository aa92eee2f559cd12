"""From an experiment's data to the very samples it is trained and tested on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from playground.data.errors import DataError
from playground.data.features import feature_label
from playground.data.formulas import Gap, gap_among, gap_on_plane
from playground.data.generators import Points, generate
from playground.data.painted import prepare_painted
from playground.data.prepare import Prepared, prepare_points, prepare_table
from playground.document import limits
from playground.document.errors import ExperimentError
from playground.document.painted import PaintedSource
from playground.document.sources import GeneratedSource
from playground.formula.reading import read
from playground.formula.tree import coordinates_of

if TYPE_CHECKING:
    from playground.data.arrays import FloatArray
    from playground.data.table import Table
    from playground.document.experiment import Data

TOO_FEW = "Paint at least two points."


def drawn_points(source: GeneratedSource, seed: int) -> Points:
    """Return the points of a generated set, with labels as its generator gives them."""
    return generate(
        source.dataset.value,
        noise=source.noise,
        seed=seed,
        samples=source.samples or None,
        balance=source.balance,
        classes=source.classes,
    )


def samples_of(data: Data, table: Table | None = None) -> Prepared:
    """Return the samples, split and scaled; a table source needs its table, painted points may be none."""
    if isinstance(data.source, GeneratedSource):
        points = drawn_points(data.source, data.seed)
        check_formulas(data.formulas, points.x)
        return prepare_points(points, data.inputs, data.train_share, data.seed)
    if isinstance(data.source, PaintedSource):
        painted = np.array(data.source.points, dtype=np.float64).reshape(-1, 3)
        check_formulas(data.formulas, painted[:, :2])
        return prepare_painted(painted, data.source.class_names, data.inputs, data.train_share, data.seed)
    if table is None:
        raise ExperimentError(
            "Data", f"the rows of “{data.source.name}” are not here.", "Open its file again."
        )
    try:
        return prepare_table(
            table,
            data.inputs,
            data.train_share,
            data.seed,
            alike=bool(data.source.image),
            standardize=data.source.standardize,
        )
    except (DataError, ValueError) as error:
        raise ExperimentError("Data", f"{error}", "Choose another split or other inputs.") from error


def why_untrainable(data: Data) -> str:
    """Return why these samples are too few to train on, "" if they are enough."""
    source = data.source
    if isinstance(source, PaintedSource) and len(source.points) < limits.FEWEST_POINTS:
        return TOO_FEW
    return ""


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
