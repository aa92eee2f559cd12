"""Notes beside the curves where a change was made in mid-run; a whole drag is one note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.session.markers import change_in_words

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.history import History


@dataclass(frozen=True, slots=True)
class _Begun:
    """A drag's first change: what was before it, in which history, behind how many markers."""

    gesture: int
    before: Experiment
    history: History
    markers: int


class Marking:
    """Writes markers into a history; `gesture` is the drag that is under way, None for other changes."""

    def __init__(self) -> None:
        self.gesture: int | None = None
        self._begun: _Begun | None = None

    def note(self, history: History, epoch: float, before: Experiment, after: Experiment) -> None:
        """Note the change at an epoch, in place of what the same drag has noted so far."""
        begun = self._begun_with(history, before)
        if begun is not None:
            before = begun.before
            del history.markers[begun.markers :]
        text = change_in_words(before, after)
        if text:
            history.markers.append((epoch, text))

    def _begun_with(self, history: History, before: Experiment) -> _Begun | None:
        if self.gesture is None:
            self._begun = None
        elif self._begun is None or self._begun.gesture != self.gesture or self._begun.history is not history:
            self._begun = _Begun(self.gesture, before, history, len(history.markers))
        return self._begun
