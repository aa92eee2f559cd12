"""From an experiment's data to the very samples it is trained and tested on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.data.errors import DataError
from playground.data.generators import generate
from playground.data.prepare import Prepared, prepare_points, prepare_table
from playground.document.errors import ExperimentError
from playground.document.experiment import Data, GeneratedSource

if TYPE_CHECKING:
    from playground.data.table import Table


def samples_of(data: Data, table: Table | None = None) -> Prepared:
    """Return the samples, split and scaled; a table source needs its table."""
    if isinstance(data.source, GeneratedSource):
        points = generate(data.source.dataset.value, noise=data.source.noise, seed=data.seed)
        return prepare_points(points, data.inputs, data.train_share, data.seed)
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
