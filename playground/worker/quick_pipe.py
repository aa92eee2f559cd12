"""The worker's end of the pipe, made cheap to look at between two bursts of steps."""

from __future__ import annotations

import select
import sys
from multiprocessing.reduction import ForkingPickler
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

ARRAYS_IN_PLACE = 5  # the first protocol that writes an array without copying it first


class QuickPipe:
    """A connection that is looked at hundreds of times a second and seldom holds a command."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.recv = connection.recv
        self.poll: Callable[[float], bool] = connection.poll
        if sys.platform != "win32":
            self._poller = select.poll()
            self._poller.register(connection.fileno(), select.POLLIN)
            self.poll = self._poll

    def _poll(self, timeout: float) -> bool:
        # `Connection.poll` makes a selector each time, which takes ten times as long.
        return bool(self._poller.poll(timeout * 1000.0))

    def send(self, obj: Any) -> None:
        """Send news; raise `OSError` if the window is gone."""
        self._connection.send_bytes(ForkingPickler.dumps(obj, ARRAYS_IN_PLACE))
