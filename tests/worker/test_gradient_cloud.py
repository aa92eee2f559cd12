"""The gradient cloud, against gradients computed sample by sample and moments worked out plainly."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document import edits, limits
from playground.document.choices import Activation, Dataset, Normalization, Regularization
from playground.document.experiment import Experiment
from playground.engine import Backpropagation
from playground.engine.order import Order
from playground.worker.gradient_cloud import Clouds, angle_between, choose, next_batch
from playground.worker.gradient_plane import faced, leading, plane_of_steps, turned_towards
from playground.worker.run import Run
from playground.worker.snapshots import CloudPlane, GradientCloud
from tests.worker.tables import experiment_on, table_with

STEPS, BEST = CloudPlane.STEPS, CloudPlane.BEST


def a_run(experiment: Experiment, steps: int = 43, **kwargs: object) -> Run:
    run = Run(experiment, **kwargs)  # type: ignore[arg-type]
    run.footsteps.wanted = True
    if steps:
        run.footsteps.run(steps)
    return run


def small(share: float = 0.3) -> Experiment:
    """Give an experiment of so few training samples that all are looked at."""
    return edits.set_train_share(edits.set_dataset(Experiment(), Dataset.SPIRAL), share)


def cloud(run: Run, plane: CloudPlane = STEPS) -> GradientCloud:
    found = Clouds(run).cloud(plane)
    assert found is not None
    return found


def one_by_one(run: Run) -> np.ndarray:
    X, T = run.samples.train_inputs, run.train_targets
    plan = Backpropagation(run.network, run.experiment.network.loss.value, 1)
    return np.array([plan.gradient(X[i : i + 1], T[i : i + 1]).copy() for i in range(len(X))])


def used_next(run: Run, size: int) -> np.ndarray:
    """Let a twin take the next step, and find the samples that its batch was made of."""
    twin = Run(run.experiment, checkpoint=run.checkpoint())
    twin.trainer.run(1)
    gradients, followed = one_by_one(run), twin.trainer.batch_gradient
    position, order = run.trainer.position, Order(len(gradients), run.experiment.data.seed)
    batch = order.of_epoch(run.trainer.epoch)[position : position + size]
    np.testing.assert_allclose(gradients[batch].mean(axis=0), followed, atol=1e-12)
    return batch


def test_the_last_two_steps_span_the_plane() -> None:
    run = a_run(small(), 40)
    past = [run.network.parameters.copy()]
    for _ in range(2):
        run.footsteps.run(1)
        past.append(run.network.parameters.copy())
    found, gradients = cloud(run), one_by_one(run)
    last, before = past[2] - past[1], past[1] - past[0]
    across = last / np.linalg.norm(last)
    up = before - (before @ across) * across
    up /= np.linalg.norm(up)
    assert found.plane is STEPS
    np.testing.assert_allclose(found.points[:, 0], -gradients @ across, atol=1e-9)
    np.testing.assert_allclose(np.abs(found.points[:, 1]), np.abs(gradients @ up), atol=1e-9)
    full = gradients.mean(axis=0)
    assert found.full[0] == pytest.approx(-full @ across)
    assert found.full[1] >= 0  # nothing before it says otherwise
    assert found.share == pytest.approx((found.points**2).sum() / (gradients**2).sum())


def test_the_best_plane_is_that_of_the_singular_vectors() -> None:
    run = a_run(small())
    found, gradients = cloud(run, BEST), one_by_one(run)
    _, values, axes = np.linalg.svd(gradients, full_matrices=False)
    assert found.plane is BEST
    assert found.share == pytest.approx((values[:2] ** 2).sum() / (values**2).sum())
    np.testing.assert_allclose(np.abs(found.points), np.abs(gradients @ axes[:2].T), atol=1e-9)
    assert min(found.full) >= 0


@pytest.mark.parametrize("second", [0.0, 0.3, 0.9999999, 1.0])
def test_the_leading_eigenvectors_are_exact_however_close_they_lie(second: float) -> None:
    generator = np.random.default_rng(0)
    turn = np.linalg.qr(generator.normal(size=(90, 90)))[0]
    values = np.concatenate([[1.0, second], np.full(88, 0.9 * second)])
    matrix = turn @ np.diag(values) @ turn.T
    found, vectors = leading(matrix)
    np.testing.assert_allclose(found, values[:2], atol=1e-12)
    np.testing.assert_allclose(matrix @ vectors, vectors * found, atol=1e-9)
    np.testing.assert_allclose(vectors.T @ vectors, np.eye(2), atol=1e-12)


def test_the_full_gradient_is_the_mean_of_all_without_the_penalty() -> None:
    experiment = edits.set_regularization(small(), Regularization.L2)
    run = a_run(edits.set_regularization_rate(experiment, 0.1))
    found, gradients = cloud(run), one_by_one(run)
    full = gradients.mean(axis=0)
    assert len(found.points) == found.training_samples == len(gradients) <= 200
    assert found.full_length == pytest.approx(np.linalg.norm(full))
    np.testing.assert_allclose(found.points.mean(axis=0), found.full, atol=1e-9)
    assert found.full_length != pytest.approx(np.linalg.norm(run.full_gradient()), rel=1e-3)
    assert found.against.tolist() == (gradients @ full < 0).tolist()


def test_the_batch_is_that_of_the_next_step() -> None:
    run = a_run(small())
    found, gradients = cloud(run), one_by_one(run)
    batch, full = used_next(run, 10), gradients.mean(axis=0)
    mean = gradients[batch].mean(axis=0)
    assert np.flatnonzero(found.in_batch).tolist() == sorted(batch.tolist())
    assert found.batch == pytest.approx(tuple(found.points[found.in_batch].mean(axis=0)))
    cosine = mean @ full / np.linalg.norm(mean) / np.linalg.norm(full)
    assert found.angle == pytest.approx(np.degrees(np.arccos(cosine)))


def test_the_last_batch_of_an_epoch_may_be_smaller() -> None:
    run = a_run(edits.set_batch_size(small(), 40), 0)
    samples = len(run.samples.train_inputs)
    run.trainer.run(samples // 40)
    order = Order(samples, run.experiment.data.seed)
    assert len(next_batch(run, order)) == samples % 40 == 30
    assert next_batch(run, order).tolist() == used_next(run, 30).tolist()
    run.trainer.run(1)
    run._forget()
    assert next_batch(run, order).tolist() == used_next(run, 40).tolist()


def test_before_two_steps_the_best_plane_stands_in() -> None:
    run = a_run(small(), 1)
    assert cloud(run).plane is BEST
    run.footsteps.run(1)
    run._forget()
    assert cloud(run).plane is STEPS


def mean_angle(gradients: np.ndarray, size: int) -> float:
    """Draw many batches and give their mean angle with the full gradient, in degrees."""
    full, generator = gradients.mean(axis=0), np.random.default_rng(1)
    angles = [
        angle_between(gradients[generator.choice(len(gradients), size, replace=False)].mean(axis=0), full)
        for _ in range(4_000)
    ]
    return float(np.mean([each for each in angles if each is not None]))


def test_gradients_along_one_line_point_there_or_back() -> None:
    plane = edits.set_dataset(Experiment(), Dataset.PLANE)
    deep = edits.set_hidden(edits.set_train_share(plane, 0.3), (6,) * 10)
    experiment = edits.set_activation(deep, Activation.SIGMOID)
    run = a_run(edits.set_batch_size(experiment, 10), 200)
    found = cloud(run)
    assert found.typical is not None
    assert found.typical[0][1] == pytest.approx(mean_angle(one_by_one(run), 10), rel=0.1)
    assert found.typical[0][1] > 20


def test_the_noise_is_that_of_every_batch_that_could_be_drawn() -> None:
    run = a_run(edits.set_batch_size(small(), 4))
    found, gradients = cloud(run), one_by_one(run)
    full, generator = gradients.mean(axis=0), np.random.default_rng(0)
    means = np.array(
        [
            gradients[generator.choice(len(gradients), 4, replace=False)].mean(axis=0) - full
            for _ in range(40_000)
        ]
    )
    assert found.noise == pytest.approx(
        np.sqrt((means**2).sum(axis=1).mean()) / np.linalg.norm(full), rel=0.02
    )
    assert found.typical is not None
    assert [degrees for _, degrees in found.typical] == pytest.approx(
        [mean_angle(gradients, 4), mean_angle(gradients, 16)], rel=0.05
    )
    assert [size for size, _ in found.typical] == [4, 16]


def test_the_ellipse_is_the_covariance_of_a_batch_mean_without_putting_back() -> None:
    run = a_run(edits.set_batch_size(small(), 10))
    found = cloud(run)
    n, aside = len(found.points), found.points - np.array(found.full)
    expected = aside.T @ aside / n / 10 * (n - 10) / (n - 1)
    np.testing.assert_allclose(found.covariance, expected, atol=1e-12)


def test_a_batch_of_everything_has_no_noise() -> None:
    run = a_run(edits.set_batch_size(small(), limits.ALL_SAMPLES))
    found = cloud(run)
    assert found.batch_size == found.training_samples
    assert (found.noise, found.typical) == (0.0, ((found.batch_size, 0.0),))
    assert found.angle == pytest.approx(0.0, abs=1e-6)
    assert not found.covariance.any()


def test_of_many_samples_some_are_looked_at_and_the_batch_among_them() -> None:
    run = a_run(Experiment())  # 250 train
    found, gradients = cloud(run), one_by_one(run)
    assert (len(found.points), found.training_samples) == (200, 250)
    assert found.in_batch.sum() == 10
    assert found.full_length == pytest.approx(np.linalg.norm(gradients.mean(axis=0)))
    spread = (gradients - gradients.mean(axis=0)).var(axis=0).sum()
    noise = np.sqrt(spread * 240 / 249 / 10) / found.full_length
    assert found.noise == pytest.approx(noise, rel=0.1)


def test_the_shares_make_means_of_the_whole_set() -> None:
    batch = np.array([3, 500, 77])
    chosen = choose(1_000, batch, 50)
    assert (len(chosen.numbers), chosen.in_batch.sum()) == (50, 3)
    assert chosen.shares.sum() == pytest.approx(1.0)
    assert chosen.shares[chosen.in_batch] == pytest.approx(1 / 1_000)
    assert np.diff(chosen.numbers).max() <= 2 * 1_000 / 47
    many = choose(1_000, np.arange(40), 50)
    assert many.shares == pytest.approx(1 / 50)
    assert many.in_batch.sum() == 2
    assert choose(30, batch[:1], 50).numbers.tolist() == list(range(30))


@pytest.mark.parametrize("kind", [Normalization.BATCH, Normalization.LAYER])
def test_normalised_layers_are_looked_at_sample_by_sample(kind: Normalization) -> None:
    run = a_run(edits.set_layer_normalization(Experiment(), 0, kind))
    found = cloud(run)
    assert len(found.points) == 60
    assert found.running is (kind is Normalization.BATCH)
    assert found.full_length == pytest.approx(np.linalg.norm(one_by_one(run).mean(axis=0)))


@pytest.mark.parametrize("classes", [0, 3])
def test_tables_have_one_too(classes: int) -> None:
    table = table_with(classes=classes)
    run = a_run(experiment_on(table), table=table)
    found = cloud(run)
    assert found.full_length == pytest.approx(np.linalg.norm(one_by_one(run).mean(axis=0)))


def test_steps_along_one_line_span_no_plane() -> None:
    one = np.array([1.0, 2.0, -1.0])
    assert plane_of_steps(one, -3 * one) is None
    assert plane_of_steps(one, 0 * one) is None
    assert plane_of_steps(one, np.array([1.0, 2.0, -1.01])) is not None
    experiment = edits.set_batch_size(edits.set_learning_rate(small(), 1e-5), limits.ALL_SAMPLES)
    assert cloud(a_run(experiment)).plane is BEST


def test_axes_do_not_flip_or_swap_while_they_move_a_little() -> None:
    generator = np.random.default_rng(0)
    plane = np.linalg.qr(generator.normal(size=(9, 2)))[0].T
    moved = np.linalg.qr((plane + 0.01 * generator.normal(size=(2, 9))).T)[0].T
    for other in (moved, -moved, moved[::-1], moved * [[1], [-1]]):
        np.testing.assert_allclose(turned_towards(other, plane), plane, atol=0.06)
    assert (faced(plane, -plane[0] - plane[1]) == -plane).all()


def test_a_picture_of_the_best_plane_goes_on_as_it_was() -> None:
    run = a_run(small())
    clouds = Clouds(run)
    former = clouds.cloud(BEST)
    for _ in range(30):
        run.footsteps.run(1)
        now = clouds.cloud(BEST)
        assert former is not None
        assert now is not None
        moved = np.linalg.norm(now.points - former.points)
        for flipped in ([-1, 1], [1, -1], [-1, -1]):
            assert moved < np.linalg.norm(now.points * flipped - former.points)
        former = now


def test_what_has_no_cloud_says_nothing() -> None:
    run = a_run(small())
    run.network.parameters[:] = np.nan
    run._forget()
    assert Clouds(run).cloud(STEPS) is None
    large = Run(edits.set_hidden(Experiment(), (1_200, 1_000)))
    assert large.network.size > limits.MOST_CLOUD_PARAMETERS
    assert Clouds(large).cloud(STEPS) is None


def test_an_angle_is_exact_however_small() -> None:
    one = np.array([1.0, 0.0])
    assert angle_between(one, np.array([1.0, 1e-12])) == pytest.approx(np.degrees(1e-12))
    assert angle_between(one, np.array([-2.0, 0.0])) == pytest.approx(180.0)
    assert angle_between(one, 0 * one) is None


# Footsteps


def test_the_training_is_the_same_whether_its_steps_are_kept_or_not() -> None:
    kept, plain = a_run(small(), 0), Run(small())
    for steps in (1, 2, 5, 1, 40):
        kept.footsteps.run(steps)
        plain.trainer.run(steps)
        assert np.array_equal(kept.network.parameters, plain.network.parameters)
    assert plain.footsteps.last_two() is None


def test_steps_that_were_not_watched_are_not_known() -> None:
    run = a_run(small(), 1)
    assert run.footsteps.last_two() is None
    run.footsteps.run(1)
    assert run.footsteps.last_two() is not None
    run.footsteps.wanted = False
    run.footsteps.run(3)
    assert run.footsteps.last_two() is None
    run.footsteps.wanted = True
    run.footsteps.run(1)
    assert run.footsteps.last_two() is None
    run.footsteps.run(1)
    assert run.footsteps.last_two() is not None
