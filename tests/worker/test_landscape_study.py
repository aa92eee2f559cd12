"""The loss over a plane, against losses, projections and directions computed another way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.calculus.landscape import Plane
from playground.document import edits
from playground.document.choices import Dataset, LandscapeAxes, Regularization
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.worker.plane_shelf import MOST_BYTES, PlaneShelf, Shelved, likeness_of
from playground.worker.questions import (
    DirectionKind,
    LandscapeAnswer,
    LandscapeQuestion,
    PlaceQuestion,
)
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from playground.worker.studies.landscape import study_landscape, study_place
from playground.worker.timeline import Timeline
from playground.worker.trail import Trail

AXES = list(LandscapeAxes)


def small() -> Experiment:
    """Give a network of 2-4-1 with a penalty on 50 points."""
    experiment = edits.set_train_share(edits.set_dataset(Experiment(), Dataset.SPIRAL), 0.1)
    while len(experiment.network.hidden) > 1:
        experiment = edits.remove_layer(experiment, len(experiment.network.hidden) - 1)
    experiment = edits.set_regularization(experiment, Regularization.L2)
    return edits.set_regularization_rate(experiment, 0.03)


def trained(steps: int = 60) -> Run:
    run = Run(small())
    timeline = Timeline()
    run.trail = Trail(timeline)
    timeline.begin(1, run, None)
    on(run, timeline, steps)
    run.timeline = timeline  # type: ignore[attr-defined]
    return run


def on(run: Run, timeline: Timeline, steps: int) -> None:
    for _ in range(steps):
        run.trainer.run(1)
        timeline.train(run, 0.0)
        run.trail.note(run)


def answers(run: Run, question: LandscapeQuestion) -> list[LandscapeAnswer]:
    return [answer for _, answer in study_landscape(run, question) if answer is not None]


def loss_by_hand(run: Run, parameters: np.ndarray) -> float:
    """Return half the mean squared error of two layers of tanh, and the price of their weights."""
    a, price = run.samples.train_inputs.T, 0.0
    for layer in range(2):
        weights, biases = run.network.split_layer(layer, np.array(parameters, np.float64))
        a = np.tanh(weights.T @ a + biases[:, None])
        price += 0.03 / 2 * float(np.square(weights).sum())
    return float(np.square(a[0] - run.train_targets[:, 0]).mean()) / 2 + price


def vectors(run: Run, answer: LandscapeAnswer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return origin and directions of an answer's plane, from places that are told one by one."""
    x, y = answer.here
    origin, right, up = (
        study_place(run, PlaceQuestion(answer.plane, x + a, y + b)).parameters
        for a, b in ((0, 0), (1, 0), (0, 1))
    )
    return origin, right - origin, up - origin


@pytest.mark.parametrize("axes", AXES)
def test_a_sketch_and_then_all_of_it_are_the_loss_at_each_place(axes: LandscapeAxes) -> None:
    run = trained()
    coarse, fine = answers(run, LandscapeQuestion(axes))
    assert (coarse.heights.shape, fine.heights.shape) == ((20, 24), (77, 96))
    assert not coarse.fine and fine.fine and fine.known.all()
    origin, right, up = vectors(run, fine)
    np.testing.assert_allclose([right @ right, up @ up, right @ up], [1, 1, 0], atol=1e-6)
    np.testing.assert_allclose(origin, run.network.parameters, atol=1e-6)
    assert fine.loss == pytest.approx(loss_by_hand(run, run.network.parameters.astype(float)), rel=1e-5)
    for answer in (coarse, fine):
        left, width = answer.extent[0], answer.extent[1] - answer.extent[0]
        bottom, height = answer.extent[2], answer.extent[3] - answer.extent[2]
        rows, columns = answer.heights.shape
        for row, column in ((0, 0), (rows // 2, 3), (rows - 1, columns - 1)):
            x = left + (column + 0.5) * width / columns - answer.here[0]
            y = bottom + (row + 0.5) * height / rows - answer.here[1]
            told = loss_by_hand(run, origin + x * right + y * up)
            assert answer.heights[row, column] == pytest.approx(told, rel=1e-4)
        assert width / height == pytest.approx(1.25)


@pytest.mark.parametrize("axes", [LandscapeAxes.PATH, LandscapeAxes.WEIGHTS])
def test_the_path_lies_where_its_points_are_projected(axes: LandscapeAxes) -> None:
    run = trained()
    stood = run.trail.points(run)[1]
    answer = answers(run, LandscapeQuestion(axes))[-1]
    origin, right, up = vectors(run, answer)
    away = stood - run.network.parameters
    np.testing.assert_allclose(answer.path_x - answer.here[0], away @ right, atol=1e-5)
    np.testing.assert_allclose(answer.path_y - answer.here[1], away @ up, atol=1e-5)
    rest = away - np.outer(away @ right, right) - np.outer(away @ up, up)
    np.testing.assert_allclose(answer.distances, np.linalg.norm(rest, axis=1), atol=1e-5)
    np.testing.assert_allclose(answer.lengths, np.linalg.norm(away, axis=1), atol=1e-6)
    held = 1.0 - np.square(rest).sum() / np.square(away).sum()
    assert answer.share == pytest.approx(held, abs=1e-5)
    losses = [loss_by_hand(run, point) for point in stood]
    np.testing.assert_allclose(answer.path_losses, losses, rtol=1e-5)
    assert answer.extent[0] < answer.path_x.min() and answer.path_x.max() < answer.extent[1]
    assert answer.extent[2] < answer.path_y.min() and answer.path_y.max() < answer.extent[3]
    assert answer.path_steps.tolist() == list(range(61))
    assert origin.size == run.network.size


def test_main_directions_hold_most_and_say_how_much() -> None:
    run = trained()
    answer = answers(run, LandscapeQuestion())[-1]
    away = run.trail.points(run)[1] - run.network.parameters
    squares = np.linalg.svd(away, compute_uv=False) ** 2 / np.square(away).sum()
    assert [each.kind for each in answer.directions] == [DirectionKind.MAIN] * 2
    assert sorted(each.share or 0 for each in answer.directions) == pytest.approx(
        sorted(squares[:2]), abs=1e-6
    )
    assert answer.share == pytest.approx(squares[:2].sum(), abs=1e-6)


def test_downhill_is_the_part_of_the_gradient_in_the_plane() -> None:
    run = trained()
    for axes in (LandscapeAxes.GRADIENT, LandscapeAxes.RANDOM):
        answer = answers(run, LandscapeQuestion(axes))[-1]
        origin, right, up = vectors(run, answer)
        h = 1e-4
        slopes = [
            (loss_by_hand(run, origin + h * each) - loss_by_hand(run, origin - h * each)) / (2 * h)
            for each in (right, up)
        ]
        np.testing.assert_allclose(-answer.slope * np.array(answer.downhill), slopes, rtol=1e-2, atol=1e-5)
    assert np.hypot(*answers(run, LandscapeQuestion(LandscapeAxes.GRADIENT))[-1].downhill) == pytest.approx(1)


def test_the_top_eigenvector_bends_as_much_as_is_told() -> None:
    run = trained()
    answer = answers(run, LandscapeQuestion(LandscapeAxes.EIGEN))[-1]
    origin, *axes = vectors(run, answer)
    h = 1e-3
    for direction, axis in zip(answer.directions, axes, strict=True):
        around = [loss_by_hand(run, origin + step * axis) for step in (-h, 0.0, h)]
        assert direction.curvature == pytest.approx((around[0] - 2 * around[1] + around[2]) / h**2, rel=0.02)


def test_an_axis_that_had_to_be_turned_is_told_as_such() -> None:
    run = trained()
    mixed = answers(run, LandscapeQuestion(LandscapeAxes.GRADIENT))[-1]
    top = answers(run, LandscapeQuestion(LandscapeAxes.EIGEN))[-1]
    by_kind = {each.kind: each for each in mixed.directions}
    shelf = run.trail.planes
    whole, part = (shelf.get(each.plane, likeness_of(run)) for each in (top, mixed))
    assert whole is not None and part is not None
    places = [each.number for each in top.directions]
    steepest = whole.plane.first if places[0] == 1 else whole.plane.second
    along = max(abs(steepest @ part.plane.first), abs(steepest @ part.plane.second))
    assert by_kind[DirectionKind.EIGEN].bent == (along < 0.999)
    assert not by_kind[DirectionKind.GRADIENT].bent
    assert not any(each.bent for each in top.directions)


def test_two_weights_are_the_axes_and_are_written_on_them() -> None:
    run = trained()
    weights = Parameter(0, 1, 2), Parameter(1, None, 0)
    answer = answers(run, LandscapeQuestion(LandscapeAxes.WEIGHTS, weights))[-1]
    values = run.network.weights(0)[1, 2], run.network.biases(1)[0]
    assert answer.here == pytest.approx(values)
    assert [each.parameter for each in answer.directions] == list(weights)
    moved = study_place(run, PlaceQuestion(answer.plane, 0.75, -0.25)).parameters
    changed = np.flatnonzero(np.abs(moved - run.network.parameters) > 1e-6)
    assert sorted(moved[changed]) == pytest.approx([-0.25, 0.75])
    by_itself = answers(run, LandscapeQuestion(LandscapeAxes.WEIGHTS))[-1]
    largest = np.sort(np.abs(run.full_gradient()))[-2:][::-1]
    told = [
        abs(
            (run.network.split_layer(p.layer, run.full_gradient())[1 if p.source is None else 0])[
                p.target if p.source is None else (p.source, p.target)
            ]
        )
        for p in (each.parameter for each in by_itself.directions)
        if p is not None
    ]
    assert told == pytest.approx(largest)
    with pytest.raises(ExperimentError, match="same weight"):
        answers(run, LandscapeQuestion(LandscapeAxes.WEIGHTS, (weights[0], weights[0])))
    with pytest.raises(ExperimentError, match="no such weight"):
        answers(run, LandscapeQuestion(LandscapeAxes.WEIGHTS, (weights[0], Parameter(7, 0, 0))))


@pytest.mark.parametrize("axes", [LandscapeAxes.PATH, LandscapeAxes.EIGEN, LandscapeAxes.GRADIENT])
def test_axes_do_not_flip_over_thirty_updates(axes: LandscapeAxes) -> None:
    run = trained(40)
    question = LandscapeQuestion(axes, sketch=True)
    before = None
    for _ in range(30):
        on(run, run.timeline, 1)  # type: ignore[attr-defined]
        sketch = next(answer for _, answer in study_landscape(run, question) if answer is not None)
        shelved = run.trail.planes.get(sketch.plane, likeness_of(run))
        assert shelved is not None
        if before is not None:
            assert shelved.plane.first @ before.first > 0 and shelved.plane.second @ before.second > 0
            assert abs(shelved.plane.first @ before.first) >= abs(shelved.plane.first @ before.second)
        before = shelved.plane


def test_zoom_keeps_the_present_place_and_the_extent_stays_while_it_fits() -> None:
    run = trained()
    first, near = (answers(run, LandscapeQuestion(zoom=zoom))[-1].extent for zoom in (1.0, 4.0))
    np.testing.assert_allclose(np.array(first) / 4, near)
    on(run, run.timeline, 1)  # type: ignore[attr-defined]
    assert answers(run, LandscapeQuestion())[-1].extent == first


def test_before_the_first_step_the_plane_is_downhill_and_across() -> None:
    run = Run(small())
    answer = answers(run, LandscapeQuestion())[-1]
    assert answer.share is None and answer.directions[0].kind is DirectionKind.GRADIENT
    assert answer.path_steps.tolist() == [0]
    assert answer.downhill == pytest.approx((1.0, 0.0), abs=1e-9)


def test_places_that_are_not_finite_are_marked_and_cannot_be_started_from() -> None:
    run = trained(5)
    run.network.parameters[:] = 1e30
    on(run, run.timeline, 0)  # type: ignore[attr-defined]
    answer = answers(run, LandscapeQuestion(LandscapeAxes.RANDOM))[-1]
    assert not answer.known.all() and np.isfinite(answer.heights).all()


def test_a_forgotten_plane_and_too_few_points_are_refused_in_words() -> None:
    run = trained(3)
    with pytest.raises(ExperimentError, match="no longer known"):
        study_place(run, PlaceQuestion(99, 0.0, 0.0))
    place = answers(run, LandscapeQuestion())[-1].plane
    told = study_place(run, PlaceQuestion(place, 0.1, 0.2))
    assert told.loss == pytest.approx(loss_by_hand(run, told.parameters), rel=1e-5)
    assert told.loss_here == pytest.approx(loss_by_hand(run, run.network.parameters.astype(float)), rel=1e-5)
    np.testing.assert_array_equal(told.parameters, told.parameters.astype(run.network.dtype))


def test_another_network_of_as_many_weights_does_not_answer_from_an_old_picture() -> None:
    run = trained()
    told = answers(run, LandscapeQuestion())[-1]
    assert study_place(run, PlaceQuestion(told.plane, 0.0, 0.0)).loss == pytest.approx(told.loss)
    (layer,) = run.experiment.network.hidden
    swapped = replace(layer, neurons=(*layer.neurons[1:], 99))
    network = replace(run.experiment.network, hidden=(swapped,))
    other = Run(replace(run.experiment, network=network))
    other.trail = run.trail
    assert other.network.size == run.network.size
    with pytest.raises(ExperimentError, match="no longer known"):
        study_place(other, PlaceQuestion(told.plane, 0.0, 0.0))


def test_planes_of_large_networks_are_soon_forgotten() -> None:
    shelf, size = PlaneShelf(), MOST_BYTES // 48  # each takes half of what may be kept
    plane = Plane(*(np.broadcast_to(np.float64(0), (size,)) for _ in range(3)))
    kept = [
        shelf.keep(axes, Shelved(plane, (0.0, 0.0), (-1.0, 1.0, -1.0, 1.0), (size,))) for axes in AXES[:4]
    ]
    assert [shelf.get(number, (size,)) is not None for number in kept] == [False, False, True, True]
    assert [shelf.last(axes, (size,)) is not None for axes in AXES[:4]] == [False, False, True, True]


def test_on_a_saddle_at_zero_the_path_s_plane_is_that_of_the_top_eigenvectors() -> None:
    run = Run(small())
    run.network.parameters[:] = 0.0
    run.train_targets[:] -= run.train_targets.mean()
    run.samples.train_inputs[:] -= run.samples.train_inputs.mean(axis=0)
    answer = answers(run, LandscapeQuestion())[-1]
    assert answer.slope == pytest.approx(0.0, abs=1e-6)
    assert {each.kind for each in answer.directions} == {DirectionKind.EIGEN}
