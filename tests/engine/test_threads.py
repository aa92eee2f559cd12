"""A team: all its pieces run, at the same time, and what goes wrong in one is heard of."""

from __future__ import annotations

import threading

import pytest

from playground.engine.operations.call import in_order
from playground.engine.threads import ALONE, Team


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
        team.together([in_order(share) for share in team.shares(calls)])()
        assert team.shares([7]) == [[7]]
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


def test_no_piece_is_dropped_in_silence() -> None:
    with pytest.raises(ValueError, match="2 pieces are too many for a team of 1"):
        ALONE.together([int, int])
    with Team(2) as team, pytest.raises(ValueError, match="3 pieces are too many for a team of 2"):
        team.together([int, int, int])


def test_a_closed_team_says_so() -> None:
    team = Team(2)
    bound = team.together([int, int])
    team.close()
    team.close()
    with pytest.raises(RuntimeError, match="the team is closed"):
        bound()
    for pieces in ([int], [int, int]):
        with pytest.raises(RuntimeError, match="the team is closed"):
            team.together(pieces)


def test_one_thread_has_nothing_to_close() -> None:
    with Team(1) as team:
        pass
    assert team.together([lambda: 3])() == 3
