from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from playground.ui.theme.numbers import PERCENT_POINTS
from playground.ui.widgets.learning_rate import LearningRateSlider, RateTrack
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

    Shown = Callable[..., QWidget]

LEFT = Qt.MouseButton.LeftButton


class Heard:
    """What a slider said, in order."""

    def __init__(self, slider: Slider) -> None:
        self.moves: list[float] = []
        self.gestures: list[int] = []
        self.order: list[str] = []
        self._slider = slider
        slider.started.connect(lambda: self.order.append("started"))
        slider.finished.connect(lambda: self.order.append("finished"))
        slider.moved.connect(self._move)

    def _move(self, value: float) -> None:
        self.moves.append(value)
        self.gestures.append(self._slider.gesture)
        self.order.append("moved")


@pytest.fixture
def slider(theme: Theme, shown: Shown) -> Slider:
    made = Slider(theme, "Noise", Scale.linear(0, 50, 5), default=15, notation=PERCENT_POINTS)
    made.other = QLineEdit()
    shown(made, made.other)
    made.other.setFocus()
    return made


@pytest.fixture
def heard(slider: Slider) -> Heard:
    return Heard(slider)


def at(slider: Slider, value: float) -> QPoint:
    return QPoint(round(slider.track.x_of(value)), round(slider.track.line_y()))


def drag(qtbot: QtBot, slider: Slider, *values: float) -> None:
    qtbot.mousePress(slider.track, LEFT, pos=at(slider, values[0]))
    for value in values[1:]:
        qtbot.mouseMove(slider.track, at(slider, value))
    qtbot.mouseRelease(slider.track, LEFT, pos=at(slider, values[-1]))


def turn_wheel(slider: Slider, notches: int) -> bool:
    middle = QPointF(slider.track.rect().center())
    event = QWheelEvent(
        middle,
        slider.track.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(slider.track, event)
    return event.isAccepted()


def test_it_starts_at_its_default(slider: Slider) -> None:
    assert slider.value() == 15
    assert slider.field.text() == PERCENT_POINTS.write(15)


def test_a_drag_tells_each_value_between_start_and_end(slider: Slider, heard: Heard, qtbot: QtBot) -> None:
    drag(qtbot, slider, 15, 20, 40)
    assert heard.moves == [20, 40]
    assert heard.order == ["started", "moved", "moved", "finished"]
    assert slider.field.text() == PERCENT_POINTS.write(40)


def test_a_drag_is_one_gesture_and_the_next_another(slider: Slider, heard: Heard, qtbot: QtBot) -> None:
    drag(qtbot, slider, 15, 20, 40)
    drag(qtbot, slider, 40, 30)
    first, second, third = heard.gestures
    assert first == second < third


def test_a_click_on_the_line_brings_the_knob(slider: Slider, heard: Heard, qtbot: QtBot) -> None:
    qtbot.mouseClick(slider.track, LEFT, pos=at(slider, 45))
    assert heard.moves == [45]


def test_a_click_on_the_knob_moves_nothing(slider: Slider, heard: Heard, qtbot: QtBot) -> None:
    slider.show_value(17)
    qtbot.mouseClick(slider.track, LEFT, pos=at(slider, 17) + QPoint(3, 0))
    assert (heard.moves, slider.value()) == ([], 17)


def test_escape_brings_a_drag_back(slider: Slider, heard: Heard, qtbot: QtBot) -> None:
    qtbot.mousePress(slider.track, LEFT, pos=at(slider, 15))
    qtbot.mouseMove(slider.track, at(slider, 40))
    qtbot.keyClick(slider.track, Qt.Key.Key_Escape)
    qtbot.mouseMove(slider.track, at(slider, 30))
    qtbot.mouseRelease(slider.track, LEFT, pos=at(slider, 30))
    assert heard.moves == [40, 15]
    assert heard.order[-1] == "finished"
    assert len(set(heard.gestures)) == 1


def test_a_double_click_is_the_default_in_the_gesture_of_its_first_click(
    slider: Slider, heard: Heard, qtbot: QtBot
) -> None:
    slider.show_value(30)
    qtbot.mouseClick(slider.track, LEFT, pos=at(slider, 45))
    qtbot.mouseDClick(slider.track, LEFT, pos=at(slider, 45))
    assert heard.moves[-1] == 15
    assert len(set(heard.gestures)) == 1


@pytest.mark.parametrize(
    ("key", "modifier", "value"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 20),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, 20),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 10),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, 50),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, 0),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, 0),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, 50),
    ],
)
def test_keys(
    slider: Slider, heard: Heard, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, value: float
) -> None:
    slider.track.setFocus()
    qtbot.keyClick(slider.track, key, modifier)
    assert heard.moves == [value]


def test_the_end_is_silent(slider: Slider, heard: Heard, qtbot: QtBot) -> None:
    slider.show_value(50)
    slider.track.setFocus()
    qtbot.keyClick(slider.track, Qt.Key.Key_Right)
    assert heard.order == []


def test_the_wheel_works_only_with_the_keyboard_focus(slider: Slider, heard: Heard) -> None:
    assert not turn_wheel(slider, 1)
    assert heard.moves == []
    slider.track.setFocus()
    assert turn_wheel(slider, 2)
    assert heard.moves == [25]


def test_turns_of_the_wheel_in_a_row_are_one_gesture(slider: Slider, heard: Heard) -> None:
    slider.track.setFocus()
    turn_wheel(slider, 1)
    turn_wheel(slider, -2)
    assert heard.moves == [20, 10]
    assert len(set(heard.gestures)) == 1


def test_a_digit_begins_to_type_a_value(slider: Slider, heard: Heard, qtbot: QtBot) -> None:
    slider.track.setFocus()
    qtbot.keyClicks(slider.track, "3")
    assert slider.field.hasFocus()
    qtbot.keyClicks(slider.field, "2,5")
    qtbot.keyClick(slider.field, Qt.Key.Key_Return)
    assert heard.moves == [32.5]
    assert heard.order == ["started", "moved", "finished"]
    assert slider.value() == 32.5
    assert slider.track.hasFocus(), "Enter gives the keyboard back to the track"


def test_a_wrong_value_is_told_and_not_moved_to(slider: Slider, heard: Heard, qtbot: QtBot) -> None:
    qtbot.mouseClick(slider.field, LEFT)
    slider.field.selectAll()
    qtbot.keyClicks(slider.field, "80")
    qtbot.keyClick(slider.field, Qt.Key.Key_Return)
    assert "from 0" in slider.field.problem()
    assert (heard.moves, slider.value()) == ([], 15)


def test_showing_a_value_is_silent(slider: Slider, heard: Heard) -> None:
    slider.show_value(35)
    slider.set_scale(Scale.linear(0, 20, 1))
    assert heard.order == []
    assert slider.value() == 35


def test_screen_readers_see_a_slider_with_its_value(slider: Slider, heard: Heard) -> None:
    interface = QAccessible.queryAccessibleInterface(slider.track)
    assert interface.role() == QAccessible.Role.Slider
    assert interface.text(QAccessible.Text.Name) == "Noise"
    value = interface.valueInterface()
    assert (value.minimumValue(), value.currentValue(), value.maximumValue()) == (0, 15, 50)
    value.setCurrentValue(40)
    assert heard.moves == [40]


def test_the_value_is_shown_at_the_place_it_has(slider: Slider, theme: Theme) -> None:
    for text in ("normal", "projector"):
        theme.set_text(text)
        slider.show_value(25)
        picture = slider.track.grab().toImage()
        assert picture.pixelColor(at(slider, 25)) == theme.color("ink")
        assert picture.pixelColor(at(slider, 45)) == theme.color("ctlh")


def test_at_its_lowest_value_nothing_is_filled(slider: Slider, theme: Theme) -> None:
    beginning = QPoint(1, round(slider.track.line_y()))
    slider.show_value(0)
    assert slider.track.grab().toImage().pixelColor(beginning) == theme.color("ctlh")
    slider.show_value(5)
    assert slider.track.grab().toImage().pixelColor(beginning) == theme.color("ink2")


def test_the_focus_ring_is_never_cut_off(slider: Slider) -> None:
    slider.track.setFocus()
    for value in (0, 50):
        slider.show_value(value)
        picture, middle = slider.track.grab().toImage(), at(slider, value)
        reach = 10
        for x, y in ((reach, 0), (-reach, 0), (0, reach), (0, -reach)):
            assert picture.pixelColor(middle + QPoint(x, y)).lightness() > 200, "ink, but for smoothing"


@pytest.fixture
def rate(theme: Theme, shown: Shown) -> LearningRateSlider:
    made = LearningRateSlider(theme)
    shown(made)
    return made


def texts(rate: LearningRateSlider) -> list[str]:
    assert isinstance(rate.track, RateTrack)
    return [text for _x, text in rate.track.labels()]


def test_decades_are_written_under_the_track(rate: LearningRateSlider) -> None:
    assert texts(rate) == ["10⁻⁵", "10⁻⁴", "10⁻³", "0.01", "0.1", "1", "10"]


def test_page_keys_move_by_a_decade(rate: LearningRateSlider, qtbot: QtBot) -> None:
    rate.show_value(0.03)
    with qtbot.waitSignal(rate.moved) as signal:
        qtbot.keyClick(rate.track, Qt.Key.Key_PageUp)
    assert signal.args == [0.3]


def test_labels_make_room_for_the_bound(rate: LearningRateSlider, theme: Theme) -> None:
    rate.resize(theme.px(232), rate.sizeHint().height())
    rate.set_bound(1.3)
    assert "1" not in texts(rate)
    assert isinstance(rate.track, RateTrack)
    bound = rate.track.bound_x()
    assert all(abs(x - bound) >= 26 for x, _text in rate.track.labels())
    rate.set_bound(None)
    assert "1" in texts(rate)


def test_beyond_the_bound_the_track_is_red(rate: LearningRateSlider, theme: Theme) -> None:
    rate.show_value(1.0)
    rate.set_bound(0.01)
    rate.track.clearFocus()
    track, picture = rate.track, rate.track.grab().toImage()
    y = round(track.line_y())
    assert picture.pixelColor(round(track.x_of(0.1)), y) == theme.color("danger")
    assert picture.pixelColor(round(track.x_of(1e-4)), y) == theme.color("ink2")


def test_a_bound_beyond_the_end_is_not_drawn(rate: LearningRateSlider) -> None:
    rate.set_bound(25.0)
    assert "10" in texts(rate)


def test_a_typed_rate_need_not_be_a_stop(rate: LearningRateSlider, qtbot: QtBot) -> None:
    rate.field.setFocus()
    rate.field.selectAll()
    qtbot.keyClicks(rate.field, "0,07")
    with qtbot.waitSignal(rate.moved) as signal:
        qtbot.keyClick(rate.field, Qt.Key.Key_Return)
    assert signal.args == [0.07]
    assert rate.track.accessibleDescription() == "0.0700"


def test_it_grows_with_the_text(rate: LearningRateSlider, theme: Theme) -> None:
    before = rate.sizeHint()
    theme.set_text("projector")
    assert rate.sizeHint().width() == pytest.approx(1.55 * before.width(), abs=1)
    assert rate.track.geometry().bottom() <= rate.sizeHint().height()
