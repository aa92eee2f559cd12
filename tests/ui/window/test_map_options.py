"""Arrows, contours, fineness, whose map, copying, saving and windows of their own, as a person uses them."""

from __future__ import annotations

import csv
import gc
import io
import weakref
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget

from playground.data.features import apply_features
from playground.document import edits
from playground.document.choices import Dataset
from playground.ui.canvas.items import InputPlace
from playground.ui.panels.map_options import FINENESS
from playground.worker.build import build_network
from playground.worker.snapshots import Neuron, Probe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.own_window import OwnWindow
    from playground.ui.panels.map_options import MapOptionsCard
    from tests.ui.window.conftest import Opened

Key, Modifier = Qt.Key, Qt.KeyboardModifier
SHIFT, NONE = Modifier.ShiftModifier, Modifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    window.activateWindow()
    qtbot.keyClick(window.page.canvas, key, modifier)


def open_options(qtbot: QtBot, window: MainWindow) -> MapOptionsCard:
    button = window.page.decision.options
    qtbot.mouseClick(button, LEFT)
    assert button.card is not None
    qtbot.waitUntil(button.card.isVisible)
    return button.card


# Arrows and contours


def test_shift_a_shows_the_slopes_of_this_very_network(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    shown = window.page.decision.map
    assert shown.field is None
    press(qtbot, window, Key.Key_A, SHIFT)
    qtbot.waitUntil(lambda: shown.field is not None, timeout=10_000)
    found = shown.field
    assert found is not None
    experiment = window.session.experiment
    network = build_network(experiment)
    network.parameters[:] = window.session.training.checkpoint.parameters
    side, step = found.slopes.shape[1], 1e-5
    places = (np.arange(side) + 0.5) / side * 12 - 6
    grid = np.column_stack([np.tile(places, side), np.repeat(-places, side)])

    def said(points: np.ndarray) -> np.ndarray:
        return network.predict(apply_features(experiment.data.inputs, points))[:, 0]

    for axis in (0, 1):
        move = np.eye(2)[axis] * step
        expected = (said(grid + move) - said(grid - move)) / (2 * step)
        assert np.allclose(found.slopes[axis].ravel(), expected, atol=1e-6)
    lengths = np.hypot(*found.slopes)
    assert found.reach == pytest.approx(np.percentile(lengths, 95))
    assert "per unit" in window.page.decision.picture.legend.accessibleDescription()
    press(qtbot, window, Key.Key_A, SHIFT)
    assert shown.field is None
    assert window.page.decision.picture.legend.isHidden()


def test_arrows_are_computed_only_while_they_are_shown(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    probes: list[set[Probe]] = []
    window.session.training.frame_arrived.connect(lambda frame: probes.append(set(frame.probes)))
    press(qtbot, window, Key.Key_S)
    qtbot.waitUntil(lambda: any(Probe.DECISION_MAP in each for each in probes), timeout=10_000)
    assert not any(Probe.INPUT_GRADIENTS in each for each in probes)
    press(qtbot, window, Key.Key_A, SHIFT)
    qtbot.waitUntil(lambda: any(Probe.INPUT_GRADIENTS in each for each in probes), timeout=10_000)


def test_the_card_switches_what_the_keys_switch(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = open_options(qtbot, window)
    qtbot.mouseClick(card.contours, LEFT)
    assert window.session.experiment.view.contours
    assert window.actions_by_key["contours"].isChecked()
    assert window.page.decision.map.levels
    qtbot.mouseClick(card.arrows, LEFT)
    assert window.session.experiment.view.arrows
    window.actions_by_key["contours"].trigger()
    assert not card.contours.isChecked()
    assert window.page.decision.map.levels == []
    assert not window.session.undo_stack.canUndo()


def test_the_card_does_not_cover_the_map_and_lies_in_the_window(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = open_options(qtbot, window)
    board = window.page.decision.map
    left = board.mapTo(window, QPoint(0, 0)).x()
    assert card.geometry().right() <= left + window._theme.px(20)
    assert window.rect().adjusted(-40, -40, 40, 40).contains(card.geometry())
    qtbot.keyClick(card, Key.Key_Escape)
    assert not card.isVisible()


@pytest.mark.parametrize(("size", "text"), [((1280, 720), "normal"), ((1440, 900), "large")])
def test_nothing_is_cut_off_where_there_is_little_room(
    qtbot: QtBot, open_window: Opened, size: tuple[int, int], text: str
) -> None:
    window = open_window(size=size, text=text)
    window.session.edit("Arrows", edits.set_arrows, True)
    window.session.edit("Contours", edits.set_contours, True)
    panel = window.page.decision
    qtbot.waitUntil(lambda: panel.map.field is not None, timeout=10_000)
    window.settle()
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    inside = panel.rect()
    for part in (panel.whose, panel.options, panel.bench.button, panel.picture, panel._below):
        box = part.rect().translated(part.mapTo(panel, QPoint(0, 0)))
        assert inside.contains(box), part
    legend = panel.picture.legend
    assert legend.height() >= legend.heightForWidth(legend.width())
    assert panel.map.frame().rect.bottom() <= panel.map.height()
    card = open_options(qtbot, window)
    for control in card.findChildren(QWidget):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisible():
            assert control.width() >= control.minimumSizeHint().width()


def test_of_several_classes_the_legend_says_what_pale_means(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    window.session.edit("Data", edits.set_dataset, Dataset.BLOBS)
    legend = window.page.decision.picture.legend
    qtbot.waitUntil(lambda: legend.accessibleName() == "Classes: A, B, C", timeout=10_000)
    assert legend.accessibleDescription() == "paler: less sure"
    window.session.edit("Flat", edits.set_discretize, True)
    assert legend.accessibleDescription() == ""


def test_over_one_input_there_is_nothing_to_point(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    window.session.edit("Arrows", edits.set_arrows, True)
    window.session.edit("Data", edits.set_dataset, Dataset.SINE)
    panel = window.page.decision
    qtbot.waitUntil(panel.curve.isVisible, timeout=10_000)
    card = open_options(qtbot, window)
    assert card.arrows.isHidden()
    assert card.contours.isHidden()
    assert panel._discrete.isHidden()
    assert panel.picture.scale.isHidden()
    assert panel.picture.legend.isHidden()


# Fineness


def test_the_fineness_is_how_many_samples_the_map_has(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    board = window.page.decision.picture
    card = open_options(qtbot, window)
    assert card.fineness.choice() == "110"
    for key, size in ((Key.Key_Right, FINENESS[2]), (Key.Key_Left, FINENESS[1]), (Key.Key_Left, FINENESS[0])):
        qtbot.keyClick(card.fineness, key)
        qtbot.waitUntil(
            lambda size=size: board.decision is not None and board.decision.values.shape == (size, size),
            timeout=10_000,
        )
        assert window.session.experiment.view.map_size == size


# Whose map


def chosen_from(qtbot: QtBot, window: MainWindow, *titles: str) -> None:
    """Open the chip's list by the keyboard and choose along the titles."""
    chip = window.page.decision.whose
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chip, Key.Key_Space)
    menu: QMenu = chip._menu
    qtbot.waitUntil(menu.isVisible)
    for title in titles[:-1]:
        menu = next(action.menu() for action in menu.actions() if action.text() == title)  # type: ignore[assignment]
    action: QAction = next(action for action in menu.actions() if action.text() == titles[-1])
    action.trigger()
    chip._menu.close()


def test_the_map_of_a_neuron_stays_until_another_is_chosen(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    panel = window.page.decision
    chosen_from(qtbot, window, "Hidden 2", "Neuron 2.1")
    qtbot.waitUntil(lambda: panel.shown_neuron == Neuron(2, 0), timeout=10_000)
    assert panel.caption() == "Neuron 2.1"
    assert panel.whose.accessibleName() == "Whose map: Neuron 2.1"
    chosen_from(qtbot, window, "Features", "Input x₂")
    qtbot.waitUntil(lambda: panel.shown_neuron == Neuron(0, 1), timeout=10_000)
    chosen_from(qtbot, window, "Output ŷ")
    qtbot.waitUntil(lambda: panel.shown_neuron is None, timeout=10_000)
    assert panel.caption() == "Output ŷ"


def test_the_pointer_shows_another_map_for_a_while(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    panel, canvas = window.page.decision, window.page.canvas
    chosen_from(qtbot, window, "Hidden 1", "Neuron 1.2")
    canvas.neuron_hovered.emit(Neuron(2, 1))
    assert panel.caption() == "Neuron 2.2"
    qtbot.waitUntil(lambda: panel.shown_neuron == Neuron(2, 1), timeout=10_000)
    canvas.neuron_hovered.emit(None)
    assert panel.caption() == "Neuron 1.2"
    qtbot.waitUntil(lambda: panel.shown_neuron == Neuron(1, 1), timeout=10_000)


def test_m_keeps_the_selected_neuron_and_lets_it_go(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    panel, canvas = window.page.decision, window.page.canvas
    press(qtbot, window, Key.Key_M)
    assert "Select a neuron" in window.status.told()
    for item, caption in ((Neuron(1, 2), "Neuron 1.3"), (InputPlace("x1"), "Input x₁")):
        canvas.select(item)
        press(qtbot, window, Key.Key_M)
        assert panel.caption() == caption
    press(qtbot, window, Key.Key_M)
    assert panel.caption() == "Output ŷ"


def test_a_kept_neuron_is_found_again_where_it_then_stands(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    panel, session = window.page.decision, window.session
    window.page.canvas.select(Neuron(1, 2))
    press(qtbot, window, Key.Key_M)
    session.edit("Remove a neuron", edits.remove_neurons, frozenset({(0, 0)}))
    assert panel.caption() == "Neuron 1.2"
    session.undo_stack.undo()
    assert panel.caption() == "Neuron 1.3"
    session.edit("Remove a neuron", edits.remove_neurons, frozenset({(0, 2)}))
    assert panel.caption() == "Output ŷ"


# Copy and save


def test_the_numbers_are_those_of_the_map(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    window.actions_by_key["copy_map_numbers"].trigger()
    head, *lines = csv.reader(io.StringIO(QGuiApplication.clipboard().text()))
    assert head == ["x₁", "x₂", "value"]
    shown = window.page.decision.picture.decision
    assert shown is not None
    assert np.allclose(np.array(lines, float)[:, 2], shown.values.ravel(), rtol=1e-6)
    assert window.status.told() == "12\u2009100 lines of numbers are on the clipboard."


def test_the_picture_is_twice_as_sharp_and_has_no_read_out(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    picture = window.page.decision.picture
    window.actions_by_key["copy_map"].trigger()
    plain = QGuiApplication.clipboard().image()
    assert plain.width() == round(2 * picture.width() * picture.devicePixelRatioF())
    picture.map.point_at((1.0, 1.0))
    window.actions_by_key["copy_map"].trigger()
    assert QGuiApplication.clipboard().image() == plain


def test_the_picture_is_saved_where_the_person_says(
    qtbot: QtBot, open_window: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "circle"), ""))
    window.actions_by_key["save_map"].trigger()
    saved = QImage(str(tmp_path / "circle.png"))
    assert saved.size() == window.page.decision.picture.image(2).size()
    assert window.status.told() == "The picture is in “circle.png”."


def test_a_folder_that_is_not_there_is_told_kindly(
    qtbot: QtBot, open_window: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "a.png"), ""))
    seen: list[str] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            seen.append(dialog.windowTitle() or type(dialog).__name__)
            dialog.reject()

    timer = QTimer(window)
    timer.timeout.connect(close)
    timer.start(20)
    window.actions_by_key["save_map"].trigger()
    timer.stop()
    assert len(seen) == 1


def test_the_right_button_offers_the_same(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    picture = window.page.decision.picture
    assert [action.text() for action in picture.actions()] == [
        "Copy the map's picture",
        "Copy the map's numbers",
        "Save the map's picture…",
        "Map in its own window",
    ]
    assert picture.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu
    window.actions_by_key["paint"].trigger()
    assert picture.contextMenuPolicy() is Qt.ContextMenuPolicy.PreventContextMenu


# Windows of their own


def own_map(qtbot: QtBot, window: MainWindow) -> OwnWindow:
    window.actions_by_key["map_window"].trigger()
    own = window.page.own_windows.map_window
    assert own is not None
    qtbot.waitUntil(own.isActiveWindow)
    return own


def test_the_map_in_its_own_window_is_the_live_one(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    own_map(qtbot, window)
    panel = window.page.own_windows._map_panel
    assert panel is not None
    assert panel.picture.decision is window.page.decision.picture.decision
    before = panel.picture.decision
    for key, modifier in ((Key.Key_S, NONE), (Key.Key_A, SHIFT)):
        qtbot.keyClick(panel.picture.map, key, modifier)
    qtbot.waitUntil(lambda: panel.picture.decision is not before, timeout=10_000)
    qtbot.waitUntil(lambda: panel.picture.map.field is not None, timeout=10_000)
    assert window.session.step == 1
    chosen_from(qtbot, window, "Hidden 1", "Neuron 1.1")
    assert panel.whose.text() == "Neuron 1.1"
    window.session.edit("Data", edits.set_dataset, Dataset.SINE)
    qtbot.waitUntil(panel.picture.curve.isVisible, timeout=10_000)


def test_f11_fills_the_screen_and_esc_closes(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    own = own_map(qtbot, window)
    board = window.page.own_windows._map_panel.picture.map  # type: ignore[union-attr]
    board.setFocus()
    qtbot.keyClick(board, Key.Key_F11)
    assert own.isFullScreen()
    qtbot.keyClick(board, Key.Key_F11)
    assert not own.isFullScreen()
    qtbot.keyClick(board, Key.Key_Escape)
    assert window.page.own_windows.map_window is None


def test_once_closed_nothing_of_it_is_left(qtbot: QtBot, open_window: Opened, qapp: QApplication) -> None:
    window = open_window()
    counts = []
    for _ in range(3):
        own = own_map(qtbot, window)
        left = weakref.ref(own)
        own.close()
        del own
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        counts.append(len(qapp.allWidgets()))
        assert left() is None
    assert counts[0] == counts[1] == counts[2]
    window._theme.set_theme("light")


def test_the_loss_has_a_window_too_and_both_close_with_the_main_one(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window()
    own_map(qtbot, window)
    window.actions_by_key["loss_window"].trigger()
    windows = window.page.own_windows
    assert windows.loss_window is not None
    panel = windows._loss_panel
    assert panel is not None
    window.actions_by_key["step"].trigger()
    qtbot.waitUntil(lambda: panel._train.text() != "–", timeout=10_000)
    window.close_quietly()
    assert windows.map_window is None
    assert windows.loss_window is None
