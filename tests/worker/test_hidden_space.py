"""The space of a layer, against a forward pass and a decomposition of their own."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset, Loss
from playground.document.experiment import Experiment
from playground.worker.best_plane import EXACT, BestPlane
from playground.worker.hidden_space import MOST_SAMPLES
from playground.worker.hidden_space import NODES as SIZES
from playground.worker.messages import Watch
from playground.worker.probes import Probes
from playground.worker.run import Run
from playground.worker.snapshots import HiddenSpace, Probe, Separability, SpaceChoice
from tests.worker.tables import experiment_on, table_with

NODES = SIZES[0]
WIDE = edits.set_hidden(Experiment(), (6, 5))


def a_run(experiment: Experiment, steps: int = 80, **kwargs: object) -> Run:
    run = Run(experiment, **kwargs)  # type: ignore[arg-type]
    run.trainer.run(steps)
    return run


def looking(run: Run, choice: SpaceChoice | None) -> Probes:
    return Probes(run, Watch(frozenset(Probe), space=choice))


def space(run: Run, layer: int, axes: tuple[int, int] | None = None, *, test: bool = False) -> HiddenSpace:
    found = looking(run, SpaceChoice(layer, axes, test)).compute(Probe.HIDDEN_SPACE)
    assert isinstance(found, HiddenSpace)
    return found


def fits(run: Run) -> Separability:
    found = looking(run, None).compute(Probe.SEPARABILITY)
    assert isinstance(found, Separability)
    return found


def forward(run: Run, inputs: np.ndarray, layer: int) -> np.ndarray:
    """Send inputs through a network of tanh layers, plainly; all its layers but a linear output's."""
    a = inputs
    for index in range(layer):
        a = np.tanh(a @ run.network.weights(index) + run.network.biases(index))
    return a


def nodes() -> np.ndarray:
    """The crossings of lines through the plane, (rows, columns, 2), the top row first."""
    places = np.linspace(-6.0, 6.0, NODES)
    return np.stack(np.meshgrid(places, places[::-1]), axis=-1)


# The activations


@pytest.mark.parametrize("layer", [0, 2])
def test_two_neurons_are_the_axes_and_every_point_lies_at_their_activations(layer: int) -> None:
    run = a_run(Experiment())
    seen = space(run, layer, test=True)
    samples = run.samples
    assert (seen.layer, seen.units, seen.axes, seen.samples) == (layer, 2, (0, 1), 250)
    assert seen.train == pytest.approx(forward(run, samples.train_inputs, layer), abs=1e-5)
    assert seen.test == pytest.approx(forward(run, samples.test_inputs, layer), abs=1e-5)
    assert seen.share == pytest.approx(1.0)
    bent = forward(run, nodes().reshape(-1, 2), layer).reshape(NODES, NODES, 2)
    assert seen.sheet == pytest.approx(bent, abs=1e-5)


def test_test_samples_are_told_only_when_they_are_asked_for() -> None:
    assert space(a_run(Experiment()), 1).test.shape == (0, 2)


def test_the_answers_over_the_grid_are_the_networks() -> None:
    run = a_run(Experiment())
    seen = space(run, 2)
    assert seen.said.ravel() == pytest.approx(run.network.predict(nodes().reshape(-1, 2))[:, 0], abs=1e-5)
    assert (seen.low, seen.high, seen.winners, seen.extent) == (-1.0, 1.0, None, (-6.0, 6.0, -6.0, 6.0))


def test_one_neuron_is_a_line() -> None:
    run = a_run(edits.set_hidden(Experiment(), (3, 1)))
    seen = space(run, 2)
    assert seen.axes == (0,)
    assert seen.train == pytest.approx(forward(run, run.samples.train_inputs, 2), abs=1e-5)
    assert seen.sheet.shape == (NODES, NODES, 1)
    assert seen.border is not None
    slope, other, offset = seen.border
    place = np.array([[-offset / slope]])
    assert other == 0.0
    assert (place @ run.network.weights(2) + run.network.biases(2)).item() == pytest.approx(0.0, abs=1e-9)


def test_the_output_layer_is_the_answer_with_the_border_at_zero() -> None:
    run = a_run(Experiment())
    seen = space(run, 3)
    assert seen.train[:, 0] == pytest.approx(run.network.predict(run.samples.train_inputs)[:, 0], abs=1e-5)
    assert seen.border == (1.0, 0.0, 0.0)


def test_probabilities_of_classes_span_the_output() -> None:
    table = table_with(classes=3)
    run = a_run(experiment_on(table), table=table)
    seen = space(run, 3)
    z = run.network.predict(run.samples.train_inputs)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    assert seen.axes == () and seen.border is None and seen.winners is not None
    # Three probabilities add up to 1: they lie on a plane, and nothing of their distances is lost.
    assert seen.share == pytest.approx(1.0, abs=1e-6)
    apart = np.linalg.norm(p - p[0], axis=1)
    assert np.linalg.norm(seen.train - seen.train[0], axis=1) == pytest.approx(apart, abs=1e-5)


def test_numbers_are_told_in_their_own_unit() -> None:
    table = table_with(classes=0)
    run = a_run(experiment_on(table), table=table)
    offset, factor = run.samples.target_scale
    seen = space(run, 3)
    said = run.network.predict(run.samples.train_inputs)[:, 0] * factor + offset
    assert seen.train[:, 0] == pytest.approx(said, rel=1e-4)
    assert (seen.low, seen.high) == pytest.approx((offset - factor, offset + factor))
    assert seen.border is None


def test_one_coordinate_has_one_line_of_a_grid() -> None:
    run = a_run(edits.set_dataset(Experiment(), Dataset.SINE))
    seen = space(run, 1)
    assert seen.sheet.shape[:2] == (1, NODES)
    assert seen.said.shape == (1, NODES)


def test_layers_and_neurons_that_are_not_there_are_the_nearest() -> None:
    run = a_run(Experiment())
    assert space(run, 99).layer == 3
    assert space(run, 1, (0, 9)).axes == ()
    assert space(run, 2, (3, 9)).axes == (0, 1)
    assert space(run, 3, (0, 1)).axes == (0,)
    assert looking(run, None).compute(Probe.HIDDEN_SPACE) is None


def test_only_the_first_samples_of_many_are_looked_at() -> None:
    table = table_with(rows=6_000, classes=2)
    run = Run(experiment_on(table), table=table)
    assert len(run.samples.train_inputs) > MOST_SAMPLES
    assert space(run, 1).samples == MOST_SAMPLES
    assert fits(run).samples == MOST_SAMPLES


def test_a_large_network_is_looked_at_with_fewer_samples_and_a_coarser_grid() -> None:
    table = table_with(rows=6_000, classes=2)
    run = Run(edits.set_hidden(experiment_on(table), (600, 600)), table=table)
    seen = space(run, 1)
    assert 100 <= seen.samples < 1_000
    assert seen.sheet.shape[:2] in [(size, size) for size in SIZES[1:]]
    # What is drawn of it needs every second and every third node up to the border.
    assert all((size - 1) % 6 == 0 for size in SIZES)


# The border


@pytest.mark.parametrize("loss", [Loss.HALF_SQUARED, Loss.BINARY_CROSS_ENTROPY, Loss.SOFTMAX_CROSS_ENTROPY])
def test_on_the_border_the_network_does_not_decide(loss: Loss) -> None:
    run = a_run(edits.set_loss(Experiment(), loss))
    seen = space(run, 2)
    assert seen.border is not None
    p, q, r = seen.border
    along = np.linspace(-1, 1, 7)
    places = np.column_stack([along, -(p * along + r) / q])
    said = places @ run.network.weights(2) + run.network.biases(2)
    lead = said[:, 1] - said[:, 0] if said.shape[1] == 2 else said[:, 0]
    assert lead == pytest.approx(np.zeros(7), abs=1e-9)


def test_the_border_in_the_best_plane_is_the_cut_with_it() -> None:
    run = a_run(WIDE)
    seen = space(run, 2)
    assert seen.border is not None and seen.axes == ()
    p, q, r = seen.border
    a = forward(run, run.samples.train_inputs, 2)
    # A sample brought onto the plane: its output's sum is p x + q y + r.
    centred = a - a.mean(axis=0)
    basis = np.linalg.lstsq(centred, seen.train.astype(float), rcond=None)[0]
    on_plane = a.mean(axis=0) + seen.train @ basis.T
    said = on_plane @ run.network.weights(2)[:, 0] + run.network.biases(2)[0]
    assert seen.train @ [p, q] + r == pytest.approx(said, abs=1e-4)


def test_the_border_between_two_of_many_neurons_holds_the_others_at_their_mean() -> None:
    run = a_run(WIDE)
    seen = space(run, 2, (3, 1))
    assert seen.border is not None
    mean = forward(run, run.samples.train_inputs, 2).mean(axis=0)
    mean[[3, 1]] = (0.3, -0.2)
    said = mean @ run.network.weights(2)[:, 0] + run.network.biases(2)[0]
    assert np.dot(seen.border, (0.3, -0.2, 1.0)) == pytest.approx(said, abs=1e-9)
    assert seen.train == pytest.approx(forward(run, run.samples.train_inputs, 2)[:, [3, 1]], abs=1e-5)


def test_other_layers_and_numbers_have_no_straight_border() -> None:
    assert space(a_run(Experiment()), 1).border is None
    assert space(a_run(edits.set_dataset(Experiment(), Dataset.PLANE)), 2).border is None


def test_without_hidden_layers_the_border_is_straight_in_the_inputs() -> None:
    run = a_run(edits.set_hidden(Experiment(), ()))
    weights = run.network.weights(0)[:, 0]
    assert space(run, 0).border == pytest.approx((*weights, run.network.biases(0)[0]))


# The best plane


@pytest.mark.parametrize("layer", [1, 2])
def test_the_best_plane_holds_what_the_two_first_singular_values_do(layer: int) -> None:
    run = a_run(WIDE)
    seen = space(run, layer)
    a = forward(run, run.samples.train_inputs, layer)
    centred = a - a.mean(axis=0)
    u, s, _ = np.linalg.svd(centred, full_matrices=False)
    assert seen.share == pytest.approx(np.square(s[:2]).sum() / np.square(s).sum(), abs=1e-6)
    # Turned and mirrored as it may be, the picture has the same distances as the first two components.
    theirs = u[:, :2] * s[:2]
    for k in (0, 17, 101):
        mine = np.linalg.norm(seen.train - seen.train[k], axis=1)
        assert mine == pytest.approx(np.linalg.norm(theirs - theirs[k], axis=1), abs=1e-4)


def test_the_first_axes_are_the_components_with_a_sign_that_is_always_the_same() -> None:
    points = np.random.default_rng(2).normal(size=(200, 4)) * (5.0, 3.0, 1.0, 0.5)
    points -= points.mean(axis=0)
    first, share = BestPlane().fit(points)
    other, _ = BestPlane().fit(-points)
    _, s, rows = np.linalg.svd(points, full_matrices=False)
    assert np.abs(np.sum(first * rows[:2].T, axis=0)) == pytest.approx([1.0, 1.0])
    assert first == pytest.approx(other)
    assert share == pytest.approx(np.square(s[:2]).sum() / np.square(s).sum())


def test_many_dimensions_are_found_by_iteration() -> None:
    random = np.random.default_rng(5)
    points = random.normal(size=(300, 2 * EXACT)) + 4.0 * random.normal(size=(300, 3)) @ random.normal(
        size=(3, 2 * EXACT)
    )
    points -= points.mean(axis=0)
    basis, share = BestPlane().fit(points)
    s = np.linalg.svd(points, compute_uv=False)
    assert basis.T @ basis == pytest.approx(np.eye(2), abs=1e-9)
    assert share == pytest.approx(np.square(s[:2]).sum() / np.square(s).sum(), abs=1e-5)


def test_points_that_are_all_the_same_have_no_share() -> None:
    assert BestPlane().fit(np.zeros((10, 4)))[1] is None
    run = Run(edits.set_activation(Experiment(), Activation.RELU))
    run.network.biases(1)[:] = -99.0
    assert space(run, 2).share is None


def test_round_clouds_do_not_turn_though_their_components_do() -> None:
    # Two equal eigenvalues: what a decomposition makes of the plane is any pair in it.
    random = np.random.default_rng(0)
    angles = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    ring = np.column_stack([np.cos(angles), np.sin(angles), np.zeros((60, 3))])
    plane, turned = BestPlane(), []
    for _ in range(40):
        points = ring + 1e-3 * random.normal(size=ring.shape)
        turned.append(plane.fit(points - points.mean(axis=0))[0])
    assert max(np.abs(after - before).max() for before, after in pairwise(turned)) < 0.01
    components = [np.linalg.svd(ring + 1e-3 * random.normal(size=ring.shape))[2][:2].T for _ in range(40)]
    assert max(np.abs(b - a).max() for a, b in pairwise(components)) > 0.5


def test_the_axes_neither_flip_nor_swap_over_a_run() -> None:
    run = Run(edits.set_dataset(WIDE, Dataset.XOR))
    look = looking(run, SpaceChoice(1))
    before, moved, flipped = None, [], []
    for _ in range(60):
        run.trainer.run(5)
        seen = look.compute(Probe.HIDDEN_SPACE)
        assert isinstance(seen, HiddenSpace)
        if before is not None:
            size = np.linalg.norm(before)
            moved.append(np.linalg.norm(seen.train - before) / size)
            mirrored = before * np.array([1.0, -1.0])
            flipped.append(np.linalg.norm(seen.train - mirrored) / size)
        before = seen.train
    assert max(moved) < 0.25
    assert min(flipped) > 2 * max(moved)


# How well a straight fit does


def by_hand(values: np.ndarray, labels: np.ndarray) -> float:
    """Fit -1 and +1 by the normal equations, and count."""
    design = np.column_stack([values, np.ones(len(values))])
    found = np.linalg.solve(design.T @ design, design.T @ (2.0 * labels - 1.0))
    return float(np.mean((design @ found > 0) == (labels == 1)))


def test_the_share_put_right_in_each_layer_is_that_of_least_squares() -> None:
    run = a_run(edits.set_dataset(Experiment(), Dataset.XOR), 3_000)
    found = fits(run)
    samples = run.samples
    expected = [by_hand(forward(run, samples.train_inputs, each), samples.train_labels) for each in range(4)]
    assert found.shares == pytest.approx(expected)
    assert found.of_classes and found.samples == 250
    # What the layers are for: the inputs cannot be parted by a line, the last layers can.
    assert expected[0] < 0.7 < 0.95 < expected[2]


def test_several_classes_are_fitted_one_by_one() -> None:
    table = table_with(classes=3, rows=200)
    run = a_run(experiment_on(table), table=table)
    inputs, labels = run.samples.train_inputs, run.samples.train_labels
    design = np.column_stack([inputs, np.ones(len(inputs))])
    fitted = design @ np.linalg.pinv(design) @ np.eye(3)[labels]
    assert fits(run).shares[0] == pytest.approx(np.mean(fitted.argmax(axis=1) == labels))


def test_numbers_are_explained_in_part() -> None:
    run = a_run(edits.set_dataset(Experiment(), Dataset.SADDLE), 400)
    found = fits(run)
    assert not found.of_classes
    labels = run.samples.train_labels
    for layer in range(3):
        values = forward(run, run.samples.train_inputs, layer)
        design = np.column_stack([values, np.ones(len(values))])
        rest = labels - design @ np.linalg.pinv(design) @ labels
        expected = 1.0 - rest @ rest / np.square(labels - labels.mean()).sum()
        assert found.shares[layer] == pytest.approx(max(expected, 0.0), abs=1e-6)


def test_a_layer_too_wide_for_its_samples_claims_nothing() -> None:
    experiment = edits.set_samples(edits.set_hidden(Experiment(), (40, 2)), 100)
    found = fits(Run(experiment))
    assert [each is None for each in found.shares] == [False, True, False, False]


@pytest.mark.parametrize("size", [np.nan, np.inf, 1e38, 1e-200])
def test_numbers_out_of_all_bounds_are_left_out_or_told(size: float) -> None:
    run = a_run(edits.set_activation(WIDE, Activation.LINEAR))
    run.network.parameters[:] *= size
    for layer in range(4):
        told = looking(run, SpaceChoice(layer)).compute(Probe.HIDDEN_SPACE)
        assert told is None or np.isfinite(told.train).all()  # type: ignore[union-attr]
    told = looking(run, None).compute(Probe.SEPARABILITY)
    assert told is None or isinstance(told, Separability)
    assert (told is None) == (not np.isfinite(size))
