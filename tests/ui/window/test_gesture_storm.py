"""Random gestures, keys and commands in the real window while it trains; then everything is undone."""

from __future__ import annotations

import itertools
import os
import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from playground.session.training import TrainingState

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from playground.document.experiment import Experiment
    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened

LONG = os.environ.get("PLAYGROUND_LONG") == "1"
Key, Modifier = Qt.Key, Qt.KeyboardModifier
BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)
KEYS = (
    *((key, modifier) for key in (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right)
      for modifier in (Modifier.NoModifier, Modifier.ShiftModifier, Modifier.AltModifier)),
    *((key, Modifier.NoModifier) for key in (Key.Key_Return, Key.Key_Delete, Key.Key_Plus, Key.Key_Minus)),
    *((key, Modifier.NoModifier) for key in (Key.Key_Escape, Key.Key_PageDown)),
    *((key, Modifier.ControlModifier) for key in (Key.Key_A, Key.Key_C, Key.Key_X, Key.Key_V, Key.Key_0)),
    (Key.Key_D, Modifier.ControlModifier | Modifier.ShiftModifier),
)  # fmt: skip
# Those that open a dialog, another experiment or a file would end the storm.
COMMANDS = (
    *("undo", "undo", "undo", "redo", "play", "play", "step", "step_epoch", "reset", "new_seed"),
    *("add_layer", "remove_layer", "faster", "slower", "next_dataset", "resample", "weights", "gradients"),
    *("test_points", "discretize", "log_loss", "fewer_edges", "more_edges", "fold_data", "fold_result"),
    *("fold_bottom", "weights_table", "fit", "network_page", "theme", "text_size", "next_panel"),
)
MOST_NEURONS = 60


class Storm:
    """Does something random to a window, again and again."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self._window, self._random = window, random.Random(seed)
        self._canvas = window.page.canvas
        self._does: list[Callable[[], object]] = [
            *[self._drag] * 5,
            *[self._click] * 4,
            *[self._key] * 6,
            *[self._command] * 4,
            self._wheel,
            self._rest,
            self._resize,
        ]

    def blow(self) -> None:
        """Do one thing; a network that has grown too large for the test's time is cut."""
        self._random.choice(self._does)()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        hidden = self._window.session.experiment.network.hidden
        if sum(layer.units for layer in hidden) > MOST_NEURONS:
            self._window.actions_by_key["remove_layer"].trigger()

    def _point(self) -> QPoint:
        """Return a point anywhere, but more often on something."""
        scene, chance = self._canvas.scene, self._random.random()
        if chance < 0.5:
            return self._seen(self._random.choice(list(scene.layout.nodes.values())).rect.center())
        if chance < 0.7:
            column = self._random.choice(scene.layout.columns)
            return self._seen(QPointF(column.x, scene.layout.title_y))
        width, height = self._canvas.width(), self._canvas.height()
        return QPoint(self._random.randint(-40, width + 40), self._random.randint(-60, height + 60))

    def _seen(self, point: QPointF) -> QPoint:
        return self._canvas.scene.camera.to_viewport(point).toPoint()

    def _drag(self) -> None:
        button, keys = (
            self._random.choice(BUTTONS),
            self._random.choice([Modifier.NoModifier, Modifier.ShiftModifier]),
        )
        start, end = self._point(), self._point()
        QTest.mousePress(self._canvas, button, keys, start)
        for step in range(1, self._random.randint(2, 5)):
            QTest.mouseMove(self._canvas, start + (end - start) * step / 4)
        if self._random.random() < 0.2:
            QTest.keyClick(self._canvas, Key.Key_Escape)
        if self._random.random() < 0.1:
            self._window.actions_by_key["undo"].trigger()
        QTest.mouseRelease(self._canvas, button, keys, end)

    def _click(self) -> None:
        keys = self._random.choice([Modifier.NoModifier, Modifier.NoModifier, Modifier.ShiftModifier])
        act = self._random.choice([QTest.mouseClick, QTest.mouseClick, QTest.mouseDClick])
        act(self._canvas, Qt.MouseButton.LeftButton, keys, self._point())

    def _key(self) -> None:
        key, modifier = self._random.choice(KEYS)
        QTest.keyClick(self._canvas, key, modifier)

    def _command(self) -> None:
        action = self._window.actions_by_key[self._random.choice(COMMANDS)]
        if action.isEnabled():
            action.trigger()

    def _wheel(self) -> None:
        at, notches = self._point(), self._random.choice([-2, -1, 1, 2])
        keys = self._random.choice([Modifier.NoModifier, Modifier.ShiftModifier])
        event = QWheelEvent(
            QPointF(at), QPointF(self._canvas.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self._canvas, event)

    def _rest(self) -> None:
        QTest.qWait(20)

    def _resize(self) -> None:
        self._window.resize(self._random.randint(1100, 1600), self._random.randint(700, 1000))


def undone(experiment: Experiment) -> tuple[object, ...]:
    """Return what undo brings back: all but the view."""
    return experiment.name, experiment.data, experiment.network, experiment.training


@pytest.mark.parametrize("seed", range(5 if LONG else 1))
@pytest.mark.long
def test_a_storm_of_gestures_leaves_no_trace(qtbot: QtBot, open_window: Opened, seed: int) -> None:
    window = open_window("circle")
    failures: list[str] = []
    window.session.training.failed.connect(lambda _summary, text: failures.append(text))
    first = undone(window.session.experiment)
    window.session.training.play()
    storm = Storm(window, seed)
    for _ in range(2_000 if LONG else 200):
        storm.blow()
    window.session.training.pause()
    assert failures == []
    while window.session.undo_stack.canUndo():
        window.session.undo_stack.undo()
    assert undone(window.session.experiment) == first
    sizes = window.session.experiment.layer_sizes
    qtbot.waitUntil(lambda: shows(window, sizes), timeout=20_000)
    assert failures == []
    assert window.session.training.state is TrainingState.PAUSED
    QGuiApplication.clipboard().clear()


def shows(window: MainWindow, sizes: tuple[int, ...]) -> bool:
    weights = window.page.canvas.scene.values.weights
    return weights is not None and [layer.weights.shape for layer in weights] == [*itertools.pairwise(sizes)]
