"""A formula's parts are where a reader expects them, and its box is as large as its ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage, QPainter

from playground.ui.widgets.maths.layout import lay_out
from playground.ui.widgets.maths.lines import Lines
from playground.ui.widgets.maths.marks import Glyphs, Rule
from playground.ui.widgets.maths.tree import Brackets, Coloured, Fraction, Hat, Keyed, Scripts, Text, row
from tests.ui.widgets.maths.formulas import CHAIN, MEAN, NUMBERS, SUM, WEIGHT

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme
    from playground.ui.widgets.maths.box import Box
    from playground.ui.widgets.maths.tree import Node

PX = 40.0
A, B = Text("a"), Text("b")


def ink(box: Box) -> tuple[int, int, int, int]:
    """Paint on a large sheet; give how far the ink reaches left, right, above and below its start."""
    image = QImage(1200, 400, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box.paint(painter, 100, 200)
    alpha = image.convertToFormat(QImage.Format.Format_Alpha8)
    rows = [bytes(alpha.constScanLine(y))[:1200] for y in range(400)]
    filled = [y for y, line in enumerate(rows) if any(line)]
    columns = [x for x in range(1200) if any(line[x] for line in rows[filled[0] : filled[-1] + 1])]
    return columns[0] - 100, columns[-1] + 1 - 100, 200 - filled[0], filled[-1] + 1 - 200


@pytest.mark.parametrize("node", [A, SUM, CHAIN, NUMBERS, MEAN, Brackets(CHAIN), Hat(WEIGHT)])
def test_a_box_is_as_large_as_its_ink(theme: Theme, node: Node) -> None:
    box = lay_out(theme, node, PX)
    left, right, above, below = ink(box)
    assert -2 <= left and right <= box.width + 2
    assert above == pytest.approx(box.ascent, abs=2)
    assert below == pytest.approx(box.descent, abs=2)


def test_a_row_is_as_wide_as_its_parts(theme: Theme) -> None:
    a, b = lay_out(theme, A, PX), lay_out(theme, B, PX)
    both = lay_out(theme, row(A, B), PX)
    assert both.width == pytest.approx(a.width + b.width)
    assert both.ascent == max(a.ascent, b.ascent)


def test_a_sign_between_two_parts_has_room_and_before_a_number_none(theme: Theme) -> None:
    def width(*parts: str) -> float:
        return lay_out(theme, row(*parts), PX).width

    bare = sum(lay_out(theme, Text(each), PX).width for each in ("a", "−", "b"))
    assert width("a", "−", "b") == pytest.approx(bare + 2 * PX * 4 / 18)
    assert width("−", "b") == pytest.approx(bare - lay_out(theme, A, PX).width)
    equals = lay_out(theme, Text("="), PX).width
    assert width("a", "=", "b") == pytest.approx(
        bare - lay_out(theme, Text("−"), PX).width + equals + PX * 10 / 18
    )


def test_the_rule_of_a_fraction_lies_on_the_axis_between_its_parts(theme: Theme) -> None:
    box = lay_out(theme, Fraction(A, row(A, B, A, B)), PX)
    rule = next(mark for mark in box.marks if isinstance(mark, Rule))
    above, *below = [mark for mark in box.marks if isinstance(mark, Glyphs)]
    assert rule.y + rule.height / 2 == pytest.approx(-0.258 * PX)
    assert above.y < rule.y and all(mark.y > 0 for mark in below)
    middle = above.x + lay_out(theme, A, PX).width / 2
    assert middle == pytest.approx(rule.x + rule.width / 2) == pytest.approx(box.width / 2)


def test_indices_are_smaller_below_and_above_and_do_not_touch(theme: Theme) -> None:
    box = lay_out(theme, Scripts(Text("z"), Text("1"), Text("(2)")), PX)
    base, low, high = box.marks
    assert isinstance(low, Glyphs) and isinstance(high, Glyphs) and isinstance(base, Glyphs)
    assert low.y > 0 > high.y
    assert low.font.pointSizeF() == pytest.approx(0.7 * base.font.pointSizeF())
    bottom_of_high = high.y + lay_out(theme, Text("(2)"), 0.7 * PX).descent
    top_of_low = low.y - lay_out(theme, Text("1"), 0.7 * PX).ascent
    assert top_of_low - bottom_of_high >= 0.15 * PX - 1e-6


def test_brackets_grow_with_what_they_hold(theme: Theme) -> None:
    small, tall = lay_out(theme, Brackets(A), PX), lay_out(theme, Brackets(CHAIN), PX)
    inner = lay_out(theme, CHAIN, PX)
    assert small.height > lay_out(theme, A, PX).height
    assert tall.ascent >= inner.ascent and tall.descent >= inner.descent


def test_sizes_follow_the_size_of_type(theme: Theme) -> None:
    small, large = lay_out(theme, CHAIN, 20), lay_out(theme, CHAIN, 40)
    assert large.width == pytest.approx(2 * small.width, rel=0.03)
    assert large.height == pytest.approx(2 * small.height, rel=0.05)


def test_a_colour_is_that_of_all_within_and_of_nothing_else(theme: Theme) -> None:
    box = lay_out(theme, row(A, Coloured(Fraction(A, Hat(B)), "dneg"), B), PX, "ink2")
    assert [mark.token for mark in box.marks] == ["ink2", "dneg", "dneg", "dneg", "dneg", "ink2"]


def test_the_innermost_key_is_found_where_its_part_is(theme: Theme) -> None:
    box = lay_out(theme, Keyed(row(A, Keyed(B, "inner"), A), "outer"), PX)
    a, b = lay_out(theme, A, PX).width, lay_out(theme, B, PX).width
    assert box.key_at(a / 2, -2) == "outer"
    assert box.key_at(a + b / 2, -2) == "inner"
    assert box.key_at(a / 2, 3 * PX) is None


def test_lines_break_before_signs_and_nothing_is_lost(theme: Theme) -> None:
    one = lay_out(theme, NUMBERS, PX)
    assert [box.width for box in Lines(theme, NUMBERS, PX).fit(one.width + 1)] == [one.width]
    least = Lines(theme, NUMBERS, PX).widest
    lines = Lines(theme, NUMBERS, PX).fit(least)
    assert len(lines) == 3
    assert all(box.width <= least for box in lines)
    assert sum(len(box.marks) for box in lines) == len(one.marks)


def test_lines_break_in_the_room_between_factors(theme: Theme) -> None:
    whole = lay_out(theme, CHAIN, PX)
    lines = Lines(theme, CHAIN, PX).fit(whole.width - 5)
    assert [{region.key for region in box.regions} for box in lines] == [{("link", 1)}, {("link", 0)}]
