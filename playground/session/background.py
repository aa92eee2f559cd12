"""Work that takes seconds, in a thread of its own, so that the window goes on."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


class Background(Generic[Result]):
    """Runs a function that is given a report to make and a question to ask: whether it should stop.

    The reports are kept, the latest for all, until they are looked at: nothing here touches the window.
    """

    def __init__(self, work: Callable[[Callable[[str, float], None], Callable[[], bool]], Result]) -> None:
        self._work = work
        self._stopped, self._ended = Event(), Event()
        self._results: list[Result] = []
        self._error: BaseException | None = None
        self.latest = ("", 0.0)
        Thread(target=self._run, name="playground-background", daemon=True).start()

    def stop(self) -> None:
        """Ask it to stop; what it returns is of no interest any more."""
        self._stopped.set()

    def ended(self, within: float = 0.0) -> bool:
        """Return whether it has ended, waiting for that at most so many seconds."""
        return self._ended.wait(within)

    def result(self) -> Result:
        """Return what it returned, or raise what it raised; only once it has ended."""
        if self._error is not None:
            raise self._error
        return self._results[0]

    def _run(self) -> None:
        try:
            self._results.append(self._work(self._report, self._stopped.is_set))
        except BaseException as error:  # it is raised again where the result is asked for
            self._error = error
        finally:
            self._ended.set()

    def _report(self, text: str, share: float) -> None:
        self.latest = (text, share)
