"""Copies of what is open and not saved, found again after a crash; a living window's are never offered."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.storage.atomic import file_error, write_atomically
from playground.storage.lock import FileLock
from playground.storage.project import Project, load_project, project_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PROJECT, _KEY, _LOCK = ".playground", ".key", ".lock"
_KEY_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a window that died had open: the key it was kept under, and when (seconds since 1970)."""

    key: str
    path: Path
    saved_at: float

    def load(self) -> Project:
        """Read it; raise `FileError` if it is broken."""
        return load_project(self.path)


class RecoveryStore:
    """One window's folder of recovery copies among those of all windows.

    The folder `folder/ID` is this window's as long as it holds the lock on `folder/ID.lock`. When the window
    dies, the system frees the lock, and the next start finds the folder ownerless.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own: Path | None = None
        self._lock: FileLock | None = None

    def keep(self, key: str, project: Project) -> None:
        """Keep the project under a key, in place of the last; `FileError` if it can't be written."""
        path = self._claim() / _stem(key)
        write_atomically(path.with_suffix(_KEY), key.encode("utf-8", "surrogateescape"))
        write_atomically(path.with_suffix(_PROJECT), project_bytes(project))

    def drop(self, key: str) -> None:
        """Forget what this window keeps under the key: it is saved, or not wanted."""
        if self._own is not None:
            _remove(self._own / _stem(key))

    def found(self) -> list[Recovered]:
        """Return what windows that died have left, the newest first; empty leftovers are cleared away."""
        found: list[Recovered] = []
        for folder in self._others():
            lock = _try_lock(folder)
            if lock is None:
                continue
            copies = list(_copies(folder))
            found += copies
            if not copies:
                _clear(folder)
            lock.release(remove=not copies)
        return sorted(found, key=lambda each: each.saved_at, reverse=True)

    def discard(self, recovered: Recovered) -> None:
        """Delete what was found: it is open again, or not wanted."""
        _remove(recovered.path.with_suffix(""))

    def close(self) -> None:
        """Leave in order: nothing of this window is left to recover."""
        if self._own is not None:
            _clear(self._own)
            self._own = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _claim(self) -> Path:
        """Return this window's folder; its lock is taken before it comes to be."""
        if self._own is None:
            own = self._folder / secrets.token_hex(8)
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._lock = FileLock.take(own.with_suffix(_LOCK))
                own.mkdir(mode=0o700)
            except OSError as error:
                raise file_error(self._folder, error) from error
            self._own = own
        return self._own

    def _others(self) -> list[Path]:
        try:
            return [each for each in self._folder.iterdir() if each != self._own and each.is_dir()]
        except OSError:
            return []


def _stem(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _try_lock(folder: Path) -> FileLock | None:
    try:
        return FileLock.take(folder.with_suffix(_LOCK))
    except OSError:
        return None


def _copies(folder: Path) -> Iterator[Recovered]:
    for path in folder.glob(f"*{_PROJECT}"):
        with contextlib.suppress(OSError), path.with_suffix(_KEY).open("rb") as file:
            key = file.read(_KEY_BYTES).decode("utf-8", "surrogateescape")
            yield Recovered(key, path, path.stat().st_mtime)


def _remove(path: Path) -> None:
    """Remove a copy, the project first: a key alone is not offered."""
    for suffix in (_PROJECT, _KEY):
        with contextlib.suppress(OSError):
            path.with_suffix(suffix).unlink()


def _clear(folder: Path) -> None:
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
