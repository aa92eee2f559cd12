"""Derivatives beside differences, as the worker tells them: against the engine's loss, by hand, in slices."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset, Extent, Regularization
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.engine import Evaluation
from playground.worker.messages import Ask
from playground.worker.questions import AllChecked, CheckAllQuestion, CheckAnswer, CheckQuestion, Crossed
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from playground.worker.studies import check_all
from playground.worker.studies.desk import Desk, study
from tests.worker.studies.paper import paper_run

PLACE = Parameter(0, 1, 0)


def answer_of(run: Run, question: CheckQuestion) -> CheckAnswer:
    *_, (share, answer) = study(run, question)
    assert share == 1.0 and isinstance(answer, CheckAnswer)
    return answer


def all_of(run: Run, extent: Extent = Extent.ALL) -> AllChecked:
    *_, (share, answer) = study(run, CheckAllQuestion(extent, 0))
    assert share == 1.0 and isinstance(answer, AllChecked)
    return answer


def spiral(*sizes: int, activation: Activation = Activation.TANH) -> Run:
    experiment = edits.set_dataset(Experiment(), Dataset.SPIRAL)
    run = Run(edits.set_activation(edits.set_hidden(experiment, sizes), activation))
    run.trainer.run(30)
    return run


def test_on_paper() -> None:
    """L(w) = ½ (4 w + 0.75 − 2)² where the rectifier is open: z1 = 0.5 + 2 w, ŷ = 2 z1 − 1.25."""
    answer = answer_of(paper_run(), CheckQuestion(PLACE, Extent.SAMPLE, 0, h=1e-4))
    assert (answer.value, answer.loss, answer.derivative, answer.samples) == (0.25, 0.03125, -1.0, 1)
    # Of a parabola the central difference is the derivative itself, but for rounding.
    assert answer.difference == pytest.approx(-1.0, abs=1e-11)
    assert answer.error == abs(answer.difference - answer.derivative) <= answer.rounding
    assert answer.digits > 10 and answer.kinks == () and answer.as_good_as_can_be
    curves = answer.curves
    assert curves is not None
    w = curves.places
    true = 0.5 * (2 * np.maximum(0.5 + 2 * w, 0) - 1.5 + 0.25 - 1) ** 2
    np.testing.assert_allclose(curves.losses, true, rtol=1e-12, atol=1e-15)
    assert w[60] == 0.25
    # The forward difference is off by h/2 L'' = h/2 · 4² until the step or rounding is too large.
    middle = (curves.steps > 1e-6) & (curves.steps < 1e-1)
    np.testing.assert_allclose(curves.forward[middle], 8 * curves.steps[middle], rtol=1e-2)
    assert curves.forward.min() == curves.forward[curves.steps == curves.best_forward]
    assert 1e-10 < curves.best_forward < 1e-6


def test_the_step_is_the_one_asked_for_and_the_kink_is_named() -> None:
    """The sum z1 = 0.5 + 2 w is 0 at w = −0.25, which h = 0.6 reaches from 0.25 and h = 0.4 does not."""
    run = paper_run()
    assert answer_of(run, CheckQuestion(PLACE, Extent.SAMPLE, 0, h=0.4, curves=False)).kinks == ()
    wide = answer_of(run, CheckQuestion(PLACE, Extent.SAMPLE, 0, h=0.6, curves=False))
    assert wide.kinks == (Crossed(0, 0, 1),)
    ahead, behind = 0.5 * (4 * 0.85 - 1.25) ** 2, 0.5 * (-2.25) ** 2
    assert wide.difference == pytest.approx((ahead - behind) / 1.2, rel=1e-12)
    assert wide.curves is None and wide.h == 0.6
    assert 0 <= wide.digits < 1


@pytest.mark.parametrize("extent", list(Extent))
def test_a_trained_network(extent: Extent) -> None:
    run = spiral(4, 3)
    answer = answer_of(run, CheckQuestion(Parameter(1, 2, 1), extent, 5))
    assert answer.digits >= 6 and answer.step == 30
    curves = answer.curves
    assert curves is not None
    # The V of the central difference: its best step is longer than the forward one's.
    assert curves.best_forward < curves.best_central
    assert curves.central[0] > 1e3 * curves.central.min() < curves.central[-1]
    if extent is Extent.ALL:
        twin = run.network.copy()
        evaluation = Evaluation(twin, "half_squared")
        for place, loss in zip(curves.places[::40], curves.losses[::40], strict=True):
            twin.weights(1)[2, 1] = place
            assert loss == pytest.approx(
                evaluation.loss(run.samples.train_inputs, run.train_targets), rel=1e-12
            )


def test_what_training_adds_is_told() -> None:
    run = paper_run(lambda each: edits.set_layer_dropout(each, 0, 0.2))
    assert answer_of(run, CheckQuestion(PLACE, Extent.SAMPLE, 0)).drops
    penalised = paper_run(lambda each: edits.set_regularization(each, Regularization.L1))
    assert answer_of(penalised, CheckQuestion(PLACE, Extent.SAMPLE, 0)).penalised
    assert not answer_of(penalised, CheckQuestion(Parameter(0, None, 0), Extent.SAMPLE, 0)).penalised


def test_every_derivative() -> None:
    found = all_of(spiral(5, 4))
    assert found.count == found.agreeing + found.rounded == 2 * 5 + 5 + 5 * 4 + 4 + 4 + 1
    assert found.differing == found.at_kinks == sum(found.kink_digits) == 0
    assert sum(found.digits) == found.count and len(found.digits) == len(found.kink_digits) == 17
    assert found.worst_digits >= 6 and found.worst_error <= 1e-6 and found.step == 30


def test_every_derivative_on_paper() -> None:
    """With z1 at 3e-6 its three parameters cross the kink within h = 1e-5, and are counted apart."""
    run = paper_run()
    run.network.weights(0)[:, 0] = 0.0
    run.network.biases(0)[0] = 3e-6
    found = all_of(run, Extent.SAMPLE)
    assert (found.count, found.at_kinks, found.differing) == (9, 3, 0)
    assert sum(found.kink_digits) == 3 and found.agreeing == 6
    assert found.kinked == (Parameter(0, 0, 0), Parameter(0, 1, 0), Parameter(0, None, 0))


def test_a_wrong_derivative_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = check_all.pass_of

    def wrong(*arguments: object) -> object:
        of = honest(*arguments)  # type: ignore[arg-type]
        of.deltas[0][1] *= 1.001
        return of

    monkeypatch.setattr(check_all, "pass_of", wrong)
    found = all_of(spiral(3, 2))
    assert found.differing == 3
    assert (found.worst.layer, found.worst.target) == (0, 1)
    assert found.worst_error == pytest.approx(1e-3, rel=0.01)


def test_long_work_is_told_in_shares_and_can_be_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_all, "SLICE_SECONDS", 0.0)
    run, news = spiral(6, 5), []
    desk = Desk(news.append)
    desk.put(Ask(1, "check_all", CheckAllQuestion(Extent.ALL, 0)))
    for _ in range(3):
        desk.work(run)
        run.trainer.run(1)
    shares = [told.share for told in news]
    assert shares == sorted(shares) and 0 < shares[0] < shares[-1] < 1
    assert all(told.answer is None for told in news)
    desk.put(Ask(2, "check_all", None))
    assert desk.idle
    desk.put(Ask(3, "check_all", CheckAllQuestion(Extent.ALL, 0)))
    while not desk.idle:
        desk.work(run)
        run.trainer.run(1)
    # Trained on meanwhile, what was checked is the network as it stood at the beginning.
    assert (news[-1].answer.step, news[-1].answer.differing, run.step) == (33, 0, run.step)
    assert run.step > 33


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(ExperimentError, match="no such weight"):
        next(study(paper_run(), CheckQuestion(Parameter(0, 5, 0), Extent.ALL, 0)))


def test_derivatives_that_are_no_numbers_are_refused() -> None:
    run, news = paper_run(), []
    run.network.parameters[:] = 1e200
    desk = Desk(news.append)
    for slot, question in (
        ("check", CheckQuestion(PLACE, Extent.ALL, 0)),
        ("check_all", CheckAllQuestion(Extent.ALL, 0)),
    ):
        desk.put(Ask(1, slot, question))
    while not desk.idle:
        desk.work(run)
    assert [(told.answer, bool(told.reason)) for told in news if told.share == 1.0 or told.reason] == [
        (None, True),
        (None, True),
    ]
