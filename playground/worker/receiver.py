"""Receiving without waiting: a worker stopped in the middle of a message must never hold up the window."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    from playground.worker.messages import News


class Receiver:
    """Takes news from the pipe in a thread of its own, in order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._queue: SimpleQueue[News] = SimpleQueue()
        self._thread = Thread(target=self._run, name="playground-receiver", daemon=True)
        self._thread.start()

    def news(self) -> Iterator[News]:
        """Yield what has come so far."""
        while True:
            try:
                yield self._queue.get_nowait()
            except Empty:
                return

    def close(self) -> None:
        """Wait for the thread; the process at the other end must be gone, so that the pipe has an end."""
        self._thread.join()

    def _run(self) -> None:
        try:
            while True:
                self._queue.put(self._connection.recv())
        except (EOFError, OSError):
            return
