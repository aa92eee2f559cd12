from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from playground.ui.theme.numbers import PERCENT, RATE
from playground.ui.widgets.field import NumberField, silently

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

    Shown = Callable[..., QWidget]


@pytest.fixture
def accepted() -> list[float]:
    return []


@pytest.fixture
def field(theme: Theme, shown: Shown, accepted: list[float]) -> NumberField:
    made = NumberField(theme, "Learning rate", low=1e-5, high=10, notation=RATE)
    made.show_value(0.1)
    made.accepted.connect(accepted.append)
    made.other = QLineEdit()
    shown(made, made.other)
    made.setFocus()
    return made


def type_over(qtbot: QtBot, field: NumberField, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)


@pytest.mark.parametrize(("text", "value"), [("0,5", 0.5), ("3e-2", 0.03), ("2", 2.0)])
def test_enter_accepts_what_people_type(
    field: NumberField, accepted: list[float], qtbot: QtBot, text: str, value: float
) -> None:
    type_over(qtbot, field, text)
    assert accepted == []
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert accepted == [value]
    assert field.text() == RATE.write(value)


def test_leaving_accepts_and_only_once(field: NumberField, accepted: list[float], qtbot: QtBot) -> None:
    type_over(qtbot, field, "0,3")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    field.other.setFocus()
    assert accepted == [0.3]
    field.setFocus()
    type_over(qtbot, field, "0.4")
    field.other.setFocus()
    assert accepted == [0.3, 0.4]


def test_an_equal_value_is_not_told(field: NumberField, accepted: list[float], qtbot: QtBot) -> None:
    type_over(qtbot, field, "1e-1")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert accepted == []
    assert field.text() == "0.100"


def test_escape_takes_back(field: NumberField, accepted: list[float], qtbot: QtBot) -> None:
    type_over(qtbot, field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    field.other.setFocus()
    assert (field.text(), accepted) == ("0.100", [])


@pytest.mark.parametrize(
    ("text", "part"), [("much", "not a number"), ("11", "from 1·10⁻⁵ to 10"), ("-1", "from")]
)
def test_a_wrong_text_is_told_and_changes_nothing(
    field: NumberField, accepted: list[float], qtbot: QtBot, text: str, part: str
) -> None:
    type_over(qtbot, field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert part in field.problem()
    assert field.property("problem") is True
    assert (field.value(), accepted) == (0.1, [])
    assert field.text() == text, "it can still be mended"
    field.other.setFocus()
    assert field.text() == "0.100"
    assert part in field.problem(), "and the reason stays to be read"


def test_typing_on_takes_the_problem_away(field: NumberField, qtbot: QtBot) -> None:
    type_over(qtbot, field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.problem() == ""


def test_the_note_lies_inside_the_window(field: NumberField) -> None:
    field.show_problem(
        "This must be from 1·10⁻⁵ to 10, since a step of no length or of any length teaches nothing."
    )
    note = field._note
    assert note is not None
    assert field.window().rect().contains(note.geometry())
    assert note.geometry().top() >= field.geometry().bottom()


def test_showing_a_value_is_silent_and_spares_what_is_being_typed(
    field: NumberField, accepted: list[float], qtbot: QtBot
) -> None:
    field.show_value(0.2)
    assert (field.text(), accepted) == ("0.200", [])
    type_over(qtbot, field, "0.")
    field.show_value(0.7)
    assert field.text() == "0."
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), accepted) == ("0.700", [])


def test_whole_numbers_are_asked_for(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    field = NumberField(theme, "Batch size", low=1, high=30, whole=True)
    shown(field)
    field.setFocus()
    type_over(qtbot, field, "2,5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "whole number" in field.problem()


def test_percents_are_typed_as_they_are_read(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    field = NumberField(theme, "Noise", low=0, high=0.5, notation=PERCENT)
    shown(field)
    field.setFocus()
    type_over(qtbot, field, "25 %")
    with qtbot.waitSignal(field.accepted) as signal:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert signal.args == [0.25]


def test_silently_silences_and_lets_go(theme: Theme, qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    with qtbot.assertNotEmitted(edit.textChanged), silently(edit):
        edit.setText("quiet")
    with qtbot.waitSignal(edit.textChanged):
        edit.setText("loud")
