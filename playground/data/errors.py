"""What goes wrong with data, told with its place and a remedy."""

from __future__ import annotations


class DataError(Exception):
    """Data that can't be used: where, what is wrong, and what to do about it."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        # All three go to the base class so that the error survives the way between two processes.
        super().__init__(place, problem, remedy)
        self.place = place
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        """Return place, problem and remedy as one line."""
        return f"{self.place}: {self.problem}. {self.remedy}."


class ImportCancelled(Exception):
    """The person stopped the import."""
