"""Which of all that is true is said: the most important, and for long enough to be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playground.session.insights import beginning, changes, curvature, judgement, layers, progress, steps

if TYPE_CHECKING:
    from playground.session.insights.insight import Insight, Observation
    from playground.session.insights.situation import Situation

LEAST_SECONDS = 3.0
OBSERVATIONS: tuple[Observation, ...] = tuple(
    sorted(
        (
            observation
            for family in (beginning, changes, curvature, judgement, layers, progress, steps)
            for observation in family.OBSERVATIONS
        ),
        key=lambda observation: -observation.rank,
    )
)


class Chooser:
    """Keeps to a sentence for some seconds, but not when it is no longer true."""

    def __init__(self) -> None:
        self._held: Observation | None = None
        self._since = 0.0

    def choose(self, situation: Situation, now: float) -> Insight | None:
        """Return what to say at a time in seconds, its numbers those of the situation; None to be quiet."""
        if situation.quiet or not len(situation.rows):
            self._held = None
            return None
        if self._held is not None and self.holds(now):
            still = self._held.look(situation)
            if still is not None:
                return _offered(still, situation)
        return self._choose_anew(situation, now)

    def holds(self, now: float) -> bool:
        """Return whether something else may be said later without any change of the run."""
        return self._held is not None and now - self._since < LEAST_SECONDS

    def _choose_anew(self, situation: Situation, now: float) -> Insight | None:
        for observation in OBSERVATIONS:
            insight = observation.look(situation)
            if insight is not None:
                if observation is not self._held:
                    self._held, self._since = observation, now
                return _offered(insight, situation)
        self._held = None
        return None


def _offered(insight: Insight, situation: Situation) -> Insight:
    """Leave out a remedy that would change nothing."""
    remedy = insight.remedy
    vain = remedy is not None and remedy.edit(situation.experiment) == situation.experiment
    return replace(insight, remedy=None) if vain else insight
