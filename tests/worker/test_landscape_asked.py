"""A landscape asked of the worker's loop: while it trains, and given up."""

from __future__ import annotations

from playground.document.experiment import Experiment
from playground.worker.messages import Ask, Play, SetParameters, Start, Told
from playground.worker.questions import LandscapeAnswer, LandscapeQuestion
from playground.worker.snapshots import Parameter
from tests.worker.local import LocalLoop

SLOT = "landscape"


def told(loop: LocalLoop) -> list[Told]:
    return [news for news in loop.take() if isinstance(news, Told)]


def test_a_sketch_comes_first_and_training_goes_on_meanwhile() -> None:
    loop = LocalLoop()
    loop.give(Start(1, Experiment()), Play(), turns=30)
    loop.take()
    run = loop.loop._run
    assert run is not None
    loop.give(Ask(1, SLOT, LandscapeQuestion()))
    begun, steps, news = run.step, set(), []
    while not news or news[-1].share < 1.0:
        loop.turn()
        news += told(loop)
        steps.add(run.step)
        assert not news or not news[-1].reason
    answers = [each.answer for each in news if isinstance(each.answer, LandscapeAnswer)]
    assert [each.fine for each in answers] == [False, True]
    assert begun - 1 <= answers[0].step == answers[1].step <= begun
    assert len(steps) > 5 and max(steps) > begun
    shares = [each.share for each in news]
    assert shares == sorted(shares)
    assert len(answers[1].path_steps) > 10 and answers[1].path_steps[-1] == answers[1].step


def test_it_is_given_up_when_nobody_asks_any_more() -> None:
    loop = LocalLoop()
    loop.give(Start(1, Experiment()), turns=3)
    loop.give(Ask(1, SLOT, LandscapeQuestion()), turns=2)
    loop.take()
    loop.give(Ask(2, SLOT, None), turns=20)
    assert not told(loop)


def test_the_path_holds_what_was_set_by_hand() -> None:
    loop = LocalLoop()
    loop.give(Start(1, Experiment()), Play(), turns=10)
    loop.give(SetParameters(((Parameter(0, 0, 0), 4.0),)), turns=10)
    loop.take()
    loop.give(Ask(1, SLOT, LandscapeQuestion()))
    news: list[Told] = []
    while not any(each.answer for each in news):
        loop.turn()
        news += told(loop)
    answer = next(each.answer for each in news if each.answer)
    assert isinstance(answer, LandscapeAnswer)
    assert max(answer.lengths) > 3.0
