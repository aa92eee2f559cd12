"""The page's sum of bent lines, asked of a run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset
from playground.document.errors import ExperimentError
from playground.storage.examples import example_named
from playground.worker.questions import SumAnswer, SumQuestion
from playground.worker.run import Run
from playground.worker.studies.desk import study

if TYPE_CHECKING:
    from playground.document.experiment import Experiment

PLAIN = SumQuestion()


def asked(experiment: Experiment, question: SumQuestion = PLAIN) -> tuple[Run, SumAnswer]:
    run = Run(experiment)
    run.trainer.run(20)
    ((share, answer),) = study(run, question)
    assert share == 1.0
    assert isinstance(answer, SumAnswer)
    return run, answer


def test_everything_is_that_of_the_network_at_each_x() -> None:
    run, answer = asked(example_named("sine").experiment(), SumQuestion(x=1.3, off=(0, 4)))
    said = run.network.predict(answer.xs[:, None])[:, 0]
    assert np.allclose(answer.terms.sum(axis=0) + answer.bias, said, rtol=0, atol=1e-12)
    assert np.allclose(answer.total, said, rtol=0, atol=1e-12)
    assert np.allclose(answer.said, said, rtol=0, atol=1e-12)
    assert answer.terms_at.sum() + answer.bias == pytest.approx(answer.said_at, abs=1e-12)
    assert answer.said_at == pytest.approx(run.network.predict(np.array([[1.3]]))[0, 0], abs=1e-12)
    kept = [1, 2, 3, 5]
    assert answer.partial_at == pytest.approx(answer.terms_at[kept].sum() + answer.bias, abs=1e-12)
    assert np.allclose(answer.partial, answer.terms[kept].sum(axis=0) + answer.bias, rtol=0, atol=1e-12)
    expected = -run.network.biases(0) / run.network.weights(0)[0]
    assert np.allclose(answer.bends[answer.bends_known], expected[answer.bends_known], rtol=1e-15)
    assert answer.bends_known.all()
    assert answer.linear
    assert not answer.scored
    assert np.array_equal(answer.train_x, run.samples.train_points[:, 0])
    assert np.array_equal(answer.train_y, run.train_targets[:, 0])


def test_of_several_layers_the_last_is_summed_and_the_first_bends() -> None:
    experiment = edits.add_layer(example_named("sine").experiment())
    run, answer = asked(experiment)
    assert answer.hidden_layers == 2
    assert len(answer.weights) == run.network.widths[-2]
    assert len(answer.bends) == run.network.widths[1]


def test_two_curved_inputs_of_one_number_are_one_number_without_bends() -> None:
    experiment = example_named("sine").experiment()
    data = replace(experiment.data, inputs=("x1", "x1^2"))
    run, answer = asked(replace(experiment, data=data))
    x = answer.xs
    said = run.network.predict(np.column_stack([x, x * x]))[:, 0]
    assert np.allclose(answer.said, said, rtol=0, atol=1e-12)
    assert not len(answer.bends)


def test_a_network_of_classes_says_what_its_sum_is() -> None:
    experiment = example_named("circle").experiment()
    experiment = replace(experiment, data=replace(experiment.data, inputs=("x2",)))
    run, answer = asked(experiment)
    assert answer.label == "x₂"
    assert answer.function == Activation.TANH
    assert not answer.linear
    assert np.allclose(np.tanh(answer.total), answer.said, rtol=0, atol=1e-14)
    assert np.array_equal(answer.train_x, run.samples.train_points[:, 1])


def test_why_there_is_no_sum_is_said_with_what_would_help() -> None:
    with pytest.raises(ExperimentError) as refused:
        asked(example_named("circle").experiment())
    assert "“Sine”" in refused.value.remedy
    bare = example_named("sine").experiment()
    with pytest.raises(ExperimentError, match="Add a hidden layer"):
        asked(replace(bare, network=replace(bare.network, hidden=())))


def test_a_step_of_one_number_is_a_sum_as_well() -> None:
    experiment = edits.set_dataset(example_named("sine").experiment(), Dataset.STEP)
    run, answer = asked(experiment, SumQuestion(x=1e9, output=7))
    assert answer.x == answer.high
    assert answer.output == 0
    assert len(answer.train_x) == len(run.samples.train_inputs)
