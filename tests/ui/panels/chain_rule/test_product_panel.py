"""The panel "The product" as a person uses it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from playground.document.choices import ChainSum
from playground.ui.panels.chain_rule.product_panel import ProductPanel
from playground.ui.panels.chain_rule.stage import Stage
from playground.ui.theme.theme import Theme
from playground.worker.snapshots import Parameter
from tests.ui.panels.chain_rule.answers import LookingSession, answer_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from playground.ui.widgets.maths.view import FormulaView

ANSWER = answer_of(4, 3, parameter=Parameter(0, 1, 0))


@pytest.fixture
def panel(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> ProductPanel:
    made = ProductPanel(Theme("dark", "normal", cache_dir=tmp_path), LookingSession())
    qtbot.addWidget(made)
    made.resize(560, 290)
    made.show()
    made.show_answer(ANSWER)
    QApplication.processEvents()
    return made


def place_of(view: FormulaView, key: object) -> QPoint:
    places = (QPoint(x, y) for y in range(0, view.height(), 2) for x in range(view.width()))
    return next(place for place in places if view.key_at(place.x(), place.y()) == key)


def test_pointing_at_a_factor_lights_it_in_letters_and_numbers(panel: ProductPanel, qtbot: QtBot) -> None:
    told, key = [], ("link", 2)
    panel.pointed.connect(told.append)
    before = panel.product.numbers.grab().toImage()
    qtbot.mouseMove(panel.product.letters, place_of(panel.product.letters, key))
    assert told == [key]
    assert panel.product.numbers.grab().toImage() != before
    qtbot.mouseMove(panel.product.letters, QPoint(1, 1))
    assert told == [key, None]
    assert panel.product.numbers.grab().toImage() == before
    panel.light(key)
    assert panel.product.numbers.grab().toImage() != before
    assert told == [key, None]


def test_what_the_walk_has_just_found_stays_lit(panel: ProductPanel) -> None:
    panel.show_answer(ANSWER, Stage(links=3))
    plain_look = panel.product.letters.grab().toImage()
    panel.show_answer(ANSWER, Stage(links=3, link=4))
    assert panel.product.letters.grab().toImage() != plain_look


def test_a_click_on_a_paths_product_chooses_the_path(panel: ProductPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.path_chosen) as signal:
        at = place_of(panel.product.sum, ("path", 1))
        qtbot.mouseClick(panel.product.sum, Qt.MouseButton.LeftButton, pos=at)
    assert signal.args == [ANSWER.paths[1].neurons]


def test_the_three_views_are_chosen_by_keyboard_and_kept(panel: ProductPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.ways, Qt.Key.Key_Right)
    assert panel._session.experiment.view.chain_rule.sum_by is ChainSum.DELTAS
    assert panel.deltas.isVisible() and not panel.product.isVisible()
    assert [view.isVisible() for view in panel.deltas.formulas] == [True] * 5
    panel.show_answer(answer_of(4, 3, parameter=Parameter(2, 1, 0)))
    assert [view.isVisibleTo(panel.deltas) for view in panel.deltas.formulas] == [True, True] + [False] * 3
    qtbot.keyClick(panel.ways, Qt.Key.Key_Right)
    assert panel.cost.isVisible()
    assert f"backpropagation: {ANSWER.all_by_deltas}" in panel.cost.bars.accessibleName()


def test_bars_are_logarithms_of_the_counts(panel: ProductPanel, qtbot: QtBot) -> None:
    panel._choose(ChainSum.COST)
    QApplication.processEvents()
    few, _, many, _ = panel.cost.bars.bars()
    assert many.width() > 100 and many.right() < panel.cost.bars.width()
    ratio = math.log(ANSWER.all_by_paths) / math.log(ANSWER.by_paths)
    assert many.width() / few.width() == pytest.approx(ratio)
    panel.grab()


def test_without_an_answer_it_says_why(panel: ProductPanel) -> None:
    panel.show_reason("Paths are told of dense layers only.")
    assert panel._reason.isVisible() and not panel.product.isVisible()
    assert panel._reason.text() == "Paths are told of dense layers only."
    panel.show_answer(ANSWER)
    assert panel.product.isVisible() and not panel._reason.isVisible()
