"""The map of the Hessian against differences of exact gradients of the test's own, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Regularization
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.worker.messages import Ask, Told
from playground.worker.questions import (
    HessianCheckAnswer,
    HessianCheckQuestion,
    HessianMapAnswer,
    HessianMapQuestion,
)
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from playground.worker.studies.desk import Desk, study
from tests.worker.test_curvature import hessian_by_differences, small


def trained(experiment: Experiment | None = None) -> Run:
    run = Run(experiment or edits.set_regularization(small(), Regularization.L2))
    run.trainer.run(100)
    return run


def answer_of(
    run: Run, question: HessianMapQuestion | HessianCheckQuestion
) -> HessianMapAnswer | HessianCheckAnswer:
    shares, answer = [0.0], None
    for share, told in study(run, question):
        assert share > shares[-1]
        shares.append(share)
        answer = told or answer
    assert shares[-1] == 1.0
    assert isinstance(answer, HessianMapAnswer | HessianCheckAnswer)
    return answer


def map_of(run: Run, rows: int | None = None, columns: int | None = None) -> HessianMapAnswer:
    answer = answer_of(run, HessianMapQuestion(rows, columns))
    assert isinstance(answer, HessianMapAnswer)
    return answer


def place(run: Run, parameter: Parameter) -> int:
    """Return where a parameter stands in the flat vector, found by a mark on it."""
    mark = np.zeros(run.network.size)
    weights, biases = run.network.split_layer(parameter.layer, mark)
    if parameter.source is None:
        biases[parameter.target] = 1
    else:
        weights[parameter.source, parameter.target] = 1
    return int(mark.argmax())


def test_every_entry_is_the_change_of_an_exact_gradient() -> None:
    run = trained()
    truth = hessian_by_differences(run)
    found = map_of(run)
    at = [place(run, each) for each in found.rows]
    assert sorted(at) == [*range(run.network.size)]
    assert found.rows == found.columns
    assert np.abs(found.entries - truth[np.ix_(at, at)]).max() <= 1e-8 * np.abs(truth).max()
    assert np.abs(found.entries - found.entries.T).max() <= 1e-14 * found.largest
    assert found.asymmetry is not None
    assert found.asymmetry <= 1e-14
    squares = truth**2
    assert found.largest == pytest.approx(np.abs(truth).max())
    assert found.own_share == pytest.approx(np.diag(squares).sum() / squares.sum())
    assert (found.frozen, found.products) == (0, run.network.size)
    assert found.samples == found.train_samples == len(run.samples.train_inputs)


@pytest.mark.parametrize(("rows", "columns"), [(0, 2), (2, 0), (1, 1), (None, 1)])
def test_a_block_of_two_layers_is_that_part_of_the_whole(rows: int | None, columns: int | None) -> None:
    run = trained()
    whole, found = map_of(run), map_of(run, rows, columns)
    down, across = ([whole.rows.index(each) for each in side] for side in (found.rows, found.columns))
    assert {each.layer for each in found.columns} == {columns}
    assert np.abs(found.entries - whole.entries[np.ix_(down, across)]).max() <= 1e-14 * whole.largest
    assert found.products == min(found.entries.shape)
    assert (found.asymmetry is None) == (rows != columns)


def test_what_is_frozen_does_not_move_and_is_left_out() -> None:
    run = trained(edits.set_parameter_frozen(small(), 1, 2, 0, frozen=True))
    found, whole = map_of(run), map_of(trained(small()))
    assert found.frozen == 1
    assert set(whole.rows) - set(found.rows) == {Parameter(1, 2, 0)}
    assert (map_of(run, 0, 0).frozen, map_of(run, 0, 1).frozen) == (0, 1)


def test_a_large_network_is_refused_with_a_remedy_and_its_layers_are_shown() -> None:
    run = Run(edits.set_hidden(Experiment(), (12, 12, 8)))
    with pytest.raises(ExperimentError, match="305 weights and biases; the map shows up to 200") as refused:
        map_of(run)
    assert refused.value.remedy == "Choose one layer, or two."
    assert map_of(run, 1, 3).entries.shape == (12 * 12 + 12, 8 + 1)
    wide = Run(edits.set_hidden(Experiment(), (16, 12)))
    with pytest.raises(ExperimentError, match="layer 2 has 204 weights and biases") as refused:
        map_of(wide, 0, 1)
    assert "smaller layer" in refused.value.remedy
    with pytest.raises(ExperimentError, match="no such layer"):
        map_of(wide, 7, 0)


def test_the_check_finds_many_digits_and_names_the_entry_that_is_off_most() -> None:
    run = trained()
    truth, exact = hessian_by_differences(run), map_of(run)
    found = answer_of(run, HessianCheckQuestion())
    assert isinstance(found, HessianCheckAnswer)
    assert found.count == found.agreeing == run.network.size**2
    assert 8 < found.digits <= 16
    assert found.error == pytest.approx(10**-found.digits)
    at = exact.rows.index(found.row), exact.columns.index(found.column)
    assert found.exact == exact.entries[at]
    there = truth[place(run, found.row), place(run, found.column)]
    assert found.difference == pytest.approx(there, abs=1e-8 * exact.largest)
    assert abs(found.exact - found.difference) / exact.largest == pytest.approx(found.error, rel=1e-6)
    assert (found.gradients, found.kinks) == (2 * run.network.size, False)


def test_a_difference_across_a_kink_is_named_as_one() -> None:
    run = trained(edits.set_activation(small(), Activation.RELU))
    # A neuron's kink is put right onto a sample.
    run.network.biases(0)[0] -= float(run.samples.train_inputs[0] @ run.network.weights(0)[:, 0]) + float(
        run.network.biases(0)[0]
    )
    found = answer_of(run, HessianCheckQuestion(0, None))
    assert isinstance(found, HessianCheckAnswer)
    assert found.kinks
    assert found.agreeing < found.count


def test_training_on_meanwhile_changes_nothing_and_a_newer_question_gives_it_up() -> None:
    run = trained(edits.set_hidden(Experiment(), (8, 8)))
    still = map_of(run)
    work = study(run, HessianMapQuestion())
    told = [next(work)]
    run.network.parameters[:] += 1.0
    told += [*work]
    answer = told[-1][1]
    assert isinstance(answer, HessianMapAnswer)
    if len(told) > 1:  # it took more than one slice
        assert np.array_equal(answer.entries, still.entries)

    sent: list[Told] = []
    desk = Desk(sent.append)  # type: ignore[arg-type]
    desk.put(Ask(1, "map", HessianCheckQuestion()))
    desk.work(run)
    assert not desk.idle
    desk.put(Ask(2, "map", None))
    assert desk.idle
    assert all(each.share < 1 for each in sent)
