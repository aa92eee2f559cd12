"""The slider of a weight: typed, stepped and dragged, while training goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from playground.ui.pages.cards.weight_slider import WeightSlider

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
Edits = list[tuple[float, int]]


@pytest.fixture
def slider(qtbot: QtBot, theme: Theme, window: QWidget) -> WeightSlider:
    slider = WeightSlider(theme, "Weight  w", window)
    slider.call_it("Weight  w", "Weight 1.4 → 2.2")
    slider.begin_with(0.5)
    slider.resize(300, slider.sizeHint().height())
    slider.show()
    return slider


@pytest.fixture
def edits(slider: WeightSlider) -> Edits:
    heard: Edits = []
    slider.value_edited.connect(lambda value, gesture: heard.append((value, gesture)))
    return heard


def typed(slider: WeightSlider, qtbot: QtBot, text: str) -> None:
    slider.field.setFocus()
    slider.field.selectAll()
    qtbot.keyClicks(slider.field, text)
    qtbot.keyClick(slider.field, Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.25", 0.25), ("-1,5", -1.5), ("-3e-2", -0.03), ("250", 250.0), ("-12.345678", -12.345678)],
)
def test_a_typed_value_is_told_exactly(
    text: str, value: float, slider: WeightSlider, edits: Edits, qtbot: QtBot
) -> None:
    typed(slider, qtbot, text)
    assert [each for each, _ in edits] == [value]


def test_two_typed_values_are_two_gestures(slider: WeightSlider, edits: Edits, qtbot: QtBot) -> None:
    typed(slider, qtbot, "0.25")
    typed(slider, qtbot, "0.75")
    assert edits[0][1] != edits[1][1]


def test_a_text_that_is_no_number_is_refused(slider: WeightSlider, edits: Edits, qtbot: QtBot) -> None:
    typed(slider, qtbot, "abc")
    assert edits == []
    assert "not a number" in slider.field.problem()


def test_arrows_move_it_by_steps(slider: WeightSlider, edits: Edits, qtbot: QtBot) -> None:
    qtbot.keyClick(slider.track, Key.Key_Right)
    assert edits[-1][0] > 0.5
    qtbot.keyClick(slider.track, Key.Key_Left)
    assert edits[-1][0] == pytest.approx(0.5)


def test_one_drag_is_one_gesture_and_holds_off_the_training(
    slider: WeightSlider, edits: Edits, qtbot: QtBot
) -> None:
    track = slider.track
    middle = track.height() // 2
    knob = QPoint(int(track.x_of(0.5)), middle)
    qtbot.mousePress(track, LEFT, pos=knob)
    for step in range(1, 6):
        qtbot.mouseMove(track, QPoint(knob.x() - 10 * step, middle))
        value = edits[-1][0]
        slider.show_live(0.9)
        assert slider.value() == value
    qtbot.mouseRelease(track, LEFT, pos=QPoint(knob.x() - 50, middle))
    values = [value for value, _ in edits]
    assert values == sorted(values, reverse=True)
    assert len({gesture for _, gesture in edits}) == 1
    slider.show_live(0.9)
    assert slider.value() == 0.9


def test_a_value_shown_is_not_told(slider: WeightSlider, edits: Edits) -> None:
    for value in (0.1, -0.2, 55.0, -1e7, 0.0):
        slider.show_live(value)
        assert slider.value() == value
    assert edits == []


def test_the_range_grows_with_the_value_and_starts_small_for_another(slider: WeightSlider) -> None:
    assert slider.track.scale.high == 1.0
    slider.show_live(-3.2)
    assert (slider.track.scale.low, slider.track.scale.high) == (-5.0, 5.0)
    slider.begin_with(0.1)
    assert slider.track.scale.high == 1.0
