"""The picture of the network: what is shown, what is where, and where the arrow keys lead."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.ui.panels.chain_rule.net_chip import chip_place
from playground.ui.panels.chain_rule.net_layout import NetLayout, Place, lay_out, shown_units
from playground.ui.panels.chain_rule.net_walk import Way, step
from playground.worker.snapshots import Neuron, Parameter

SIZES, BIASED = (2, 4, 3, 1), (True, False, True)


def a_layout(sizes: tuple[int, ...] = SIZES, biased: tuple[bool, ...] = BIASED, **wanted: int) -> NetLayout:
    units = [{wanted[f"of_{at}"]} if f"of_{at}" in wanted else set() for at in range(len(sizes))]
    return lay_out(sizes, biased, units, QRectF(0, 0, 300, 320), 1.0)


def test_everything_is_found_where_it_stands() -> None:
    layout = a_layout()
    assert [neuron for neuron, _ in layout.discs] == [
        Neuron(layer, unit) for layer, size in enumerate(SIZES) for unit in range(size)
    ]
    for neuron, centre in layout.discs:
        assert layout.hit(centre) == neuron
    for neuron in (Neuron(1, 0), Neuron(1, 3), Neuron(3, 0)):
        dot = layout.bias_dot(neuron)
        assert dot is not None
        assert layout.hit(dot) == Parameter(neuron.layer - 1, None, neuron.index)
    assert layout.bias_dot(Neuron(2, 0)) is None, "its layer has no biases"
    assert layout.bias_dot(Neuron(0, 0)) is None
    assert layout.hit(layout.loss) is Place.LOSS
    assert layout.hit(QPointF(1, 1)) is None
    for weight in (Parameter(0, 0, 0), Parameter(2, 2, 0), Parameter(1, 0, 0)):
        path = layout.edge(weight)
        assert path is not None
        assert layout.hit(path.pointAtPercent(0.4)) == weight


@pytest.mark.parametrize("sizes", [SIZES, (1, 1), (2, 16, 16, 16, 16, 16, 16, 3), (8, 5)])
def test_discs_stay_inside_and_apart(sizes: tuple[int, ...]) -> None:
    layout = a_layout(sizes, (True,) * (len(sizes) - 1))
    for column in layout.columns:
        for above, below in pairwise(sorted(column.ys.values())):
            assert below - above >= 2 * layout.radius
        for y in column.ys.values():
            assert layout.radius - 1e-9 <= column.x <= 300 - layout.radius
            assert layout.radius <= y <= 320 - layout.radius
    xs = [*(column.x for column in layout.columns), layout.loss.x()]
    assert all(right - left >= 2 * layout.radius for left, right in pairwise(xs))


def test_of_a_long_layer_some_are_shown_and_the_wanted_ones_among_them() -> None:
    layout = a_layout((2, 100, 1), (True, True), of_1=57)
    column = layout.columns[1]
    assert 57 in column.ys
    assert column.left_out == 100 - len(column.ys) > 0
    assert column.tile is not None
    assert 2 * layout.radius >= 16 - 1e-9
    assert shown_units(5, 8, ()) == (0, 1, 2, 3, 4)
    assert shown_units(20, 4, {9, 12}) == (0, 9, 12)


def test_the_name_of_the_picked_one_covers_little() -> None:
    layout = a_layout()
    for parameter in (Parameter(0, 1, 0), Parameter(2, 0, 0), Parameter(0, None, 2)):
        box = chip_place(layout, parameter, QSizeF(44, 20))
        assert box is not None
        discs = [QRectF(c.x() - 20, c.y() - 20, 40, 40).intersected(box) for _, c in layout.discs]
        assert sum(each.width() * each.height() for each in discs) < 0.5 * 44 * 20
    assert chip_place(layout, Parameter(1, None, 0), QSizeF(44, 20)) is None, "there is no such bias"


def test_the_arrows_go_through_all_weights_of_a_layer() -> None:
    at, seen = Parameter(0, 0, 0), []
    for _ in range(8):
        seen.append(at)
        at = step(SIZES, BIASED, at, Way.DOWN)
    assert at == seen[0]
    assert len(set(seen)) == 8
    assert step(SIZES, BIASED, seen[0], Way.UP) == seen[-1]


@pytest.mark.parametrize(
    ("at", "way", "to"),
    [
        (Parameter(0, 1, 2), Way.RIGHT, Parameter(1, 2, 1)),
        (Parameter(1, 2, 1), Way.LEFT, Parameter(0, 0, 2)),
        (Parameter(0, 1, 2), Way.LEFT, Parameter(0, 1, 2)),
        (Parameter(2, 1, 0), Way.RIGHT, Parameter(2, 1, 0)),
        (Parameter(0, 1, 2), Way.BIAS, Parameter(0, None, 2)),
        (Parameter(0, None, 2), Way.BIAS, Parameter(0, 0, 2)),
        (Parameter(1, 0, 0), Way.BIAS, Parameter(1, 0, 0)),
        (Parameter(0, None, 2), Way.DOWN, Parameter(0, None, 3)),
        (Parameter(0, None, 2), Way.RIGHT, Parameter(1, 2, 1)),
        (Parameter(2, None, 0), Way.LEFT, Parameter(1, 0, 0)),
    ],
)
def test_the_arrows_lead_across_layers_and_onto_biases(at: Parameter, way: Way, to: Parameter) -> None:
    assert step(SIZES, BIASED, at, way, (2, 1, 0)) == to
