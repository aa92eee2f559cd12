"""The way of h to 0, by itself and in jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.functions.step_control import LEAST, StepControl
from playground.ui.theme.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_h_is_halved_until_it_is_stopped(qtbot: QtBot) -> None:
    theme = Theme()
    control = StepControl(theme)
    qtbot.addWidget(control)
    moves: list[float] = []
    control.moved.connect(moves.append)
    control.show_step(0.8)
    control.button.click()
    qtbot.waitUntil(lambda: len(moves) >= 2)
    assert moves[:2] == [0.4, 0.2]
    with qtbot.waitSignal(control.finished):
        control.button.click()
    assert not control.walking
    control.show_step(1.5e-16)
    control.button.click()
    qtbot.waitUntil(lambda: not control.walking)
    assert moves[-1] == LEAST
    theme.set_reduced_motion(True)
    control.button.click()
    assert not control.walking
    assert moves[-1] == 1.0
    control.button.click()
    assert moves[-1] == 1e-3
