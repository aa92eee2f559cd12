"""Answers about small networks, by the worker's own study, and a panel's idea of a session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playground.document import edits
from playground.document.choices import Activation, Dataset, Extent
from playground.document.experiment import Experiment
from playground.worker.questions import ChainQuestion
from playground.worker.run import Run
from playground.worker.studies.chain import study_chain
from tests.worker.tables import experiment_on, table_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.worker.questions import ChainAnswer
    from playground.worker.snapshots import Parameter


def experiment_of(*widths: int, activation: Activation = Activation.TANH) -> Experiment:
    """Give a spiral with hidden layers of these widths."""
    made = edits.set_hidden(edits.set_dataset(Experiment(), Dataset.SPIRAL), widths)
    return edits.set_activation(made, activation) if widths else made


def answer_of(
    *widths: int,
    parameter: Parameter | None = None,
    extent: Extent = Extent.SAMPLE,
    steps: int = 30,
    most_paths: int = 6,
    path: tuple[int, ...] | None = None,
    activation: Activation = Activation.TANH,
) -> ChainAnswer:
    run = Run(experiment_of(*widths, activation=activation))
    run.trainer.run(steps)
    return study_chain(run, ChainQuestion(parameter, extent, 5, path, most_paths))


def answer_of_classes(parameter: Parameter) -> ChainAnswer:
    """Answer about a network with three outputs, which softmax turns into shares."""
    table = table_with(classes=3)
    run = Run(edits.set_hidden(experiment_on(table), (4,)), table=table)
    run.trainer.run(20)
    return study_chain(run, ChainQuestion(parameter, Extent.SAMPLE, 5))


@dataclass
class LookingSession:
    """What a panel uses of a session: what is looked at, and looking at something else."""

    experiment: Experiment = field(default_factory=Experiment)

    def edit(self, label: str, function: Callable[..., Experiment], *args: Any) -> bool:
        self.experiment = function(self.experiment, *args)
        return True
