"""The files that a session is opened from and saved to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.session import project
from playground.storage.trained import load_trained

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playground.session.autosave import Work
    from playground.session.session import Session
    from playground.storage.trained import Trained


class Files:
    """Opens and saves one session; `make_samples` makes and keeps those of what is loaded."""

    def __init__(self, session: Session, make_samples: Callable[[Trained], object]) -> None:
        self._session, self._make_samples = session, make_samples

    def save(self, path: Path) -> None:
        """Write it to a file, which it belongs to from now on; raise `FileError` if that can't be."""
        self._session.take_as_saved(project.save(self._session, path), path.resolve())

    def open(self, path: Path) -> None:
        """Open a project file; nothing is changed on `FileError` or `ExperimentError`."""
        self.open_loaded(self.load(path), path)

    def load(self, path: Path, cancelled: Callable[[], bool] = lambda: False) -> Trained:
        """Return what a project file holds, its samples made and kept; of a large one, in another thread."""
        trained = load_trained(path, cancelled)
        self._make_samples(trained)
        return trained

    def open_loaded(self, trained: Trained, path: Path) -> None:
        """Open what was loaded from a project file."""
        self._session.open_trained(trained, path.resolve())

    def open_new(self, trained: Trained) -> None:
        """Open another experiment, which belongs to no file; there is no way back by undo."""
        self._session.open_trained(trained, None)

    def open_recovered(self, work: Work) -> None:
        """Open what an earlier window could not save any more; it still has to be saved."""
        self._session.open_trained(work.trained, work.path)
        self._session.take_as_unsaved(work.text)
