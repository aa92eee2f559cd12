"""From a table to the source that names it in an experiment, and back to the rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from playground.assets import asset
from playground.data.csv_import import read_csv
from playground.data.csv_table import build_table
from playground.data.errors import DataError
from playground.data.shipped import SHIPPED, load_shipped
from playground.document import limits
from playground.document.errors import FileError
from playground.document.experiment import Experiment, TableSource

if TYPE_CHECKING:
    from playground.data.table import Table


def csv_source(path: Path, table: Table) -> TableSource:
    """Return the source that names a table read from a file."""
    return _source(path.stem[: limits.MAX_NAME], table, str(path.resolve()))


def shipped_source(name: str) -> TableSource:
    """Return the source that names a shipped table."""
    return _source(name, load_shipped(name, asset("datasets")), "", SHIPPED[name].image)


def _source(name: str, table: Table, path: str, image: tuple[int, ...] = ()) -> TableSource:
    return TableSource(
        name=name,
        sha256=table.content_hash(),
        columns=table.columns,
        target=table.target_name,
        classes=table.classes or (),
        path=path,
        image=image,
    )


def table_of(experiment: Experiment) -> Table | None:
    """Return the rows of an experiment on a table, None for a generated set; `FileError` if they are gone."""
    source = experiment.data.source
    if not isinstance(source, TableSource):
        return None
    table = _read(source)
    if table.content_hash() != source.sha256:
        raise FileError(
            f"“{source.name}”", "its rows are not those of the experiment.", "Open the table itself."
        )
    return table


def data_file_error(name: str, error: DataError) -> FileError:
    """Return an error in a table's file as the error of that file."""
    return FileError(f"“{name}”, {error.place}", f"{error.problem}.", f"{error.remedy}.")


def _read(source: TableSource) -> Table:
    if not source.path and source.name in SHIPPED:
        return load_shipped(source.name, asset("datasets"))
    if not source.path:
        raise FileError(f"“{source.name}”", "no such table is shipped.", "Open the table itself.")
    kind: Literal["classes", "number"] = "classes" if source.classes else "number"
    try:
        table, _ = build_table(read_csv(Path(source.path)), source.target, inputs=source.columns, kind=kind)
    except DataError as error:
        raise data_file_error(source.path, error) from error
    return table
