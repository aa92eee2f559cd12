from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from playground.document.errors import FileError
from playground.storage import atomic
from playground.storage.project import load_project, project_bytes, save_project
from tests.storage.long_mode import LONG
from tests.storage.samples import small_project

ROOT = Path(__file__).parents[2]
OLD, NEW = small_project(0.25), small_project(0.75)
# Every call of the system on the way to a saved file; each is failed the first, second and third time.
CALLS = ["open", "write", "read", "lseek", "fchmod", "stat", "fsync", "close", "replace", "unlink", "scandir"]
ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT]

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and signals")


class Failing:
    """A call of the system that fails the n-th time."""

    def __init__(self, call: Any, number: int, error: int) -> None:
        self._call, self._left, self._error = call, number, error
        self.failed = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self._left -= 1
        if self._left == 0:
            self.failed = True
            raise OSError(self._error, os.strerror(self._error))
        return self._call(*args, **kwargs)


@pytest.mark.parametrize("error", ERRORS, ids=lambda code: errno.errorcode[code])
@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("name", CALLS)
def test_a_failing_call_leaves_the_old_file_or_the_new(
    name: str, number: int, error: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.playground"
    save_project(path, OLD)
    failing = Failing(getattr(os, name), number, error)
    told: FileError | None = None
    with monkeypatch.context() as patch:
        patch.setattr(os, name, failing)
        try:
            save_project(path, NEW)
        except FileError as caught:
            told = caught
    content = path.read_bytes()
    if told is None:
        assert content == project_bytes(NEW)
    else:
        assert failing.failed
        assert told.place == "a.playground"
        assert told.remedy
        # Only the folder's own sync can fail when the new file is already there.
        is_folder = name in ("fsync", "close") and number == 2
        assert content == project_bytes(NEW if is_folder else OLD)
        assert load_project(path)
    if not failing.failed or name != "unlink":
        assert [each.name for each in tmp_path.iterdir()] == ["a.playground"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errno.ENOSPC, "the disk is full: saving needs 1 MB."),
        (errno.EDQUOT, "the disk is full: saving needs 1 MB."),
        (errno.EROFS, "the disk is read-only."),
        (errno.EACCES, "it is protected: the system does not permit it."),
        (errno.EIO, "the disk reports a fault."),
    ],
)
def test_the_reason_is_told_plainly(
    error: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", Failing(os.write, 1, error))
    with pytest.raises(FileError) as caught:
        save_project(tmp_path / "a.playground", NEW)
    assert caught.value.problem == words
    assert list(tmp_path.iterdir()) == []


def test_megabytes_are_rounded_up() -> None:
    assert [atomic.megabytes(size) for size in (0, 1, 1_000_000, 1_000_001)] == [
        "1 MB",
        "1 MB",
        "1 MB",
        "2 MB",
    ]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no such file or folder"):
        save_project(tmp_path / "missing" / "a.playground", NEW)


def test_a_disk_that_writes_little_at_a_time_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(data)[:100]))
    save_project(tmp_path / "a.playground", NEW)
    assert load_project(tmp_path / "a.playground").same_as(NEW)


def test_a_disk_that_garbles_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.playground"
    save_project(path, OLD)
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(data).swapcase()))
    with pytest.raises(FileError, match="fault"):
        save_project(path, NEW)
    monkeypatch.undo()
    assert load_project(path).same_as(OLD)


def test_content_that_does_not_read_back_alike_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def refuse(back: bytes) -> None:
        assert back == b"new"
        raise FileError("a", "it is not well.", "Try again.")

    with pytest.raises(FileError, match="not well"):
        atomic.write_atomically(path, b"new", refuse)
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_file_and_folder_are_synced_around_the_rename(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    for name in ("write", "fsync", "replace"):
        call = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda *a, call=call, name=name, **k: (order.append(name), call(*a, **k))[1]
        )
    atomic.write_atomically(tmp_path / "a", b"new")
    assert order == (["write", "fsync", "replace"] + (["fsync"] if sys.platform != "win32" else []))


@posix
def test_permissions_are_kept_and_new_files_are_as_others(tmp_path: Path) -> None:
    path = tmp_path / "a"
    atomic.write_atomically(path, b"1")
    (tmp_path / "plain").write_bytes(b"")
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode
    path.chmod(0o640)
    atomic.write_atomically(path, b"2")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.playground"
    save_project(path, OLD)
    # The tests may run as root, who may write anything.
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(FileError, match="protected"):
        save_project(path, NEW)
    assert load_project(path).same_as(OLD)


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "far" / "real"
    real.parent.mkdir()
    real.write_bytes(b"old")
    (tmp_path / "link").symlink_to(real)
    atomic.write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert real.read_bytes() == b"new"


def test_leftovers_of_a_killed_program_are_swept_after_a_day(tmp_path: Path) -> None:
    old, young, other = (tmp_path / name for name in (".playground-0.tmp", ".playground-1.tmp", ".other.tmp"))
    for path in (old, young, other):
        path.write_bytes(b"")
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    os.utime(other, (yesterday, yesterday))
    save_project(tmp_path / "a.playground", NEW)
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        ".other.tmp",
        ".playground-1.tmp",
        "a.playground",
    ]


SAVING = """
import sys
from pathlib import Path
from playground.storage.project import save_project
from tests.storage.samples import small_project
one, two = small_project(0.25), small_project(0.75)
print("ready", flush=True)
while True:
    save_project(Path(sys.argv[1]), one)
    save_project(Path(sys.argv[1]), two)
"""


@posix
@pytest.mark.long
def test_a_program_killed_while_saving_never_loses_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.playground"
    save_project(path, OLD)
    draw = random.Random(0)
    for _ in range(10_000 if LONG else 30):
        child = subprocess.Popen([sys.executable, "-c", SAVING, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        # Not a wait for something to happen: the moment of the kill is the test's random input.
        time.sleep(draw.uniform(0, 0.02))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        found = load_project(path)
        assert found.same_as(OLD) or found.same_as(NEW)
