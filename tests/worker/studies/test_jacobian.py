from __future__ import annotations

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset, Initializer
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.storage.examples import example_named
from playground.storage.tables import table_of
from playground.worker.questions import (
    JacobianAnswer,
    JacobianMap,
    JacobianMapQuestion,
    JacobianQuestion,
    JacobianSpread,
    JacobianSpreadQuestion,
)
from playground.worker.run import Run
from playground.worker.studies.desk import study


def run_of(name: str, steps: int = 20) -> Run:
    experiment = example_named(name).experiment()
    run = Run(experiment, table_of(experiment))
    run.trainer.run(steps)
    return run


def answer_of(run: Run, sample: int = 0, radius: float = 0.3) -> JacobianAnswer:
    *_, (share, answer) = study(run, JacobianQuestion(sample, radius))
    assert share == 1.0 and isinstance(answer, JacobianAnswer)
    return answer


def by_hand(run: Run, sample: int) -> list[np.ndarray]:
    """Each layer's Jacobian by the coordinates of a spiral's sample, by central differences."""
    x, names = run.samples.train_points[sample], run.experiment.data.inputs
    features = {"x1": lambda p: p[:, 0], "x2": lambda p: p[:, 1]}
    features |= {"sin x1": lambda p: np.sin(p[:, 0]), "sin x2": lambda p: np.sin(p[:, 1])}
    network = run.network.copy(np.float64)

    def stages(points: np.ndarray) -> list[np.ndarray]:
        inputs = np.stack([features[name](points) for name in names], axis=1)
        return [inputs, *network.activations(inputs)]

    def quotient(h: float) -> list[np.ndarray]:
        pairs = zip(stages(x + h * np.eye(2)), stages(x - h * np.eye(2)), strict=True)
        return [(ahead - behind).T / (2 * h) for ahead, behind in pairs]

    return [(4 * fine - coarse) / 3 for coarse, fine in zip(quotient(2e-3), quotient(1e-3), strict=True)]


def test_of_points_everything_is_by_their_coordinates() -> None:
    run = run_of("spiral")
    answer = answer_of(run, 7)
    truth = by_hand(run, 7)
    names = [layer.name for layer in answer.layers]
    assert names == ["Features", *(f"Layer {at}" for at in range(1, len(truth) - 1)), "Output"]
    assert (answer.sample, answer.samples, answer.names) == (7, len(run.samples.train_inputs), ("x₁", "x₂"))
    bound, before = 1.0, np.sqrt(1.0)
    for layer, jacobian in zip(answer.layers, truth, strict=True):
        values = np.linalg.svd(jacobian, compute_uv=False)
        np.testing.assert_allclose(layer.running, values, rtol=1e-6, atol=1e-9)
        stretch = np.sqrt((values**2).sum() / 2)
        assert layer.stretch == pytest.approx(stretch, rel=1e-7)
        assert layer.factor == pytest.approx(stretch / before, rel=1e-6)
        bound, before = bound * layer.own[0], stretch
        assert layer.bound == pytest.approx(bound)
        assert layer.bound >= layer.running[0] * (1 - 1e-9)
    product = np.prod([layer.factor for layer in answer.layers])
    assert product == pytest.approx(answer.layers[-1].stretch)
    np.testing.assert_allclose(answer.slopes, truth[-1], rtol=1e-6, atol=1e-9)
    assert (answer.forward_passes, answer.reverse_passes) == (2, 1)
    assert answer.difference <= 1e-14 * max(answer.largest, 1e-3)


def test_the_true_curve_meets_the_ellipse_as_the_circle_shrinks() -> None:
    run = run_of("circle")
    bends = [[layer.bend for layer in answer_of(run, 3, r).layers] for r in (0.5, 0.05, 0.005)]
    for large, small, tiny in zip(*bends, strict=True):
        assert large > 5 * small > 25 * tiny
    layer = answer_of(run, 3, 0.001).layers[0]
    np.testing.assert_allclose(layer.curve, layer.ellipse, atol=2e-3 * layer.running[0])


def test_of_images_the_plane_keeps_a_share_and_scores_lose_their_mean() -> None:
    run = run_of("digits")
    answer = answer_of(run, 5)
    assert answer.image == (1, 8, 8) and answer.best_plane and answer.scores and answer.centred
    x = np.asarray(run.samples.train_inputs[5], np.float64)
    rows = np.stack([run.network.copy(np.float64).sensitivities(x[None], k)[0][0] for k in range(10)])
    np.testing.assert_allclose(answer.slopes, rows - rows.mean(axis=0), atol=1e-12)
    values = np.linalg.svd(rows, compute_uv=False)
    assert answer.layers[-1].kept == pytest.approx((values[:2] ** 2).sum() / (values**2).sum())
    assert (answer.forward_passes, answer.reverse_passes) == (64, 10)
    assert answer.label == run.samples.classes[run.samples.train_labels[5]]


def test_over_many_samples_and_over_the_map() -> None:
    run = run_of("circle")
    ((_, spread),) = study(run, JacobianSpreadQuestion())
    assert isinstance(spread, JacobianSpread)
    assert spread.samples == min(200, len(run.samples.train_inputs))
    largest = [[layer.running[0] for layer in answer_of(run, each).layers] for each in range(spread.samples)]
    np.testing.assert_allclose(
        [spread.low, spread.middle, spread.high], np.percentile(largest, (10, 50, 90), axis=0), rtol=1e-9
    )
    ((_, told),) = study(run, JacobianMapQuestion(20, (0, 1), field=True))
    assert isinstance(told, JacobianMap)
    assert told.decision.values.shape == (20, 20) and told.field is not None


@pytest.mark.parametrize(
    ("activation", "initializer", "least", "most"),
    [
        (Activation.SIGMOID, Initializer.XAVIER, 0.0, 1e-5),
        (Activation.TANH, Initializer.ORTHOGONAL, 1e-2, 10.0),
    ],
)
def test_ten_layers(activation: Activation, initializer: Initializer, least: float, most: float) -> None:
    experiment = edits.set_activation(edits.set_hidden(Experiment(), (8,) * 10), activation)
    run = Run(edits.set_initializer(edits.set_dataset(experiment, Dataset.CIRCLE), initializer))
    ((_, spread),) = study(run, JacobianSpreadQuestion())
    assert isinstance(spread, JacobianSpread)
    assert least <= spread.middle[9] < most


def test_what_has_no_answer_says_why() -> None:
    wide = run_of("mnist-convolution", steps=0)
    with pytest.raises(ExperimentError, match="too wide"):
        list(study(wide, JacobianSpreadQuestion()))
    empty = Run(edits.set_dataset(Experiment(), Dataset.CIRCLE))
    assert answer_of(empty, 10**6).sample == len(empty.samples.train_inputs) - 1
