"""The worker's loop without a process: commands are given by hand, time goes on by itself, news are kept."""

from __future__ import annotations

import copy
from collections import deque
from typing import TYPE_CHECKING, Any

from playground.worker.bursts import BURST
from playground.worker.loop import Loop
from playground.worker.messages import Diverged, Frame, Shown

if TYPE_CHECKING:
    from playground.worker.messages import Command, News

TICK = BURST  # a burst then takes as long as it should with a single step


class Clock:
    """A clock that goes on by the same amount whenever somebody looks at it."""

    def __init__(self, tick: float = TICK) -> None:
        self.now = 0.0
        self.tick = tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


class LocalPipe:
    """Both ends of a pipe; what is sent is copied, as a real one would."""

    def __init__(self) -> None:
        self.commands: deque[Any] = deque()
        self.sent: deque[Any] = deque()
        self.open = True

    def poll(self, timeout: float) -> bool:
        return bool(self.commands) or not self.open

    def recv(self) -> Any:
        if not self.open:
            raise EOFError
        return self.commands.popleft()

    def send(self, obj: Any) -> None:
        if not self.open:
            raise BrokenPipeError
        self.sent.append(copy.deepcopy(obj))


class LocalLoop:
    """A loop with its pipe; `shows` says whether each frame is answered at once."""

    def __init__(self, *, shows: bool = True, tick: float = TICK) -> None:
        self.pipe = LocalPipe()
        self.clock = Clock(tick)
        self.loop = Loop(self.pipe, self.clock)
        self.shows = shows
        self.news: list[News] = []

    def give(self, *commands: Command, turns: int = 1) -> None:
        """Give commands, then let the loop go round."""
        self.pipe.commands.extend(commands)
        self.turn(turns)

    def turn(self, turns: int = 1) -> None:
        for _ in range(turns):
            self.loop.turn()
            while self.pipe.sent:
                news = self.pipe.sent.popleft()
                self.news.append(news)
                if self.shows and isinstance(news, Frame):
                    self.pipe.commands.append(Shown(news.serial))

    def take(self) -> list[News]:
        news, self.news = self.news, []
        return news

    @property
    def frames(self) -> list[Frame]:
        return [each for each in self.news if isinstance(each, Frame)]

    @property
    def last(self) -> Frame:
        return self.frames[-1]

    @property
    def diverged(self) -> Diverged | None:
        found = [each for each in self.news if isinstance(each, Diverged)]
        return found[0] if found else None
