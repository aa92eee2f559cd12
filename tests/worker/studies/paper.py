"""A network of two inputs, two rectifiers and one output, small enough to be worked out by hand.

x = (1, 2), target 1

    z1 = 0.5·1 + 0.25·2 + 0   = 1.0      a1 = 1.0
    z2 = −1·1 + 1·2 + 0.5     = 1.5      a2 = 1.5
    ŷ  = 2·1.0 − 1·1.5 + 0.25 = 0.75
    L  = ½ (0.75 − 1)²        = 0.03125

    ∂L/∂ŷ = 0.75 − 1 = −0.25
    ∂L/∂z1 = −0.25·2 = −0.5              ∂L/∂z2 = −0.25·(−1) = 0.25
    ∂L/∂w of the first layer:  x1: (−0.5, 0.25)   x2: (−1, 0.5)   bias: (−0.5, 0.25)
    ∂L/∂w of the output:       a1: −0.25          a2: −0.375      bias: −0.25
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import edits
from playground.document.choices import Activation, Dataset
from playground.document.experiment import Experiment
from playground.worker.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = [[0.5, -1.0], [0.25, 1.0]]
FIRST_BIASES = [0.0, 0.5]
SECOND = [[2.0], [-1.0]]
SECOND_BIAS = [0.25]


def paper_run(change: Callable[[Experiment], Experiment] = lambda each: each) -> Run:
    """A run whose training sample 0 is the one above; `change` edits the experiment."""
    experiment = edits.set_dataset(Experiment(), Dataset.PLANE)
    experiment = edits.set_activation(edits.set_hidden(experiment, (2,)), Activation.RELU)
    run = Run(change(experiment))
    run.samples.train_inputs[0] = 1.0, 2.0
    run.train_targets[0] = 1.0
    network = run.network
    network.weights(0)[:], network.biases(0)[:] = FIRST, FIRST_BIASES
    network.weights(1)[:], network.biases(1)[:] = SECOND, SECOND_BIAS
    return run
