"""The newest numbers the canvas was given, each believed only if it fits the network that is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.document.choices import CanvasMode

if TYPE_CHECKING:
    from playground.worker.snapshots import (
        GradientSnapshot,
        LayerValues,
        Parameter,
        ParameterSnapshot,
    )


@dataclass
class Values:
    """Parameters, slopes, the loss and what state the run is in; `sizes` is the network's shape."""

    sizes: tuple[int, ...] = ()
    mode: CanvasMode = CanvasMode.WEIGHTS
    parameters: ParameterSnapshot | None = None
    gradients: GradientSnapshot | None = None
    loss: float | None = None
    diverged: bool = False
    playing: bool = False

    @property
    def layers(self) -> tuple[LayerValues, ...] | None:
        """What the edges show in the present mode, or None while it is not known."""
        shown = self.parameters if self.mode is CanvasMode.WEIGHTS else self.gradients
        return shown.layers if self._fits(shown) and shown is not None else None

    @property
    def weights(self) -> tuple[LayerValues, ...] | None:
        """All weights and biases, or None while they are not known."""
        known = self.parameters is not None and self._fits(self.parameters)
        return self.parameters.layers if known and self.parameters is not None else None

    def parameter(self, place: Parameter) -> float | None:
        """Return a weight or bias, or None while it is not known."""
        return self._read(self.parameters, place)

    def slope(self, place: Parameter) -> float | None:
        """Return dL/dparameter, or None while it is not known."""
        return self._read(self.gradients, place)

    def _fits(self, snapshot: ParameterSnapshot | GradientSnapshot | None) -> bool:
        if snapshot is None or len(snapshot.layers) != len(self.sizes) - 1:
            return False
        return all(
            layer.weights.shape == shape
            for layer, shape in zip(
                snapshot.layers, zip(self.sizes, self.sizes[1:], strict=False), strict=True
            )
        )

    def _read(self, snapshot: ParameterSnapshot | GradientSnapshot | None, place: Parameter) -> float | None:
        if snapshot is None or not self._fits(snapshot):
            return None
        layer = snapshot.layers[place.layer]
        value = (
            layer.biases[place.target] if place.source is None else layer.weights[place.source, place.target]
        )
        return float(value)
