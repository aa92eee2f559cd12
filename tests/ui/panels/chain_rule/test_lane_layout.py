"""Where the lane's rows and stations lie: nothing on top of another, in any room."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.ui.panels.chain_rule.lane_layout import GAPS, LaneLayout, least_height, rows_in
from tests.ui.stage import theme as theme

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme


@given(st.floats(150, 900))
def test_rows_fill_no_more_than_there_is_and_shrink_to_the_least(room: float) -> None:
    rows = rows_in(room)
    height = rows.box + rows.plot + rows.back + rows.product + rows.foot + GAPS * rows.gap
    assert height == pytest.approx(least_height()) if room < least_height() else height <= room + 1e-6
    if rows.plot < 72:
        assert rows.product < 30, "the bars of the products fold before the slopes get small"


@pytest.mark.parametrize(("width", "height"), [(330, 195), (760, 260), (960, 400), (1400, 700)])
@pytest.mark.parametrize("stations", [3, 8, 14])
def test_parts_lie_apart_and_are_found_where_they_lie(
    theme: Theme, width: float, height: float, stations: int
) -> None:
    layout = LaneLayout(theme, width, height, stations, 0.0)
    assert layout.bottom <= height + 1
    for place in range(stations - 1):
        assert layout.station(place).right() + 30 < layout.station(place + 1).left()
        rows = (layout.arrow(place), layout.plot(place), layout.back(place), layout.product(place))
        for above, below in pairwise(rows):
            assert above.bottom() <= below.top() + 1e-6
        assert layout.plot(place).width() == pytest.approx(layout.plot(place).height()), "one scale"
        for rect in rows:
            assert layout.key_at(rect.center()) == ("link", place)
        assert layout.key_at(layout.station(place).center()) == ("value", place)
    assert layout.content >= layout.station(stations - 1).right() - layout.labels - 2
