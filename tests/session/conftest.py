from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from playground.document.experiment import Experiment
from playground.session.session import Session
from playground.session.training import Training
from playground.storage.trained import Trained
from tests.session.workers import LocalWorker

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from playground.data.table import Table
    from playground.worker.messages import Checkpoint


class Desk:
    """A session whose worker goes round when asked to; the timer's part is played by hand."""

    def __init__(self, trained: Trained) -> None:
        self.workers: list[LocalWorker] = []
        self.training = Training(start_worker=self._start)  # type: ignore[arg-type]
        self.training._timer.stop()
        self.session = Session(self.training, trained)
        self.go()

    def _start(self) -> LocalWorker:
        self.workers.append(LocalWorker())
        return self.workers[-1]

    @property
    def worker(self) -> LocalWorker:
        return self.workers[-1]

    def go(self, ticks: int = 2) -> None:
        for _ in range(ticks):
            self.training.tick()

    def train(self, steps: int) -> None:
        """Train so many steps and stand still."""
        self.training.advance(steps)
        goal = self.session.step + steps
        while self.session.step < goal:
            self.go()
        self.go(3)

    @property
    def checkpoint(self) -> Checkpoint:
        assert self.training.checkpoint is not None
        return self.training.checkpoint


MakeDesk = Callable[..., Desk]


@pytest.fixture
def make_desk(qapp: QApplication) -> Iterator[MakeDesk]:
    desks: list[Desk] = []

    def make(experiment: Experiment | None = None, table: Table | None = None, **rest: Any) -> Desk:
        desks.append(Desk(Trained(experiment or Experiment(), table, **rest)))
        return desks[-1]

    yield make
    for desk in desks:
        desk.session.close()


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk()
