"""A lock file that says whose it is, and frees itself when its owner dies however it dies."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Beyond the text, so that others can read who holds it where a locked byte can't be read.
_LOCKED_BYTE = 2**20
_HELD = (errno.EWOULDBLOCK, errno.EACCES)


class FileLock:
    """Holds a file locked until `release`; the file says the holder's process number."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> FileLock | None:
        """Lock the file, made if need be; None if a living program holds it. May raise `OSError`."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not _lock(descriptor):
                os.close(descriptor)
                return None
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode("ascii"))
        except OSError:
            os.close(descriptor)
            raise
        return cls(path, descriptor)

    def release(self, *, remove: bool = True) -> None:
        """Let go, and take the file away with it."""
        if self._descriptor < 0:
            return
        if remove and sys.platform != "win32":
            # While it is still held, so that nobody else's is removed.
            with contextlib.suppress(OSError):
                self.path.unlink()
        os.close(self._descriptor)
        self._descriptor = -1
        if remove and sys.platform == "win32":
            with contextlib.suppress(OSError):
                self.path.unlink()


def _lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        try:
            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # A file system without locks: the process number in the file has to do.
        return error.errno not in _HELD and not _is_alive(os.read(descriptor, 20))
    return True


def _is_alive(text: bytes) -> bool:
    if not text.strip().isdigit():
        return False
    try:
        os.kill(int(text), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
