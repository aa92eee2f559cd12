"""Links of TensorFlow Playground become the same experiment, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.document import edits
from playground.document.choices import (
    Activation,
    Dataset,
    Initializer,
    Loss,
    Optimizer,
    Regularization,
    Task,
)
from playground.document.errors import ExperimentError, FileError
from playground.document.experiment import Experiment
from playground.document.links import from_link, to_link
from playground.document.sources import GeneratedSource

# As that page writes it, with every field.
WHOLE = (
    "https://playground.tensorflow.org/#activation=relu&regularization=L2&batchSize=17&dataset=spiral"
    "&regDataset=reg-gauss&learningRate=0.1&regularizationRate=0.003&noise=35&networkShape=5,2&seed=0.73911"
    "&showTestData=true&discretize=true&percTrainData=70&x=true&y=true&xTimesY=true&xSquared=false"
    "&ySquared=false&cosX=false&sinX=false&cosY=false&sinY=true&collectStats=false&problem=classification&initZero=false"
    "&hideText=false"
)


def test_every_field_of_a_link_is_carried_over() -> None:
    linked = from_link(WHOLE)
    experiment = linked.experiment
    assert experiment.data.source == GeneratedSource(Dataset.SPIRAL, 0.35)
    assert experiment.data.inputs == ("x1", "x2", "x1*x2", "sin x2")
    assert experiment.data.train_share == pytest.approx(0.7)
    assert [layer.units for layer in experiment.network.hidden] == [5, 2]
    assert {layer.activation for layer in experiment.network.hidden} == {Activation.RELU}
    assert experiment.network.loss is Loss.HALF_SQUARED
    assert experiment.training.learning_rate == 0.1
    assert experiment.training.batch_size == 17
    assert experiment.training.regularization is Regularization.L2
    assert experiment.training.regularization_rate == 0.003
    assert experiment.view.show_test
    assert experiment.view.discretize
    assert linked.notes == ("Its seed draws other points and weights there: here they are drawn anew.",)


def test_what_a_link_leaves_out_has_the_usual_value() -> None:
    linked = from_link("#activation=tanh")
    assert linked.experiment == Experiment(training=linked.experiment.training)
    assert linked.experiment.training.learning_rate == 0.03
    assert linked.notes == ()


def test_a_regression_takes_the_other_set() -> None:
    experiment = from_link("#problem=regression&regDataset=reg-gauss&dataset=xor&networkShape=").experiment
    assert experiment.data.source == GeneratedSource(Dataset.MULTI_GAUSS)
    assert experiment.task is Task.REGRESSION
    assert experiment.network.hidden == ()


@pytest.mark.parametrize(
    ("field", "note"),
    [
        ("activation=swish", "“activation=swish” means nothing here"),
        ("learningRate=fast", "“learningRate=fast” means nothing here"),
        ("learningRate=nan", "“learningRate=nan” means nothing here"),
        ("noise=900", "“noise=900” means nothing here"),
        ("networkShape=4,0", "“networkShape=4,0” means nothing here"),
        ("networkShape=" + ",".join("1" * 200), "means nothing here"),
        ("batchSize=1e999", "“batchSize=1e999” means nothing here"),
        ("colour=blue", "“colour” is not known here"),
        ("cosX=true", "“cosX” has no effect there"),
        ("x=false&y=false", "no input switched on"),
    ],
)
def test_what_cannot_be_carried_over_is_said(field: str, note: str) -> None:
    linked = from_link(f"#regularization=none&{field}")
    assert len(linked.notes) == 1
    assert note in linked.notes[0]


def test_controls_that_a_teacher_has_hidden_are_passed_over() -> None:
    assert from_link("#learningRate_hide=true&tutorial=dp&dataset=xor").notes == ()


@pytest.mark.parametrize(
    "text", ["", "hello", "https://example.org/", "https://example.org/#part", "#", "#&&"]
)
def test_another_text_is_no_link(text: str) -> None:
    with pytest.raises(FileError, match="not a link"):
        from_link(text)


@given(st.text(max_size=80))
def test_no_text_is_more_than_a_link_or_none(text: str) -> None:
    try:
        linked = from_link(f"#dataset=xor&{text}")
    except FileError:
        return
    assert isinstance(linked.experiment, Experiment)


@given(
    dataset=st.sampled_from(
        [Dataset.CIRCLE, Dataset.XOR, Dataset.GAUSS, Dataset.SPIRAL, Dataset.PLANE, Dataset.MULTI_GAUSS]
    ),
    noise=st.integers(0, 50),
    share=st.integers(1, 9),
    sizes=st.lists(st.integers(1, 8), max_size=6).map(tuple),
    rate=st.sampled_from([1e-5, 0.003, 0.03, 1, 10]),
    batch=st.integers(1, 30),
    kind=st.sampled_from([Regularization.NONE, Regularization.L1, Regularization.L2]),
    zeros=st.booleans(),
)
def test_an_experiment_that_fits_comes_back_the_same(
    dataset: Dataset,
    noise: int,
    share: int,
    sizes: tuple[int, ...],
    rate: float,
    batch: int,
    kind: Regularization,
    zeros: bool,
) -> None:
    start = edits.set_noise(edits.set_dataset(Experiment(), dataset), noise / 100)
    start = edits.set_train_share(edits.set_hidden(start, sizes), share / 10)
    start = edits.set_batch_size(edits.set_learning_rate(start, rate), batch)
    start = edits.set_regularization_rate(edits.set_regularization(start, kind), 0.01)
    if zeros:
        start = edits.set_initializer(start, Initializer.ZEROS)
    linked = from_link(to_link(start))
    assert linked.experiment == start
    assert linked.notes == ()


@pytest.mark.parametrize(
    ("experiment", "field"),
    [
        (edits.set_hidden(Experiment(), (9,)), "Hidden layer 1"),
        (edits.set_hidden(Experiment(), (2,) * 7), "Hidden layers"),
        (edits.set_activation(Experiment(), Activation.GELU), "Hidden layer 1"),
        (edits.set_activation(Experiment(), Activation.RELU, 1), "Hidden layer 2"),
        (edits.set_optimizer(Experiment(), Optimizer.ADAM), "Training"),
        (edits.set_loss(Experiment(), Loss.HUBER), "Network"),
        (edits.set_initializer(Experiment(), Initializer.HE), "First weights"),
        (edits.set_regularization(Experiment(), Regularization.L1_L2), "Regularisation"),
    ],
)
def test_an_experiment_that_does_not_fit_says_why(experiment: Experiment, field: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        to_link(experiment)
    assert refused.value.field == field
