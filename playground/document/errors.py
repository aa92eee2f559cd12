"""The two errors of a document: a value that is not allowed, and a file that cannot be read."""

from __future__ import annotations


class ExperimentError(ValueError):
    """A value an experiment may not have, with the field, the problem and the remedy."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{field}: {problem} {remedy}".strip())
        self.field = field
        self.problem = problem
        self.remedy = remedy


class FileError(ValueError):
    """A file that cannot be read or written, with the place in it, the problem and the remedy."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        super().__init__(f"{place}: {problem} {remedy}".strip())
        self.place = place
        self.problem = problem
        self.remedy = remedy
