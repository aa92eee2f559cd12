"""Starting the worker as a process of its own, by spawn, and ending it for certain."""

from __future__ import annotations

import multiprocessing
import os
import signal
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from playground.worker.blas import ONE_BLAS_THREAD
from playground.worker.loop import Loop
from playground.worker.messages import Command, News, Quit
from playground.worker.quick_pipe import QuickPipe
from playground.worker.receiver import Receiver
from playground.worker.sender import Sender

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

PATIENCE = 0.5


def serve(connection: Connection) -> None:
    """Be the worker: what the child process runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with_parent, name="playground-parent-watch", daemon=True).start()
    Loop(QuickPipe(connection)).serve()


def _leave_with_parent() -> None:
    """End this process when the window's is gone, even in the middle of a long computation."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class WorkerProcess:
    """A running worker and the window's end of its pipe."""

    def __init__(self, target: Callable[[Connection], None] = serve) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._connection = ours
        self._process = context.Process(target=target, args=(theirs,), name="playground-worker", daemon=True)
        try:
            with _environment(ONE_BLAS_THREAD):
                self._process.start()
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        self._pid = self._process.pid or 0
        self._exit_code: int | None = None
        self._sender = Sender(ours)
        self._receiver = Receiver(ours)
        self._closed = False

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return not self._closed and self._process.is_alive()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._pid

    @property
    def exit_code(self) -> int | None:
        """How it ended: None while it runs, a negative signal number if it was killed."""
        return self._exit_code if self._closed else self._process.exitcode

    def send(self, command: Command) -> None:
        """Send a command without ever waiting; a worker that is gone is noticed elsewhere."""
        self._sender.send(command)

    def receive(self) -> Iterator[News]:
        """Yield the news that are here, without waiting."""
        return self._receiver.news()

    def close(self) -> None:
        """Ask it to leave, and end it if it does not within half a second."""
        if not self._closed:
            self.send(Quit())
            self._process.join(PATIENCE)
            self.kill()

    def kill(self) -> None:
        """End it now and release what it held."""
        if self._closed:
            return
        self._closed = True
        self._process.kill()
        self._process.join()
        self._exit_code = self._process.exitcode
        self._sender.close()
        self._receiver.close()
        self._connection.close()
        self._process.close()


@contextmanager
def _environment(changes: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
