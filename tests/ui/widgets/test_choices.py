"""Segmented control, switch, chips, combo and stepper: what a person picks is told, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from playground.ui.widgets.chip import MenuChip, StateChip
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.stepper import Stepper
from playground.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

    Shown = Callable[..., QWidget]

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def modes(theme: Theme, shown: Shown) -> Segmented:
    choices = [Choice("w", "Weights", "network"), Choice("g", "Gradients", "route"), Choice("c", "Curvature")]
    made = Segmented(theme, choices, name="Mode")
    shown(made)
    return made


def told(signal: object) -> list:
    heard: list = []
    signal.connect(lambda *args: heard.append(args[0] if args else None))  # type: ignore[attr-defined]
    return heard


def test_a_click_chooses_a_segment(modes: Segmented, qtbot: QtBot) -> None:
    heard = told(modes.chosen)
    qtbot.mouseClick(modes._segments[1], LEFT)
    qtbot.mouseClick(modes._segments[1], LEFT)
    assert heard == ["g"]
    assert [segment.isChecked() for segment in modes._segments] == [False, True, False]


def test_arrows_walk_the_segments_and_stop_at_the_ends(modes: Segmented, qtbot: QtBot) -> None:
    heard = told(modes.chosen)
    modes._segments[0].setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert heard == ["g", "c", "g"]
    assert modes._segments[1].hasFocus()


def test_a_shown_choice_is_silent_and_the_tab_stop(modes: Segmented) -> None:
    heard = told(modes.chosen)
    modes.show_choice("c")
    assert (heard, modes.choice()) == ([], "c")
    policies = [segment.focusPolicy() for segment in modes._segments]
    assert policies == [Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.TabFocus]


def test_segments_keep_their_width_when_the_choice_moves(modes: Segmented) -> None:
    before = modes.sizeHint()
    modes.show_choice("c")
    assert modes.sizeHint() == before


def test_a_switch_tells_clicks_only(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    switch = Switch(theme, "Test points")
    shown(switch)
    heard = told(switch.switched)
    switch.show_on(True)
    assert heard == []
    qtbot.mouseClick(switch, LEFT)
    switch.setFocus()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    qtbot.keyClick(switch, Qt.Key.Key_Return)
    assert heard == [False, True, False]


def test_a_switch_is_a_check_box_for_screen_readers(theme: Theme, shown: Shown) -> None:
    switch = Switch(theme, "Test points")
    shown(switch)
    interface = QAccessible.queryAccessibleInterface(switch)
    assert interface.role() == QAccessible.Role.CheckBox
    assert interface.text(QAccessible.Text.Name) == "Test points"


def test_a_switch_shows_its_state_by_place_as_well(theme: Theme, shown: Shown) -> None:
    switch = Switch(theme, "")
    shown(switch)
    off = switch.grab().toImage()
    switch.show_on(True)
    on = switch.grab().toImage()
    middle = switch.height() // 2
    assert off.pixelColor(12, middle) == theme.color("ink2"), "knob left"
    assert on.pixelColor(12, middle) == theme.color("ink"), "track where the knob was"
    assert on.pixelColor(24, middle) == theme.color("inv"), "knob right"


def test_a_menu_chip_tells_a_new_choice(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    chip = MenuChip(theme, "Loss scale", [("log", "log scale"), ("linear", "linear scale")])
    shown(chip)
    heard = told(chip.chosen)
    chip.show_choice("linear")
    qtbot.mouseClick(chip, LEFT)
    assert chip._menu.isVisible()
    qtbot.keyClick(chip._menu, Qt.Key.Key_Down)
    qtbot.keyClick(chip._menu, Qt.Key.Key_Return)
    assert (heard, chip.choice()) == (["log"], "log")
    assert chip.accessibleName() == "Loss scale: log scale"


def test_a_menu_chip_keeps_a_choice_that_is_still_there(theme: Theme, shown: Shown) -> None:
    chip = MenuChip(theme, "Shown", [("o", "Output"), ("n", "Neuron 1.4")])
    shown(chip)
    chip.show_choice("n")
    chip.set_choices([("o", "Output"), ("n", "Neuron 1.4"), ("m", "Neuron 1.5")])
    assert chip.choice() == "n"
    chip.set_choices([("o", "Output")])
    assert chip.choice() == "o"


def test_a_state_chip_says_its_state_in_words(theme: Theme, shown: Shown) -> None:
    chip = StateChip(theme)
    shown(chip)
    chip.show_state("Training", "activity", "ok")
    narrow = chip.sizeHint().width()
    chip.show_state("Stopped: not a number", "triangle-alert", "danger")
    assert chip.accessibleName() == chip.text() == "Stopped: not a number"
    assert chip.sizeHint().width() > narrow


@pytest.fixture
def activation(theme: Theme, shown: Shown) -> LabelledCombo:
    made = LabelledCombo(
        theme, "Activation", [("tanh", "tanh"), ("relu", "ReLU"), ("linear", "Linear")], width=104
    )
    made.other = QLineEdit()
    shown(made, made.other)
    made.other.setFocus()
    return made


def wheel_down(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    nothing = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, -120), *nothing, False)
    QApplication.sendEvent(widget, event)


def test_a_combo_tells_what_a_person_picks(activation: LabelledCombo, qtbot: QtBot) -> None:
    heard = told(activation.chosen)
    activation.show_choice("relu")
    assert (heard, activation.choice()) == ([], "relu")
    activation.box.setFocus()
    qtbot.keyClick(activation.box, Qt.Key.Key_Down)
    assert (heard, activation.choice()) == (["linear"], "linear")


def test_the_wheel_changes_a_combo_only_with_the_keyboard_focus(activation: LabelledCombo) -> None:
    heard = told(activation.chosen)
    wheel_down(activation.box)
    assert heard == []
    activation.box.setFocus()
    wheel_down(activation.box)
    assert heard == ["relu"]


def test_a_combo_grows_with_the_text(activation: LabelledCombo, theme: Theme) -> None:
    theme.set_text("large")
    assert activation.box.width() == theme.px(104) == 133
    assert activation.accessibleName() == "" and activation.box.accessibleName() == "Activation"


@pytest.fixture
def layers(theme: Theme, shown: Shown) -> Stepper:
    made = Stepper(theme, "Fewer layers", "More layers", shortcuts=("", "Ctrl++"))
    made.show_text("3 hidden layers")
    shown(made)
    return made


def test_a_stepper_tells_what_is_wanted_and_changes_nothing(layers: Stepper, qtbot: QtBot) -> None:
    more, fewer = told(layers.increased), told(layers.decreased)
    qtbot.mouseClick(layers.more_button, LEFT)
    qtbot.mouseClick(layers.more_button, LEFT)
    qtbot.mouseClick(layers.fewer_button, LEFT)
    assert (len(more), len(fewer), layers.text()) == (2, 1, "3 hidden layers")


def test_a_stepper_says_why_it_ends(layers: Stepper, qtbot: QtBot) -> None:
    more = told(layers.increased)
    layers.set_limits(more="At most 6 hidden layers")
    qtbot.mouseClick(layers.more_button, LEFT)
    assert (more, layers.more_button.isEnabled(), layers.fewer_button.isEnabled()) == ([], False, True)
    assert "At most 6 hidden layers" in layers.more_button.toolTip()
    layers.set_limits()
    assert layers.more_button.isEnabled()
    assert "Ctrl++" in layers.more_button.toolTip()


def test_what_can_be_clicked_is_large_enough(
    modes: Segmented, layers: Stepper, activation: LabelledCombo, theme: Theme, shown: Shown
) -> None:
    chip, switch = MenuChip(theme, "Scale", [("a", "log")]), Switch(theme, "Test points")
    shown(chip, switch)
    for part in (modes._segments[0], layers.more_button, activation.box, chip, switch):
        assert min(part.height(), part.width()) >= 28


def test_a_squeezed_control_drops_its_icons_and_keeps_its_words(theme: Theme, modes: Segmented) -> None:
    full = modes.sizeHint().width()
    least = modes.minimumSizeHint().width()
    texts = sum(segment._text_width() for segment in modes._segments)
    assert texts < least < full - 2 * theme.pxf(15)
    modes.resize(least, modes.height())
    modes.layout().activate()
    for segment in modes._segments:
        assert not segment._fits_with_icon() or not segment.choice.icon
        assert segment.width() >= segment._text_width()
