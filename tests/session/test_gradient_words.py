"""Each sentence about the gradients in the situation it is for, and not in its near miss."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation
from playground.document.experiment import Experiment
from playground.session import gradient_words as words
from playground.worker.run import Run
from playground.worker.snapshots import CloudPlane, GradientCloud

THIN = "\u2009"


def norms_of(experiment: Experiment) -> tuple[float, ...]:
    return Run(experiment).measure().gradient_norms


def test_it_vanishes_in_ten_layers_of_sigmoids_and_not_in_ten_of_leaky_relu() -> None:
    deep = edits.set_hidden(Experiment(), (4,) * 10)
    norms = norms_of(edits.set_activation(deep, Activation.SIGMOID))
    assert norms[0] / norms[-1] < 1e-3
    assert words.size_words(norms).startswith("The gradient vanishes towards the input: Hidden 1 gets 1/")
    other = norms_of(edits.set_activation(edits.set_hidden(Experiment(), (4,) * 2), Activation.SIGMOID))
    assert "neither vanishes nor explodes" in words.size_words(other)


def test_shares_are_rounded_to_two_digits() -> None:
    said = words.size_words((1 / 1_234, 0.5, 1.0))
    assert said == f"The gradient vanishes towards the input: Hidden 1 gets 1/1{THIN}200 of the output's."


def test_a_hundredth_is_the_border_of_vanishing() -> None:
    assert "vanishes towards the input" in words.size_words((0.99e-2, 1.0))
    assert "neither" in words.size_words((1.01e-2, 1.0))


def test_a_hundred_times_is_the_border_of_exploding() -> None:
    said = words.size_words((1_210.0, 3.0, 1.0))
    assert said == f"The gradient explodes towards the input: Hidden 1 gets 1{THIN}200 times the output's."
    assert "neither" in words.size_words((99.0, 3.0, 1.0))


def test_a_gradient_that_ends_on_its_way_names_where() -> None:
    assert words.size_words((0.0, 0.0, 0.1, 0.2)) == (
        "The gradient ends before the input: Hidden 2 and every layer before it get none."
    )
    assert words.size_words((0.0, 0.1)) == "The gradient ends before the input: Hidden 1 gets none."
    assert "vanishes" in words.size_words((1e-300, 0.1))


def test_no_gradient_anywhere_is_said_and_one_layer_has_no_way_to_vanish_on() -> None:
    assert words.size_words((0.0, 0.0)).startswith("No layer has a gradient")
    assert words.size_words((0.021,)) == "The output is the only layer: its gradient has the size 0.021."
    assert words.size_words((0.3, 0.0)) == "The output gets no gradient, though layers before it do."
    assert words.size_words(()) == words.size_words((float("nan"), 1.0)) == ""


def test_dead_neurons_are_counted_by_layer() -> None:
    assert words.dead_words((0, 3, 4, 0), (8, 8, 4, 1)) == (
        "Dead for every sample looked at: 3 of 8 in Hidden 2, all 4 in Hidden 3."
    )
    assert words.dead_words((0, 0), (8, 1)) == ""


def test_the_spread_is_told_between_its_percentiles() -> None:
    said = words.spread_words(0, 3, (-0.0123, -0.002, 0.0, 0.0031, 0.456))
    assert said == (
        "Nine in ten values in Hidden 1 lie from −0.012 to 0.46, the middle half from −0.0020 to 0.0031."
    )
    assert "in the output lie" in words.spread_words(2, 3, (0.0,) * 5)
    assert words.spread_words(0, 1, ()) == words.spread_words(0, 1, (np.nan,) * 5) == ""


def test_steps_outside_the_usual_name_the_layer() -> None:
    assert words.step_words((0.9e-4, 1e-3)) == (
        f"Hidden 1 hardly moves: a step is 1/11{THIN}000 of its weights' size; about 1/1{THIN}000 is usual."
    )
    assert words.step_words((1.1e-4, 1e-3)).startswith("Steps are 1/9")
    assert words.step_words((1e-3, 0.05)).startswith("The output moves far: a step is 1/20 of")
    assert words.step_words((1e-3, 0.0099)).endswith("within the usual.")
    assert words.step_words((0.0, 1e-3)) == "Hidden 1 stood still in the last step."
    assert words.step_words((np.nan, np.nan)) == ""
    assert words.step_words((2e-3,)).startswith("A step is 1/500 of the weights' size in the output")


CLOUD = GradientCloud(
    plane=CloudPlane.STEPS,
    share=0.43,
    points=np.zeros((200, 2)),
    against=np.zeros(200, bool),
    in_batch=np.zeros(200, bool),
    batch=(0.1, 0.0),
    full=(0.1, 0.0),
    covariance=np.eye(2),
    training_samples=250,
    batch_size=10,
    full_length=0.1,
    noise=0.5,
    angle=38.2,
    typical=((10, 35.4), (40, 19.6)),
    running=False,
)


def test_a_batch_is_told_by_its_angle_and_by_what_is_usual() -> None:
    assert words.cloud_words(CLOUD) == (
        "The next batch points 38° off the full gradient; about 35° is usual for 10 samples, 20° for 40."
    )
    before = replace(CLOUD, angle=None)
    assert words.cloud_words(before) == "Batches of 10 point about 35° off the full gradient, 20° for 40."
    half = replace(CLOUD, batch_size=100, typical=((100, 9.5), (250, 0.0)))
    assert words.cloud_words(half).endswith("about 9.5° is usual for 100 samples, 0° for all 250.")


def test_a_batch_of_everything_and_a_gradient_of_zero_are_said_plainly() -> None:
    assert words.cloud_words(replace(CLOUD, batch_size=250, typical=((250, 0.0),))).startswith(
        "Each batch is the whole training set"
    )
    assert "without chance" not in words.cloud_words(replace(CLOUD, batch_size=249))
    assert words.cloud_words(replace(CLOUD, typical=None)).startswith("The full gradient is 0")


def test_the_plane_and_its_share_are_named() -> None:
    assert words.cloud_place(CLOUD) == (
        f"200 of 250 samples; 43{THIN}% of squared length is in the steps' plane"
    )
    best = replace(CLOUD, plane=CloudPlane.BEST, training_samples=200, running=True)
    assert words.cloud_place(best) == (
        f"All 200 samples, by running means; 43{THIN}% of squared length is in their best plane"
    )


def test_too_large_a_network_says_so() -> None:
    assert words.cloud_obstacle(1_000_000) == ""
    assert words.cloud_obstacle(1_000_001).startswith(f"Above 1{THIN}000{THIN}000 parameters")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0"),
        (0.336, "0.34"),
        (-0.0021, "−0.0021"),
        (12.3, "12"),
        (3.44e-7, "3.4·10⁻⁷"),
        (-5e8, "−5.0·10⁸"),
    ],
)
def test_numbers_have_two_digits(value: float, said: str) -> None:
    assert words.number(value) == said


def test_of_few_samples_among_many_nothing_usual_is_told() -> None:
    many = replace(CLOUD, training_samples=1_437)
    assert words.cloud_words(many) == (
        f"The next batch points 38° off the full gradient; 200 of 1{THIN}437 samples are too few to say what "
        "is usual."
    )
    assert not words.tells_chance(many)
    assert words.tells_chance(replace(CLOUD, training_samples=800))
