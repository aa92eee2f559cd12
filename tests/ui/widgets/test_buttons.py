from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut

from playground.ui.widgets.buttons import IconButton, PlayButton, TextButton
from playground.ui.widgets.rail_button import RailButton
from playground.ui.widgets.thumb import DatasetThumb
from playground.ui.widgets.tooltip import tip_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme
    from playground.ui.widgets.painted import PaintedButton

    Shown = Callable[..., QWidget]

LEFT = Qt.MouseButton.LeftButton


def make(theme: Theme, kind: str) -> PaintedButton:
    return {
        "icon": lambda: IconButton(theme, "rotate-ccw", "Reset"),
        "quiet": lambda: IconButton(theme, "sun", "Theme", quiet=True),
        "play": lambda: PlayButton(theme),
        "primary": lambda: TextButton(theme, "Start", icon="play", kind="primary"),
        "secondary": lambda: TextButton(theme, "Paint", icon="pencil"),
        "outline": lambda: TextButton(theme, "Rewind only", kind="outline"),
        "rail": lambda: RailButton(theme, "network", "Network"),
        "thumb": lambda: DatasetThumb(theme, "Spiral", lambda side: red(side)),
    }[kind]()


def red(side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    return image


KINDS = ["icon", "quiet", "play", "primary", "secondary", "outline", "rail", "thumb"]


@pytest.mark.parametrize("kind", KINDS)
def test_mouse_space_and_enter_press_it(theme: Theme, shown: Shown, qtbot: QtBot, kind: str) -> None:
    button = make(theme, kind)
    shown(button)
    presses = []
    button.clicked.connect(lambda: presses.append(1))
    qtbot.mouseClick(button, LEFT)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert len(presses) == 3
    assert button.accessibleName()
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 28


@pytest.mark.parametrize("kind", KINDS)
def test_a_click_leaves_the_keyboard_where_it_was(
    theme: Theme, shown: Shown, qtbot: QtBot, kind: str
) -> None:
    button = make(theme, kind)
    shown(button)
    button.clearFocus()
    qtbot.mouseClick(button, LEFT)
    assert not button.hasFocus()


@pytest.mark.parametrize("kind", KINDS)
def test_the_keyboard_focus_is_drawn(theme: Theme, shown: Shown, kind: str) -> None:
    button = make(theme, kind)
    shown(button)
    button.clearFocus()
    before = button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    after = button.grab().toImage()
    changed = [
        (x, y)
        for x in range(before.width())
        for y in range(before.height())
        if before.pixelColor(x, y) != after.pixelColor(x, y)
    ]
    assert len(changed) > 60, "a ring of two pixels"


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_of_theme_repaints(theme: Theme, shown: Shown, kind: str) -> None:
    button = make(theme, kind)
    shown(button)
    button.clearFocus()
    dark = button.grab().toImage()
    theme.set_theme("light")
    assert button.grab().toImage() != dark


def test_the_play_button_is_a_disc_of_ink(theme: Theme, shown: Shown) -> None:
    button = PlayButton(theme)
    shown(button)
    button.clearFocus()
    for name in ("dark", "light"):
        theme.set_theme(name)
        assert button.grab().toImage().pixelColor(24, 4) == theme.color("ink")
    assert button.size().toTuple() == (48, 48)
    theme.set_text("projector")
    assert button.sizeHint().toTuple() == (74, 74)


def test_play_becomes_pause(theme: Theme, shown: Shown) -> None:
    button = PlayButton(theme)
    shown(button)
    assert button.accessibleName() == "Play"
    button.set_playing(True)
    assert (button.accessibleName(), button.playing) == ("Pause", True)
    assert "Space" in button.toolTip()


def test_a_disabled_button_does_nothing(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    button = PlayButton(theme)
    shown(button)
    button.setEnabled(False)
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.mouseClick(button, LEFT)
    assert button.grab().toImage().pixelColor(24, 4) == theme.color("ctl")


def test_a_focused_button_keeps_space_from_the_window(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    button = IconButton(theme, "rotate-ccw", "Reset")
    window = shown(button)
    plays, resets = [], []
    shortcut = QShortcut(QKeySequence("Space"), window)
    shortcut.activated.connect(lambda: plays.append(1))
    button.clicked.connect(lambda: resets.append(1))
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    button.clearFocus()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert (plays, resets) == ([1], [1])


def test_hover_fades_in_and_jumps_when_motion_is_reduced(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    button = IconButton(theme, "rotate-ccw", "Reset")
    shown(button)
    button.fade.go_to(1.0)
    assert button.fade.level < 1.0
    qtbot.waitUntil(lambda: button.fade.level == 1.0)
    theme.set_reduced_motion(True)
    button.fade.go_to(0.0)
    assert button.fade.level == 0.0


def test_the_rail_shows_the_page_by_a_bar(theme: Theme, shown: Shown) -> None:
    button = RailButton(theme, "network", "Network", shortcut="Ctrl+2")
    shown(button)
    button.clearFocus()
    middle = QPoint(1, button.height() // 2)
    assert button.grab().toImage().pixelColor(middle) != theme.color("ink")
    button.setChecked(True)
    assert button.grab().toImage().pixelColor(middle) == theme.color("ink")
    assert button.sizeHint().width() == 68


def test_a_thumb_draws_its_picture_and_asks_again_when_told(theme: Theme, shown: Shown) -> None:
    sides: list[int] = []

    def provide(side: int) -> QImage:
        sides.append(side)
        return red(side)

    thumb = DatasetThumb(theme, "Spiral", provide)
    shown(thumb)
    picture = thumb.grab().toImage()
    assert picture.pixelColor(thumb.width() // 2, 30).name() == "#ff0000"
    thumb.grab()
    assert len(sides) == 1
    thumb.refresh()
    thumb.grab()
    theme.set_text("large")
    thumb.resize(thumb.sizeHint())
    thumb.grab()
    assert len(sides) == 3
    assert sides[2] > sides[1] == sides[0]


def test_a_selected_thumb_has_a_border_of_ink(theme: Theme, shown: Shown) -> None:
    thumb = DatasetThumb(theme, "Spiral", red)
    shown(thumb)
    thumb.clearFocus()
    edge = QRect((thumb.width() - 56) // 2, 30, 1, 1).topLeft()
    assert thumb.grab().toImage().pixelColor(edge) != theme.color("ink")
    thumb.setChecked(True)
    assert thumb.grab().toImage().pixelColor(edge) == theme.color("ink")


def test_tips_name_the_key(theme: Theme) -> None:
    assert tip_text("Reset", "R") == "<span>Reset&nbsp;&nbsp;<b>R</b></span>"
    assert "<b>" not in tip_text("a < b")
    assert "a &lt; b" in tip_text("a < b")
