"""A team of threads that shares the work of one step, piece by piece."""

from __future__ import annotations

import threading
from itertools import pairwise
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Self, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")


class Team:
    """
    Threads that run pieces of work at the same time; the calling thread takes the first piece.

    NumPy lets go of the interpreter in a long product or a long pass over memory, so that two threads are
    nearly twice as fast there. Let BLAS itself use one thread (OPENBLAS_NUM_THREADS=1, set before NumPy is
    imported), or both divide the same work. Close a team, or use it in a `with`, so that its threads end.
    Only one thread at a time may call what a team has bound: two would take each other's answers.

    Parameters
    ----------
    threads : int
        At least 1; with 1, everything runs where it is called.

    Raises
    ------
    ValueError
        If there is no thread.
    """

    def __init__(self, threads: int = 1) -> None:
        if threads < 1:
            raise ValueError(f"a team needs at least 1 thread, not {threads}")
        self.threads = threads
        self._closed = False
        self._mates = [_Mate() for _ in range(threads - 1)]

    def __enter__(self) -> Self:
        """Give the team itself."""
        return self

    def __exit__(self, *raised: object) -> None:
        """End its threads."""
        self.close()

    def close(self) -> None:
        """End its threads; what was divided among them can't be called any more. One alone goes on."""
        self._closed = self.threads > 1
        for mate in self._mates:
            mate.leave()
        self._mates.clear()

    def parts(self, rows: int) -> list[slice]:
        """
        Divide rows among the threads.

        Parameters
        ----------
        rows : int
            How many there are.

        Returns
        -------
        list of slice
            One per thread; a single slice over all for one thread, or too few rows.
        """
        if self.threads == 1 or rows < self.threads:
            return [slice(None)]
        edges = [rows * index // self.threads for index in range(self.threads + 1)]
        return [slice(*pair) for pair in pairwise(edges)]

    def together(self, pieces: Sequence[Callable[..., object]]) -> Callable[..., object]:
        """
        Make one call that runs pieces at the same time and ends when all have ended.

        Parameters
        ----------
        pieces : sequence of callable
            At most one per thread; each gets the arguments of the call.

        Returns
        -------
        callable
            Raises what a piece raised, and `RuntimeError` once the team is closed.

        Raises
        ------
        ValueError
            If there are more pieces than threads.
        RuntimeError
            If the team is closed.
        """
        if len(pieces) > self.threads:
            raise ValueError(f"{len(pieces)} pieces are too many for a team of {self.threads}")
        self._check_open()
        if len(pieces) == 1:
            return pieces[0]
        own, helped = pieces[0], list(zip(self._mates, pieces[1:], strict=False))

        def run(*arguments: Any) -> None:
            self._check_open()
            for mate, piece in helped:
                mate.begin(piece, arguments)
            try:
                own(*arguments)
            finally:
                errors = [mate.end() for mate, _ in helped]
            for error in errors:
                if error is not None:
                    raise error

        return run

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("the team is closed: its threads have ended")

    def shares(self, items: Sequence[Item]) -> list[Sequence[Item]]:
        """Divide items among the threads, one share for each that gets any."""
        return [items[index :: self.threads] for index in range(min(self.threads, len(items)))]


ALONE = Team()


class _Mate:
    """A thread that waits for one piece at a time."""

    def __init__(self) -> None:
        pieces: SimpleQueue[Any] = SimpleQueue()
        ended: SimpleQueue[BaseException | None] = SimpleQueue()
        self._pieces, self._ended = pieces, ended
        self._thread = threading.Thread(target=_serve, args=(pieces, ended), name="engine", daemon=True)
        self._thread.start()

    def begin(self, piece: Callable[..., object], arguments: tuple[Any, ...]) -> None:
        """Start a piece."""
        self._pieces.put((piece, arguments))

    def end(self) -> BaseException | None:
        """Wait until it has ended; return what it raised."""
        return self._ended.get()

    def leave(self) -> None:
        """End the thread, and wait until it has ended."""
        self._pieces.put(None)
        self._thread.join()


def _serve(pieces: SimpleQueue[Any], ended: SimpleQueue[BaseException | None]) -> None:
    with np.errstate(all="ignore"):
        while (work := pieces.get()) is not None:
            piece, arguments = work
            try:
                piece(*arguments)
            except BaseException as error:
                ended.put(error)
            else:
                ended.put(None)
            del piece, arguments, work
