"""What is said of the course of the training loss, checked by other code than that which says it."""

from __future__ import annotations

import math
from statistics import mean, median

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset
from playground.document.limits import ALL_SAMPLES
from playground.session.insights.progress import (
    falling_fast,
    falling_steadily,
    flattened,
    jitters,
    plateau,
    stand,
)
from tests.session.insights.reading import numbers_in, recent_by_hand
from tests.session.insights.runs import activated, made, on, trained

RANDOM = np.random.default_rng(5)
NOISE = RANDOM.normal(size=200)


def test_how_fast_the_loss_halves_of_a_real_run() -> None:
    situation = trained(on(Dataset.PLANE, (), batch_size=ALL_SAMPLES, learning_rate=0.1), 20)
    insight = falling_fast(situation)
    assert insight is not None
    epochs, losses = recent_by_hand(situation)
    slope = np.polyfit(epochs, np.log(losses), 1)[0]
    halving, window = numbers_in(insight.reason)
    assert halving == pytest.approx(-math.log(2) / slope, rel=0.02)
    assert window == pytest.approx(epochs[-1] - epochs[0], rel=0.05)
    assert falling_steadily(situation) is None


def test_a_loss_that_halves_each_three_epochs_is_said_to() -> None:
    insight = falling_fast(made([0.5 ** (epoch / 3) for epoch in range(40)]))
    assert insight is not None
    assert numbers_in(insight.reason)[0] == 3.0


def test_a_slow_fall_is_no_fast_one() -> None:
    situation = made([0.5 ** (epoch / 50) for epoch in range(40)])
    assert falling_fast(situation) is None
    insight = falling_steadily(situation)
    assert insight is not None
    fall, window, halving = numbers_in(insight.reason)
    assert halving == 50.0
    assert fall == pytest.approx(100 * (0.5 ** (window / 50) - 1), abs=0.5)
    assert insight.remedy is not None
    assert insight.remedy.edit(situation.experiment).training.learning_rate == 0.1


def test_no_fall_is_told_of_noise_or_of_too_few_measures() -> None:
    noisy = made(0.3 + 0.05 * NOISE[:40])
    short = made([0.5**epoch for epoch in range(11)])
    level = made([0.5] * 40)
    for situation in (noisy, short, level):
        assert falling_fast(situation) is None
        assert falling_steadily(situation) is None


def test_a_fall_before_the_last_change_is_none_now() -> None:
    losses = [0.5 ** (epoch / 3) for epoch in range(30)]
    assert falling_fast(made(losses)) is not None
    assert falling_fast(made(losses, markers=((25.0, "η 0.03 → 0.3"),))) is None
    assert falling_fast(made(losses, changed_step=25 * 25)) is None
    assert falling_fast(made(losses, markers=((25.0, "stopped at epoch 25"),))) is not None


def test_how_far_the_gradient_shrank_of_a_real_run() -> None:
    # Saddle by one linear layer: the best plane is found soon, and the loss stays where it is.
    situation = trained(on(Dataset.SADDLE, (), batch_size=ALL_SAMPLES, learning_rate=0.1), 120)
    insight = flattened(situation)
    assert insight is not None
    sizes = [math.sqrt(sum(each**2 for each in row)) for row in situation.norms.tolist()]
    shrunk, since = numbers_in(insight.reason)
    assert shrunk == pytest.approx(max(sizes) / median(sizes[-9:]), rel=0.05)
    assert since == sizes.index(max(sizes))


def test_the_slope_has_not_flattened_while_the_loss_falls_or_the_gradient_is_as_it_was() -> None:
    falling = [0.5 ** (epoch / 10) for epoch in range(60)]
    shrinking = [(loss, loss) for loss in (0.8**epoch for epoch in range(60))]
    assert flattened(made(falling, norms=shrinking)) is None
    assert flattened(made([0.2] * 60, norms=[(1.0, 0.2 + 0.1 * (epoch % 2)) for epoch in range(60)])) is None
    assert flattened(made([0.2] * 60, norms=shrinking)) is not None


def test_a_deep_sigmoid_network_is_stuck_on_a_plateau() -> None:
    deep = activated(on(Dataset.CIRCLE, (4, 4, 4, 4, 4)), Activation.SIGMOID)
    situation = trained(deep, 40)
    insight = plateau(situation)
    assert insight is not None
    epochs, losses = recent_by_hand(situation)
    slope = np.polyfit(epochs, losses, 1)[0]
    loss, moved, window, right, guess = numbers_in(insight.reason)
    assert loss == pytest.approx(situation.rows[-1, 2], rel=0.005)
    assert moved == pytest.approx(100 * slope * (epochs[-1] - epochs[0]) / mean(losses), abs=0.05)
    assert window == pytest.approx(epochs[-1] - epochs[0], abs=0.5)
    assert right == pytest.approx(100 * situation.rows[-1, 5], abs=0.05)
    assert guess == pytest.approx(100 * 127 / 250, abs=0.05)
    assert insight.remedy is not None
    assert insight.remedy.edit(deep).network.seed == 1


def test_no_plateau_where_half_is_learned_or_the_loss_still_falls() -> None:
    still = [0.5] * 60
    assert plateau(made(still, accuracies=(0.52, 0.5))) is not None
    assert plateau(made(still, accuracies=(0.75, 0.75))) is None
    assert plateau(made([0.5 * 0.9999**epoch for epoch in range(60)], accuracies=(0.52, 0.5))) is None
    assert plateau(made([0.5] * 9, accuracies=(0.52, 0.5))) is None


def test_how_far_the_loss_jitters() -> None:
    situation = made(0.3 + 0.03 * NOISE)
    insight = jitters(situation)
    assert insight is not None
    epochs, losses = recent_by_hand(situation)
    left = losses - np.polyval(np.polyfit(epochs, losses, 1), epochs)
    spread, level, window, batch = numbers_in(insight.reason)
    assert spread == pytest.approx(100 * left.std() / losses.mean(), abs=0.06)
    assert level == pytest.approx(losses.mean(), rel=0.005)
    assert (window, batch) == (pytest.approx(epochs[-1] - epochs[0], abs=0.5), 10)
    assert insight.remedy is not None
    assert insight.remedy.edit(situation.experiment).training.learning_rate == 0.01


def test_a_real_run_of_small_batches_jitters_and_one_of_all_samples_does_not() -> None:
    noisy = edits.set_noise(on(Dataset.BANDS, (), learning_rate=1.0, batch_size=2), 0.3)
    assert jitters(trained(noisy, 100)) is not None
    assert jitters(made(0.3 + 0.03 * NOISE, experiment=on(Dataset.CIRCLE, batch_size=ALL_SAMPLES))) is None


def test_waves_and_trends_are_no_jitter() -> None:
    epochs = np.arange(200)
    assert jitters(made(0.3 + 0.05 * np.sin(epochs / 10))) is None
    assert jitters(made(np.linspace(0.9, 0.3, 200) + 0.01 * NOISE)) is None


def test_where_the_run_stands() -> None:
    situation = trained(on(Dataset.CIRCLE), 3)
    insight = stand(situation)
    assert insight is not None
    loss, epoch = numbers_in(insight.claim)
    right, test_right = numbers_in(insight.reason)
    row = situation.rows[-1]
    assert loss == pytest.approx(row[2], rel=0.005)
    assert (epoch, right, test_right) == (
        3,
        pytest.approx(100 * row[5], abs=0.05),
        pytest.approx(100 * row[6], abs=0.05),
    )
    assert stand(trained(on(Dataset.CIRCLE), 0)) is None
