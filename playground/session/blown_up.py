"""Why nothing can be told of a network whose numbers are no longer finite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.session.training import TrainingState

if TYPE_CHECKING:
    from playground.session.session import Session

BLOWN_UP = "The run has blown up: its numbers are no longer finite. Rewind it on the page Network."


def is_blown_up(session: Session) -> bool:
    """Say whether the run has blown up, so that there is no network to look at."""
    return session.training.state is TrainingState.DIVERGED
