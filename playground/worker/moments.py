"""The last good moments of a run, kept so that a run that blows up can be taken back."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.engine.checkpoint import Checkpoint

MOST_MOMENTS = 50
MOST_BYTES = 64 * 2**20
MUCH_WORSE = 2.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A checkpoint with the training loss and the epoch it belongs to."""

    checkpoint: Checkpoint
    epoch: float
    loss: float


class Moments:
    """The latest moments, bounded in number and in bytes, and the best of those that had to go."""

    def __init__(self) -> None:
        self._ring: deque[Moment] = deque()
        self._best_gone: Moment | None = None

    def keep(self, moment: Moment) -> None:
        """Keep a moment whose numbers are all finite."""
        self._ring.append(moment)
        room = MOST_BYTES // max(1, bytes_of(moment.checkpoint))
        while len(self._ring) > max(1, min(MOST_MOMENTS, room)):
            gone = self._ring.popleft()
            if room > 0:
                self._let_go(gone)

    def best(self) -> Moment:
        """Return the latest moment's best; one from long before only where all the latest are much worse."""
        recent = min(reversed(self._ring), key=lambda moment: moment.loss)
        gone = self._best_gone
        return gone if gone is not None and recent.loss > MUCH_WORSE * gone.loss else recent

    def _let_go(self, moment: Moment) -> None:
        if self._best_gone is None or moment.loss <= self._best_gone.loss:
            self._best_gone = moment


def bytes_of(checkpoint: Checkpoint) -> int:
    """Return how much memory a checkpoint holds."""
    return checkpoint.parameters.nbytes + sum(slot.nbytes for slot in checkpoint.slots.values())
