"""How some values of each layer lay over time, as far as somebody looked: gradients, weights, activations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.worker.snapshots import Histogram

if TYPE_CHECKING:
    from playground.worker.messages import Frame, Watch
    from playground.worker.snapshots import Floats, Probe

MOST = 2_000


@dataclass(frozen=True, slots=True)
class _Moment:
    """The percentiles of each layer at one step; of no layer where nobody looked for a while."""

    step: int
    epoch: float
    layers: tuple[tuple[float, ...], ...]


class Spreads:
    """Five percentiles per layer at up to 2,000 moments; when there are more, every other one is let go.

    A stretch of steps of which nobody was told is a gap: a moment without numbers stands for it.
    """

    def __init__(self, probe: Probe) -> None:
        """Note what a probe tells, a histogram per layer."""
        self._probe = probe
        self._moments: list[_Moment] = []
        self._missed = False

    def __len__(self) -> int:
        return len(self._moments)

    @property
    def layers(self) -> int:
        """Of how many layers there are numbers."""
        return len(self._moments[-1].layers) if self._moments else 0

    def take(self, frame: Frame, watch: Watch) -> None:
        """Note what a frame tells of the values, or that steps went by while nobody looked."""
        told = frame.probes.get(self._probe)
        if isinstance(told, tuple):
            layers = tuple(each.percentiles for each in told if isinstance(each, Histogram))
            self.add(frame.step, frame.epoch, layers)
        elif self._probe not in watch.probes and self._moments and frame.step > self._moments[-1].step:
            self._missed = True

    def add(self, step: int, epoch: float, layers: tuple[tuple[float, ...], ...]) -> None:
        """Add a moment; one for an earlier step replaces all from there on."""
        self.truncate(step - 1)
        if len(layers) != self.layers:
            self._moments.clear()
        if self._missed and self._moments:
            self._moments.append(_Moment(step, epoch, ()))
        self._missed = False
        self._moments.append(_Moment(step, epoch, layers))
        if len(self._moments) > MOST:
            self._moments = _halved(self._moments)

    def truncate(self, step: int) -> None:
        """Forget what came after a step."""
        while self._moments and (self._moments[-1].step > step or not self._moments[-1].layers):
            self._moments.pop()

    def copy(self) -> Spreads:
        """Return an independent copy, which shares what does not change."""
        other = Spreads(self._probe)
        other._moments, other._missed = self._moments.copy(), self._missed
        return other

    def of_layer(self, layer: int) -> tuple[Floats, Floats]:
        """Return the epochs (n,) and the percentiles (n, 5) of a layer, rising; NaN stand in each gap."""
        unknown = (np.nan,) * 5
        rows = [each.layers[layer] if each.layers else unknown for each in self._moments]
        epochs = np.array([each.epoch for each in self._moments], np.float64)
        return epochs, np.array(rows, np.float64).reshape(-1, 5)


def _halved(moments: list[_Moment]) -> list[_Moment]:
    """Keep every other moment, the last one, and between two that are kept no more than one gap."""
    kept: list[_Moment] = []
    told = 0
    for each in moments:
        if each.layers:
            told += 1
            if told % 2 or each is moments[-1]:
                kept.append(each)
        elif kept and kept[-1].layers:
            kept.append(each)
    return kept
