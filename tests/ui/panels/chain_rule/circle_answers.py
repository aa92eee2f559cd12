"""Answers about a small net at its first weights, as the worker would give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.storage.examples import example_named
from playground.worker.questions import ChainQuestion, Extent
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from playground.worker.studies.chain import study_chain

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.worker.questions import ChainAnswer

WEIGHT = Parameter(0, 1, 0)
SAMPLE = 7


def circle() -> Experiment:
    """Return the shipped experiment: two inputs, tanh, half the squared error, plain gradient descent."""
    return example_named("circle").experiment()


def answer_of(
    run: Run, parameter: Parameter = WEIGHT, extent: Extent = Extent.SAMPLE, sample: int = SAMPLE
) -> ChainAnswer:
    """Return what the worker would tell of this run."""
    return study_chain(run, ChainQuestion(parameter, extent, sample))


def answer_about(experiment: Experiment, extent: Extent = Extent.SAMPLE) -> ChainAnswer:
    """Return the answer about a new run."""
    return answer_of(Run(experiment), extent=extent)
