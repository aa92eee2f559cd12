"""The one way a file is written: the old content stays until the new one is safely on the disk."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from playground.document.errors import FileError

Check = Callable[[bytes], None]

_PREFIX, _SUFFIX = ".playground-", ".tmp"
_PIECE = 2**20
_STALE_SECONDS = 24 * 3600.0
# Some file systems cannot sync a folder; that is no fault of the file.
_CANNOT_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EPERM, errno.EBADF)


def _accept(content: bytes) -> None:
    """Take what was read back for granted."""


def write_atomically(path: Path, content: bytes, check: Check = _accept) -> None:
    """Write a file so that it holds the old content or the new, whatever happens.

    `check` is given what was read back from the disk before it takes the old file's place; it may raise
    `FileError`. Every failure is told as `FileError`, with the old file untouched.
    """
    # A link stays a link: the file it points to is replaced.
    target = Path(os.path.realpath(path))
    temporary = target.parent / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
    try:
        _refuse_protected(target)
        _write_and_replace(temporary, target, content, check)
    except OSError as error:
        raise file_error(path, error, len(content)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_pieces_atomically(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file that is too large to be held in memory; else as `write_atomically`.

    Whatever the pieces raise while they are made comes out, with the old file untouched.
    """
    target = Path(os.path.realpath(path))
    temporary = target.parent / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
    written = 0
    try:
        _refuse_protected(target)
        with _created(temporary) as descriptor:
            digest = hashlib.sha256()
            for piece in pieces:
                written += len(piece)
                _write_all(descriptor, piece)
                digest.update(piece)
            _compare(descriptor, digest.digest())
            _keep_mode(descriptor, target)
            os.fsync(descriptor)
        os.replace(temporary, target)
        _sync_folder(target.parent)
    except OSError as error:
        raise file_error(path, error, written) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def _created(temporary: Path) -> Iterator[int]:
    descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _compare(descriptor: int, digest: bytes) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    back = hashlib.sha256()
    while piece := os.read(descriptor, _PIECE):
        back.update(piece)
    if back.digest() != digest:
        raise OSError(errno.EIO, "the disk gave back other bytes than were written")


def _refuse_protected(target: Path) -> None:
    """Leave a file alone that is marked read-only, though a rename could replace it."""
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only")


def _write_and_replace(temporary: Path, target: Path, content: bytes, check: Check) -> None:
    with _created(temporary) as descriptor:
        _write_all(descriptor, content)
        check(_read_back(descriptor, content))
        _keep_mode(descriptor, target)
        os.fsync(descriptor)
    os.replace(temporary, target)
    _sync_folder(target.parent)


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest[:_PIECE]) :]


def _read_back(descriptor: int, content: bytes) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    pieces = []
    while piece := os.read(descriptor, _PIECE):
        pieces.append(piece)
    back = b"".join(pieces)
    if back != content:
        raise OSError(errno.EIO, "the disk gave back other bytes than were written")
    return back


def _keep_mode(descriptor: int, target: Path) -> None:
    """Give the new file the old one's permissions, where there is one and the system lets us."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.fchmod(descriptor, stat.S_IMODE(os.stat(target).st_mode))


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        # A folder one may write to but not list: its files are as safe as it allows.
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove what a program killed in the middle of writing left here more than a day ago."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            ours = entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX)
            if ours and time.time() - entry.stat(follow_symlinks=False).st_mtime > _STALE_SECONDS:
                os.unlink(entry.path)


def file_error(path: Path, error: OSError, size: int = 0) -> FileError:
    """Return the plain words for an error of the system; `size` is the bytes that were to be written."""
    code = error.errno
    if code in (errno.ENOSPC, errno.EDQUOT):
        problem = f"the disk is full: saving needs {megabytes(size)}."
        return FileError(path.name, problem, "Free some space, or save in another place.")
    if code == errno.EROFS:
        return FileError(path.name, "the disk is read-only.", "Save in another place.")
    if code in (errno.EACCES, errno.EPERM):
        return FileError(
            path.name, "it is protected: the system does not permit it.", "Choose another place."
        )
    if code in (errno.ENOENT, errno.ENOTDIR):
        return FileError(path.name, "there is no such file or folder.", "Choose another file or folder.")
    if code == errno.EISDIR:
        return FileError(path.name, "this is a folder.", "Choose a file.")
    if code == errno.ENAMETOOLONG:
        return FileError(path.name[:60], "the name is too long.", "Choose a shorter one.")
    if code == errno.EIO:
        return FileError(path.name, "the disk reports a fault.", "Use another disk, and check this one.")
    return FileError(path.name, f"{error.strerror or error}.", "Choose another file or folder.")


def megabytes(size: int) -> str:
    """Return a number of bytes as whole megabytes, rounded up."""
    return f"{max(1, -(-size // 1_000_000))} MB"
