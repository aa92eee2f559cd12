"""Unsaved work, kept aside every second so that a crash loses almost none of it."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from playground.document.errors import ExperimentError, FileError
from playground.session.project import trained_of
from playground.storage.trained import Trained, from_project, to_project

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.storage.recovery import Recovered, RecoveryStore

INTERVAL_MS = 800
TRAINING_SECONDS = 5.0
LONGEST_WAIT = 0.3


@dataclass(frozen=True, eq=False)
class Work:
    """What an earlier window had open and not saved, the file it belongs to, and a sentence about it."""

    trained: Trained
    path: Path | None
    text: str
    found: Recovered


class Autosave(QObject):
    """Keeps a session's unsaved work in a store, in a thread of its own; forgets it once it is saved."""

    def __init__(self, session: Session, store: RecoveryStore, opened: Work | None = None) -> None:
        """Watch a session; the work that was `opened` is given up in the store once it is kept again."""
        super().__init__(session)
        self._opened = opened
        self._session = session
        self._store = store
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="playground-autosave")
        self._writing: Future[None] | None = None
        self._key: str | None = None
        self._experiment: Experiment | None = None
        self._step = -1
        self._kept_at = float("-inf")
        self.problem: FileError | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(INTERVAL_MS)

    def look(self) -> None:
        """Keep what has changed since the last look, unless the last is still being written."""
        if self._writing is not None and not self._writing.done():
            return
        key = str(self._session.path or "")
        if self._key not in (None, key) or not self._session.dirty:
            self._forget()
        if self._session.dirty and self._is_due():
            self._keep(key)

    def close(self, keep: bool = False) -> None:
        """Leave in order: nothing of this window is to be recovered, or with `keep` what is not saved is."""
        self._timer.stop()
        if keep and self._session.dirty:
            self._session.training.settle(LONGEST_WAIT)
            self._keep(str(self._session.path or ""))
        else:
            self._thread.submit(self._store.close)
        self._thread.shutdown()

    def _is_due(self) -> bool:
        session = self._session
        trained = session.step != self._step and time.monotonic() - self._kept_at >= TRAINING_SECONDS
        return trained or session.experiment is not self._experiment

    def _keep(self, key: str) -> None:
        session, trained = self._session, trained_of(self._session)
        told = trained.checkpoint is not None
        # Without its weights, which come in a moment, it is due again at the next look.
        self._key, self._experiment = key, session.experiment if told else None
        self._step, self._kept_at = session.step, time.monotonic()
        self._writing = self._thread.submit(self._write, key, trained)

    def _write(self, key: str, trained: Trained) -> None:
        try:
            self._store.keep(key, to_project(trained))
        except FileError as error:
            self.problem = error
            return
        self.problem = None
        if self._opened is not None:
            self._store.discard(self._opened.found)
            self._opened = None

    def _forget(self) -> None:
        if self._key is not None:
            self._writing = self._thread.submit(self._store.drop, self._key)
        self._key = self._experiment = None
        self._step, self._kept_at = -1, float("-inf")


def left_work(store: RecoveryStore) -> Work | None:
    """Return the newest work that a window which died has left, None if there is none that can be read."""
    for found in store.found():
        try:
            trained = from_project(found.load())
        except (FileError, ExperimentError):
            continue
        path = Path(found.key) if found.key else None
        name = path.name if path is not None else trained.experiment.name
        text = f"“{name}” was not saved when the program ended; here it is again."
        return Work(trained, path, text, found)
    return None
