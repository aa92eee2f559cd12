"""The first training samples on their way through a network: enough to see how its neurons fare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.engine import ForwardPass
from playground.worker.passes import part_size, products_of

if TYPE_CHECKING:
    from playground.engine import Network
    from playground.engine.layer_forward import LayerForward
    from playground.worker.run import Run

MOST_SAMPLES = 1_000
FEWEST_SAMPLES = 100  # of a network so large that more would take too long
MOST_PRODUCTS = 1e8


class FirstSamples:
    """Sends the same samples through a run's network whenever asked; buffers are made once."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._pass: ForwardPass | None = None
        self.count = min(len(run.samples.train_inputs), most_samples(run.network))

    def layers(self) -> list[LayerForward]:
        """Return, of each layer with weights, what it makes of the samples now; needs one at least."""
        if self._pass is None:
            self._pass = ForwardPass(self._run.network, self._run.samples.train_inputs[: self.count])
        self._pass.run()
        return [self._pass.plan.layers[index] for index in self._run.anatomy.weighted]


def most_samples(network: Network) -> int:
    """Return how many samples are looked at, however many there are."""
    quick = int(MOST_PRODUCTS / products_of(network))
    return min(MOST_SAMPLES, max(FEWEST_SAMPLES, quick), part_size(network))
