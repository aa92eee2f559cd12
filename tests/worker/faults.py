"""Workers that misbehave, as targets of a process of their own."""

from __future__ import annotations

import os
import struct
import time
from typing import TYPE_CHECKING, Any

from playground.engine import Trainer
from playground.worker import run
from playground.worker.messages import Ready
from playground.worker.process import serve

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def serve_failing_at_step_100(connection: Connection) -> None:
    """Be a worker whose 100th step raises an error of its own."""
    train = Trainer.run

    def poisoned(trainer: Trainer, steps: int) -> None:
        train(trainer, min(steps, 100 - trainer.step_count))
        if trainer.step_count >= 100:
            raise ZeroDivisionError("poisoned")

    Trainer.run = poisoned  # type: ignore[method-assign]
    serve(connection)


def serve_failing_at_the_start(connection: Connection) -> None:
    """Be a worker that can't begin any run."""

    def no_samples(*args: object) -> Any:
        raise MemoryError("not so much")

    run.samples_of = no_samples  # type: ignore[assignment]
    serve(connection)


def serve_slowly(connection: Connection) -> None:
    """Be a worker each of whose steps takes half a minute."""

    def slow(trainer: Trainer, steps: int) -> None:
        time.sleep(30.0)

    Trainer.run = slow  # type: ignore[method-assign]
    serve(connection)


def serve_half_a_message(connection: Connection) -> None:
    """Be a worker that stops in the middle of a message."""
    connection.send(Ready())
    os.write(connection.fileno(), struct.pack("!i", 1000) + b"half")
    time.sleep(30.0)


def serve_nothing(connection: Connection) -> None:
    """Be a worker that leaves at once."""
