"""The arrows over the decision map against central differences of the whole network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from playground.data.formulas import formula_column
from playground.document import edits
from playground.document.choices import Dataset, Loss, Normalization
from playground.document.experiment import Experiment
from playground.worker.input_gradients import SIDE
from playground.worker.messages import Watch
from playground.worker.paces import PACES
from playground.worker.probes import Probes
from playground.worker.run import Run
from playground.worker.snapshots import InputGradients, Neuron, Probe
from tests.worker.tables import experiment_on, table_with

STEP = 1e-5
FORMULAS = ("exp(-x1^2/8)*x2", "max(x1, sin(x2))")
Value = Callable[[np.ndarray], np.ndarray]


def trained(experiment: Experiment, steps: int = 40, **kwargs: object) -> Run:
    run = Run(experiment, **kwargs)  # type: ignore[arg-type]
    run.trainer.run(steps)
    return run


def field(run: Run, focus: Neuron | None = None, axes: tuple[int, int] = (0, 1)) -> InputGradients:
    watch = Watch(frozenset({Probe.INPUT_GRADIENTS}), focus, axes)
    found = Probes(run, watch).compute(Probe.INPUT_GRADIENTS)
    assert isinstance(found, InputGradients)
    return found


def middles(found: InputGradients) -> np.ndarray:
    left, right, bottom, top = found.extent
    side = found.slopes.shape[1]
    share = (np.arange(side) + 0.5) / side
    across, up = left + share * (right - left), top - share * (top - bottom)
    return np.column_stack([np.tile(across, side), np.repeat(up, side)])


def differences(value: Value, places: np.ndarray, step: tuple[float, float] = (STEP, STEP)) -> np.ndarray:
    rises = []
    for axis in (0, 1):
        move = np.zeros(2)
        move[axis] = step[axis]
        rises.append((value(places + move) - value(places - move)) / (2 * step[axis]))
    return np.stack(rises)


def assert_agrees(found: InputGradients, value: Value, atol: float = 1e-6) -> None:
    expected = differences(value, middles(found)).reshape(found.slopes.shape)
    assert found.known.all()
    assert np.allclose(found.slopes, expected, atol=atol, rtol=1e-6)


def plain(run: Run) -> Value:
    return lambda points: run.network.predict(points)[:, 0]


def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def test_two_classes_have_the_slopes_of_the_answer() -> None:
    run = trained(Experiment())
    found = field(run)
    assert found.slopes.shape == (2, SIDE, SIDE)
    assert (found.focus, found.unit, found.of_winner) == (None, (1.0, 1.0), False)
    assert_agrees(found, plain(run))


def test_what_is_made_of_the_coordinates_is_differentiated_as_well() -> None:
    experiment = Experiment()
    names = ["x1^2", "x1*x2", "sin x2", "cos x1", "x2^3", "|x1|", "radius", "angle", *FORMULAS]
    for formula in FORMULAS:
        experiment = edits.add_formula(experiment, formula)
    for name in ("x1", "x2"):
        experiment = edits.set_input_on(edits.set_input_on(experiment, names[0], True), name, False)
    for name in names:
        experiment = edits.set_input_on(experiment, name, True)
    run = trained(experiment, 10)
    by_name = {
        "x1^2": lambda a, b: a * a,
        "x1*x2": lambda a, b: a * b,
        "sin x2": lambda a, b: np.sin(b),
        "cos x1": lambda a, b: np.cos(a),
        "x2^3": lambda a, b: b**3,
        "|x1|": lambda a, b: np.abs(a),
        "radius": lambda a, b: np.sqrt(a * a + b * b),
        "angle": lambda a, b: np.arctan2(b, a),
    }

    def value(points: np.ndarray) -> np.ndarray:
        a, b = points.T
        columns = [
            by_name[name](a, b) if name in by_name else formula_column(name, points)
            for name in run.experiment.data.inputs
        ]
        return run.network.predict(np.column_stack(columns))[:, 0]

    assert set(run.experiment.data.inputs) >= set(by_name)
    assert_agrees(field(run), value)


def test_cross_entropy_has_the_slopes_of_twice_the_probability() -> None:
    run = trained(edits.set_loss(Experiment(), Loss.BINARY_CROSS_ENTROPY))
    assert_agrees(field(run), lambda points: 2 / (1 + np.exp(-run.network.predict(points)[:, 0])))


def test_the_hinge_is_flat_where_it_is_sure() -> None:
    run = trained(edits.set_loss(Experiment(), Loss.HINGE), 400)
    found = field(run)
    said = run.network.predict(middles(found))[:, 0].reshape(SIDE, SIDE)
    assert (np.abs(said) > 1).any()
    assert not found.slopes[:, np.abs(said) > 1].any()
    assert_agrees(found, lambda points: np.clip(run.network.predict(points)[:, 0], -1, 1))


def test_two_softmax_classes_have_the_slopes_of_the_difference() -> None:
    run = trained(edits.set_loss(Experiment(), Loss.SOFTMAX_CROSS_ENTROPY))
    assert_agrees(field(run), lambda points: softmax(run.network.predict(points)) @ [-1.0, 1.0])


def test_of_several_classes_it_is_the_winners_probability() -> None:
    run = trained(edits.set_dataset(Experiment(), Dataset.BLOBS))
    found = field(run)
    winners = run.network.predict(middles(found)).argmax(axis=1)
    assert found.of_winner
    assert len(set(winners)) == 3
    # The winner is that of the place: beside a border another one may win.
    chosen = np.arange(len(winners))
    assert_agrees(found, lambda points: softmax(run.network.predict(points))[chosen, winners])


@pytest.mark.parametrize("layer", [1, 2])
def test_a_neuron_in_focus_has_its_own_slopes(layer: int) -> None:
    run = trained(Experiment())
    found = field(run, Neuron(layer, 1))
    assert found.focus == Neuron(layer, 1)
    assert_agrees(found, lambda points: run.network.activations(points)[layer - 1][:, 1])


def test_an_input_in_focus_has_the_slopes_of_its_formula() -> None:
    run = trained(edits.set_input_on(Experiment(), "x1*x2", True))
    assert_agrees(field(run, Neuron(0, 2)), lambda points: points[:, 0] * points[:, 1])


def test_a_class_in_focus_has_the_slopes_of_its_own_map() -> None:
    run = trained(edits.set_dataset(Experiment(), Dataset.BLOBS))
    last = len(run.experiment.layer_sizes) - 1
    found = field(run, Neuron(last, 2))
    assert not found.of_winner
    assert_agrees(found, lambda points: 2 * softmax(run.network.predict(points))[:, 2] - 1)


@pytest.mark.parametrize("classes", [0, 2])
def test_a_table_has_slopes_per_unit_of_its_columns(classes: int) -> None:
    table = table_with(columns=4, classes=classes)
    run = trained(experiment_on(table), table=table)
    found = field(run, axes=(2, 1))
    samples = run.samples
    offset, factor = samples.target_scale

    def value(points: np.ndarray) -> np.ndarray:
        own = np.tile(samples.input_means, (len(points), 1))
        own[:, [2, 1]] = points
        said = run.network.predict((own - samples.input_means) / samples.input_deviations)
        if classes:
            return said[:, 0] if said.shape[1] == 1 else softmax(said) @ [-1.0, 1.0]
        return said[:, 0] * factor + offset

    left, right, bottom, top = found.extent
    assert found.unit == (right - left, top - bottom)
    assert_agrees(found, value, atol=1e-5)


def test_a_single_column_rises_across_only() -> None:
    table = table_with(columns=1, classes=2)
    run = trained(experiment_on(table), table=table)
    found = field(run, axes=(0, 0))
    assert found.slopes[0].any()
    assert not found.slopes[1].any()


def test_the_reach_is_what_nineteen_of_twenty_do_not_exceed() -> None:
    found = field(trained(Experiment()))
    lengths = np.sort(np.hypot(*found.slopes).ravel())
    place = 0.95 * (lengths.size - 1)
    low = int(place)
    expected = lengths[low] + (place - low) * (lengths[low + 1] - lengths[low])
    assert found.reach == pytest.approx(expected)


def test_where_a_formula_has_no_slope_there_is_no_arrow() -> None:
    # Its derivative at the two places nearest to the border is that of a root at 0, which is infinite.
    experiment = edits.set_input_on(edits.add_formula(Experiment(), "sqrt(abs(x1-0.375))"), "x1", False)
    found = field(trained(experiment, 3))
    unknown = ~found.known
    assert unknown.sum() == SIDE
    assert unknown.all(axis=0).sum() == 1
    assert not found.slopes[:, unknown].any()


@pytest.mark.parametrize("kind", [Normalization.BATCH, Normalization.LAYER])
@pytest.mark.parametrize("focus", [None, Neuron(2, 0)])
def test_a_normalized_layer_counts_with_its_running_numbers(
    kind: Normalization, focus: Neuron | None
) -> None:
    experiment = Experiment()
    hidden = tuple(replace(layer, normalization=kind) for layer in experiment.network.hidden)
    run = trained(replace(experiment, network=replace(experiment.network, hidden=hidden)))
    at = (1, 0) if focus else (-1, 0)
    assert_agrees(field(run, focus), lambda points: run.network.activations(points)[at[0]][:, at[1]])


def test_it_takes_a_small_share_of_training() -> None:
    assert PACES[Probe.INPUT_GRADIENTS][1] <= 0.005
