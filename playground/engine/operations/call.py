"""A step of a plan: a call without arguments, everything it reads and writes bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

Call: TypeAlias = Callable[[], object]


def nothing() -> None:
    """Do nothing."""


def in_order(calls: Sequence[Call]) -> Call:
    """Make one call of several, one after the other."""
    if len(calls) < 2:
        return calls[0] if calls else nothing
    bound = tuple(calls)

    def run() -> None:
        for call in bound:
            call()

    return run
