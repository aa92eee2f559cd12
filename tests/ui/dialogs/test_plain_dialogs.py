from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from playground.storage.preferences import Preferences
from playground.ui.dialogs.message import MessageDialog, show_error
from playground.ui.dialogs.save_changes import SaveAnswer, SaveChangesDialog, ask_to_save
from playground.ui.dialogs.settings import SettingsDialog
from playground.ui.dialogs.shortcuts import ShortcutsDialog
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

Key = Qt.Key


def opened(qtbot: QtBot, dialog: QDialog) -> QDialog:
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    return dialog


def button(dialog: QDialog, text: str) -> TextButton:
    return next(each for each in dialog.findChildren(TextButton) if each.text() == text)


def texts(dialog: QDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(Label) if label.isVisibleTo(dialog)]


def while_open(act: Callable[[QDialog], object]) -> None:
    """Do something to the dialog that is about to wait for an answer."""

    def now() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        act(dialog)

    QTimer.singleShot(0, now)


# Save changes


@pytest.mark.parametrize(
    ("key", "answer"), [(Key.Key_Return, SaveAnswer.SAVE), (Key.Key_Escape, SaveAnswer.CANCEL)]
)
def test_enter_saves_and_escape_stays(
    key: Key, answer: SaveAnswer, qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    while_open(lambda dialog: qtbot.keyClick(dialog.focusWidget() or dialog, key))
    assert ask_to_save(theme, "Spiral", window) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Save", SaveAnswer.SAVE), ("Don't save", SaveAnswer.DISCARD), ("Cancel", SaveAnswer.CANCEL)],
)
def test_each_button_gives_its_answer(
    text: str, answer: SaveAnswer, qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    while_open(lambda dialog: qtbot.mouseClick(button(dialog, text), Qt.MouseButton.LeftButton))
    assert ask_to_save(theme, "Spiral", window) is answer


def test_every_button_is_reached_by_tab(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    dialog = opened(qtbot, SaveChangesDialog(theme, "Spiral", window))
    reached = set()
    for _ in range(3):
        qtbot.keyClick(dialog.focusWidget(), Key.Key_Tab)
        reached.add(dialog.focusWidget().accessibleName())
    assert reached == {"Save", "Don't save", "Cancel"}
    qtbot.keyClick(button(dialog, "Don't save"), Key.Key_Space)
    assert dialog.answer is SaveAnswer.DISCARD


def test_it_names_the_experiment_and_shortens_long_names(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    dialog = SaveChangesDialog(theme, "Spiral", window)
    assert dialog.windowTitle() == "Save changes to “Spiral”?"
    assert dialog.accessibleName() == dialog.windowTitle()
    assert len(SaveChangesDialog(theme, "x" * 500, window).windowTitle()) < 90


# Errors


def test_an_error_is_told_with_its_remedy_and_can_be_copied(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    dialog = MessageDialog(
        theme, "It could not be saved.", "the disk is full.", "Free some space.", "Traceback 7", window
    )
    opened(qtbot, dialog)
    assert texts(dialog)[-3:] == ["It could not be saved.", "The disk is full.", "Free some space."]
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    copied = "It could not be saved.\nthe disk is full.\nFree some space.\nTraceback 7"
    assert QGuiApplication.clipboard().text() == copied
    assert dialog.copy_button.text() == "Copied"
    qtbot.keyClick(button(dialog, "OK"), Key.Key_Return)
    assert not dialog.isVisible()


def test_a_very_long_error_stays_on_the_screen(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    dialog = opened(qtbot, MessageDialog(theme, "It failed.", "word " * 5000, parent=window))
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    assert max(len(text) for text in texts(dialog)) <= 600


def test_markup_in_an_error_is_shown_as_it_is(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    dialog = MessageDialog(theme, "It failed.", "<b>bold</b>", parent=window)
    label = next(each for each in dialog.findChildren(Label) if each.text() == "<b>bold</b>")
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_show_error_waits_until_it_is_read(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    seen: list[str] = []

    def read(dialog: QDialog) -> None:
        seen.extend(texts(dialog))
        qtbot.keyClick(dialog, Key.Key_Escape)

    while_open(read)
    show_error(theme, "It failed.", "something broke.", window)
    assert "Something broke." in seen


# Settings


def test_each_choice_takes_effect_at_once(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    dialog = opened(qtbot, SettingsDialog(theme, Preferences(theme="dark", recent=("a",)), window))
    heard: list[Preferences] = []
    dialog.changed.connect(heard.append)
    themes = dialog.choices["theme"]
    assert themes.choice() == "dark"
    for segmented, key in ((themes, Key.Key_Right), (dialog.choices["text"], Key.Key_Right)):
        qtbot.keyClick(next(each for each in segmented.children() if getattr(each, "isChecked", bool)()), key)
    signs = dialog.choices["signs"]
    qtbot.keyClick(
        next(each for each in signs.children() if getattr(each, "isChecked", bool)()), Key.Key_Right
    )
    qtbot.keyClick(dialog.motion, Key.Key_Space)
    assert heard[0] == Preferences(theme="system", recent=("a",))
    assert heard[1].text == "large"
    assert heard[2].signs == "dashes"
    assert heard[3] == Preferences("system", "large", "dashes", True, recent=("a",))
    assert len(heard) == 4


def test_the_preferences_are_shown(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    dialog = SettingsDialog(theme, Preferences("light", "projector", "dashes", True), window)
    shown = {name: choice.choice() for name, choice in dialog.choices.items()}
    assert shown == {"theme": "light", "text": "projector", "signs": "dashes"}
    assert dialog.motion.isChecked()
    assert {choice.accessibleName() for choice in dialog.choices.values()} == {"Theme", "Text", "Signs"}


def test_it_grows_with_the_text_while_it_is_open(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    dialog = opened(qtbot, SettingsDialog(theme, Preferences(), window))
    dialog.changed.connect(lambda preferences: theme.set_text(preferences.text))
    width = dialog.width()
    segmented = dialog.choices["text"]
    qtbot.keyClick(
        next(each for each in segmented.children() if getattr(each, "isChecked", bool)()), Key.Key_Right
    )
    assert theme.text == "large"
    assert dialog.width() == pytest.approx(1.28 * width, abs=2)
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


# Keys


def test_the_sheet_shows_each_command_with_its_keys_by_section(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    rows = [
        ("File", "Open…", "Ctrl+O"),
        ("Train", "Play", "Space"),
        ("File", "Save", "Ctrl+S"),
        ("Help", "Website", ""),
    ]
    dialog = opened(qtbot, ShortcutsDialog(theme, rows, window))
    said = texts(dialog)
    assert (
        said.index("File")
        < said.index("Open…")
        < said.index("Save")
        < said.index("Train")
        < said.index("Play")
    )
    assert "Website" not in said
    keys = {each.accessibleName() for each in dialog.findChildren(QWidget)}
    assert {"Ctrl+O", "Space", "Ctrl+S"} <= keys
    qtbot.keyClick(dialog.focusWidget(), Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_sheet_without_rows_is_no_trouble(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    opened(qtbot, ShortcutsDialog(theme, [], window)).reject()
