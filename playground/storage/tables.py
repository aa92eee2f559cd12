"""From a table to the source that names it in an experiment, and back to the rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from playground.assets import asset
from playground.data.csv_choices import ALL_ROWS, AS_IT_IS, ColumnChoice, RowChoice
from playground.data.csv_format import CsvFormat
from playground.data.csv_import import never
from playground.data.csv_recipe import CsvRecipe, read_table
from playground.data.errors import DataError
from playground.data.shipped import SHIPPED, load_shipped
from playground.document import limits
from playground.document.errors import FileError
from playground.document.recipe import ColumnRecipe, Missing, TableRecipe, Words
from playground.document.sources import TableSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.data.table import Table
    from playground.document.experiment import Experiment


def csv_source(
    path: Path, table: Table, recipe: CsvRecipe | None = None, *, standardize: bool = True
) -> TableSource:
    """Return the source that names a table read from a file, with how it was read."""
    written = None if recipe is None else _written(recipe)
    name = path.stem[: limits.MAX_NAME]
    return _source(name, table, str(path.resolve()), recipe=written, standardize=standardize)


def shipped_source(name: str) -> TableSource:
    """Return the source that names a shipped table."""
    return _source(name, load_shipped(name, asset("datasets")), "", SHIPPED[name].image)


def _source(
    name: str,
    table: Table,
    path: str,
    image: tuple[int, ...] = (),
    *,
    recipe: TableRecipe | None = None,
    standardize: bool = True,
) -> TableSource:
    return TableSource(
        name=name,
        sha256=table.content_hash(),
        columns=table.columns,
        target=table.target_name,
        classes=table.classes or (),
        path=path,
        image=image,
        recipe=recipe,
        standardize=standardize,
    )


def table_of(experiment: Experiment, cancelled: Callable[[], bool] = never) -> Table | None:
    """Return the rows of an experiment on a table, None for a generated set; `FileError` if they are gone.

    `ImportCancelled` comes out if `cancelled` said so while the file was read.
    """
    source = experiment.data.source
    if not isinstance(source, TableSource):
        return None
    table = _read(source, cancelled)
    if table.content_hash() != source.sha256:
        raise FileError(
            f"“{source.name}”", "its rows are not those of the experiment.", "Open the table itself."
        )
    return table


def data_file_error(name: str, error: DataError) -> FileError:
    """Return an error in a table's file as the error of that file."""
    return FileError(f"“{name}”, {error.place}", f"{error.problem}.", f"{error.remedy}.")


def _read(source: TableSource, cancelled: Callable[[], bool]) -> Table:
    if not source.path and source.name in SHIPPED:
        return load_shipped(source.name, asset("datasets"))
    if not source.path:
        raise FileError(f"“{source.name}”", "no such table is shipped.", "Open the table itself.")
    kind: Literal["classes", "number"] = "classes" if source.classes else "number"
    try:
        return read_table(Path(source.path), _recipe(source), source.target, kind, cancelled=cancelled)
    except DataError as error:
        raise data_file_error(source.path, error) from error


def _written(recipe: CsvRecipe) -> TableRecipe | None:
    """Return the recipe as an experiment holds it, None where the file is read as it is recognised."""
    if recipe.format is None:
        return None
    inputs = tuple(
        ColumnRecipe(name, Missing(choice.missing), Words(choice.words)) for name, choice in recipe.inputs
    )
    return TableRecipe(
        encoding=recipe.format.encoding,
        delimiter=recipe.format.delimiter,
        decimal=recipe.format.decimal,
        quote=recipe.format.quote,
        has_header=recipe.format.has_header,
        inputs=() if recipe.is_plain else inputs,
        every=recipe.rows.every,
        sample=recipe.rows.sample,
        seed=recipe.rows.seed,
    )


def _recipe(source: TableSource) -> CsvRecipe:
    as_they_are = tuple((name, AS_IT_IS) for name in source.columns)
    written = source.recipe
    if written is None:
        return CsvRecipe(None, as_they_are, ALL_ROWS)
    chosen = tuple((each.name, ColumnChoice(each.missing.value, each.words.value)) for each in written.inputs)
    return CsvRecipe(
        CsvFormat(written.encoding, written.delimiter, written.decimal, written.has_header, written.quote),
        chosen or as_they_are,
        RowChoice(written.every, written.sample, written.seed),
    )
