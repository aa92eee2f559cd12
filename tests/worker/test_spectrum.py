"""The spectrum against a Hessian by differences of exact gradients, and steps along negative directions."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset, Regularization
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.worker import build
from playground.worker.questions import SpectrumAnswer, SpectrumQuestion
from playground.worker.run import Run
from playground.worker.studies import spectrum
from playground.worker.studies.saddle_steps import LENGTHS, MOST_STEPS, SaddleSteps
from playground.worker.studies.spectrum import study_spectrum
from tests.worker.test_curvature import hessian_by_differences, small


def spectrum_of(run: Run, most_dense: int = 1_000) -> SpectrumAnswer:
    answer, shares = None, [0.0]
    for share, told in study_spectrum(run, SpectrumQuestion(most_dense)):
        assert share >= shares[-1]
        shares.append(share)
        answer = told or answer
    assert shares[-1] == 1.0
    assert answer is not None
    return answer


def test_all_eigenvalues_of_a_small_network() -> None:
    run = Run(edits.set_regularization(small(), Regularization.L2))
    run.trainer.run(150)
    truth = np.linalg.eigvalsh(hessian_by_differences(run))[::-1]
    found = spectrum_of(run)
    assert found.everything
    assert np.abs(found.values - truth).max() <= 1e-6 * truth[0]
    assert found.trace == pytest.approx(truth.sum(), rel=1e-6)
    assert (found.parameters, found.above) == (run.network.size, run.network.size)
    assert found.negative == (truth < -1e-3 * truth[0]).sum()
    assert found.products == run.network.size
    assert found.condition == pytest.approx(np.abs(truth).max() / np.abs(truth).min(), rel=1e-2)
    assert found.edge == pytest.approx(2 / run.experiment.training.learning_rate)


def test_of_a_larger_network_the_outermost_lie_within_their_bounds_and_the_density_counts_all() -> None:
    run = Run(edits.set_hidden(Experiment(), (12, 8)))
    run.trainer.run(100)
    truth = spectrum_of(run).values
    found = spectrum_of(run, most_dense=10)
    assert not found.everything
    assert (np.diff(found.values) <= 0).all()
    for value, bound in zip(found.values, found.bounds, strict=True):
        assert np.abs(truth - value).min() <= bound + 1e-9
    assert found.values[0] == pytest.approx(truth[0], rel=1e-6)
    assert found.values[-1] == pytest.approx(truth[-1], abs=1e-3 * truth[0])
    assert found.counts.sum() == pytest.approx(run.network.size)
    assert abs(found.trace - truth.sum()) <= 4 * found.trace_error
    assert found.condition is None
    assert found.products <= 60 + 4 * 40


def test_a_deep_linear_network_at_zero_is_at_a_saddle_and_a_step_leaves_it() -> None:
    experiment = edits.set_activation(edits.set_dataset(small(), Dataset.PLANE), Activation.LINEAR)
    run = Run(edits.set_hidden(edits.set_activation(experiment, Activation.LINEAR), (3,)))
    run.network.parameters[:] = 0.0
    # The bias of the output alone has a slope here; at its best it has none.
    run.network.biases(1)[:] = run.train_targets.mean()
    found = spectrum_of(run)
    assert found.negative > 0
    step = found.steps[0]
    assert step.number == len(found.values) - 1
    assert step.loss_after < step.loss_before
    for parameter, before, after in step.changes:
        layer = run.network.weights(parameter.layer)
        biases = run.network.biases(parameter.layer)
        place = biases if parameter.source is None else layer[parameter.source]
        assert place[parameter.target] == before
        place[parameter.target] = after
    assert run.measure().train_loss == pytest.approx(step.loss_after, rel=1e-5)
    moved = np.linalg.norm([after - before for _, before, after in step.changes])
    assert moved == pytest.approx(step.length)


def test_what_is_frozen_is_left_out_and_stays() -> None:
    run = Run(edits.set_layer_frozen(small(), 0, True))
    free = ~build.frozen_of(run.experiment, run.network)
    truth = np.linalg.eigvalsh(hessian_by_differences(run)[np.ix_(free, free)])
    found = spectrum_of(run)
    assert np.abs(found.values[::-1] - truth).max() <= 1e-6 * truth.max()
    assert all(parameter.layer > 0 for step in found.steps for parameter, _, _ in step.changes)


def test_weights_that_are_not_finite_have_no_spectrum() -> None:
    run = Run(small())
    run.network.parameters[0] = np.nan
    with pytest.raises(ExperimentError, match="not finite"):
        spectrum_of(run)


def test_steps_from_a_saddle_are_worked_out_once_and_between_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(small())
    monkeypatch.setattr(spectrum, "SLICE", 0.0)
    looks = []
    of_one = SaddleSteps._loss_at
    monkeypatch.setattr(SaddleSteps, "_loss_at", lambda self, p: looks.append(0) or of_one(self, p))
    each = []
    for _ in study_spectrum(run, SpectrumQuestion(0)):
        each.append(len(looks))
    assert 1 < len(looks) <= 1 + MOST_STEPS * len(LENGTHS)
    assert max(np.diff(each)) <= 1
