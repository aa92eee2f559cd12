"""What the inside of the network was like over the epochs, as far as somebody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from playground.session.curvature_history import CurvatureHistory
from playground.session.health_history import HealthHistory
from playground.session.spreads import Spreads
from playground.worker.snapshots import Curvature, Probe

if TYPE_CHECKING:
    from playground.worker.messages import Frame, Watch
    from playground.worker.snapshots import LayerHealth


class InsideHistory:
    """The health of the layers, how the loss bent, and how weights and activations lay."""

    def __init__(self) -> None:
        self.health = HealthHistory()
        self.curvature = CurvatureHistory()
        self.weights = Spreads(Probe.WEIGHT_HISTOGRAMS)
        self.activations = Spreads(Probe.ACTIVATIONS)

    def take(self, frame: Frame, watch: Watch) -> None:
        """Keep what a frame tells."""
        health = frame.probes.get(Probe.HEALTH)
        if health is not None:
            self.health.add(frame.epoch, cast("tuple[LayerHealth, ...]", health))
        curvature = frame.probes.get(Probe.CURVATURE)
        if isinstance(curvature, Curvature):
            self.curvature.add(curvature)
        self.weights.take(frame, watch)
        self.activations.take(frame, watch)

    def rewind(self, step: int, epoch: float) -> None:
        """Forget what is after a moment."""
        self.health.rewind(epoch)
        self.curvature.rewind(epoch)
        self.weights.truncate(step)
        self.activations.truncate(step)

    def copy(self) -> InsideHistory:
        """Return an independent copy; it costs next to nothing."""
        other = InsideHistory()
        other.health, other.curvature = self.health.copy(), self.curvature.copy()
        other.weights, other.activations = self.weights.copy(), self.activations.copy()
        return other
