"""How strong an edge is drawn follows its number; curves run where they should."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document.choices import CanvasMode
from playground.document.edits import set_edge_share, set_hidden
from playground.document.experiment import Experiment
from playground.ui.canvas.dashes import dash_lines
from playground.ui.canvas.design import design_of
from playground.ui.canvas.edges import Edges, edges_of
from playground.ui.canvas.layout import Frame, lay_out
from playground.ui.canvas.strokes import FADED, FULL, HIDDEN, emphasis, pens, shares, strokes_of
from playground.ui.canvas.values import Values
from playground.worker.snapshots import LayerValues, Neuron, Parameter, ParameterSnapshot
from tests.ui.canvas.networks import SMALL, feed

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

    from playground.ui.canvas.canvas import NetworkCanvas

SIZES = (2, 8, 8, 1)


@pytest.fixture
def edges(qapp: QGuiApplication) -> Edges:
    design = design_of(set_hidden(Experiment(), (8, 8)))
    return edges_of(lay_out(design, Frame(738.0, 400.0)))


def shown(weights: list[np.ndarray]) -> Values:
    layers = tuple(LayerValues(each, np.zeros(each.shape[1])) for each in weights)
    return Values(sizes=SIZES, parameters=ParameterSnapshot(layers))


def random_weights(seed: int = 0) -> list[np.ndarray]:
    random = np.random.default_rng(seed)
    return [random.normal(size=shape) for shape in itertools.pairwise(SIZES)]


def test_there_is_one_edge_per_weight_of_inputs_that_are_on(edges: Edges) -> None:
    assert len(edges) == 2 * 8 + 8 * 8 + 8
    assert len({edges.parameter(edge) for edge in range(len(edges))}) == len(edges)
    assert edges.parameter(edges.place(Parameter(1, 3, 5)) or 0) == Parameter(1, 3, 5)


def test_curves_leave_and_arrive_level(edges: Edges) -> None:
    for path in (edges.path(edge) for edge in range(len(edges))):
        assert path.angleAtPercent(0.0) % 360.0 == pytest.approx(0.0, abs=1e-6)
        assert path.angleAtPercent(1.0) % 360.0 == pytest.approx(0.0, abs=1e-6)


def test_points_lie_on_the_curve_that_is_drawn(edges: Edges) -> None:
    edge = edges.place(Parameter(1, 0, 7))
    assert edge is not None
    path = edges.path(edge)
    drawn = [path.pointAtPercent(share / 2000) for share in range(2001)]
    for x, y in edges.points[edge]:
        assert min(math.hypot(point.x() - x, point.y() - y) for point in drawn) < 0.2


def test_nearest_agrees_with_a_search_over_all_points(edges: Edges) -> None:
    widths = np.zeros(len(edges))
    fine = [
        [edges.path(edge).pointAtPercent(share / 300) for share in range(301)] for edge in range(len(edges))
    ]
    for x, y in np.random.default_rng(4).uniform((180, 80), (500, 380), (25, 2)):
        _, distance = edges.nearest(x, y, widths)
        searched = min(math.hypot(p.x() - x, p.y() - y) for points in fine for p in points)
        assert distance == pytest.approx(searched, abs=0.8)


def test_a_stroke_is_as_wide_as_its_share_of_the_97th_percentile(edges: Edges) -> None:
    weights = random_weights()
    strokes = strokes_of(edges, shown(weights))
    assert strokes is not None
    every = np.sort(np.abs(np.concatenate([each.ravel() for each in weights])))
    place = 0.97 * (len(every) - 1)
    low = math.floor(place)
    reach = every[low] + (place - low) * (every[low + 1] - every[low])
    edge = edges.place(Parameter(1, 2, 3))
    assert edge is not None
    t = min(abs(weights[1][2, 3]) / reach, 1.0) * np.sign(weights[1][2, 3])
    assert strokes.t[edge] == pytest.approx(t)
    assert strokes.widths(1.28)[edge] == pytest.approx(1.28 * (0.8 + 4.4 * abs(t)))


def test_slopes_are_lifted_by_a_power() -> None:
    assert shares(np.array([0.5, -1.0, 1.0]), CanvasMode.GRADIENTS)[0] == pytest.approx(0.5**0.6, rel=1e-3)
    assert shares(np.array([-0.01, 1.0, 1.0]), CanvasMode.GRADIENTS)[0] == pytest.approx(
        -(0.01**0.6), rel=1e-3
    )


def test_fifteen_of_each_gap_are_drawn_in_full(edges: Edges) -> None:
    strokes = strokes_of(edges, shown(random_weights()))
    assert strokes is not None
    seen = emphasis(strokes, None, only=False)
    for layer, full in ((0, 15), (1, 15), (2, 8)):
        here = edges.layer == layer
        assert int((seen[here] == FULL).sum()) == full
        strong, weak = np.abs(strokes.t[here & (seen == FULL)]), np.abs(strokes.t[here & (seen == FADED)])
        assert weak.size == 0 or strong.min() >= weak.max()


def test_all_visible_edges_have_one_pen_and_the_strongest_comes_last(edges: Edges) -> None:
    strokes = strokes_of(edges, shown(random_weights()))
    assert strokes is not None
    drawn = pens(strokes, emphasis(strokes, None, only=False), 1.0)
    numbers = [edge for pen in drawn for edge in pen.edges]
    assert len(numbers) == len(set(numbers))
    left_out = set(range(len(edges))) - set(numbers)
    assert all(abs(strokes.t[edge]) < 0.02 for edge in left_out)
    full = [pen.width for pen in drawn if not pen.weak]
    assert full == sorted(full)
    assert len(drawn) <= 4 * 27


def test_what_is_no_number_is_never_drawn_by_value(edges: Edges) -> None:
    weights = random_weights()
    weights[1][4, 4] = np.nan
    strokes = strokes_of(edges, shown(weights))
    assert strokes is not None
    broken = edges.place(Parameter(1, 4, 4))
    assert not strokes.finite[broken]
    assert all(broken not in pen.edges for pen in pens(strokes, emphasis(strokes, None, only=False), 1.0))


def test_values_of_another_shape_are_not_believed(edges: Edges) -> None:
    values = shown(random_weights())
    values.sizes = (2, 8, 7, 1)
    assert strokes_of(edges, values) is None
    assert values.parameter(Parameter(0, 0, 0)) is None


def test_dashes_cover_their_share_of_a_straight_line() -> None:
    points = np.stack([np.linspace(0.0, 140.0, 9), np.zeros(9)], axis=-1)[None]
    dashes = dash_lines(points, 4.0, 3.0)
    assert sum(dash.length() for dash in dashes) == pytest.approx(80.0)
    assert [dash.x1() for dash in dashes[:3]] == pytest.approx([0.0, 7.0, 14.0])
    moved = dash_lines(points, 4.0, 3.0, 2.0)
    assert [dash.x1() for dash in moved[:2]] == pytest.approx([2.0, 9.0])


def test_a_share_draws_the_strongest_of_each_gap_and_no_pointer_finds_the_others(
    canvas: NetworkCanvas,
) -> None:
    canvas.show_experiment(set_edge_share(SMALL, 0.25))
    feed(canvas)
    scene, strokes = canvas.scene, canvas.scene.strokes
    assert strokes is not None
    for layer, wanted in ((0, 2), (1, 2), (2, 1)):
        here = scene.edges.layer == layer
        drawn = here & (scene.seen != HIDDEN)
        assert int(drawn.sum()) == wanted
        assert np.abs(strokes.t[drawn]).min() >= np.abs(strokes.t[here & ~drawn]).max()
    hidden = int(np.flatnonzero(scene.seen == HIDDEN)[0])
    found, _ = scene.edges.nearest(*scene.edges.points[hidden, 5], scene.widths)
    assert scene.seen[found] != HIDDEN


def test_the_pointer_on_a_neuron_brings_its_edges_back(canvas: NetworkCanvas) -> None:
    canvas.show_experiment(set_edge_share(SMALL, 0.01))
    feed(canvas)
    canvas.hover(Neuron(1, 2))
    touching = canvas.scene.edges.touching(1, 2)
    assert (canvas.scene.seen[touching] == FULL).all()
