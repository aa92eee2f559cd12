"""What the inside of the network was like over the epochs, as far as somebody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from playground.session.health_history import HealthHistory
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from playground.worker.messages import Frame
    from playground.worker.snapshots import LayerHealth


class InsideHistory:
    """The health of the layers, always looked at, and how values spread, known while a tab shows it."""

    def __init__(self) -> None:
        self.health = HealthHistory()

    def take(self, frame: Frame) -> None:
        """Keep what a frame tells."""
        health = frame.probes.get(Probe.HEALTH)
        if health is not None:
            self.health.add(frame.epoch, cast("tuple[LayerHealth, ...]", health))

    def rewind(self, epoch: float) -> None:
        """Forget what is after an epoch."""
        self.health.rewind(epoch)

    def copy(self) -> InsideHistory:
        """Return an independent copy; it costs next to nothing."""
        other = InsideHistory()
        other.health = self.health.copy()
        return other
