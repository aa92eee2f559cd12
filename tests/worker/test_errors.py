"""Where the network is wrong, against plain counts one sample at a time."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset, Loss
from playground.document.experiment import Experiment
from playground.document.painted import PaintedSource
from playground.worker import errors as errors_module
from playground.worker.errors import errors_of
from playground.worker.messages import SetParameters, Start, Watch
from playground.worker.run import Run
from playground.worker.snapshots import ClassErrors, Errors, NumberErrors, Parameter, Probe
from tests.worker.local import LocalLoop
from tests.worker.tables import experiment_on, table_with


def a_run(experiment: Experiment, steps: int = 60, **kwargs: object) -> Run:
    run = Run(experiment, **kwargs)  # type: ignore[arg-type]
    run.trainer.run(steps)
    return run


def looked_at(run: Run) -> Errors:
    found = errors_of(run)
    assert found is not None
    return found


def of_classes(run: Run) -> tuple[ClassErrors, ClassErrors]:
    found = looked_at(run)
    assert isinstance(found.train, ClassErrors) and isinstance(found.test, ClassErrors)
    return found.train, found.test


def of_numbers(run: Run) -> tuple[NumberErrors, NumberErrors]:
    found = looked_at(run)
    assert isinstance(found.train, NumberErrors) and isinstance(found.test, NumberErrors)
    return found.train, found.test


def said_by_hand(run: Run, inputs: np.ndarray) -> list[int]:
    """Ask the network for one sample after the other."""
    said = []
    for row in inputs:
        outputs = run.network.predict(row[np.newaxis])[0]
        said.append(int(np.argmax(outputs)) if len(outputs) > 1 else int(outputs[0] > 0))
    return said


def a_spiral() -> Experiment:
    return edits.set_dataset(Experiment(), Dataset.SPIRAL)


def some_blobs() -> Experiment:
    return edits.set_noise(edits.set_dataset(Experiment(), Dataset.BLOBS), 0.5)


@pytest.mark.parametrize("experiment", [a_spiral(), some_blobs()], ids=["two", "three"])
def test_each_sample_is_counted_in_its_cell(experiment: Experiment) -> None:
    run = a_run(experiment)
    parts = of_classes(run)
    samples = run.samples
    known = ((samples.train_inputs, samples.train_labels), (samples.test_inputs, samples.test_labels))
    for part, (inputs, labels) in zip(parts, known, strict=True):
        said = said_by_hand(run, inputs)
        cells = Counter(zip(labels.tolist(), said, strict=True))
        classes = range(experiment.data.source.class_count)
        assert part.counts.tolist() == [[cells[true, other] for other in classes] for true in classes]
        assert part.said.tolist() == said
        assert part.true.tolist() == labels.tolist()
        assert (part.samples, part.every) == (len(labels), len(labels))
        right = sum(count for (true, other), count in cells.items() if true == other)
        assert part.accuracy == right / len(labels)
        assert 0 < right < len(labels)


def test_the_accuracies_are_those_of_the_measures() -> None:
    run = a_run(some_blobs())
    point = run.measure()
    train, test = of_classes(run)
    assert (train.accuracy, test.accuracy) == (point.train_accuracy, point.test_accuracy)


def test_precision_goes_by_what_is_said_and_recall_by_what_is_true() -> None:
    run = a_run(some_blobs())
    _, test = of_classes(run)
    pairs = list(zip(test.true.tolist(), test.said.tolist(), strict=True))
    for index in range(3):
        said = [pair for pair in pairs if pair[1] == index]
        true = [pair for pair in pairs if pair[0] == index]
        right = pairs.count((index, index))
        assert test.precision[index] == pytest.approx(right / len(said))
        assert test.recall[index] == pytest.approx(right / len(true))
    counts = Counter(true for true, _ in pairs)
    assert test.commonest == max(counts.values()) / len(pairs)
    assert counts[test.commonest_class] == max(counts.values())


def test_a_class_that_is_never_said_has_no_precision() -> None:
    run = Run(some_blobs())
    run.network.parameters[:] = 0.0
    run.network.biases(len(run.network.layers) - 1)[:] = (0.0, 5.0, 0.0)
    train, _ = of_classes(run)
    assert (train.precision[0], train.precision[2]) == (None, None)
    assert train.recall == (0.0, 1.0, 0.0)
    assert train.accuracy == train.precision[1]


def test_the_mistakes_are_told_with_the_most_certain_first() -> None:
    run = a_run(some_blobs())
    train, _ = of_classes(run)
    outputs = run.network.predict(run.samples.train_inputs)
    exponents = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    probabilities = exponents / exponents.sum(axis=1, keepdims=True)
    at = np.arange(len(outputs))
    assert train.probabilities
    assert train.sureness == pytest.approx(probabilities[at, train.said], abs=1e-6)
    wrong = [index for index in at.tolist() if train.true[index] != train.said[index]]
    assert sorted(train.wrong.tolist()) == wrong
    sureness = train.sureness[train.wrong]
    assert (np.diff(sureness) <= 0).all()


def test_of_very_many_mistakes_and_samples_some_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors_module, "MOST_SAMPLES", 100)
    monkeypatch.setattr(errors_module, "MOST_LISTED", 5)
    run = a_run(a_spiral(), 1)
    train, _ = of_classes(run)
    assert (train.samples, train.every, train.counts.sum()) == (100, 250, 100)
    assert train.true.tolist() == run.samples.train_labels[:100].tolist()
    assert len(train.wrong) == 5
    assert train.sureness[train.wrong].min() >= np.sort(train.sureness[train.true != train.said])[-5]


@pytest.mark.parametrize(
    ("loss", "probabilities"),
    [(Loss.BINARY_CROSS_ENTROPY, True), (Loss.HINGE, False), (Loss.HALF_SQUARED, False)],
)
def test_how_sure_it_is_is_a_probability_only_where_there_is_one(loss: Loss, probabilities: bool) -> None:
    run = a_run(edits.set_loss(a_spiral(), loss))
    train, _ = of_classes(run)
    raw = run.network.predict(run.samples.train_inputs)[:, 0]
    assert train.probabilities is probabilities
    if loss is Loss.BINARY_CROSS_ENTROPY:
        known = np.array([1.0 / (1.0 + math.exp(-abs(z))) for z in raw.tolist()])
    else:
        known = np.minimum(np.abs(raw), 1.0) if loss is Loss.HINGE else np.abs(raw)
    assert train.sureness == pytest.approx(known, abs=1e-6)


def test_r_squared_and_the_mean_errors_are_those_by_hand_in_the_target_s_own_unit() -> None:
    table = table_with(classes=0)
    run = a_run(experiment_on(table), 200, table=table)
    for part, inputs, labels in (
        (of_numbers(run)[0], run.samples.train_inputs, run.samples.train_labels),
        (of_numbers(run)[1], run.samples.test_inputs, run.samples.test_labels),
    ):
        offset, factor = run.samples.target_scale
        targets = [offset + factor * label for label in labels.tolist()]
        assert min(abs(table.target - targets[0])) < 1e-9
        said = [offset + factor * float(run.network.predict(row[np.newaxis])[0, 0]) for row in inputs]
        misses = [target - other for target, other in zip(targets, said, strict=True)]
        mean = sum(targets) / len(targets)
        spread = sum((target - mean) ** 2 for target in targets)
        assert part.r_squared == pytest.approx(1 - sum(miss**2 for miss in misses) / spread)
        assert part.mean_absolute == pytest.approx(sum(map(abs, misses)) / len(misses))
        assert part.root_mean_square == pytest.approx(
            math.sqrt(sum(miss**2 for miss in misses) / len(misses))
        )
        assert part.mean == pytest.approx(mean)
        assert part.residuals == pytest.approx(misses)
        assert part.predictions == pytest.approx(said)
        assert part.targets == pytest.approx(targets)
        by_size = sorted(range(len(misses)), key=lambda index: -abs(misses[index]))
        assert part.largest.tolist() == by_size


def test_always_saying_the_mean_has_an_r_squared_of_nothing() -> None:
    run = Run(edits.set_dataset(Experiment(), Dataset.PLANE))
    run.network.parameters[:] = 0.0
    run.network.biases(len(run.network.layers) - 1)[:] = run.samples.train_labels.mean()
    train, test = of_numbers(run)
    assert train.r_squared == pytest.approx(0.0, abs=1e-12)
    assert test.r_squared is not None and test.r_squared < 0


def test_equal_targets_have_no_r_squared() -> None:
    table = table_with(classes=0)
    flat = type(table)(table.columns, table.values, np.full(table.rows, 0.1 + 0.2), "price", None)
    run = Run(experiment_on(flat), flat)
    train, test = of_numbers(run)
    assert (train.r_squared, test.r_squared) == (None, None)
    assert train.mean_absolute > 0


def test_without_test_samples_there_is_one_part() -> None:
    run = a_run(edits.set_train_share(Experiment(), 1.0))
    found = looked_at(run)
    assert isinstance(found.train, ClassErrors)
    assert found.test is None
    assert found.train.samples == 500


def test_nothing_to_train_on_has_no_errors() -> None:
    assert errors_of(Run(edits.set_painted(Experiment(), PaintedSource()))) is None


def test_a_weight_set_by_hand_is_in_the_next_look() -> None:
    local = LocalLoop()
    local.give(Watch(frozenset({Probe.ERRORS})), Start(1, a_spiral()))
    local.give(SetParameters(((Parameter(2, None, 0), 50.0),)), turns=5)
    after = local.last.probes[Probe.ERRORS]
    assert isinstance(after, Errors)
    assert isinstance(after.test, ClassErrors) and isinstance(after.train, ClassErrors)
    assert set(after.test.said.tolist()) == set(after.train.said.tolist()) == {1}


def test_the_outputs_are_those_of_the_step_whoever_asked_for_the_gradient_before() -> None:
    run = a_run(a_spiral())
    run.measure()
    run.trainer.run(40)
    run.full_gradient()
    train, test = run.outputs()
    assert train.T == pytest.approx(run.network.predict(run.samples.train_inputs))
    assert test.T == pytest.approx(run.network.predict(run.samples.test_inputs))
