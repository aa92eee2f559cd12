"""What happens when something fails that nobody foresaw."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from typing import TYPE_CHECKING

import pytest

from playground import crash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def told(tmp_path: Path) -> Iterator[list[str]]:
    messages: list[str] = []
    remove = crash.install(tmp_path / "logs", messages.append)
    yield messages
    remove()


def log_of(tmp_path: Path) -> str:
    return (tmp_path / "logs" / crash.LOG_NAME).read_text(encoding="utf-8")


def fail(message: str) -> None:
    raise ValueError(message)


def fail_otherwise() -> None:
    raise KeyError("other")


def report(function: Callable[..., None], *args: object) -> None:
    try:
        function(*args)
    except Exception:
        sys.excepthook(*sys.exc_info())


def test_a_repeated_error_is_written_once_and_told_once(told: list[str], tmp_path: Path) -> None:
    for attempt in range(100):
        report(fail, f"attempt {attempt}")
    assert log_of(tmp_path).count("ValueError: attempt") == 1
    assert len(told) == 1
    assert "attempt 0" in told[0]
    assert str(tmp_path) in told[0]


def test_another_error_is_written_but_not_told(told: list[str], tmp_path: Path) -> None:
    report(fail, "first")
    report(fail_otherwise)
    assert "KeyError: 'other'" in log_of(tmp_path)
    assert len(told) == 1


def test_an_error_in_a_thread_names_the_thread(told: list[str], tmp_path: Path) -> None:
    thread = threading.Thread(target=fail, args=("in a thread",), name="loader")
    thread.start()
    thread.join()
    assert "In loader:" in log_of(tmp_path)
    assert len(told) == 1


def test_leaving_a_thread_by_system_exit_is_no_error(told: list[str], tmp_path: Path) -> None:
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert told == []
    assert not (tmp_path / "logs" / crash.LOG_NAME).exists()


def test_a_teller_that_fails_is_written_down(tmp_path: Path) -> None:
    def teller(_message: str) -> None:
        raise RuntimeError("no window")

    remove = crash.install(tmp_path / "logs", teller)
    report(fail, "first")
    remove()
    assert "RuntimeError: no window" in log_of(tmp_path)


def test_a_folder_that_cannot_be_made_costs_only_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    messages: list[str] = []
    remove = crash.install(tmp_path / "file" / "logs", messages.append)
    report(fail, "first")
    remove()
    assert "could not be written" in messages[0]


def test_a_long_log_starts_anew(told: list[str], tmp_path: Path) -> None:
    (tmp_path / "logs" / crash.LOG_NAME).write_bytes(b"x" * (crash.MAX_LOG_BYTES + 1))
    report(fail, "after")
    assert len(log_of(tmp_path)) < 10_000
    assert "after" in log_of(tmp_path)


def test_removing_puts_the_hooks_back(tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook
    crash.install(tmp_path / "logs")()
    assert (sys.excepthook, threading.excepthook) == before


def test_a_crash_of_the_interpreter_leaves_a_trace(tmp_path: Path) -> None:
    program = textwrap.dedent(
        """
        import ctypes, pathlib, sys
        from playground import crash
        crash.install(pathlib.Path(sys.argv[1]))
        ctypes.string_at(0)
        """
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=False)
    assert done.returncode != 0
    assert "string_at" in (tmp_path / crash.FAULT_NAME).read_text()
