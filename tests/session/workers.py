"""A worker without a process for a training to own: it goes round whenever it is listened to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.worker.messages import Command, Frame, News, Shown
from tests.worker.local import LocalLoop

if TYPE_CHECKING:
    from collections.abc import Iterator

TURNS = 12


class LocalWorker:
    """Behaves like a `WorkerProcess`; `dies` and `hangs` make it misbehave."""

    def __init__(self) -> None:
        self.local = LocalLoop(shows=False)
        self.sent: list[Command] = []
        self.pid = 0
        self.alive = True
        self.hanging = False
        self.exit_code: int | None = None

    def send(self, command: Command) -> None:
        self.sent.append(command)
        self.local.pipe.commands.append(command)

    def receive(self) -> Iterator[News]:
        if not self.alive or self.hanging:
            return
        self.local.turn(TURNS)
        yield from self.local.take()

    def shown(self) -> list[int]:
        return [each.serial for each in self.sent if isinstance(each, Shown)]

    def dies(self, exit_code: int = -9) -> None:
        self.alive, self.exit_code = False, exit_code

    def close(self) -> None:
        self.alive = False

    def kill(self) -> None:
        self.alive = False


def frames(news: list[News]) -> list[Frame]:
    return [each for each in news if isinstance(each, Frame)]
