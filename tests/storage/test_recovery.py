from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from playground.document.errors import FileError
from playground.storage.lock import FileLock
from playground.storage.recovery import RecoveryStore
from tests.storage.samples import small_project

ROOT = Path(__file__).parents[2]
HOLDING = """
import sys
from pathlib import Path
from playground.storage.recovery import RecoveryStore
from tests.storage.samples import small_project
store = RecoveryStore(Path(sys.argv[1]))
store.keep("/home/ada/spiral.playground", small_project(0.25))
store.keep("untitled", small_project(0.75))
print("kept", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def window(tmp_path: Path):
    """Another program with two copies kept."""
    command = [sys.executable, "-c", HOLDING, str(tmp_path)]
    child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline().strip() == b"kept"
    yield child
    child.kill()
    child.communicate()


def kill(window: subprocess.Popen[bytes]) -> None:
    window.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    window.wait()


def test_a_living_windows_copies_are_not_offered(window: subprocess.Popen[bytes], tmp_path: Path) -> None:
    assert RecoveryStore(tmp_path).found() == []
    [lock] = tmp_path.glob("*.lock")
    assert int(lock.read_text()) == window.pid


def test_a_killed_windows_copies_are_found_as_they_were(
    window: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    kill(window)
    found = {each.key: each for each in RecoveryStore(tmp_path).found()}
    assert found.keys() == {"/home/ada/spiral.playground", "untitled"}
    assert found["untitled"].load().same_as(small_project(0.75))
    assert found["/home/ada/spiral.playground"].load().same_as(small_project(0.25))


def test_they_are_found_again_until_they_are_discarded(
    window: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    kill(window)
    store = RecoveryStore(tmp_path)
    first, second = store.found()
    assert store.found() == [first, second]
    store.discard(first)
    assert store.found() == [second]
    store.discard(second)
    assert store.found() == []
    assert list(tmp_path.iterdir()) == []


def test_the_newest_comes_first(window: subprocess.Popen[bytes], tmp_path: Path) -> None:
    kill(window)
    for path in tmp_path.glob("*/*.playground"):
        os.utime(path, (1e9, 1e9 + hash(path.name) % 1000))
    times = [each.saved_at for each in RecoveryStore(tmp_path).found()]
    assert times == sorted(times, reverse=True)


def test_a_later_copy_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    store = RecoveryStore(tmp_path)
    for fill in (0.1, 0.2, 0.3):
        store.keep("untitled", small_project(fill))
    assert len(list(tmp_path.glob("*/*.playground"))) == 1
    store.close()


def test_what_is_dropped_or_closed_in_order_is_not_offered(tmp_path: Path) -> None:
    store, other = RecoveryStore(tmp_path), RecoveryStore(tmp_path)
    store.keep("one", small_project())
    store.drop("one")
    store.drop("never kept")
    assert list(tmp_path.glob("*/*")) == []
    store.keep("two", small_project())
    store.close()
    store.close()
    assert other.found() == []
    assert list(tmp_path.iterdir()) == []


def test_a_window_is_not_offered_its_own(tmp_path: Path) -> None:
    store = RecoveryStore(tmp_path)
    store.keep("one", small_project())
    assert store.found() == []
    store.close()


@pytest.mark.parametrize("key", ["", "ü–λ", "a/../../b", "\udcff", "x" * 5000, "con"])
def test_any_text_can_be_a_key(key: str, tmp_path: Path) -> None:
    store = RecoveryStore(tmp_path / "deep" / "folder")
    store.keep(key, small_project())
    # As if it had died: the lock goes, the folder stays.
    assert store._lock is not None
    store._lock.release(remove=False)
    assert [each.key for each in RecoveryStore(tmp_path / "deep" / "folder").found()] == [key]
    store.close()


def test_a_broken_copy_is_told_when_it_is_opened(window: subprocess.Popen[bytes], tmp_path: Path) -> None:
    kill(window)
    store = RecoveryStore(tmp_path)
    found = store.found()[0]
    found.path.write_bytes(b"broken")
    with pytest.raises(FileError):
        found.load()


def test_no_folder_means_nothing_is_found_and_keeping_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert RecoveryStore(tmp_path / "missing").found() == []
    assert RecoveryStore(tmp_path / "file").found() == []
    with pytest.raises(FileError):
        RecoveryStore(tmp_path / "file").keep("one", small_project())


def test_a_full_disk_keeps_the_earlier_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = RecoveryStore(tmp_path)
    store.keep("one", small_project(0.1))

    def full(*args: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(FileError, match="full"):
            store.keep("one", small_project(0.2))
    assert store._lock is not None
    store._lock.release(remove=False)
    [found] = RecoveryStore(tmp_path).found()
    assert found.load().same_as(small_project(0.1))
    store.close()


def test_a_lock_is_held_once_and_freed(tmp_path: Path) -> None:
    first = FileLock.take(tmp_path / "lock")
    assert first is not None
    assert FileLock.take(tmp_path / "lock") is None
    first.release()
    first.release()
    assert not (tmp_path / "lock").exists()
    second = FileLock.take(tmp_path / "lock")
    assert second is not None
    second.release()


@pytest.mark.skipif(sys.platform == "win32", reason="flock is POSIX")
def test_without_locks_the_process_number_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def unsupported(*args: object) -> None:
        raise OSError(errno.ENOLCK, "no locks here")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    path = tmp_path / "lock"
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for owner, taken in ((os.getpid(), False), (ended.pid, True), ("", True)):
        path.write_text(f"{owner}\n")
        lock = FileLock.take(path)
        assert (lock is not None) == taken
        if lock is not None:
            lock.release()
