"""Links of TensorFlow Playground in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from playground.document import edits
from playground.document.choices import Dataset, Initializer, Optimizer
from playground.document.links import from_link
from playground.ui.dialogs.message import MessageDialog
from playground.ui.dialogs.open_link import OpenLinkDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.window.conftest import Opened

LINK = "https://playground.tensorflow.org/#activation=relu&dataset=xor&networkShape=3&seed=0.5&swish=1"
Key = Qt.Key


@pytest.fixture(autouse=True)
def clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def in_dialog(act: Callable[[object], object]) -> None:
    QTimer.singleShot(0, lambda: act(QApplication.activeModalWidget()))


def test_a_link_is_typed_its_losses_are_said_and_it_opens(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    said: list[str] = []

    def type_it(dialog: object) -> None:
        assert isinstance(dialog, OpenLinkDialog)
        assert not dialog.open_button.isEnabled()
        qtbot.keyClicks(dialog.field, "nonsense")
        said.append(dialog.notes.text())
        dialog.field.clear()
        qtbot.keyClicks(dialog.field, LINK)
        said.append(dialog.notes.text())
        qtbot.keyClick(dialog.field, Key.Key_Return)

    in_dialog(type_it)
    window.actions_by_key["open_link"].trigger()
    assert said[0].startswith("It is not a link of TensorFlow Playground.")
    assert "Its seed draws other points" in said[1]
    assert "“swish” is not known here" in said[1]
    assert window.session.experiment == from_link(LINK).experiment
    qtbot.waitUntil(lambda: window.session.measured is not None)


def test_a_copied_link_is_suggested(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    QGuiApplication.clipboard().setText(LINK)
    in_dialog(lambda dialog: qtbot.keyClick(dialog.field, Key.Key_Return))  # type: ignore[attr-defined]
    window.actions_by_key["open_link"].trigger()
    assert window.session.experiment.data.source == from_link(LINK).experiment.data.source


def test_an_experiment_is_copied_as_a_link_or_says_why_not(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    window.session.edit("First weights", edits.set_initializer, Initializer.REFERENCE)
    window.session.edit("Optimiser", edits.set_optimizer, Optimizer.SGD)
    window.actions_by_key["copy_link"].trigger()
    copied = from_link(QGuiApplication.clipboard().text()).experiment
    assert copied.data.source == window.session.experiment.data.source
    assert copied.network.hidden == window.session.experiment.network.hidden
    spiral = open_window("spiral")
    said: list[str] = []

    def read(dialog: object) -> None:
        assert isinstance(dialog, MessageDialog)
        said.append(dialog.accessibleDescription())
        dialog.accept()

    in_dialog(read)
    spiral.actions_by_key["copy_link"].trigger()
    assert "TensorFlow Playground has no" in said[0]
    assert spiral.session.experiment.data.source.title == Dataset.SPIRAL.value
