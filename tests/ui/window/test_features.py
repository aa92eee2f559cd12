"""Features, formulas and columns in the data panel, by mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from playground.data.table import Table
from playground.document.choices import Feature
from playground.document.sources import TableSource
from playground.session.training import TrainingState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.panels.column_list import ColumnList
    from playground.ui.panels.features_section import FeaturesSection
    from tests.ui.window.conftest import Opened

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def section_of(window: MainWindow) -> FeaturesSection:
    return window.page.data.features


def write(qtbot: QtBot, window: MainWindow, text: str, *, enter: bool = False) -> str:
    """Type into the formula field as a person does; give what is said of it."""
    line = section_of(window).field.line
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Key.Key_Delete)
    qtbot.keyClicks(line, text)
    if enter:
        qtbot.keyClick(line, Key.Key_Return)
    return section_of(window).field.remark.text()


def on_canvas(window: MainWindow) -> list[str]:
    return [each.name for each in window.page.canvas.scene.design.inputs]


# Features


def test_a_feature_is_switched_by_its_chip_and_comes_onto_the_canvas(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window()
    section = section_of(window)
    assert set(section.chips) == set(Feature)
    assert len(on_canvas(window)) == 7
    qtbot.mouseClick(section.chips["radius"], LEFT)
    assert window.session.experiment.data.inputs == ("x1", "x2", "radius")
    assert on_canvas(window)[-1] == "radius"
    assert section.chips["radius"].isChecked()
    qtbot.keyClick(section.chips["x1"], Key.Key_Space)
    assert window.session.experiment.data.inputs == ("x2", "radius")
    assert window.session.training.state is TrainingState.PAUSED
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.experiment.data.inputs == ("x1", "x2")
    assert section.chips["x1"].isChecked()
    assert not section.chips["radius"].isChecked()


def test_the_last_feature_stays_on_and_its_chip_says_so(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    chips = section_of(window).chips
    qtbot.mouseClick(chips["x1"], LEFT)
    qtbot.mouseClick(chips["x2"], LEFT)
    assert window.session.experiment.data.inputs == ("x2",)
    assert chips["x2"].isChecked()


def test_a_feature_tells_its_formula_and_its_range(open_window: Opened) -> None:
    window = open_window()
    x1 = window.session.samples.train_points[:, 0]
    tip = section_of(window).chips["x1"].accessibleDescription()
    low, high = (
        float(part.replace("−", "-")) for part in tip.split("from ")[1].split(" in ")[0].split(" to ")
    )
    assert (low, high) == pytest.approx([x1.min(), x1.max()], abs=0.01)
    assert "atan2(x₂, x₁)" in section_of(window).chips["angle"].accessibleDescription()


# One's own formula


def test_a_formula_is_written_mended_added_and_trained(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    section, session = section_of(window), window.session
    assert "x3 is not known" in write(qtbot, window, "x1*x3")
    mark = section.field.remark.marked()
    assert mark is not None and mark[0] < mark[1]
    qtbot.keyClick(section.field.line, Key.Key_Return)
    assert section.field.line.text() == "x1*x3"
    assert session.experiment.data.formulas == ()
    qtbot.keyClick(section.field.line, Key.Key_End)
    qtbot.keyClick(section.field.line, Key.Key_Backspace)
    qtbot.keyClicks(section.field.line, "2 + 1")
    assert section.field.remark.text() == "x₁x₂ + 1: Enter adds it."
    qtbot.keyClick(section.field.line, Key.Key_Return)
    assert session.experiment.data.formulas == ("x1*x2 + 1",)
    assert section.field.line.text() == ""
    assert section.field.remark.isHidden()
    assert on_canvas(window)[-1] == "x1*x2 + 1"
    assert window.page.canvas.scene.design.inputs[-1].label == "x₁x₂ + 1"
    window.page.canvas.setFocus()
    qtbot.keyClick(window, Key.Key_Space)
    qtbot.waitUntil(lambda: session.step > 50, timeout=20_000)
    maps = window.page.canvas.scene.maps.inputs
    assert maps is not None and maps.names[-1] == "x1*x2 + 1"


def test_space_and_letters_in_the_field_are_text(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    write(qtbot, window, "x1 + cos(x2) ")
    assert section_of(window).field.line.text() == "x1 + cos(x2) "
    assert window.session.training.state is TrainingState.PAUSED


def test_the_mark_stands_under_the_character_that_is_wrong(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    field = section_of(window).field
    write(qtbot, window, "x1 + $")
    mark = field.remark.marked()
    # The cursor stands right behind the character.
    end = field.line.cursorRect().center().x()
    assert mark is not None
    assert mark[1] == pytest.approx(end, abs=2)
    qtbot.keyClick(field.line, Key.Key_Left)
    assert mark[0] == pytest.approx(field.line.cursorRect().center().x(), abs=2)


def test_the_mark_stays_in_the_field_where_the_text_is_longer(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    field = section_of(window).field
    write(qtbot, window, "$ + x1*x2 + x1*x2 + x1*x2 + x1*x2 + x1*x2")
    mark = field.remark.marked()
    assert mark is not None
    assert 0 <= mark[0] <= mark[1] <= field.line.width()


def test_what_is_unfinished_is_no_mistake_before_enter(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    field = section_of(window).field
    write(qtbot, window, "sin(x1")
    assert not field.line.property("problem")
    assert "not closed" in field.remark.text()
    qtbot.keyClick(field.line, Key.Key_Return)
    assert field.line.property("problem")
    assert field.line.text() == "sin(x1"


def test_a_formula_without_a_value_is_refused_and_its_text_stays(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    assert "is infinite at x₁ = 0" in write(qtbot, window, "1/x1")
    assert "is infinite at x₁ = 0" in write(qtbot, window, "1/x1", enter=True)
    assert section_of(window).field.line.text() == "1/x1"
    assert window.session.experiment.data.formulas == ()


@pytest.mark.parametrize(
    ("text", "feature", "label"), [("sin(x1)", "sin x1", "sin x₁"), ("x1²", "x1^2", "x₁²")]
)
def test_the_formula_of_a_feature_switches_that_on(
    qtbot: QtBot, open_window: Opened, text: str, feature: str, label: str
) -> None:
    window = open_window()
    assert write(qtbot, window, text) == f"{label} is there already: Enter switches it on."
    write(qtbot, window, text, enter=True)
    assert window.session.experiment.data.inputs == ("x1", "x2", feature)
    assert section_of(window).chips[feature].isChecked()
    write(qtbot, window, "2x1", enter=True)
    qtbot.mouseClick(section_of(window).formulas.rows["2*x1"].change_button, LEFT)
    assert write(qtbot, window, text) == f"{label} is there already."
    assert "is there already" in write(qtbot, window, text, enter=True)
    assert section_of(window).field.line.text() == text


def test_escape_takes_the_text_back(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    write(qtbot, window, "sin(")
    qtbot.keyClick(section_of(window).field.line, Key.Key_Escape)
    assert section_of(window).field.line.text() == ""
    assert section_of(window).field.remark.isHidden()


def test_a_formula_is_switched_changed_and_removed_by_its_row(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    section, session = section_of(window), window.session
    write(qtbot, window, "2x1", enter=True)
    row = section.formulas.rows["2*x1"]
    qtbot.mouseClick(row.chip, LEFT)
    assert session.experiment.data.inputs == ("x1", "x2")
    assert on_canvas(window)[-1] == "2*x1"
    qtbot.mouseClick(row.chip, LEFT)
    qtbot.mouseClick(row.change_button, LEFT)
    assert section.field.line.text() == "2*x1"
    write(qtbot, window, "3x1", enter=True)
    assert session.experiment.data.formulas == ("3*x1",)
    assert session.experiment.data.inputs == ("x1", "x2", "3*x1")
    qtbot.mouseClick(section.formulas.rows["3*x1"].remove_button, LEFT)
    assert session.experiment.data.formulas == ()
    assert section.formulas.isHidden()
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert section.formulas.rows["3*x1"].chip.isChecked()


def test_a_change_is_given_up_when_its_formula_is_gone(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    section = section_of(window)
    write(qtbot, window, "2x1", enter=True)
    qtbot.mouseClick(section.formulas.rows["2*x1"].change_button, LEFT)
    window.session.undo_stack.undo()
    assert section.field.replaced == ""
    assert section.field.line.text() == ""


def test_what_is_said_of_a_formula_is_in_sight(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window(size=(1280, 720))
    write(qtbot, window, "foo(x1)")
    remark = section_of(window).field.remark
    panel = window.page.data

    def in_sight() -> bool:
        return remark.visibleRegion().boundingRect() == QRect(QPoint(0, 0), remark.size())

    qtbot.waitUntil(in_sight)
    assert panel.rect().contains(QRect(remark.mapTo(panel, QPoint(0, 0)), remark.size()))


# A table's columns


def row_of(columns: ColumnList, name: str) -> QRect:
    model = columns.columns
    index = model.index(model.names.index(name))
    columns.scrollTo(index)
    return columns.visualRect(index)


def test_a_column_is_switched_by_mouse_and_by_space(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("iris")
    columns = section_of(window).columns
    names = window.session.experiment.data.source.available_inputs
    assert columns.search.isHidden()
    qtbot.mouseClick(columns.list.viewport(), LEFT, pos=row_of(columns.list, names[1]).center())
    assert window.session.experiment.data.inputs == (names[0], *names[2:])
    columns.list.setFocus()
    qtbot.keyClick(columns.list, Key.Key_Down)
    qtbot.keyClick(columns.list, Key.Key_Space)
    assert window.session.experiment.data.inputs == (names[0], *names[3:])
    assert window.session.training.state is TrainingState.PAUSED
    qtbot.keyClick(columns.list, Key.Key_Space)
    assert names[2] in window.session.experiment.data.inputs


def test_all_columns_at_once_and_one_stays(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("iris")
    columns, session = section_of(window).columns, window.session
    names = session.experiment.data.source.available_inputs
    qtbot.mouseClick(columns.all_off, LEFT)
    assert session.experiment.data.inputs == names[:1]
    qtbot.mouseClick(columns.all_on, LEFT)
    assert session.experiment.data.inputs == names


def test_many_columns_are_searched_and_only_those_listed_are_switched(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("breast-cancer")
    columns, session = section_of(window).columns, window.session
    names = session.experiment.data.source.available_inputs
    assert not columns.search.isHidden()
    qtbot.keyClicks(columns.search, "WORST")
    worst = tuple(name for name in names if "worst" in name)
    assert columns.list.columns.names == worst
    qtbot.mouseClick(columns.all_off, LEFT)
    assert session.experiment.data.inputs == tuple(name for name in names if "worst" not in name)
    qtbot.keyClicks(columns.search, "?")
    assert columns.list.isHidden()
    assert not columns.nothing.isHidden()


def test_a_thousand_columns_are_a_list_of_few_rows(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    names = tuple(f"column {number}" for number in range(1_000))
    random = np.random.default_rng(0)
    table = Table(names, random.normal(size=(40, 1_000)), np.arange(40) % 2, "kind", ("a", "b"))
    source = TableSource("wide", table.content_hash(), names, "kind", ("a", "b"))
    assert window.session.use_table(table, source)
    section = section_of(window)
    assert section.columns.list.height() < 300
    known = section._summaries._known
    section.columns.list.grab()
    assert 0 < len(known) < 30
    rect = row_of(section.columns.list, "column 900")
    qtbot.mouseClick(section.columns.list.viewport(), LEFT, pos=rect.center())
    assert "column 900" not in window.session.experiment.data.inputs
    assert len(window.session.experiment.data.inputs) == 999


def test_a_row_tells_its_column_state_and_range(open_window: Opened) -> None:
    window = open_window("iris")
    model = section_of(window).columns.list.columns
    name = model.names[0]
    index = model.index(0)
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == f"{name}, on"
    assert "from " in str(model.data(index, Qt.ItemDataRole.ToolTipRole))


def test_the_panel_turns_from_columns_to_features_and_back(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("iris")
    section = section_of(window)
    assert section.columns.isVisible() and not section.field.isVisible()
    qtbot.keyClick(window, Key.Key_D)
    assert section.field.isVisible() and not section.columns.isVisible()


@pytest.mark.parametrize("text", ["normal", "large"])
def test_the_section_is_as_wide_as_the_panel(open_window: Opened, text: str) -> None:
    window = open_window(text=text)
    section = section_of(window)
    for chip in section.chips.values():
        assert chip.geometry().right() <= section.width()
