"""How each layer fares: how far its last step went, and how many of its neurons still answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import NEVER_FLAT, Activation
from playground.engine import ACTIVATIONS
from playground.worker.inspection import NEARLY_FLAT
from playground.worker.snapshots import LayerHealth

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.layer_forward import LayerForward
    from playground.worker.first_samples import FirstSamples
    from playground.worker.run import Run


class Health:
    """Looks at every layer of one run."""

    def __init__(self, run: Run, first: FirstSamples) -> None:
        self._run, self._first = run, first

    def layers(self) -> tuple[LayerHealth, ...] | None:
        """Return how each layer fares now, the output last; None without samples or finite weights."""
        run = self._run
        if not self._first.count or not np.isfinite(run.network.parameters.sum()):
            return None
        pieces = [run.network.layer_slice(layer) for layer in run.anatomy.weighted]
        told = zip(self._first.layers(), run.last_step.ratios(pieces), strict=True)
        return tuple(
            LayerHealth(
                neurons=layer.place.rows,
                samples=self._first.count,
                dead=dead,
                flat_share=flat_share,
                step_ratio=ratio,
            )
            for layer, ratio in told
            for dead, flat_share in (flatness(layer),)
        )


def flatness(layer: LayerForward) -> tuple[int, float]:
    """Return how many neurons are flat for every sample, and the share of all answers that are nearly flat.

    A channel of a convolution is one neuron that answers at each of its places.
    """
    if Activation(layer.activation) in NEVER_FLAT:
        return 0, 0.0
    slopes = _slopes(layer).reshape(layer.place.rows, -1)
    np.abs(slopes, out=slopes)
    dead = int(np.count_nonzero(slopes.max(axis=1) == 0))
    return dead, float(np.count_nonzero(slopes < NEARLY_FLAT)) / slopes.size


def _slopes(layer: LayerForward) -> Array:
    """Return f' of all that the layer's activation was given."""
    given, said = layer.values.n, layer.values.y
    slopes, scratch = np.empty_like(given), np.empty_like(given)
    ACTIVATIONS[layer.activation].bind_derivative(given, said, slopes, scratch)()
    return slopes
