from __future__ import annotations

import numpy as np
import pytest

from playground.document import edits, limits
from playground.document.choices import Dataset, Loss
from playground.document.experiment import Experiment
from playground.worker import probes as probes_module
from playground.worker.build import build_network
from playground.worker.messages import Watch
from playground.worker.pictures import histogram, is_finite, pictures
from playground.worker.plane import plane_of
from playground.worker.probes import Probes, affordable
from playground.worker.run import Run
from playground.worker.samples import samples_of
from playground.worker.snapshots import (
    DecisionMap,
    GradientSnapshot,
    Neuron,
    NeuronMaps,
    ParameterSnapshot,
    Probe,
    SensitivityMaps,
)
from tests.worker.tables import experiment_on, table_with

SIZE = 12
MIDDLES = -6 + 12 * (np.arange(SIZE) + 0.5) / SIZE


def a_run(experiment: Experiment, steps: int = 60, **kwargs: object) -> Run:
    run = Run(experiment, **kwargs)  # type: ignore[arg-type]
    run.trainer.run(steps)
    return run


def compute(run: Run, probe: Probe, focus: Neuron | None = None, axes: tuple[int, int] = (0, 1)) -> object:
    watch = Watch(frozenset(Probe), focus, axes, map_size=SIZE, neuron_size=SIZE)
    return Probes(run, watch).compute(probe)


def decision(run: Run, focus: Neuron | None = None, axes: tuple[int, int] = (0, 1)) -> DecisionMap:
    found = compute(run, Probe.DECISION_MAP, focus, axes)
    assert isinstance(found, DecisionMap)
    return found


def at(x: float, y: float) -> np.ndarray:
    return np.array([[x, y]])


def test_the_decision_map_is_the_networks_answer_at_each_pixels_middle() -> None:
    run = a_run(Experiment())
    shown = decision(run)
    assert shown.values.shape == (SIZE, SIZE)
    for row, column in ((0, 0), (0, SIZE - 1), (3, 8), (SIZE - 1, 0)):
        said = run.network.predict(at(MIDDLES[column], MIDDLES[SIZE - 1 - row]))[0, 0]
        assert shown.values[row, column] == pytest.approx(said, abs=1e-6)
    assert (shown.low, shown.high, shown.extent, shown.winners) == (-1.0, 1.0, (-6.0, 6.0, -6.0, 6.0), None)


def test_cross_entropy_shows_the_probability_from_minus_one_to_one() -> None:
    run = a_run(edits.set_loss(Experiment(), Loss.BINARY_CROSS_ENTROPY))
    p = 1 / (1 + np.exp(-run.network.predict(at(MIDDLES[2], MIDDLES[4]))[0, 0]))
    assert decision(run).values[SIZE - 1 - 4, 2] == pytest.approx(2 * p - 1, abs=1e-6)


def test_two_softmax_classes_show_the_difference_of_their_probabilities() -> None:
    run = a_run(edits.set_loss(Experiment(), Loss.SOFTMAX_CROSS_ENTROPY))
    z = run.network.predict(at(MIDDLES[2], MIDDLES[4]))[0]
    p = np.exp(z) / np.exp(z).sum()
    assert decision(run).values[SIZE - 1 - 4, 2] == pytest.approx(p[1] - p[0], abs=1e-6)


def test_many_classes_show_the_winner_and_how_sure_it_is() -> None:
    table = table_with(columns=2, classes=4)
    run = a_run(experiment_on(table), table=table)
    shown = decision(run)
    grid = Probes(run, Watch(frozenset(), map_size=SIZE))._grid(SIZE)
    logits = run.network.predict(grid)
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    assert shown.winners is not None
    assert np.array_equal(shown.winners.ravel(), p.argmax(axis=1))
    assert np.allclose(shown.values.ravel(), p.max(axis=1), atol=1e-6)
    assert (shown.low, shown.high) == (0.25, 1.0)


def test_a_number_is_shown_in_its_own_unit() -> None:
    table = table_with(classes=0)
    run = a_run(experiment_on(table), 400, table=table)
    shown = decision(run)
    train = run.samples.train_labels
    offset, factor = run.samples.target_scale
    assert (shown.low, shown.high) == pytest.approx((offset - factor, offset + factor))
    assert shown.low == pytest.approx((train * factor + offset).min())
    assert shown.high == pytest.approx((train * factor + offset).max())


@pytest.mark.parametrize("layer", [1, 2])
def test_a_neuron_in_focus_shows_its_activation(layer: int) -> None:
    run = a_run(Experiment())
    shown = decision(run, Neuron(layer, 1))
    expected = run.network.activations(at(MIDDLES[5], MIDDLES[5]))[layer - 1][0, 1]
    assert shown.values[SIZE - 1 - 5, 5] == pytest.approx(expected, abs=1e-6)
    assert shown.high == -shown.low == pytest.approx(np.abs(shown.values).max())


def test_an_input_in_focus_shows_itself() -> None:
    shown = decision(a_run(edits.set_input_on(Experiment(), "x1*x2", True)), Neuron(0, 2))
    assert np.allclose(shown.values, MIDDLES[::-1, None] * MIDDLES[None, :], atol=1e-4)


def test_an_output_in_focus_is_the_whole_answer() -> None:
    run = a_run(Experiment())
    assert np.array_equal(decision(run, Neuron(3, 0)).values, decision(run).values)


@pytest.mark.parametrize("focus", [Neuron(1, 9), Neuron(7, 0), Neuron(0, 2), Neuron(1, -1), Neuron(-1, 0)])
def test_a_neuron_of_the_network_before_is_not_in_focus(focus: Neuron) -> None:
    run = a_run(Experiment())
    shown = decision(run, focus)
    assert shown.focus is None
    assert np.array_equal(shown.values, decision(run).values)


def test_axes_of_the_table_before_are_not_used() -> None:
    table = table_with(columns=2)
    run = a_run(experiment_on(table), table=table)
    assert np.array_equal(decision(run, axes=(4, 7)).values, decision(run, axes=(0, 1)).values)


def test_the_neuron_maps_are_all_activations() -> None:
    run = a_run(Experiment())
    maps = compute(run, Probe.NEURON_MAPS)
    assert isinstance(maps, NeuronMaps)
    assert [layer.shape for layer in maps.layers] == [(4, SIZE, SIZE), (2, SIZE, SIZE), (1, SIZE, SIZE)]
    for layer, expected in zip(maps.layers, run.network.activations(at(MIDDLES[1], MIDDLES[7])), strict=True):
        assert np.allclose(layer[:, SIZE - 1 - 7, 1], expected[0], atol=1e-6)


def test_the_sensitivity_maps_are_the_slopes_by_the_inputs() -> None:
    run = a_run(Experiment())
    maps = compute(run, Probe.SENSITIVITY_MAPS)
    assert isinstance(maps, SensitivityMaps)
    assert [len(layer) for layer in maps.layers] == [2, 4, 2, 1]
    x, y, h = MIDDLES[3], MIDDLES[6], 1e-5
    by_x = (run.network.predict(at(x + h, y)) - run.network.predict(at(x - h, y)))[0, 0] / (2 * h)
    by_y = (run.network.predict(at(x, y + h)) - run.network.predict(at(x, y - h)))[0, 0] / (2 * h)
    assert maps.layers[0][:, SIZE - 1 - 6, 3] == pytest.approx((by_x, by_y), abs=1e-6)
    assert np.array_equal(maps.layers[3], np.ones((1, SIZE, SIZE)))


def test_parameters_and_gradients_are_copies_layer_by_layer() -> None:
    run = a_run(Experiment())
    parameters, gradients = compute(run, Probe.PARAMETERS), compute(run, Probe.GRADIENTS)
    assert isinstance(parameters, ParameterSnapshot)
    assert isinstance(gradients, GradientSnapshot)
    expected = run.trainer.full_gradient()
    for index in range(3):
        assert np.array_equal(parameters.layers[index].weights, run.network.weights(index))
        assert np.array_equal(parameters.layers[index].biases, run.network.biases(index))
        assert np.array_equal(gradients.layers[index].weights, run.network.split(expected)[index][0])
        assert not np.shares_memory(parameters.layers[index].weights, run.network.parameters)


def test_so_many_parameters_are_not_shown_one_by_one() -> None:
    run = Run(edits.set_hidden(Experiment(), (1_200, 1_000)))
    assert run.network.size > limits.MOST_SHOWN_PARAMETERS
    parameters = compute(run, Probe.PARAMETERS)
    assert isinstance(parameters, ParameterSnapshot)
    assert parameters.layers == ()


def test_so_wide_a_layer_has_no_pictures() -> None:
    run = Run(edits.set_hidden(Experiment(), (500, 3)))
    neurons, slopes = compute(run, Probe.NEURON_MAPS), compute(run, Probe.SENSITIVITY_MAPS)
    assert isinstance(neurons, NeuronMaps)
    assert isinstance(slopes, SensitivityMaps)
    assert [len(layer) for layer in neurons.layers] == [0, 3, 1]
    assert [len(layer) for layer in slopes.layers] == [2, 0, 3, 1]


def test_a_large_network_has_coarser_maps() -> None:
    assert affordable(110, build_network(edits.set_hidden(Experiment(), (30, 30, 30)))) == 110
    for hidden in ((4096,), (700, 700), (3000, 2000)):
        side = affordable(110, build_network(edits.set_hidden(Experiment(), hidden)))
        assert 8 <= side < 110
        assert side == 8 or side * side * sum(hidden) <= probes_module.MOST_MAP_WORK / 30


def test_wide_maps_in_parts_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    run = a_run(edits.set_hidden(Experiment(), (30, 20)))
    whole = {probe: compute(run, probe) for probe in Probe}
    monkeypatch.setattr("playground.worker.passes.part_size", lambda network, most_bytes=0: 7)
    monkeypatch.setattr("playground.worker.probes.part_size", lambda network: 7)
    neurons, slopes = compute(run, Probe.NEURON_MAPS), compute(run, Probe.SENSITIVITY_MAPS)
    assert isinstance(neurons, NeuronMaps)
    assert isinstance(slopes, SensitivityMaps)
    for mine, theirs in ((neurons, whole[Probe.NEURON_MAPS]), (slopes, whole[Probe.SENSITIVITY_MAPS])):
        assert all(np.allclose(a, b, atol=1e-6) for a, b in zip(mine.layers, theirs.layers, strict=True))  # type: ignore[attr-defined]
    assert np.allclose(decision(run).values, whole[Probe.DECISION_MAP].values, atol=1e-6)  # type: ignore[attr-defined]


# How well each layer separates is told layer by layer: the inputs stay finite whatever the weights.
LAYER_BY_LAYER = Probe.SEPARABILITY


@pytest.mark.parametrize("probe", [probe for probe in Probe if probe is not LAYER_BY_LAYER])
def test_a_probe_that_is_not_finite_is_left_out(probe: Probe) -> None:
    run = Run(edits.set_dataset(Experiment(), Dataset.PLANE))
    run.network.parameters[:] = np.nan
    assert compute(run, probe) is None


def test_what_single_precision_cannot_hold_is_its_greatest_number() -> None:
    shown = pictures(np.array([[1e300, -1e300, 1.0, 0.0]]), 2)
    assert is_finite(shown)
    assert shown.max() == np.finfo(np.float32).max
    assert shown[0, 1, 0] == 1.0


def test_a_histogram_counts_as_numpy_does() -> None:
    values = np.random.default_rng(0).normal(size=1000)
    found = histogram(values, 3.0)
    expected, _ = np.histogram(np.clip(values, -3, 3), bins=41, range=(-3, 3))
    assert np.array_equal(found.counts, expected)
    assert (found.low, found.high, found.values.size) == (-3.0, 3.0, 0)


def test_a_histogram_of_very_many_values_counts_a_share() -> None:
    values = np.random.default_rng(0).normal(size=1_000_000)
    found = histogram(values, 3.0)
    expected, _ = np.histogram(np.clip(values, -3, 3), bins=41, range=(-3, 3))
    assert np.allclose(found.counts / found.counts.sum(), expected / 1e6, atol=3e-3)


@pytest.mark.parametrize("reach", [0.0, 1e-320, 1e151])
def test_a_histogram_of_any_reach_counts_everything(reach: float) -> None:
    assert histogram(np.linspace(-reach, reach, 50), reach).counts.sum() == 50


def test_few_values_are_given_one_by_one() -> None:
    found = histogram(np.array([1.0, -2.0]), 2.0)
    assert found.values.tolist() == [1.0, -2.0]
    assert found.counts.size == 0


def test_all_inputs_have_pictures_from_minus_one_to_one() -> None:
    maps = Probes(Run(Experiment()), Watch(frozenset(), neuron_size=SIZE)).input_maps()
    assert maps.names[:7] == ("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin x1", "sin x2")
    assert np.allclose(np.abs(maps.maps).max(axis=(1, 2)), 1.0)
    assert np.allclose(maps.maps[0], np.tile(MIDDLES / MIDDLES.max(), (SIZE, 1)), atol=1e-6)
    assert np.allclose(maps.maps[1], maps.maps[0].T[::-1], atol=1e-6)


def test_the_plane_of_a_table_is_a_slice_with_the_other_columns_at_their_mean() -> None:
    table = table_with(columns=4)
    run = Run(experiment_on(table), table)
    plane = plane_of(run.experiment.data, run.samples, (2, 0))
    left, right, bottom, top = plane.extent
    own = run.samples.own_units(run.samples.train_inputs)
    margin = 0.08 * (own[:, 2].max() - own[:, 2].min())
    assert (left, right) == pytest.approx((own[:, 2].min() - margin, own[:, 2].max() + margin))
    inputs = run.samples.own_units(plane.inputs(SIZE)).reshape(SIZE, SIZE, 4)
    assert np.allclose(inputs[..., [1, 3]], own[:, [1, 3]].mean(axis=0))
    assert inputs[0, 0, 0] == pytest.approx(top - (top - bottom) / SIZE / 2)
    assert inputs[0, 0, 2] == pytest.approx(left + (right - left) / SIZE / 2)


def test_a_column_that_is_off_does_not_matter_in_the_slice() -> None:
    table = table_with(columns=3)
    experiment = edits.set_input_on(experiment_on(table), "c0", False)
    run = Run(experiment, table)
    inputs = plane_of(experiment.data, run.samples, (0, 1)).inputs(SIZE).reshape(SIZE, SIZE, 2)
    assert np.array_equal(inputs, np.broadcast_to(inputs[:, :1], inputs.shape))
    assert not inputs[..., 1].any()


def test_a_table_of_one_column_has_a_plane() -> None:
    table = table_with(columns=1)
    assert is_finite(decision(Run(experiment_on(table), table), axes=(0, 0)))


def test_a_table_in_its_own_units_has_the_same_slice() -> None:
    table = table_with(columns=3)
    experiment = experiment_on(table)
    planes = []
    for on in (True, False):
        data = edits.set_standardize(experiment, on).data
        samples = samples_of(data, table)
        plane = plane_of(data, samples, (0, 2))
        planes.append((samples.own_units(plane.inputs(6)), plane.extent))
    np.testing.assert_allclose(planes[0][0], planes[1][0], rtol=1e-9)
    np.testing.assert_allclose(planes[0][1], planes[1][1], rtol=1e-9)


@pytest.mark.parametrize("count", [1, 2, 7, 12, 41, 2_500])
def test_the_percentiles_are_those_of_numpy(count: int) -> None:
    values = np.random.default_rng(count).normal(size=count)
    expected = np.percentile(values, [5, 25, 50, 75, 95])
    assert histogram(values, 4.0).percentiles == pytest.approx(expected, abs=1e-15)


def test_the_steps_are_kept_only_while_the_cloud_is_watched() -> None:
    run = Run(Experiment())
    look = Probes(run, Watch(frozenset({Probe.GRADIENT_CLOUD})))
    assert run.footsteps.wanted
    look.watch(Watch(frozenset({Probe.PARAMETERS})))
    assert not run.footsteps.wanted
