"""A project file: an experiment with, if there are any, its weights, optimiser, history and data."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.document import limits
from playground.document.errors import FileError
from playground.storage import atomic, container, manifest, project_text, tensors
from playground.storage.weights import check_weights

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from playground.document.experiment import Experiment
    from playground.storage.tensors import Arrays

MIMETYPE = b"application/x-playground"
GROUPS = ("weights", "optimizer", "history", "data")
# A history has no accuracy for a number as the target, nor a loss on no test set, and says so by NaN.
FINITE_GROUPS = ("weights", "optimizer", "data")

_MAGIC_START = 30
_EXTENSION = ".safetensors"


@dataclass(frozen=True, eq=False)
class Project:
    """An experiment and the arrays kept with it, by group ("weights", "optimizer", "history", "data")."""

    experiment: Experiment
    arrays: Mapping[str, Arrays] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the groups' names and leave out empty ones."""
        unknown = set(self.arrays) - set(GROUPS)
        if unknown:
            raise ValueError(f"a project has no arrays called {sorted(unknown)}; it has {GROUPS}")
        filled = {group: dict(self.arrays[group]) for group in GROUPS if self.arrays.get(group)}
        object.__setattr__(self, "arrays", filled)

    def same_as(self, other: Project) -> bool:
        """Return whether both hold the same experiment and the same numbers, of the same types."""
        if self.experiment != other.experiment or self.arrays.keys() != other.arrays.keys():
            return False
        return all(_same_arrays(mine, other.arrays[group]) for group, mine in self.arrays.items())


def _same_arrays(mine: Arrays, theirs: Arrays) -> bool:
    return mine.keys() == theirs.keys() and all(_same(array, theirs[name]) for name, array in mine.items())


def _same(mine: NDArray[Any], theirs: NDArray[Any]) -> bool:
    equal_nan = mine.dtype.kind == "f"
    return mine.dtype == theirs.dtype and np.array_equal(mine, theirs, equal_nan=equal_nan)


def project_bytes(project: Project) -> bytes:
    """Return the project as a file's content; the same project gives the same bytes."""
    members = {project_text.PLACE: project_text.encode(project.experiment)}
    for group, arrays in project.arrays.items():
        members[group + _EXTENSION] = tensors.encode(arrays, group)
    return container.pack({"mimetype": MIMETYPE, manifest.NAME: manifest.encode(members), **members})


def read_project(content: bytes) -> Project:
    """Return the project in a file's content; raise `FileError`, and nothing else, for what is wrong."""
    if content[_MAGIC_START:][: len("mimetype") + len(MIMETYPE)] != b"mimetype" + MIMETYPE:
        raise FileError("Project", "this is not a Playground project.", "Open a .playground file.")
    members = container.unpack(content)
    members.pop("mimetype", None)
    if manifest.NAME not in members:
        raise FileError(manifest.NAME, "it is missing.", container.DAMAGED)
    manifest.check(members.pop(manifest.NAME), members)
    _check_names(members)
    experiment = project_text.decode(members.pop(project_text.PLACE))
    arrays = {name.removesuffix(_EXTENSION): tensors.decode(members[name], name) for name in sorted(members)}
    _check_finite(arrays)
    check_weights(experiment, arrays)
    return Project(experiment, arrays)


def _check_names(members: Mapping[str, object]) -> None:
    known = {project_text.PLACE, *(group + _EXTENSION for group in GROUPS)}
    for name in members:
        if name not in known:
            raise FileError(name, "this is no part of a project.", container.DAMAGED)
    if project_text.PLACE not in members:
        raise FileError(project_text.PLACE, "it is missing.", container.DAMAGED)


def _check_finite(arrays: Mapping[str, Arrays]) -> None:
    for group in FINITE_GROUPS:
        for name, array in arrays.get(group, {}).items():
            if not np.isfinite(array).all():
                raise FileError(f"{group}, {name}", "a number in it is not finite.", container.DAMAGED)


def save_project(path: Path, project: Project) -> None:
    """Write the project file; on `FileError` the old file is untouched."""
    content = project_bytes(project)

    def check(back: bytes) -> None:
        if not read_project(back).same_as(project):
            raise FileError(path.name, "what was written does not read back alike.", "Save in another place.")

    atomic.write_atomically(path, content, check)
    atomic.sweep(path.parent)


def load_project(path: Path) -> Project:
    """Read a project file; raise `FileError`, with the file's name in its place, for what is wrong."""
    try:
        content = _read(path)
    except OSError as error:
        raise atomic.file_error(path, error) from error
    try:
        return read_project(content)
    except FileError as error:
        raise FileError(f"{path.name}, {error.place}", error.problem, error.remedy) from error


def _read(path: Path) -> bytes:
    """Read a plain file that is not too large; a pipe does not make us wait."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        _check_status(path, os.fstat(descriptor))
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(limits.PROJECT_BYTES + 1)
    finally:
        os.close(descriptor)


def _check_status(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise OSError(errno.EISDIR, "this is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise FileError(path.name, "this is not a plain file.", "Open a .playground file.")
    if status.st_size > limits.PROJECT_BYTES:
        problem = f"it is larger than {limits.PROJECT_BYTES >> 20} MiB."
        raise FileError(path.name, problem, container.TOO_LARGE)
