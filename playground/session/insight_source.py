"""The situation of a session, for the sentence about its run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from playground.document.choices import Task
from playground.session.insights.situation import SampleFacts, Situation
from playground.worker.snapshots import ParameterSnapshot, Probe

if TYPE_CHECKING:
    from playground.data.prepare import Prepared
    from playground.session.session import Session
    from playground.worker.messages import Frame


class InsightSource(QObject):
    """Keeps what the worker told last, and when the person changed something; `changed` says that it did."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._parameters: ParameterSnapshot | None = None
        self._changed_step = 0
        self._facts: tuple[Prepared, SampleFacts] | None = None
        session.training.frame_arrived.connect(self._take_frame)
        session.training.state_changed.connect(self.changed)
        session.undo_stack.indexChanged.connect(self._note_change)
        session.history_changed.connect(self._begin)
        session.time.changed.connect(self.changed)

    def situation(self) -> Situation:
        """Return the moment that is shown, which knows of nothing later."""
        session = self._session
        history = session.run.shown()
        at = Situation(
            experiment=session.experiment,
            samples=self._sample_facts(),
            rows=history.rows,
            norms=history.norms,
            norm_epochs=history.norm_epochs,
            markers=tuple(history.markers),
            changed_step=self._changed_step,
            health=session.health.latest,
            parameters=self._parameters,
            curvature=history.inside.curvature.latest,
            bends=history.inside.curvature.rows,
            quiet=session.divergence is not None or bool(session.can_train),
        )
        return at if session.time.now is None else at.earlier(session.step, session.epoch)

    def _sample_facts(self) -> SampleFacts:
        samples = self._session.samples
        if self._facts is None or self._facts[0] is not samples:
            self._facts = (samples, facts_of(samples))
        return self._facts[1]

    def _take_frame(self, frame: Frame) -> None:
        parameters = frame.probes.get(Probe.PARAMETERS)
        if isinstance(parameters, ParameterSnapshot):
            self._parameters = parameters
        self.changed.emit()

    def _note_change(self, _index: int = 0) -> None:
        """Count what was measured so far as before the change, whatever was changed or undone."""
        self._changed_step = self._session.step
        self.changed.emit()

    def _begin(self) -> None:
        """Forget what was told of another network."""
        self._parameters = None
        self._changed_step = min(self._changed_step, self._session.step)
        self.changed.emit()


def facts_of(samples: Prepared) -> SampleFacts:
    """Return what sentences need to know of the samples."""
    labels = samples.train_labels
    if samples.task == Task.CLASSIFICATION.value:
        largest = int(np.bincount(labels).max()) if len(labels) else 0
        return SampleFacts(len(labels), len(samples.test_labels), largest)
    variance = float(np.var(labels)) if len(labels) else 0.0
    return SampleFacts(len(labels), len(samples.test_labels), variance=variance)
