"""The input gradients as arrows: which way, how long, which one is read, and when none are drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from playground.ui.plots.decision_map import DecisionMapView
from playground.ui.plots.map_arrows import nearest, thinned, vectors
from playground.ui.plots.map_legend import FADE_TEXT, Entry, MapLegend, Sign, arrow_entry
from playground.worker.snapshots import DecisionMap, InputGradients, Neuron

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

PLANE = (-6.0, 6.0, -6.0, 6.0)
SIDE = 16
MIDDLES = (np.arange(SIDE) + 0.5) / SIDE * 12 - 6
X, Y = np.meshgrid(MIDDLES, MIDDLES[::-1])


def field(right: np.ndarray, up: np.ndarray, **changes: Any) -> InputGradients:
    slopes = np.stack([np.broadcast_to(right, X.shape), np.broadcast_to(up, X.shape)]).astype(np.float64)
    reach = float(np.percentile(np.hypot(*slopes), 95))
    known = np.ones(X.shape, dtype=bool)
    return replace(InputGradients(None, slopes, known, (1.0, 1.0), reach, False, PLANE), **changes)


def flat_map(**changes: Any) -> DecisionMap:
    return replace(DecisionMap(None, np.zeros((20, 20), np.float32), None, -1.0, 1.0, PLANE), **changes)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> DecisionMapView:
    view = DecisionMapView(theme)
    qtbot.addWidget(view)
    view.resize(480, 480)
    view.show()
    view.show_map(flat_map())
    return view


def violet(view: DecisionMapView, theme: Theme) -> np.ndarray:
    """Return where the map is in the colour of derivatives: (n, 2) places of the plane."""
    image, frame, color = view.picture(), view.frame(), theme.color("dpos")
    near = [
        (frame.x_at(x + 0.5), frame.y_at(y + 0.5))
        for y in range(int(frame.rect.top()), int(frame.rect.bottom()))
        for x in range(int(frame.rect.left()), int(frame.rect.right()))
        if abs(image.pixelColor(x, y).red() - color.red())
        + abs(image.pixelColor(x, y).green() - color.green())
        < 60
    ]
    return np.array(near).reshape(-1, 2)


def test_the_longest_arrows_are_as_long_as_the_reach_and_none_is_longer() -> None:
    found = vectors(field(X, Y))
    lengths, plain = np.hypot(*found), np.hypot(X, Y)
    assert lengths.max() == pytest.approx(1.0)
    inside = plain <= np.percentile(plain, 95)
    assert np.allclose(lengths[inside], plain[inside] / np.percentile(plain, 95))
    assert np.allclose(np.arctan2(found[1], found[0]), np.arctan2(Y, X))


def test_a_table_s_arrows_are_as_long_as_what_they_rise_over_the_map() -> None:
    found = vectors(field(np.array(0.001), np.array(3.0), unit=(1000.0, 1.0), reach=4.0))
    assert np.allclose(found[0], 0.25)
    assert np.allclose(found[1], 0.75)


def test_where_all_is_flat_nothing_points() -> None:
    assert not vectors(field(np.array(0.0), np.array(0.0))).any()


def test_arrows_point_up_and_to_the_right_on_the_screen(view: DecisionMapView, theme: Theme) -> None:
    assert len(violet(view, theme)) == 0
    slopes = np.zeros((2, SIDE, SIDE))
    slopes[0, 4, 11], slopes[1, 12, 3] = 1.0, 1.0
    view.show_gradients(field(slopes[0], slopes[1], reach=1.0))
    seen = violet(view, theme)
    right = seen[np.hypot(seen[:, 0] - MIDDLES[11], seen[:, 1] - MIDDLES[::-1][4]) < 0.6]
    up = seen[np.hypot(seen[:, 0] - MIDDLES[3], seen[:, 1] - MIDDLES[::-1][12]) < 0.6]
    assert np.ptp(right[:, 0]) > 1.5 * np.ptp(right[:, 1])
    assert np.ptp(up[:, 1]) > 1.5 * np.ptp(up[:, 0])
    # The head is the heavy end.
    assert right[:, 0].mean() > MIDDLES[11]
    assert up[:, 1].mean() > MIDDLES[::-1][12]


def test_arrows_of_another_map_are_not_drawn(view: DecisionMapView, theme: Theme) -> None:
    view.show_gradients(field(np.array(1.0), np.array(0.0)))
    assert len(violet(view, theme))
    view.show_map(flat_map(focus=Neuron(1, 0)))
    assert view.field is None
    assert len(violet(view, theme)) == 0
    view.show_map(flat_map(extent=(0.0, 1.0, 0.0, 1.0)))
    assert view.arrows is None
    view.show_map(flat_map())
    view.show_gradients(None)
    assert len(violet(view, theme)) == 0


def test_the_nearest_arrow_tells_its_own_numbers() -> None:
    found = nearest(field(2.0 * X, -3.0 * Y), ("x₁", "x₂"), (1.0, -2.1))
    assert found is not None
    column, row = np.abs(MIDDLES - 1.0).argmin(), np.abs(MIDDLES[::-1] + 2.1).argmin()
    assert (found.x, found.y) == pytest.approx((MIDDLES[column], MIDDLES[::-1][row]))
    assert found.across == ("∂ŷ/∂x₁", f"+{2.0 * MIDDLES[column]:.1f}")
    assert found.up == ("∂ŷ/∂x₂", f"+{-3.0 * MIDDLES[::-1][row]:.1f}")
    assert found.text == f"nearest arrow: ∂ŷ/∂x₁ {found.across[1]}, ∂ŷ/∂x₂ {found.up[1]} per unit"


def test_what_is_differentiated_is_named() -> None:
    plain = field(X, Y)
    for changes, name in (({"of_winner": True}, "∂p/∂x₁"), ({"focus": Neuron(1, 0)}, "∂a/∂x₁")):
        found = nearest(replace(plain, **changes), ("x₁", "x₂"), (0.0, 0.0))
        assert found is not None
        assert found.across[0] == name


def test_where_there_is_no_slope_none_is_told() -> None:
    known = np.ones(X.shape, dtype=bool)
    known[0, 0] = False
    assert nearest(field(X, Y, known=known), ("x₁", "x₂"), (-6.0, 6.0)) is None


def test_on_a_small_map_every_second_one_stays_where_it_was() -> None:
    plain = field(2.0 * X, -3.0 * Y)
    few = thinned(plain, 160.0, 13.0)
    assert few.slopes.shape == (2, SIDE // 2, SIDE // 2)
    assert thinned(plain, 300.0, 13.0) is plain
    for x, y in ((MIDDLES[0], MIDDLES[15]), (MIDDLES[6], MIDDLES[9])):
        one, other = (nearest(each, ("x₁", "x₂"), (x, y)) for each in (plain, few))
        assert one is not None
        assert other is not None
        assert (one.across, one.up) == (other.across, other.up)
        assert (one.x, one.y) == pytest.approx((other.x, other.y))


def test_the_keyboard_reads_the_arrow_too(qtbot: QtBot, view: DecisionMapView) -> None:
    view.show_gradients(field(2.0 * X, -3.0 * Y))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert "nearest arrow: ∂ŷ/∂x₁ +0.75, ∂ŷ/∂x₂ " in view.accessibleDescription()
    view.show_gradients(None)
    assert "arrow" not in view.accessibleDescription()


# The legend


def test_the_legend_says_how_much_an_arrow_of_the_reach_rises() -> None:
    found = arrow_entry(field(X, Y, reach=0.424), 17.0)
    assert (found.text, found.length) == ("ŷ +0.42 per unit", 17.0)
    assert arrow_entry(field(X, Y, reach=0.424, of_winner=True), 17.0).text == "winner's p +0.42 per unit"
    table = field(X, Y, reach=80.0, unit=(5.0, 2.0))
    assert arrow_entry(table, 17.0).text == "ŷ +80 across the map"
    assert arrow_entry(field(X, Y, reach=0.0), 17.0).text == "ŷ is flat: no arrows"


def test_the_legend_names_the_classes_and_then_the_rest(qtbot: QtBot, theme: Theme) -> None:
    legend = MapLegend(theme)
    qtbot.addWidget(legend)
    assert legend.isHidden()
    legend.explain(("A", "B"), [Entry(Sign.FADE, FADE_TEXT), Entry(Sign.LINE, "every 20 %")])
    assert not legend.isHidden()
    assert legend.accessibleName() == "Classes: A, B"
    assert legend.accessibleDescription() == "paler: less sure, every 20 %"
    assert legend.heightForWidth(120) > legend.heightForWidth(600)
    legend.explain((), [])
    assert legend.isHidden()
