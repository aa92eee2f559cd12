"""The sheet filled in with the keyboard, as the weights stay and as they move, and put on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from playground.document import edits
from playground.session.worksheet import Verdict
from playground.ui.commands import files
from playground.ui.pages.panel_walk import first_stop
from playground.ui.panels.chain_rule.by_hand.words import MOVED, OF_PATH, SLIPS
from playground.ui.panels.chain_rule.by_hand_panel import ByHandPanel
from playground.ui.theme.theme import Theme
from playground.worker.questions import BoxKind, Slip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def panel_on(window: MainWindow, qtbot: QtBot) -> ByHandPanel:
    """Open the sheet of what the page "Chain rule" shows, in a window of its own."""
    window.actions_by_key["chain_rule_page"].trigger()
    page = window.pages.chain_rule
    panel = ByHandPanel(Theme(), window.session)
    qtbot.addWidget(panel)
    panel.resize(1200, 760)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(lambda: page.answer is not None)
    show_again(window, panel)
    qtbot.waitUntil(lambda: panel.view is not None)
    return panel


def show_again(window: MainWindow, panel: ByHandPanel) -> None:
    answer = window.pages.chain_rule.answer
    assert answer is not None
    panel.show_answer(answer)


def type_into(panel: ByHandPanel, place: int, text: str, key: Qt.Key = ENTER) -> None:
    assert panel.view is not None
    line = panel.view.fields[place].line
    line.clear()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, key)


def place_of_focus(panel: ByHandPanel) -> int | None:
    assert panel.view is not None
    lines = [field.line for field in panel.view.fields]
    return next((at for at, line in enumerate(lines) if line.hasFocus()), None)


def test_it_is_filled_in_with_the_keyboard_alone(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window()
    window.session.edit("Layers", edits.set_hidden, (2,))
    panel = panel_on(window, qtbot)
    assert panel.sheet is not None
    assert panel.view is not None
    fields, boxes = panel.view.fields, panel.sheet.boxes
    assert [box.kind for box in boxes[:4]] == [BoxKind.SUM, BoxKind.ACTIVATION] * 2
    assert panel.progress.text() == f"0 of {len(boxes)} right"
    assert first_stop(panel) is fields[0].line, "F6 leads to the first box"
    panel.view.go_to(0)
    type_into(panel, 0, f"{boxes[0].expected:.6f}".replace(".", ","))
    assert fields[0].entry.verdict is Verdict.RIGHT
    assert fields[0].line.isReadOnly()
    assert place_of_focus(panel) == 1, "Enter goes on"
    type_into(panel, 1, f"{-boxes[1].expected:.6f}")
    assert place_of_focus(panel) == 1, "what is wrong is stayed with"
    assert panel.card.said == SLIPS[Slip.SIGN]
    type_into(panel, 1, f"{boxes[1].expected:.6f} * 1", TAB)
    assert place_of_focus(panel) == 2, "Tab follows the order of computation"
    QTest.keyClick(fields[2].line, Qt.Key.Key_Up)
    assert place_of_focus(panel) == 1
    panel.view.go_to(2)
    assert not panel.card.letters.isVisible()
    QTest.keyClicks(fields[2].line, "?")
    assert panel.card.letters.text() == "z₂⁽¹⁾ = w₁₂⁽¹⁾ · x₁ + w₂₂⁽¹⁾ · x₂ + b₂⁽¹⁾"
    assert not panel.card.numbers.isVisible()
    panel.card.button.click()
    assert panel.card.numbers.isVisible()
    panel.card.button.click()
    assert fields[2].entry.verdict is Verdict.SHOWN
    assert panel.progress.text() == f"2 of {len(boxes)} right, 1 shown"
    panel.show_all.click()
    assert {field.entry.verdict for field in fields} == {Verdict.RIGHT, Verdict.SHOWN}
    assert all(field.line.text() for field in fields)
    asks = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Question, Qt.KeyboardModifier.NoModifier, "?")
    asks.ignore()
    QApplication.sendEvent(fields[2].line, asks)
    assert asks.isAccepted(), "a further ? is the box's own, and opens nothing"
    panel.start_again.click()
    assert panel.progress.text() == f"0 of {len(boxes)} right"
    assert place_of_focus(panel) == 0


def test_a_sheet_that_is_begun_keeps_its_weights(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window()
    panel = panel_on(window, qtbot)
    first, sheet = window.pages.chain_rule.answer, panel.sheet
    assert first is not None
    assert sheet is not None
    type_into(panel, 0, f"{sheet.boxes[0].expected:.6f}")
    type_into(panel, 1, "7", TAB)
    window.actions_by_key["step"].trigger()
    qtbot.waitUntil(lambda: window.pages.chain_rule.answer is not first)
    show_again(window, panel)
    qtbot.waitUntil(lambda: panel.renew.isVisible())
    assert panel.remark.text() == MOVED
    assert panel.sheet is sheet
    assert panel.view is not None
    assert panel.view.fields[1].line.text() == "7"
    panel.renew.click()
    qtbot.waitUntil(lambda: panel.sheet is not sheet)
    assert panel.sheet is not None
    assert panel.sheet.answer.step == sheet.answer.step + 1
    assert panel.progress.text().startswith("0 of")
    assert not panel.renew.isVisible()
    fields = panel.view.fields
    fields[0].line.setFocus()
    QTest.keyClicks(fields[0].line, "0.4")
    renewed = panel.sheet
    before = window.pages.chain_rule.answer
    window.actions_by_key["step"].trigger()
    qtbot.waitUntil(lambda: window.pages.chain_rule.answer is not before)
    show_again(window, panel)
    qtbot.waitUntil(lambda: panel.sheet is not renewed)
    assert panel.view.fields is fields, "the boxes are the same, and nothing was judged yet"
    assert fields[0].line.text() == "0.4"
    assert fields[0].line.hasFocus()
    window.session.edit("Layers", edits.set_hidden, (8, 6))
    before = window.pages.chain_rule.answer
    qtbot.waitUntil(lambda: window.pages.chain_rule.answer is not before)
    show_again(window, panel)
    qtbot.waitUntil(lambda: panel.remark.text() == OF_PATH)
    panel.show_reason("A number in it is not finite.")
    assert panel.sheet is None
    assert panel.remark.text() == "A number in it is not finite."


def test_it_is_put_on_paper_from_the_menu_and_from_the_sheet(
    open_window: Callable[..., MainWindow], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    chosen, told = [tmp_path / "by hand"], []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen[0]), ""))
    monkeypatch.setattr(files, "show_error", lambda _theme, headline, *_, **__: told.append(headline))
    written = tmp_path / "by hand.pdf"
    window.actions_by_key["worksheet"].trigger()
    qtbot.waitUntil(written.exists)
    assert written.read_bytes().startswith(b"%PDF")
    panel = panel_on(window, qtbot)
    panel.printing.connect(window.worksheet.print_sheet)
    chosen[0] = tmp_path / "sheet.pdf"
    panel.print_button.click()
    assert chosen[0].read_bytes().startswith(b"%PDF")
    chosen[0] = tmp_path / "nowhere" / "sheet.pdf"
    panel.print_button.click()
    assert told == ["“sheet.pdf” could not be saved."]
    assert panel.sheet is not None
