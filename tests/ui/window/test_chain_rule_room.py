"""The page "Chain rule" in the smallest windows that are promised: what has no room scrolls."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from playground.document import edits
from playground.document.choices import ChainMode, Extent
from playground.ui.panels.chain_rule.lane_layout import least_height
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.window.conftest import Opened


@pytest.mark.parametrize("large", [False, True])
def test_nothing_is_cut_where_room_is_short(qtbot: QtBot, open_window: Opened, large: bool) -> None:
    window = open_window("spiral")
    window.resize(1280, 720)
    if large:
        window.actions_by_key["text_size"].trigger()
    look = partial(edits.set_chain_rule, mode=ChainMode.ALL, extent=Extent.BATCH)
    window.session.edit("Look", look)
    window.actions_by_key["chain_rule_page"].trigger()
    page = window.pages.chain_rule
    qtbot.waitUntil(lambda: page.check.answer is not None, timeout=20_000)
    px = page._theme.px
    qtbot.waitUntil(lambda: page.lane.view.viewport().height() >= px(least_height()), timeout=5_000)
    for panel in (page.pick, page.paths, page.samples, page.lane, page.product, page.check):
        for label in panel.findChildren(Label):
            if label.isVisible() and label.text():
                assert label.height() >= label.minimumSizeHint().height(), label.text()
    title = next(each for each in page.check.findChildren(Label) if each.text().startswith("Check it"))
    assert title.width() >= title.sizeHint().width()
    assert title.geometry().right() < page.check.chip.x()
    product = page.product
    area = next(each for each in product._areas.values() if each.isVisible())
    assert area.geometry().top() > product.words.geometry().bottom(), "the sentence stands above the formulas"
    question = next(each for each in page.title.findChildren(Label) if "moves a little" in each.text())
    assert question.isVisible()
    assert page.choices.sample.word.isVisible()
    beside = page.parts.below.orientation() is Qt.Orientation.Horizontal
    assert beside is not large


def test_by_hand_says_whose_numbers_it_asks_for_and_fills_the_picture(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("circle")
    look = partial(edits.set_chain_rule, mode=ChainMode.BY_HAND, extent=Extent.ALL)
    window.session.edit("Look", look)
    window.actions_by_key["chain_rule_page"].trigger()
    page = window.pages.chain_rule
    sheet = page.by_hand
    qtbot.waitUntil(lambda: sheet.view is not None, timeout=20_000)
    assert "sample 1 alone" in sheet.remark.text()
    assert "means over 250 samples" in sheet.remark.text()
    assert page.title.toolTip().endswith("how much does the loss of sample 1 move?")
    assert {row.text for row in page.paths.list.rows} == {""}
    sheet.show_all.click()
    assert all(row.text for row in page.paths.list.rows)
    assert page.pick.view.picture.complete
    sheet.start_again.click()
    assert {row.text for row in page.paths.list.rows} == {""}
