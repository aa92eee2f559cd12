"""The engine itself as one of those that are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.engine import Settings, Trainer
from playground.engine.threads import ALONE, Team
from tests.benchmarks.engine.workloads import SEED

if TYPE_CHECKING:
    from tests.benchmarks.engine.workloads import Workload


class Engine:
    """A `Trainer`; where two threads are allowed, it divides large layers itself and BLAS has one."""

    name = "engine"
    blas_threads = 1

    def __init__(self, workload: Workload) -> None:
        self.workload = workload
        self.network = workload.network()
        self.team = Team(workload.threads) if workload.threads > 1 else ALONE
        settings = Settings(workload.learning_rate, workload.batch_size, workload.optimizer)
        self.trainer = Trainer(
            self.network, workload.loss, *workload.data, settings, seed=SEED, team=self.team
        )

    def run(self, epochs: int) -> None:
        self.trainer.run(epochs * self.workload.steps_per_epoch)

    def loss(self) -> float:
        return self.trainer.evaluate(*self.workload.data)

    def close(self) -> None:
        self.team.close()
