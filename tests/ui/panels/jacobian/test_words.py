from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from playground.ui.panels.jacobian.strip_layout import cells
from playground.ui.panels.jacobian.words import about_layer, about_modes, about_samples, sentence
from playground.worker.questions import JacobianAnswer, JacobianLayer

ONE = np.ones((5, 2))


def layer(name: str, stretch: float, factor: float | None, units: int = 3) -> JacobianLayer:
    axes = np.array([[3.0, 4.0], [0.0, 0.5]])
    own = np.array([1.0])
    return JacobianLayer(
        *(name, units, "tanh", own, 1, own, 1, stretch, factor, 1.0, 0.5),
        *(ONE, axes, ONE, 0.037, 0.0),
    )


def answer(*factors: float) -> JacobianAnswer:
    layers, stretch = [], 1.0
    names = [*(f"Layer {at}" for at in range(1, len(factors))), "Output"]
    for name, factor in zip(names, factors, strict=True):
        came, stretch = stretch, stretch * factor
        layers.append(layer(name, stretch, factor if came else None))
    return JacobianAnswer(
        *(0, 10, "", ("x₁", "x₂"), 2, False, 0.3, ONE, tuple(layers), ("label",), np.ones((1, 2))),
        *(False, False, (), np.ones(2), 2, 1, 3e-17, 1.0, 105, 0, 0.0),
    )


@pytest.mark.parametrize(
    ("factors", "claim", "reason"),
    [
        ((0.5, 0.4, 0.3), "Every layer shrinks.", "0.5 × 0.4 × 0.3 = 0.06 times as large"),
        ((0.1, 0.05), "Every layer shrinks: the change vanishes.", "0.1 × 0.05 = 0.005 times"),
        ((20.0, 10.0), "Every layer stretches: the change explodes.", "20 × 10 = 200 times"),
        ((2.0, 0.25, 0.5), "Some layers stretch, some shrink, layer 2 most.", "2 × 0.25 × 0.5 = 0.25 times"),
        ((2.0, 0.25), "Some layers stretch, some shrink, the output most.", "2 × 0.25 = 0.5 times"),
        ((0.5,), "It shrinks.", "arrives 0.5 times as large"),
        ((0.5, 0.0, 0.0), "Nothing arrives.", "After layer 2 no small change of x is left."),
        ((0.5,) * 8, "Every layer shrinks: the change vanishes.", "× (2 more) = 0.0039 times"),
    ],
)
def test_the_sentence_is_true_to_the_product(factors: tuple[float, ...], claim: str, reason: str) -> None:
    said = sentence(answer(*factors))
    assert said[0] == claim
    assert reason in said[1]


def test_a_layer_is_told_by_its_numbers() -> None:
    said = about_layer(layer("Layer 2", 1.0, 1.0))
    assert said == (
        "Layer 2, 3 tanh neurons: half axes 5.0 and 0.50, in radii; "
        "drawn without its turn, directions as in x; "
        "its plane keeps 50\u2009% of the stretch; the true curve is off by 3.7 % of that at most."
    )
    assert "mirrored" in about_layer(replace(layer("Output", 1.0, 1.0), turned=-2.0))


def test_modes_and_samples_are_counted() -> None:
    passes, loss = about_modes(answer(0.5))
    assert passes.startswith("Forward mode 2 passes, one per input; reverse mode 1 pass, one per output.")
    assert loss.endswith("1 pass for all 105 weights and biases, forward mode 105.")
    assert "200 of 1\u2009437 samples" in about_samples(200, 1437)
    assert "of 250 samples" in about_samples(250, 250)


@pytest.mark.parametrize("count", [1, 2, 6, 12, 30])
def test_squares_of_a_strip_neither_overlap_nor_leave_it(count: int) -> None:
    area = QRectF(0, 0, 900, 220)
    places = cells(area, count, 17, 18)
    assert len(places) == count
    for index, place in enumerate(places):
        assert area.adjusted(-20, 0, 20, 1).contains(place.above.united(place.below))
        assert not any(place.square.intersects(other.square) for other in places[:index])
