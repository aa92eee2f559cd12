"""Questions about the calculus: the newest counts, one is under way, and they outlive the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import edits
from playground.document.choices import Extent, Normalization
from playground.worker.questions import ChainQuestion
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    import pytest

    from playground.worker.messages import Told
    from tests.session.conftest import Desk

FIRST, SECOND = Parameter(0, 0, 0), Parameter(0, 1, 0)


def asking(parameter: Parameter) -> ChainQuestion:
    return ChainQuestion(parameter, Extent.SAMPLE, 0)


def told_by(desk: Desk) -> list[Told]:
    heard: list[Told] = []
    desk.session.studies.told.connect(heard.append)
    return heard


def test_of_many_questions_the_first_and_the_newest_are_answered(desk: Desk) -> None:
    heard = told_by(desk)
    for index in range(40):
        desk.session.studies.ask("chain", asking(SECOND if index % 2 else FIRST))
    desk.go(4)
    assert [told.answer.parameter for told in heard if told.answer is not None] == [FIRST, SECOND]


def test_what_follows_the_run_is_told_again_after_it_has_moved(desk: Desk) -> None:
    heard = told_by(desk)
    desk.session.studies.ask("chain", asking(FIRST), follow=True)
    desk.go(3)
    desk.train(7)
    desk.go(3)
    answers = [told.answer for told in heard if told.answer is not None]
    assert answers[0].step == 0
    assert answers[-1].step == 7
    assert answers[-1].value != answers[0].value


def test_a_stopped_slot_is_told_nothing_more(desk: Desk) -> None:
    heard = told_by(desk)
    desk.session.studies.ask("chain", asking(FIRST), follow=True)
    desk.session.studies.stop("chain")
    desk.train(3)
    assert heard == []


def test_no_answer_comes_with_a_reason(desk: Desk) -> None:
    heard = told_by(desk)
    layer = desk.session.experiment.network.hidden[0].key
    desk.session.edit("Normalise", edits.set_layer_normalization, layer, Normalization.LAYER)
    desk.go(3)
    desk.session.studies.ask("chain", asking(FIRST))
    desk.go(3)
    assert heard[-1].answer is None
    assert "normalisation" in heard[-1].reason
    desk.session.studies.ask("chain", asking(Parameter(99, 0, 0)))
    desk.session.undo()
    desk.go(4)
    desk.session.studies.ask("chain", asking(Parameter(99, 0, 0)))
    desk.go(3)
    assert "no such weight" in heard[-1].reason


def test_what_brings_the_worker_down_twice_is_not_asked_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = told_by(desk)

    def broken(*_args: object) -> None:
        raise KeyError("an error of its own")

    monkeypatch.setattr("playground.worker.studies.desk.study_chain", broken)
    desk.session.studies.ask("chain", asking(FIRST), follow=True)
    desk.go(12)
    assert len(desk.workers) == 3
    assert [told.answer for told in heard] == [None]
    assert "not asked again" in heard[0].reason
    monkeypatch.undo()
    desk.train(2)
    assert len(heard) == 1


def test_numbers_beyond_arithmetic_are_a_reason_and_no_failure(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = told_by(desk)

    def too_large(*_args: object) -> None:
        raise OverflowError("too large to convert")

    monkeypatch.setattr("playground.worker.studies.desk.study_chain", too_large)
    desk.session.studies.ask("chain", asking(FIRST))
    desk.go(3)
    assert len(desk.workers) == 1
    assert "too large to convert" in heard[-1].reason


def test_an_answer_of_the_run_before_is_not_taken_for_one_of_this(desk: Desk) -> None:
    heard = told_by(desk)
    desk.session.studies.ask("chain", asking(FIRST))
    worker = desk.worker
    worker.local.turn(3)
    desk.session.edit("Add neuron", edits.add_neuron, 0)
    desk.go(4)
    answers = [told.answer for told in heard if told.answer is not None]
    assert [len(answer.layers[0].values) for answer in answers] == [5]
