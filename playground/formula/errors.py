"""What is wrong with a formula, at which character, and what to do about it."""

from __future__ import annotations


class FormulaError(ValueError):
    """The problem and its remedy, with the characters meant; `unfinished` where more text may mend it."""

    def __init__(
        self, position: int, length: int, problem: str, remedy: str, *, unfinished: bool = False
    ) -> None:
        super().__init__(position, length, problem, remedy)
        self.position = position
        self.length = length
        self.problem = problem
        self.remedy = remedy
        self.unfinished = unfinished

    def __str__(self) -> str:
        """Return problem and remedy as one line."""
        return f"{self.problem} {self.remedy}"
