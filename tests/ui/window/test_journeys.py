"""Whole journeys: own data, a run that blows up, saving and coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from playground.document import edits
from playground.document.choices import Loss
from playground.document.sources import TableSource
from playground.session.training import TrainingState
from playground.ui.commands import files
from playground.ui.dialogs.csv_import import CsvImportDialog
from playground.ui.dialogs.save_changes import SaveAnswer
from playground.ui.pages.cards.weight_card import WeightCard

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from playground.document.errors import FileError
    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened

Key = Qt.Key


def blow_up(qtbot: QtBot, window: MainWindow) -> None:
    """Train a plane by a far too long step."""
    window.session.edit("Learning rate", edits.set_learning_rate, 3.0)
    qtbot.keyClick(window, Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.training.state is TrainingState.DIVERGED, timeout=20_000)


def loss_of(window: MainWindow) -> float:
    """Give the latest training loss, infinite before the first."""
    return np.inf if window.session.measured is None else window.session.measured.train_loss


# A run that blows up


def test_a_run_that_blows_up_says_why_and_is_rewound_with_a_safe_rate(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("plane")
    blow_up(qtbot, window)
    banner = window.page.banner
    assert banner.isVisible()
    assert "blew up" in banner.headline()
    assert "2/λ" in banner.accessibleDescription()
    assert not window.page.transport.play_button.isEnabled()
    qtbot.keyClick(banner, Key.Key_Return)
    assert not banner.isVisible()
    assert window.session.experiment.training.learning_rate < 3.0
    qtbot.keyClick(window, Key.Key_Space)
    qtbot.waitUntil(
        lambda: (window.session.measured is not None) and window.session.measured.train_loss < 1e-3
    )
    assert window.session.training.state is TrainingState.PLAYING


def test_the_reason_names_the_bound_of_the_hessian(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("plane")
    blow_up(qtbot, window)
    news = window.session.divergence
    assert news is not None
    inputs = window.session.samples.train_inputs
    with_ones = np.hstack([inputs, np.ones((len(inputs), 1))])
    # Half the squared error of a linear net: its Hessian is X'X/n.
    largest = np.linalg.eigvalsh(with_ones.T @ with_ones / len(inputs))[-1]
    assert news.bound == pytest.approx(2.0 / largest, rel=0.02)


def test_undo_after_a_rewind_brings_the_old_rate_back(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("plane")
    blow_up(qtbot, window)
    qtbot.keyClick(window.page.banner, Key.Key_Return)
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.experiment.training.learning_rate == 3.0


# Files


def test_what_is_saved_opens_trained(
    qtbot: QtBot, open_window: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window("xor")
    qtbot.keyClick(window, Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.session.epoch == 1.0)
    window.session.files.save(tmp_path / "mine.playground")
    assert not window.session.dirty
    measured = window.session.measured
    window.session.reset()
    monkeypatch.setattr(files, "ask_to_save", lambda *_: SaveAnswer.DISCARD)
    assert window.files.open(tmp_path / "mine.playground")
    qtbot.waitUntil(lambda: window.session.measured == measured)
    assert window.windowTitle().startswith("mine.playground")


@pytest.mark.parametrize(("answer", "closes"), [(SaveAnswer.CANCEL, False), (SaveAnswer.DISCARD, True)])
def test_closing_with_unsaved_changes_asks(
    open_window: Opened, monkeypatch: pytest.MonkeyPatch, answer: SaveAnswer, closes: bool
) -> None:
    window = open_window()
    window.session.edit("Add layer", edits.add_layer)
    asked: list[str] = []

    def ask(_theme: object, name: str, _parent: object) -> SaveAnswer:
        asked.append(name)
        return answer

    monkeypatch.setattr(files, "ask_to_save", ask)
    event = QCloseEvent()
    window.closeEvent(event)
    assert asked == ["circle"]
    assert event.isAccepted() is closes


def test_a_broken_project_leaves_what_is_open(
    open_window: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    before = window.session.experiment
    told: list[FileError] = []
    monkeypatch.setattr(window.files, "tell_error", lambda _headline, error: told.append(error))
    (tmp_path / "broken.playground").write_bytes(b"not a project")
    assert window.files.open(tmp_path / "broken.playground") is False
    assert window.session.experiment == before
    assert len(told) == 1


# The person's own table


def test_an_own_table_with_gaps_is_looked_at_and_trained(
    qtbot: QtBot, open_window: Opened, tmp_path: Path
) -> None:
    rng = np.random.default_rng(0)
    rows = [
        f"{a:.3f};{b:.3f};{'red' if a + b > 0 else 'blue'}".replace(".", ",")
        for a, b in rng.normal(size=(60, 2))
    ]
    rows[10] = "oops;1,0;red"
    path = tmp_path / "points.csv"
    path.write_text("\n".join(["länge;breite;farbe", *rows]) + "\n", encoding="latin-1")
    window = open_window()

    def load() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, CsvImportDialog) and dialog.load_button.isEnabled():
            dialog.load_button.click()
            timer.stop()

    timer = QTimer(window)
    timer.timeout.connect(load)
    timer.start(20)
    assert window.files.load_table(path)
    source = window.session.experiment.data.source
    assert isinstance(source, TableSource)
    assert (source.columns, source.classes) == (("länge", "breite"), ("blue", "red"))
    assert window.session.experiment.network.loss is not Loss.SOFTMAX_CROSS_ENTROPY
    assert len(window.session.samples.train_labels) + len(window.session.samples.test_labels) == 59
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Key.Key_Space)
    qtbot.waitUntil(lambda: loss_of(window) < 0.1)


# The card


def test_esc_closes_a_card_and_the_canvas_has_the_keyboard_again(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    canvas = window.page.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    node = canvas.scene.layout.columns[1].nodes[0]
    place = canvas.scene.camera.to_viewport(node.bias_centre).toPoint()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    card = window.page.cards.strip.card
    assert isinstance(card, WeightCard)
    qtbot.keyClick(card.slider.track, Key.Key_Escape)
    assert not window.page.cards.is_open
    assert window.focusWidget() is canvas


def test_a_card_closes_when_its_weight_is_gone(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    canvas = window.page.canvas
    node = canvas.scene.layout.columns[2].nodes[0]
    place = canvas.scene.camera.to_viewport(node.bias_centre).toPoint()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    assert window.page.cards.is_open
    qtbot.keyClick(window, Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert not window.page.cards.is_open
