"""Things move by themselves only while it plays, is seen, and the person wants motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.choices import CanvasMode

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.canvas.canvas import NetworkCanvas
    from playground.ui.theme.theme import Theme


def test_chevrons_drift_only_while_it_plays_and_is_seen(
    qtbot: QtBot, canvas: NetworkCanvas, theme: Theme
) -> None:
    theme.set_reduced_motion(False)
    canvas.set_mode(CanvasMode.GRADIENTS)
    assert not canvas.motion.running
    canvas.show_playing(True)
    assert canvas.motion.running
    before = canvas.motion.distance
    qtbot.waitUntil(lambda: canvas.motion.distance > before)
    canvas.show_diverged(True)
    assert not canvas.motion.running
    canvas.show_diverged(False)
    assert canvas.motion.running
    canvas.hide()
    assert not canvas.motion.running
    canvas.show()
    assert canvas.motion.running
    canvas.show_playing(False)
    assert not canvas.motion.running


def test_weights_stand_still_unless_signs_are_dashes(canvas: NetworkCanvas, theme: Theme) -> None:
    theme.set_reduced_motion(False)
    canvas.show_playing(True)
    assert not canvas.motion.running
    theme.set_signs("dashes")
    assert canvas.motion.running
    theme.set_reduced_motion(True)
    assert not canvas.motion.running
