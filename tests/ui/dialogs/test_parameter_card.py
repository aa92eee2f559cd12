from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt

from playground.ui.dialogs.parameter_card import ParameterCard, best_corner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def card(qtbot: QtBot, theme: Theme, window: QWidget) -> ParameterCard:
    card = ParameterCard(theme, "Neuron 1.4 → 2.2", window)
    card.show_value(0.5)
    card.place_near(QPoint(300, 300), QRect(280, 200, 40, 200), window.rect())
    card.show()
    return card


@pytest.fixture
def edits(card: ParameterCard) -> list[tuple[float, int]]:
    heard: list[tuple[float, int]] = []
    card.value_edited.connect(lambda value, gesture: heard.append((value, gesture)))
    return heard


def typed(card: ParameterCard, qtbot: QtBot, text: str) -> None:
    card.slider.field.setFocus()
    card.slider.field.selectAll()
    qtbot.keyClicks(card.slider.field, text)
    qtbot.keyClick(card.slider.field, Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.25", 0.25), ("-1,5", -1.5), ("-3e-2", -0.03), ("250", 250.0), ("-12.345678", -12.345678)],
)
def test_a_typed_value_is_told_exactly(
    text: str, value: float, card: ParameterCard, edits: list[tuple[float, int]], qtbot: QtBot
) -> None:
    typed(card, qtbot, text)
    assert [each for each, _ in edits] == [value]


def test_two_typed_values_are_two_gestures(
    card: ParameterCard, edits: list[tuple[float, int]], qtbot: QtBot
) -> None:
    typed(card, qtbot, "0.25")
    typed(card, qtbot, "0.75")
    assert edits[0][1] != edits[1][1]


def test_a_text_that_is_no_number_is_refused(
    card: ParameterCard, edits: list[tuple[float, int]], qtbot: QtBot
) -> None:
    typed(card, qtbot, "abc")
    assert edits == []
    assert "not a number" in card.slider.field.problem()


def test_arrows_move_it_by_steps(card: ParameterCard, edits: list[tuple[float, int]], qtbot: QtBot) -> None:
    qtbot.keyClick(card.slider.track, Key.Key_Right)
    assert edits[-1][0] > 0.5
    qtbot.keyClick(card.slider.track, Key.Key_Left)
    assert edits[-1][0] == pytest.approx(0.5)


def test_one_drag_is_one_gesture_and_holds_off_the_training(
    card: ParameterCard, edits: list[tuple[float, int]], qtbot: QtBot
) -> None:
    track = card.slider.track
    middle = track.height() // 2
    knob = QPoint(int(track.x_of(0.5)), middle)
    qtbot.mousePress(track, LEFT, pos=knob)
    for step in range(1, 6):
        qtbot.mouseMove(track, QPoint(knob.x() - 10 * step, middle))
        value = edits[-1][0]
        card.show_value(0.9)
        assert card.slider.value() == value
    qtbot.mouseRelease(track, LEFT, pos=QPoint(knob.x() - 50, middle))
    values = [value for value, _ in edits]
    assert values == sorted(values, reverse=True)
    assert len({gesture for _, gesture in edits}) == 1
    card.show_value(0.9)
    assert card.slider.value() == 0.9


def test_a_value_shown_is_not_told(card: ParameterCard, edits: list[tuple[float, int]]) -> None:
    for value in (0.1, -0.2, 55.0, -1e7, 0.0):
        card.show_value(value)
        assert card.slider.value() == value
    assert edits == []


def test_the_range_grows_with_the_value(card: ParameterCard) -> None:
    assert card.slider.track.scale.high == 1.0
    card.show_value(-3.2)
    assert (card.slider.track.scale.low, card.slider.track.scale.high) == (-5.0, 5.0)


def names(card: ParameterCard) -> list[str]:
    rows = (card.slope, card.next_step)
    return [row.accessibleName() for row in rows if row.isVisibleTo(card)]


def test_slope_and_next_step_are_shown_for_plain_descent(card: ParameterCard) -> None:
    card.show_slope(0.029, 0.1, True)
    assert names(card) == ["Slope  ∂L/∂w +0.0290", "Next step  −η·∂L/∂w −0.00290"]
    assert card.caption.text() == "over the whole training set"


def test_no_next_step_is_claimed_for_momentum_or_adam(card: ParameterCard) -> None:
    card.show_slope(0.029, 0.1, True)
    tall = card.height()
    card.show_slope(-0.03, 0.1, False)
    assert names(card) == ["Slope  ∂L/∂w −0.0300"]
    assert card.height() < tall


@pytest.mark.parametrize(("slope", "said"), [(None, "not known yet"), (float("nan"), "NaN"), (0.0, "0.00")])
def test_a_slope_that_is_none_is_no_step(slope: float | None, said: str, card: ParameterCard) -> None:
    card.show_slope(slope, 0.1, True)
    assert names(card)[0].endswith(said)
    assert names(card)[1].endswith("not known yet" if said != "0.00" else "0.00")


def test_a_bias_is_called_so(theme: Theme, window: QWidget) -> None:
    card = ParameterCard(theme, "Bias of 1.4", window)
    card.show_slope(0.1, 0.1, True)
    assert "∂L/∂b" in card.slope.accessibleName()
    assert card.slider.field.accessibleName() == "Bias of 1.4, value"


@pytest.mark.parametrize("how", ["escape", "button", "close"])
def test_it_says_once_that_it_is_closed(how: str, card: ParameterCard, qtbot: QtBot) -> None:
    closed: list[bool] = []
    card.closed.connect(lambda: closed.append(True))
    if how == "escape":
        qtbot.keyClick(card.slider.track, Key.Key_Escape)
    elif how == "button":
        qtbot.mouseClick(card.close_button, LEFT)
    else:
        card.close()
    card.close()
    assert closed == [True]
    assert not card.isVisible()


def test_the_keyboard_is_on_the_slider(card: ParameterCard, window: QWidget) -> None:
    assert window.focusWidget() is card.slider.track


@pytest.mark.parametrize("text", ["normal", "large", "projector"])
def test_it_covers_neither_the_edge_nor_leaves_the_window(
    text: str, card: ParameterCard, theme: Theme, window: QWidget
) -> None:
    theme.set_text(text)
    for x in range(40, 1200, 120):
        for y in range(40, 800, 120):
            avoid = QRect(x - 40, y - 30, 80, 60)
            card.place_near(QPoint(x, y), avoid, window.rect())
            shadow = theme.px(20)
            seen = card.geometry().adjusted(shadow, shadow, -shadow, -shadow)
            assert not seen.intersects(avoid)
            assert window.rect().contains(seen)


ints = st.integers(0, 1500)


@given(ints, ints, ints, ints, st.integers(1, 400), st.integers(1, 400))
def test_the_card_is_always_inside_a_window_that_can_hold_it(
    x: int, y: int, left: int, top: int, width: int, height: int
) -> None:
    bounds = QRect(0, 0, 1500, 1500)
    avoid = QRect(left, top, width, height)
    corner = best_corner(220, 200, QPoint(x, y), avoid, bounds, 12)
    assert bounds.contains(QRect(corner.x(), corner.y(), 220, 200))
