"""Whatever the network, size and text: nothing overlaps, all is inside, columns run to the right."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from playground.document.edits import set_hidden, set_input_on
from playground.document.experiment import Experiment
from playground.ui.canvas.design import design_of
from playground.ui.canvas.items import InputPlace
from playground.ui.canvas.layout import Frame, Layout, lay_out
from playground.ui.canvas.rows import ALWAYS_SHOWN, rows_for
from playground.worker.snapshots import Neuron
from tests.ui.canvas.networks import table

HIDDEN = st.lists(st.integers(1, 40), max_size=6).map(tuple)
FRAMES = st.builds(
    Frame,
    width=st.floats(560, 1500),
    height=st.floats(300, 900),
    k=st.sampled_from([1.0, 1.28, 1.55]),
    input_label=st.floats(28, 160),
)
EXPERIMENTS = st.one_of(
    st.builds(lambda hidden: set_hidden(Experiment(), hidden), HIDDEN),
    st.builds(
        lambda columns, classes, hidden: table(columns, tuple(f"class {i}" for i in range(classes)), hidden),
        st.integers(1, 60),
        st.integers(2, 20),
        HIDDEN,
    ),
)


def boxes(layout: Layout) -> list[QRectF]:
    tiles = [column.tile for column in layout.columns if column.tile is not None]
    return [*(node.rect for node in layout.nodes.values()), *tiles, layout.loss]


@given(EXPERIMENTS, FRAMES)
def test_nothing_overlaps(experiment: Experiment, frame: Frame) -> None:
    layout = lay_out(design_of(experiment), frame)
    assert not [pair for pair in combinations(boxes(layout), 2) if pair[0].intersects(pair[1])]


@given(EXPERIMENTS, FRAMES)
def test_everything_is_inside_and_below_the_heads(experiment: Experiment, frame: Frame) -> None:
    layout = lay_out(design_of(experiment), frame)
    whole = QRectF(0.0, 0.0, layout.size.width(), layout.size.height())
    inside = whole.adjusted(-0.5, -0.5, 0.5, 0.5)
    assert all(inside.contains(box) for box in boxes(layout))
    assert all(box.top() >= layout.body.top() - 1.0 for box in boxes(layout))
    assert layout.size.width() >= frame.width
    assert layout.size.height() >= frame.height


@given(EXPERIMENTS, FRAMES)
def test_columns_run_from_left_to_right_with_room_for_their_buttons(
    experiment: Experiment, frame: Frame
) -> None:
    layout = lay_out(design_of(experiment), frame)
    for before, after in pairwise(layout.columns):
        right = max(node.rect.right() for node in before.nodes)
        assert right + 5.0 < min(node.rect.left() for node in after.nodes)
        if before.add is not None and after.remove is not None:
            assert after.remove.x() - before.add.x() >= 20.0 * frame.k
    assert layout.loss.left() > layout.columns[-1].nodes[0].rect.right()


@given(EXPERIMENTS, FRAMES)
def test_every_unit_is_shown_or_counted(experiment: Experiment, frame: Frame) -> None:
    design = design_of(experiment)
    layout = lay_out(design, frame)
    for column, place in zip(design.columns, layout.columns, strict=True):
        assert len(place.nodes) + place.unseen == column.count
        assert (place.tile is not None) == (place.unseen > 0)
        assert len(place.nodes) >= min(column.count, 9)
        assert all(round(node.rect.width()) >= round(24 * frame.k) for node in place.nodes)


@given(EXPERIMENTS, FRAMES)
def test_labels_of_inputs_have_room_at_the_left(experiment: Experiment, frame: Frame) -> None:
    layout = lay_out(design_of(experiment), frame)
    assert min(node.rect.left() for node in layout.columns[0].nodes) >= frame.input_label


def test_usual_sizes_at_the_usual_size() -> None:
    layout = lay_out(design_of(set_hidden(Experiment(), (6, 6, 4))), Frame(738.0, 400.0))
    sizes = [round(column.nodes[0].rect.width()) for column in layout.columns]
    assert sizes == [32, 40, 40, 40, 56]
    assert layout.loss.width() == pytest.approx(58.0)


def test_inputs_off_have_a_place_but_no_neuron() -> None:
    experiment = set_input_on(Experiment(), "sin x1", True)
    layout = lay_out(design_of(experiment), Frame(738.0, 400.0))
    assert layout.nodes[InputPlace("sin x1")].neuron == Neuron(0, 2)
    assert layout.nodes[InputPlace("x1^2")].neuron is None
    assert len(layout.columns[0].nodes) == 7


def test_units_that_come_first_are_drawn_in_the_order_of_the_layer() -> None:
    layout = lay_out(design_of(set_hidden(Experiment(), (40,))), Frame(738.0, 400.0), {1: (39, 7, 20)})
    drawn = [node.neuron.index for node in layout.columns[1].nodes if node.neuron is not None]
    assert {7, 20, 39} <= set(drawn)
    assert drawn == sorted(drawn)
    others = [unit for unit in range(40) if unit not in (7, 20, 39)]
    assert sorted(set(drawn) - {7, 20, 39}) == others[: len(drawn) - 3]


def test_sixteen_units_are_all_drawn_however_low_the_window() -> None:
    layout = lay_out(design_of(set_hidden(Experiment(), (ALWAYS_SHOWN,))), Frame(738.0, 200.0))
    assert layout.columns[1].tile is None


def test_no_hidden_layer_leaves_a_ghost_between_inputs_and_output() -> None:
    layout = lay_out(design_of(set_hidden(Experiment(), ())), Frame(738.0, 400.0))
    assert layout.ghost is not None
    assert layout.columns[0].x < layout.ghost.left() < layout.ghost.right() < layout.columns[1].x


@given(st.integers(1, 5000), st.floats(10, 90), st.floats(50, 900), st.sampled_from([1.0, 1.28, 1.55]))
def test_rows_shrink_before_they_hide(count: int, wanted: float, available: float, k: float) -> None:
    rows = rows_for(count, max(wanted, 24.0 * k), available, k)
    assert 24.0 * k - 1e-6 <= rows.size <= max(wanted, 24.0 * k) + 1e-6
    if rows.unseen:
        assert rows.size == pytest.approx(24.0 * k, rel=0.02) or rows.shown >= 9
    assert all(after - before >= rows.size for before, after in pairwise(rows.offsets))
