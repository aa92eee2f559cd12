"""What is said of a slice is true to its numbers."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document.experiment import Experiment
from playground.ui.panels.landscape.slice_words import (
    axis_title,
    held_words,
    loss_words,
    share_words,
    short_title,
    start_words,
)
from playground.worker.questions import Direction, DirectionKind, PlaceAnswer
from playground.worker.snapshots import Parameter
from tests.ui.landscapes import bowl


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.98, "98\u2009%"),
        (1.0, "100\u2009%"),
        (0.9951, "99.5\u2009%"),
        (0.99996, "over 99.9\u2009%"),
        (0.0, "0\u2009%"),
        (0.001, "less than 1\u2009%"),
    ],
)
def test_nearly_all_is_not_called_all_nor_very_little_none(share: float, words: str) -> None:
    assert share_words(share) == words


def test_the_plane_and_its_loss() -> None:
    assert held_words(bowl(share=0.5)) == "This plane holds 50\u2009% of the path."
    assert held_words(bowl(share=None)) == "There is no path yet: no step has been taken."
    assert loss_words(bowl()) == "L: mean loss of all 250 training samples."
    some = bowl(samples=300, train_samples=60_000, penalised=True, drops=True)
    assert loss_words(some) == (
        "L: mean loss of the first 300 of 60\u2009000 training samples plus the penalty, without dropout."
    )
    place = PlaceAnswer(1, 0.0, 0.0, 0.22, 0.31, np.zeros(3))
    assert start_words(place) == "Start from here: loss 0.310 → 0.220"


@pytest.mark.parametrize(
    ("direction", "long", "short"),
    [
        (
            Direction(DirectionKind.MAIN, 1, share=0.91),
            "main direction 1 (91\u2009% of the path)",
            "direction 1",
        ),
        (Direction(DirectionKind.GRADIENT), "along −∇L", "along −∇L"),
        (Direction(DirectionKind.GRADIENT, bent=True), "along −∇L, square to the other axis", "along −∇L"),
        (
            Direction(DirectionKind.EIGEN, 2, curvature=-0.5),
            "eigenvector 2 of the Hessian (λ = −0.500)",
            "eigenvector 2",
        ),
        (
            Direction(DirectionKind.WEIGHT, parameter=Parameter(0, 1, 2)),
            "the weight from x₂ to neuron 1.3",
            "weight",
        ),
        (
            Direction(DirectionKind.WEIGHT, parameter=Parameter(0, None, 2)),
            "the bias of neuron 1.3",
            "weight",
        ),
        (Direction(DirectionKind.RANDOM, 2), "random direction 2", "random 2"),
    ],
)
def test_axes_are_named(direction: Direction, long: str, short: str) -> None:
    assert axis_title(Experiment(), direction) == long
    assert short_title(direction) == short
