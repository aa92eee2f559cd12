"""What a command is about: a shipped experiment by name, a project, or a table."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from playground.data.csv_choices import AS_IT_IS
from playground.data.csv_import import read_csv
from playground.data.csv_recipe import CsvRecipe
from playground.data.csv_table import build_table, suggest_kind, suggest_target
from playground.data.errors import DataError
from playground.data.ranking import most_telling
from playground.document import edits
from playground.document.errors import FileError
from playground.document.experiment import Experiment
from playground.storage.examples import EXAMPLES, example_named
from playground.storage.tables import csv_source, data_file_error, table_of
from playground.storage.trained import Trained, load_trained

if TYPE_CHECKING:
    from argparse import Namespace

    from playground.data.csv_losses import LeftOut
    from playground.data.table import Table

TABLE_EPOCHS = 100
MOST_NAMED = 5
PROJECT_ENDING = ".playground"
TABLE_ENDINGS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Subject:
    """A trained or fresh experiment, how long it usually trains, what was left out and what is learnt."""

    trained: Trained
    epochs: int
    note: str = ""
    learns: str = ""


def subject_named(text: str) -> Subject:
    """Return what the name or the path means; raise `FileError` naming it otherwise."""
    if any(example.name == text for example in EXAMPLES):
        example = example_named(text)
        experiment = example.experiment()
        return Subject(Trained(experiment, table_of(experiment)), example.epochs)
    path = Path(text)
    if path.suffix.lower() == PROJECT_ENDING and os.path.isfile(path):
        return Subject(load_trained(path), TABLE_EPOCHS)
    if path.suffix.lower() in TABLE_ENDINGS and os.path.isfile(path):
        return table_subject(path)
    raise _not_found(text)


def _not_found(text: str) -> FileError:
    names = ", ".join(example.name for example in EXAMPLES)
    kinds = ", ".join((PROJECT_ENDING, *TABLE_ENDINGS[:-1]))
    use = f"Use a file that ends in {kinds} or {TABLE_ENDINGS[-1]}, or one of: {names}."
    if os.path.isdir(text):
        return FileError(f"“{text}”", "it is a folder.", use)
    if os.path.exists(text):
        return FileError(f"“{text}”", "files of this kind are not read.", use)
    return FileError(f"“{text}”", "there is no such experiment or file.", use)


def table_subject(path: Path) -> Subject:
    """Return an experiment on a table, its target guessed and every usable column an input."""
    try:
        content = read_csv(path)
        target = suggest_target(content)
        table, left_out = build_table(content, target, kind=suggest_kind(content, target))
    except DataError as error:
        raise data_file_error(path.name, error) from error
    recipe = CsvRecipe(content.format, tuple((name, AS_IT_IS) for name in table.columns))
    experiment = edits.set_table(Experiment(), csv_source(path, table, recipe), most_telling(table))
    return Subject(
        Trained(experiment, table), TABLE_EPOCHS, _loss_note(left_out), _learns(table, left_out.text_columns)
    )


def _loss_note(left_out: LeftOut) -> str:
    """Say how many rows are missing, why, and in which line of the file the first of each kind stands."""
    if not left_out.rows:
        return ""
    named = [
        f"{loss.rows:,} {loss.why} ({'line' if loss.rows == 1 else 'first in line'} {loss.line:,})"
        for loss in left_out.losses
    ]
    more = [f"{len(named) - MOST_NAMED} more reasons"] if len(named) > MOST_NAMED else []
    were = "row was" if left_out.rows == 1 else "rows were"
    return f"{left_out.rows:,} {were} left out: {', '.join(named[:MOST_NAMED] + more)}"


def _learns(table: Table, words: tuple[str, ...]) -> str:
    target = "a number" if table.classes is None else f"{len(table.classes)} classes"
    inputs = f"from {', '.join(table.columns[:5])}{' …' if len(table.columns) > 5 else ''}"
    without = f", without {', '.join(words[:5])} (words)" if words else ""
    return f"learning “{table.target_name}” ({target}) {inputs}{without}"


def with_options(subject: Subject, options: Namespace) -> Subject:
    """Return the subject with the seed, learning rate and hidden layers that were asked for."""
    trained = subject.trained
    experiment = trained.experiment
    if options.seed is not None:
        experiment = edits.set_data_seed(edits.set_network_seed(experiment, options.seed), options.seed)
    if getattr(options, "learning_rate", None) is not None:
        experiment = edits.set_learning_rate(experiment, options.learning_rate)
    if getattr(options, "hidden", None) is not None:
        subject = replace(subject, note=_with_replaced(subject.note, experiment))
        experiment = edits.set_hidden(experiment, options.hidden)
    same_run = experiment.data == trained.experiment.data and experiment.network == trained.experiment.network
    kept = trained if same_run else replace(trained, checkpoint=None, history=None)
    return replace(subject, trained=replace(kept, experiment=experiment))


def _with_replaced(note: str, experiment: Experiment) -> str:
    """Add that new hidden layers take the place of convolutions, if they do."""
    count = sum(layer.convolves for layer in experiment.network.hidden)
    if not count:
        return note
    said = (
        f"--hidden gives plain layers: {count} {'convolution is' if count == 1 else 'convolutions are'} gone"
    )
    return f"{note}; {said}" if note else said
