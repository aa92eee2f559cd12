"""Writes each unexpected error to a file once, and tells the person once."""

from __future__ import annotations

import faulthandler
import sys
import threading
import traceback
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

LOG_NAME = "errors.log"
FAULT_NAME = "faults.log"
MAX_LOG_BYTES = 1 << 20

_Key = tuple[str, tuple[tuple[str, int], ...]]


def install(log_folder: Path, tell: Callable[[str], None] | None = None) -> Callable[[], None]:
    """Catch what nothing else caught, in every thread of this process.

    Parameters
    ----------
    log_folder
        Where `errors.log` (exceptions) and `faults.log` (crashes of the interpreter) go; made if missing.
    tell
        Called with one sentence at the first error, in the thread that failed: a window passes the
        `emit` of a signal, which is safe there. No later error calls it again.

    Returns
    -------
    callable
        Puts everything back as it was.
    """
    hook = _Hook(log_folder, tell)
    before = sys.excepthook, threading.excepthook
    sys.excepthook = hook.on_exception
    threading.excepthook = hook.on_thread_exception
    faults = _enable_faulthandler(log_folder)

    def remove() -> None:
        sys.excepthook, threading.excepthook = before
        if faults is not None:
            faulthandler.disable()
            faults.close()

    return remove


class _Hook:
    """Remembers which errors were already written, and whether the person was told."""

    def __init__(self, log_folder: Path, tell: Callable[[str], None] | None) -> None:
        self._log = log_folder / LOG_NAME
        self._tell = tell
        self._seen: set[_Key] = set()
        self._lock = threading.Lock()

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Stand in for `sys.excepthook`."""
        if not issubclass(kind, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        self._report(kind, error, trace, threading.current_thread().name)

    def on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        """Stand in for `threading.excepthook`."""
        if args.exc_value is None or not issubclass(args.exc_type, Exception):
            return
        name = args.thread.name if args.thread is not None else "a thread that has ended"
        self._report(args.exc_type, args.exc_value, args.exc_traceback, name)

    def _report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None, thread: str
    ) -> None:
        with self._lock:
            key = _key(kind, trace)
            if key in self._seen:
                return
            first = not self._seen
            self._seen.add(key)
            text = f"In {thread}:\n{''.join(traceback.format_exception(kind, error, trace))}"
            written = self._write(text)
        if sys.stderr is not None:
            sys.stderr.write(text)
        if first and self._tell is not None:
            self._pass_on(self._tell, _sentence(error, self._log if written else None))

    def _write(self, text: str) -> bool:
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            too_long = self._log.exists() and self._log.stat().st_size > MAX_LOG_BYTES
            mode = "w" if too_long else "a"
            with self._log.open(mode, encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{text}\n")
        except OSError:
            return False
        return True

    def _pass_on(self, tell: Callable[[str], None], sentence: str) -> None:
        try:
            tell(sentence)
        except Exception:
            # Telling failed: what is left is to write why, and never to raise inside an exception hook.
            self._write(traceback.format_exc())


def _key(kind: type[BaseException], trace: TracebackType | None) -> _Key:
    frames = tuple((frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(trace))
    return kind.__qualname__, frames


def _sentence(error: BaseException, log: Path | None) -> str:
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    where = f"Details are in {log}." if log is not None else "The details could not be written to a file."
    return f"Something unexpected went wrong ({what}). {where}"


def _enable_faulthandler(log_folder: Path) -> IO[str] | None:
    try:
        log_folder.mkdir(parents=True, exist_ok=True)
        faults = (log_folder / FAULT_NAME).open("a", encoding="utf-8")
    except OSError:
        return None
    faulthandler.enable(file=faults)
    return faults
