"""The chain's answer, beside a network worked out on paper and the gradient of the run."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Extent, Precision
from playground.document.errors import ExperimentError
from playground.worker.questions import ChainQuestion, ValueKind
from playground.worker.snapshots import Parameter
from playground.worker.studies.chain import study_chain
from tests.worker.studies.paper import FIRST, SECOND, paper_run


def test_a_network_worked_on_paper() -> None:
    run = paper_run()
    answer = study_chain(run, ChainQuestion(Parameter(0, 1, 0), Extent.SAMPLE, 0))
    first, last = answer.layers
    assert answer.value == 0.25
    assert (first.sums.tolist(), first.values.tolist()) == ([1.0, 1.5], [1.0, 1.5])
    assert (last.sums.tolist(), answer.outputs.tolist(), answer.loss) == ([0.75], [0.75], 0.03125)
    assert answer.extent_loss == 0.03125
    assert answer.by_output.tolist() == [-0.25]
    assert first.deltas.tolist() == [-0.5, 0.25]
    assert first.gradient.tolist() == [[-0.5, 0.25], [-1.0, 0.5]]
    assert first.bias_gradient.tolist() == [-0.5, 0.25]
    assert last.gradient.tolist() == [[-0.25], [-0.375]]
    assert (last.bias_gradient.tolist(), last.deltas.tolist()) == ([-0.25], [-0.25])
    # ∂L/∂w = ∂z/∂w · f'(z) · w · ∂L/∂ŷ = 2 · 1 · 2 · (−0.25)
    assert answer.derivative == answer.sample_derivative == answer.used == -1.0
    assert [(path.neurons, path.product) for path in answer.paths] == [((0, 0), -1.0)]
    assert [each.value for each in answer.values] == [0.25, 1.0, 1.0, 0.75, 0.03125]
    assert [each.kind for each in answer.values] == [
        ValueKind.PARAMETER,
        ValueKind.SUM,
        ValueKind.ACTIVATION,
        ValueKind.SUM,
        ValueKind.LOSS,
    ]
    assert [link.derivative for link in answer.links] == [2.0, 1.0, 2.0, -0.25]
    assert [link.so_far for link in answer.links] == [-1.0, -0.5, -0.5, -0.25]
    assert FIRST[1][0] == answer.value
    assert SECOND[0][0] == answer.links[2].derivative


def test_a_bias_on_paper() -> None:
    answer = study_chain(paper_run(), ChainQuestion(Parameter(1, None, 0), Extent.SAMPLE, 0))
    assert (answer.value, answer.derivative) == (0.25, -0.25)
    assert [link.derivative for link in answer.links] == [1.0, -0.25]


@pytest.mark.parametrize("extent", [Extent.BATCH, Extent.ALL])
def test_of_many_samples_it_is_the_mean(extent: Extent) -> None:
    run = paper_run()
    run.trainer.run(3)
    place = Parameter(0, 0, 1)
    answer = study_chain(run, ChainQuestion(place, extent, 0))
    alone = [
        study_chain(run, ChainQuestion(place, Extent.SAMPLE, number)).derivative for number in answer.numbers
    ]
    np.testing.assert_allclose(answer.by_sample, alone, rtol=1e-12, atol=1e-14)
    assert answer.derivative == pytest.approx(np.mean(alone), rel=1e-12)
    assert answer.used == pytest.approx(np.mean(alone), rel=1e-12)
    assert answer.samples == len(alone) == (10 if extent is Extent.BATCH else len(run.samples.train_inputs))
    assert sum(path.product for path in answer.paths) + answer.others == pytest.approx(answer.derivative)


def test_the_engines_own_number_follows_the_run() -> None:
    """The buffers that are kept for it know the weights and settings of now."""
    run = paper_run(lambda each: edits.set_precision(each, Precision.SINGLE))
    question = ChainQuestion(Parameter(0, 1, 0), Extent.ALL, 0)
    before = study_chain(run, question)
    run.trainer.run(20)
    after = study_chain(run, question)
    assert before.used != after.used
    for answer in (before, after):
        assert answer.used != answer.derivative
        assert answer.used == pytest.approx(answer.derivative, rel=1e-4)


def test_what_is_not_there_is_refused() -> None:
    for place in (Parameter(2, 0, 0), Parameter(0, 2, 0), Parameter(0, 0, 2), Parameter(-1, 0, 0)):
        with pytest.raises(ExperimentError, match="no such weight"):
            study_chain(paper_run(), ChainQuestion(place, Extent.SAMPLE, 0))


def test_what_a_raise_does() -> None:
    """Raised by 0.1 to 0.35, z1 = 1.2 and ŷ = 1.15: L = ½ 0.15² instead of 0.03125."""
    nudge = study_chain(paper_run(), ChainQuestion(Parameter(0, 1, 0), Extent.SAMPLE, 0)).nudge
    assert nudge is not None
    assert (nudge.by, nudge.expected) == (0.1, -0.1)
    assert nudge.measured == pytest.approx(0.5 * 0.15**2 - 0.03125, rel=1e-12)
