"""The controls of training in the window: schedule, stop rules, speed, batch; by mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from playground.document import edits, limits
from playground.document.choices import Loss, Optimizer
from playground.document.course import rate_at
from playground.document.training_choices import CONSTANTS, Clipping, Schedule
from playground.session.training import TrainingState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.panels.options.card import OptionsCard
    from playground.ui.widgets.combo import LabelledCombo
    from playground.ui.widgets.field import NumberField
    from tests.ui.window.conftest import Opened

Key = Qt.Key


def opened(qtbot: QtBot, window: MainWindow) -> OptionsCard:
    qtbot.mouseClick(window.page.transport._more, Qt.MouseButton.LeftButton)
    card = window.page.transport._options._card
    assert card is not None and card.isVisible()
    return card


def closed(qtbot: QtBot, window: MainWindow, card: OptionsCard) -> None:
    qtbot.keyClick(card, Key.Key_Escape)
    assert not card.isVisible()
    window.setFocus()


def pick(qtbot: QtBot, combo: LabelledCombo, key: str) -> None:
    """Walk to a choice by the arrow keys."""
    combo.box.setFocus()
    qtbot.keyClick(combo.box, Key.Key_Home)
    while combo.choice() != key:
        qtbot.keyClick(combo.box, Key.Key_Down)


def write(qtbot: QtBot, field: NumberField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Key.Key_Return)


def inside(widget: QWidget, window: MainWindow) -> bool:
    corner = widget.mapTo(window, QPoint(0, 0))
    return window.rect().contains(corner) and window.rect().contains(
        corner + QPoint(widget.width() - 1, widget.height() - 1)
    )


# The schedule


def test_a_cosine_is_chosen_seen_and_followed(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    bar, session = window.page.transport, window.session
    assert not bar.rate_note.isVisible()
    card = opened(qtbot, window)
    assert not card.schedule.picture.isVisible()
    pick(qtbot, card.schedule.kind, Schedule.COSINE.value)
    write(qtbot, card.schedule.length.field, "4")
    training = session.experiment.training
    assert (training.schedule, training.schedule_epochs) == (Schedule.COSINE, 4.0)
    assert card.schedule.picture.isVisible() and bar.rate_note.isVisible()
    for picture in (card.schedule.picture, bar.rate_note.picture):
        epochs, rates = picture.course()
        assert (epochs[0], rates[0]) == (0.0, training.learning_rate)
        assert rates[-1] == pytest.approx(0.1 * training.learning_rate)
        assert list(rates) == sorted(rates, reverse=True)
    closed(qtbot, window, card)
    for _ in range(2):
        step = session.step
        qtbot.keyClick(window, Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
        qtbot.waitUntil(
            lambda step=step: session.step > step and session.training.state is TrainingState.PAUSED
        )
    half = rate_at(training, 2.0)
    qtbot.waitUntil(lambda: bar.rate_note.picture.now() == (2.0, pytest.approx(half)))
    assert bar.rate_note.text() == "now 0.0165"
    assert "0.0165 at epoch 2" in bar.rate_note.picture.accessibleName()
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    assert not bar.rate_note.isVisible()


def test_a_drag_of_the_length_is_one_undo_step(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = opened(qtbot, window)
    pick(qtbot, card.schedule.kind, Schedule.STEP.value)
    count = window.session.undo_stack.count()
    track = card.schedule.length.track
    middle = track.height() // 2
    qtbot.mousePress(track, Qt.MouseButton.LeftButton, pos=QPoint(20, middle))
    for x in (40, 60, 90):
        QTest.mouseMove(track, QPoint(x, middle))
    qtbot.mouseRelease(track, Qt.MouseButton.LeftButton, pos=QPoint(90, middle))
    assert window.session.experiment.training.schedule_epochs != 100.0
    assert window.session.undo_stack.count() == count + 1
    window.session.undo_stack.undo()
    assert window.session.experiment.training.schedule_epochs == 100.0
    assert card.schedule.length.value() == 100.0


# Stop rules


def test_it_stops_exactly_at_epoch_5_says_so_and_goes_on_to_10(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    session = window.session
    card = opened(qtbot, window)
    write(qtbot, card.stop.epochs, "5")
    closed(qtbot, window, card)
    for epoch in (5, 10):
        qtbot.keyClick(window, Key.Key_Space)
        qtbot.waitUntil(
            lambda epoch=epoch: session.training.state is TrainingState.PAUSED and session.epoch == epoch,
            timeout=10_000,
        )
        assert session.step == 25 * epoch
        assert window.status.told() == f"Stopped at epoch {epoch}: it is set to stop after every 5 epochs"
        assert session.history.markers[-1] == (float(epoch), f"stopped at epoch {epoch}")
        assert not window.page.transport.play_button._playing
    qtbot.waitUntil(lambda: window.page.loss.plot._markers[-1:] == ((10.0, "stopped at epoch 10"),))


def test_a_loss_is_the_end_and_its_number_is_said(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = opened(qtbot, window)
    write(qtbot, card.stop.train_loss, "0,3")
    assert window.session.experiment.training.stop.train_loss == 0.3
    closed(qtbot, window, card)
    qtbot.keyClick(window, Key.Key_Space)
    qtbot.waitUntil(lambda: "at or below 0.3" in window.status.told(), timeout=10_000)
    qtbot.waitUntil(lambda: window.session.training.state is TrainingState.PAUSED)
    measured = window.session.measured
    assert measured is not None and measured.train_loss <= 0.3
    assert f"training loss {measured.train_loss:.3g}" in window.status.told()


def test_rules_are_switched_off_by_a_word_and_numbers_have_no_accuracy(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window()
    card = opened(qtbot, window)
    write(qtbot, card.stop.accuracy, "97,5 %")
    assert window.session.experiment.training.stop.accuracy == pytest.approx(0.975)
    assert card.stop.accuracy.text() == "97.5 %"
    write(qtbot, card.stop.accuracy, "off")
    assert window.session.experiment.training.stop.accuracy == 0.0
    number = opened(qtbot, open_window("plane"))
    assert not number.stop.accuracy.isVisible()
    assert number.stop.patience.isVisible()


# Speed


def test_a_step_a_second_is_shown_and_a_pause_does_not_wait_for_the_next(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window()
    session = window.session
    steps: list[int] = []
    session.training.frame_arrived.connect(lambda frame: steps.append(frame.step) if frame.points else None)
    pick(qtbot, window.page.transport.speed, "1.0")
    assert session.experiment.view.speed == 1.0
    assert not session.undo_stack.canUndo()
    qtbot.keyClick(window, Key.Key_Space)
    qtbot.waitUntil(lambda: session.step == 2, timeout=10_000)
    qtbot.keyClick(window, Key.Key_Space)
    qtbot.waitUntil(lambda: session.training.up_to_date and session.training.state is TrainingState.PAUSED)
    assert session.step == 2
    assert [step for step in steps if step] in ([1, 2], [1, 2, 2])


# Batch


def test_all_samples_are_at_the_end_of_the_slider_and_make_one_step_an_epoch(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window()
    session = window.session
    slider = window.page.data._batch
    slider.track.setFocus()
    qtbot.keyClick(slider.track, Key.Key_End)
    assert session.experiment.training.batch_size == limits.ALL_SAMPLES
    assert slider.field.text() == "all (250)"
    card = opened(qtbot, window)
    assert card.batch.batch.field.text() == "all (250)"
    closed(qtbot, window, card)
    qtbot.keyClick(window, Key.Key_S)
    qtbot.waitUntil(lambda: session.epoch == 1.0)
    session.edit("Share", edits.set_train_share, 0.8)
    assert slider.field.text() == "all (400)"
    write(qtbot, slider.field, "300")
    assert (session.experiment.training.batch_size, slider.field.text()) == (300, "300")
    write(qtbot, slider.field, "all")
    assert session.experiment.training.batch_size == limits.ALL_SAMPLES
    session.undo_stack.undo()
    assert slider.field.text() == "300"


# The card


def test_only_the_constants_that_an_optimiser_has_are_shown(qtbot: QtBot, open_window: Opened) -> None:
    card = opened(qtbot, open_window())
    names = {name for constants in CONSTANTS.values() for name in constants}
    for optimizer in Optimizer:
        pick(qtbot, card.optimizer.optimizer, optimizer.value)
        shown = {name for name in names if getattr(card.optimizer, name).isVisible()}
        assert shown == set(CONSTANTS[optimizer])


def test_constants_and_clipping_are_set_while_it_trains(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    session = window.session
    qtbot.keyClick(window, Key.Key_Space)
    card = opened(qtbot, window)
    pick(qtbot, card.optimizer.optimizer, Optimizer.ADAMW.value)
    write(qtbot, card.optimizer.beta2.field, "0,9995")
    assert card.optimizer.beta2.field.text() == "0.9995"
    pick(qtbot, card.clipping.kind, Clipping.NORM.value)
    write(qtbot, card.clipping.limit.field, "0.5")
    pick(qtbot, card.loss.loss, Loss.BINARY_CROSS_ENTROPY.value)
    write(qtbot, card.loss.smoothing.field, "10")
    training = session.experiment.training
    assert (training.beta2, training.clipping, training.clip_limit, training.label_smoothing) == (
        0.9995,
        Clipping.NORM,
        0.5,
        0.1,
    )
    step = session.step
    qtbot.waitUntil(lambda: session.step > step + 50, timeout=10_000)
    assert session.training.state is TrainingState.PLAYING
    pick(qtbot, card.loss.loss, Loss.HINGE.value)
    assert not card.loss.smoothing.isVisible()
    assert session.experiment.training.label_smoothing == 0.0


def test_every_control_of_the_card_has_a_name_and_a_tip(qtbot: QtBot, open_window: Opened) -> None:
    card = opened(qtbot, open_window())
    for section in card._sections:
        for name, control in vars(section).items():
            if isinstance(control, QWidget) and name[0] != "_" and name != "output":
                assert control.toolTip(), (section.title, name)


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900)])
@pytest.mark.parametrize("text", ["normal", "large", "projector"])
def test_the_card_stays_in_the_window_and_all_of_it_can_be_reached(
    qtbot: QtBot, open_window: Opened, size: tuple[int, int], text: str
) -> None:
    window = open_window(size=size, text=text)
    card = opened(qtbot, window)
    pick(qtbot, card.optimizer.optimizer, Optimizer.ADAMW.value)
    pick(qtbot, card.schedule.kind, Schedule.COSINE.value)
    pick(qtbot, card.clipping.kind, Clipping.NORM.value)
    assert inside(card._area, window)
    for control in (card.stop.epochs, card.network.precision, card.clipping.limit):
        card._area.ensureWidgetVisible(control)
        place = control.mapTo(card._area.viewport(), control.rect().center())
        assert card._area.viewport().rect().contains(place)
