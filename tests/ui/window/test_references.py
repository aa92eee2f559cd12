"""The Qt binding must not give away references: some versions lost one to None at each call."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.window.conftest import Opened

REDRAWS = 1_000
SLACK = 200


def test_a_thousand_redraws_lose_no_reference_to_none(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    with qtbot.waitSignal(window.session.training.frame_arrived):
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    window.settle()
    views = (
        window.page.loss.plot,
        window.page.canvas,
        window.page.decision.map,
        window.page.bottom.gradients.spread.ridges,
    )
    for view in views:
        view.grab()
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(REDRAWS // len(views)):
        for view in views:
            view.repaint()
            view.setToolTip("")
    gc.collect()
    assert sys.getrefcount(None) > before - SLACK
