"""A team: all its pieces run, at the same time, and what goes wrong in one is heard of."""

from __future__ import annotations

import threading

import pytest

from playground.engine.threads import Team


def mates() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "engine"]


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_rows_are_divided_without_gap_or_overlap(threads: int) -> None:
    with Team(threads) as team:
        for rows in (1, 2, 3, 10):
            parts = team.parts(rows)
            assert sorted(i for part in parts for i in range(rows)[part]) == list(range(rows))
            assert len(parts) == (threads if rows >= threads else 1)


def test_pieces_run_at_the_same_time_and_get_the_arguments() -> None:
    meeting, got = threading.Barrier(2, timeout=10), []

    def piece(value: int) -> None:
        meeting.wait()
        got.append(value)

    with Team(2) as team:
        team.together([piece, piece])(7)
    assert got == [7, 7]


def test_what_a_piece_raises_is_raised_when_all_have_ended() -> None:
    ended = []

    def bad() -> None:
        raise ZeroDivisionError

    with Team(2) as team:
        run = team.together([lambda: ended.append(1), bad])
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                run()
    assert ended == [1, 1]


def test_calls_are_divided_among_the_threads() -> None:
    made: list[int] = []
    calls = [lambda i=i: made.append(i) for i in range(5)]
    with Team(2) as team:
        team.together(team.divide(calls))()
    assert sorted(made) == [0, 1, 2, 3, 4]


def test_threads_end_with_their_team() -> None:
    before = mates()
    with Team(3) as team:
        assert len(mates()) == len(before) + 2
        team.together([int, int, int])()
    assert mates() == before


def test_a_team_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 thread"):
        Team(0)
