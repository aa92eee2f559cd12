"""Sending without waiting: a hung worker whose pipe is full must never hold up the window."""

from __future__ import annotations

from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from playground.worker.messages import Command


class Sender:
    """Hands commands to the pipe from a thread of its own, in order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._queue: SimpleQueue[Command | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="playground-sender", daemon=True)
        self._thread.start()

    def send(self, command: Command) -> None:
        """Queue a command."""
        self._queue.put(command)

    def close(self) -> None:
        """End the thread; the process at the other end must be gone, so that no send waits."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            while (command := self._queue.get()) is not None:
                self._connection.send(command)
        except OSError:
            return
