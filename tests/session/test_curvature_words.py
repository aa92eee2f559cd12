from __future__ import annotations

from dataclasses import replace

import pytest

from playground.document.choices import Optimizer
from playground.document.experiment import Training
from playground.session import curvature_words as words
from playground.worker.snapshots import Curvature, Eigenvalue
from tests.session.test_curvature_history import curvature

SGD = Training(optimizer=Optimizer.SGD, learning_rate=0.1)


def of(rate: float, sharpness: float, factor: float | None = 2.0, **fields: object) -> Curvature:
    stable = None if factor is None or sharpness <= 0 else factor / sharpness
    return replace(
        curvature(1.0, sharpness),
        largest=(Eigenvalue(sharpness, 1e-6),),
        learning_rate=rate,
        stable_rate=stable,
        stable_setting=stable,
        edge=None if factor is None else factor / rate,
        **fields,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("rate", "sharpness", "said"),
    [
        (0.1, 4.0, "Glides: η = 0.100 is under 1/λ₁, half of 2/λ₁ = 0.500"),
        (0.1, 14.0, "Zig-zags along the steepest bend: η = 0.100"),
        (0.1, 20.0, "At the bound: η = 0.100 is all that λ₁ allows, 2/λ₁ = 0.100."),
        (0.1, 19.0, "Close to the bound: η = 0.100 is nearly all that λ₁ allows, 2/λ₁ = 0.105."),
        (0.1, 21.0, "Just over the bound: η = 0.100 is more than λ₁ allows, 2/λ₁ = 0.0952; swings grow"),
        (0.1, 30.0, "Too long along the steepest bend"),
        (0.1, -0.5, "The loss bends up in no direction: the largest eigenvalue is −0.500."),
    ],
)
def test_a_step_is_judged_by_the_steepest_bend(rate: float, sharpness: float, said: str) -> None:
    told = words.step_words(of(rate, sharpness), SGD)
    assert told.startswith(said)
    assert "guide" not in told


def test_a_mini_batch_makes_it_a_guide_and_other_optimisers_know_no_bound() -> None:
    assert words.step_words(of(0.1, 4.0, full_batch=False), SGD).endswith("does not see all of the loss.")
    adam = Training(optimizer=Optimizer.ADAM)
    assert "no bound" in words.step_words(of(0.1, 4.0, None), adam)
    assert (words.rate_name(adam), words.edge_name(adam)) == ("", "")
    assert words.mark_words(of(0.1, 4.0, None), adam) == ""


def test_the_mark_says_what_it_is() -> None:
    momentum = Training(optimizer=Optimizer.MOMENTUM, momentum=0.5, learning_rate=0.1)
    told = words.mark_words(of(0.1, 4.0, 3.0), momentum)
    assert told.startswith("Red from 0.750 = 2(1 + β)/λ₁, with λ₁ = 4.00")
    assert told.endswith("Exact for a loss that is a parabola.")
    assert words.mark_words(of(0.1, 4.0, full_batch=False), SGD).endswith(
        "A guide: each step sees a batch, or drops neurons."
    )
    assert "schedule" in words.mark_words(of(0.05, 4.0), SGD)
    assert words.status_words(of(0.1, 4.0), SGD) == "λ₁ 4.00 of 20.0 = 2/η"


def test_how_sure_and_at_what_cost() -> None:
    told = of(0.1, 4.0, samples=1_000, train_samples=60_000)
    assert words.sure_words(told) == (
        "λ₁ is sure to 1 in 1 000: 12 exact products in 3.00 ms, of the first "
        "1\u2009000 of 60\u2009000 training samples"
    )
    assert "10 times" in words.condition_words(10.0)
    assert "0.500 on average" in words.trace_words(5.0, 10)
