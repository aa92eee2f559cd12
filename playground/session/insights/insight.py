"""One true sentence about a run, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.document.experiment import Experiment
    from playground.session.insights.situation import Situation

MOST_CHARACTERS = 95  # of claim and reason together: one line at the usual size of the window


@dataclass(frozen=True, slots=True)
class Remedy:
    """An edit to try; `label` says what it does, on its button and in the list of what can be undone."""

    label: str
    edit: Callable[[Experiment], Experiment]


@dataclass(frozen=True, slots=True)
class Insight:
    """A claim and its reason, both in one line; `more` says what, why and what to try in some sentences."""

    key: str
    claim: str
    reason: str
    more: str
    remedy: Remedy | None = None

    @property
    def sentence(self) -> str:
        """Claim and reason together."""
        return f"{self.claim} {self.reason}"


class Observation(NamedTuple):
    """A way to look at a run: what it sees, None if that is not there; the higher rank is said first."""

    rank: int
    look: Callable[[Situation], Insight | None]
