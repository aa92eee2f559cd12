from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from playground.data.csv_format import CsvFormat
from playground.data.csv_table import LeftOut
from playground.data.errors import DataError
from playground.ui.dialogs.csv_import import CsvImportDialog, verdict_text
from playground.worker.csv_messages import Preview, Verdict
from playground.worker.csv_process import CsvReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def table(tmp_path: Path) -> Path:
    lines = [f"{n / 8:.3f};{n % 7};note{n};{'abc'[n % 3]}".replace(".", ",") for n in range(300)]
    for n in range(12):
        lines[20 * n] = "?;" + lines[20 * n].split(";", 1)[1]
    path = tmp_path / "points.csv"
    path.write_text("width;count;note;species\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def load(qtbot: QtBot, theme: Theme, window: QWidget) -> Callable[[Path], CsvImportDialog]:
    def opened(path: Path) -> CsvImportDialog:
        dialog = CsvImportDialog(theme, path, window)
        qtbot.addWidget(dialog, before_close_func=lambda dialog: dialog.done(0))
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.activateWindow()
        return dialog

    return opened


def settled(qtbot: QtBot, dialog: CsvImportDialog, words: str) -> None:
    """Wait until the dialog says so."""
    qtbot.waitUntil(lambda: words in dialog.sentence.text(), timeout=20_000)


def pick(qtbot: QtBot, box: Any, key: str) -> None:
    """Choose from a list by the keyboard."""
    box.setFocus()
    moves = box.findData(key) - box.currentIndex()
    for _ in range(abs(moves)):
        qtbot.keyClick(box, Key.Key_Down if moves > 0 else Key.Key_Up)


def items(dialog: CsvImportDialog) -> list[str]:
    return [dialog.columns.inputs.item(place).text() for place in range(dialog.columns.inputs.count())]


def click_item(qtbot: QtBot, dialog: CsvImportDialog, place: int) -> None:
    inputs = dialog.columns.inputs
    centre = inputs.visualItemRect(inputs.item(place)).center()
    qtbot.mouseClick(inputs.viewport(), LEFT, pos=centre)


def test_a_table_is_shown_chosen_from_and_loaded(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "12 of 300 rows have a cell that can't be read and are left out. 3 classes.")
    assert dialog.load_button.text() == "Load 288 rows"
    assert dialog.columns.target_combo.choice() == "3"
    assert items(dialog) == ["width", "count", "note  (words, not numbers)", "species  (the target)"]
    row = [dialog.preview_table.item(1, place).text() for place in range(4)]
    assert row == ["0,125", "1", "note1", "b"]
    heads = [dialog.preview_table.horizontalHeaderItem(place).text() for place in range(4)]
    assert heads == ["width\nnumber", "count\nnumber", "note\nwords", "species\nwords"]
    problem = [dialog.problem_table.item(1, place).text() for place in range(4)]
    assert problem == ["22", "width", "?", "not a number"]
    assert dialog.problem_table.rowCount() == 12
    qtbot.waitUntil(dialog.load_button.hasFocus)
    qtbot.keyClick(dialog.load_button, Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.path == table
    assert dialog.table is not None
    assert dialog.table.columns == ("width", "count")
    assert dialog.table.classes == ("a", "b", "c")
    kept = [n for n in range(300) if n % 20 or n >= 240]
    np.testing.assert_array_equal(dialog.table.values[:, 1], [n % 7 for n in kept])


def test_unticking_the_bad_column_keeps_every_row(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "12 of 300")
    click_item(qtbot, dialog, 0)
    settled(qtbot, dialog, "All 300 rows can be used.")
    assert dialog.load_button.text() == "Load 300 rows"
    dialog.columns.inputs.setFocus()
    qtbot.keyClick(dialog.columns.inputs, Key.Key_Space)
    settled(qtbot, dialog, "12 of 300")


def test_words_cannot_be_ticked(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "12 of 300")
    click_item(qtbot, dialog, 2)
    assert dialog.columns.chosen_inputs() == (0, 1)


def test_all_and_none(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "12 of 300")
    qtbot.mouseClick(dialog.columns._none, LEFT)
    settled(qtbot, dialog, "no column of numbers is left")
    assert not dialog.load_button.isEnabled()
    assert dialog.warning.isVisible()
    qtbot.mouseClick(dialog.columns._all, LEFT)
    settled(qtbot, dialog, "12 of 300")
    assert dialog.load_button.isEnabled()
    assert not dialog.warning.isVisible()


def test_another_target_and_kind(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    pick(qtbot, dialog.columns.target_combo.box, "1")
    settled(qtbot, dialog, "7 classes")
    assert dialog.columns.kinds.choice() == "classes"
    assert items(dialog)[1] == "count  (the target)"
    segment = next(each for each in dialog.columns.kinds.children() if getattr(each, "isChecked", bool)())
    qtbot.keyClick(segment, Key.Key_Right)
    settled(qtbot, dialog, "The target is a number.")
    pick(qtbot, dialog.columns.target_combo.box, "3")
    settled(qtbot, dialog, "3 classes")


def test_words_as_a_number_are_refused_with_the_reason(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    segment = next(each for each in dialog.columns.kinds.children() if getattr(each, "isChecked", bool)())
    qtbot.keyClick(segment, Key.Key_Right)
    settled(qtbot, dialog, "it holds words, not numbers. Take it as classes.")
    assert dialog.sentence.text().startswith("Column")
    assert not dialog.load_button.isEnabled()


def test_the_recognised_format_is_shown_and_can_be_changed(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    combos = dialog.format_row.combos
    shown = {part: combo.choice() for part, combo in combos.items()}
    assert shown == {"delimiter": ";", "decimal": ",", "encoding": "utf-8", "has_header": "names"}
    pick(qtbot, combos["has_header"].box, "rows")
    qtbot.waitUntil(lambda: items(dialog)[0].startswith("column 1"), timeout=20_000)
    pick(qtbot, combos["decimal"].box, ".")
    settled(qtbot, dialog, "at least 10 are needed")
    reasons = {dialog.problem_table.item(row, 3).text() for row in range(dialog.problem_table.rowCount())}
    assert "written with the other decimal sign" in reasons


def test_the_comma_is_never_both(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    combos = dialog.format_row.combos
    pick(qtbot, combos["delimiter"].box, ",")
    assert (combos["delimiter"].choice(), combos["decimal"].choice()) == (",", ".")
    pick(qtbot, combos["decimal"].box, ",")
    assert (combos["delimiter"].choice(), combos["decimal"].choice()) == (";", ",")
    settled(qtbot, dialog, "3 classes")


def test_a_wrong_format_is_told_and_can_be_taken_back(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    pick(qtbot, dialog.format_row.combos["encoding"].box, "utf-16")
    qtbot.waitUntil(dialog.warning.isVisible, timeout=20_000)
    assert not dialog.load_button.isEnabled()
    assert not dialog.columns.isEnabled()
    pick(qtbot, dialog.format_row.combos["encoding"].box, "utf-8")
    settled(qtbot, dialog, "3 classes")
    assert dialog.columns.isEnabled()


@pytest.mark.parametrize("content", [b"", b"\0" * 50, b"PK\x03\x04" + bytes(50), b'a,b\n"1,2\n'])
def test_a_file_that_is_no_table_is_told(content: bytes, qtbot: QtBot, load: Any, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    dialog = load(path)
    qtbot.waitUntil(dialog.warning.isVisible, timeout=20_000)
    assert len(dialog.sentence.text()) > 20
    assert not dialog.load_button.isEnabled()
    qtbot.keyClick(dialog.focusWidget() or dialog, Key.Key_Escape)
    assert dialog.table is None


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_the_death_of_the_process_is_told_and_reading_goes_on(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    os.kill(dialog._reader.pid, signal.SIGKILL)
    settled(qtbot, dialog, "ended by the system")
    pick(qtbot, dialog.format_row.combos["has_header"].box, "rows")
    qtbot.waitUntil(lambda: dialog.load_button.isEnabled(), timeout=20_000)


def test_cancel_ends_the_process(qtbot: QtBot, load: Any, tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text("a,b\n" + "1,2\n" * 2_000_000)
    dialog = load(tmp_path / "long.csv")
    qtbot.waitUntil(dialog.progress.isVisible, timeout=20_000)
    assert "Reading" in dialog.sentence.text()
    qtbot.mouseClick(dialog.cancel_button, LEFT)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert dialog._reader.pid == 0


class Silent(CsvReader):
    """A reader that starts no process."""

    def read(self, path: Path, format: CsvFormat | None = None) -> None:
        self.asked = format


def made_up(columns: int, problems: int = 0) -> Preview:
    names = tuple(f"{'x' * 300} {n}" for n in range(columns))
    rows = tuple(tuple(str(n) for n in range(columns)) for _ in range(12))
    are_numbers = (True,) * columns
    return Preview(CsvFormat("utf-8", ",", ".", True), names, are_numbers, 10**6, rows, (), problems, (), 0)


def test_a_wide_table_with_long_names_fits(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    reader = Silent()
    reader.check = lambda *args: None  # type: ignore[method-assign]
    dialog = CsvImportDialog(theme, Path("wide.csv"), window, reader=reader)
    qtbot.addWidget(dialog, before_close_func=lambda dialog: dialog.done(0))
    dialog.show()
    dialog.csv_preview(made_up(1024))
    assert dialog.width() <= dialog.screen().availableGeometry().width()
    assert dialog.columns.chosen_inputs() == tuple(range(1, 1024))
    assert dialog.preview_title.text() == "First 12 of 1\u2009000\u2009000 rows, 1\u2009024 columns"


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (("classes", 300, 300, 3), "All 300 rows can be used. 3 classes."),
        (
            ("number", 299, 300, 0),
            "1 of 300 rows has a cell that can't be read and is left out. The target is a number.",
        ),
        (
            ("classes", 288, 300, 2),
            "12 of 300 rows have a cell that can't be read and are left out. 2 classes.",
        ),
    ],
)
def test_the_sentence(verdict: tuple[Any, int, int, int], words: str) -> None:
    assert verdict_text(Verdict(*verdict, LeftOut(0, {}, ()), None)) == words


def test_a_refusal_is_one_sentence_after_another(
    qtbot: QtBot, theme: Theme, window: QWidget, tmp_path: Path
) -> None:
    dialog = CsvImportDialog(theme, tmp_path / "a.csv", window, reader=Silent())
    qtbot.addWidget(dialog, before_close_func=lambda dialog: dialog.done(0))
    dialog.csv_verdict(Verdict("classes", 0, 5, 0, None, DataError("rows", "too few", "Choose more")))
    assert dialog.sentence.text() == "Rows: too few. Choose more."


def test_every_part_has_a_name(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    parts = [
        dialog.columns.inputs,
        dialog.preview_table,
        dialog.problem_table,
        dialog.progress,
        dialog.columns.kinds,
    ]
    parts += [combo.box for combo in dialog.format_row.combos.values()]
    parts += [dialog.columns.target_combo.box, dialog.load_button, dialog.cancel_button]
    assert all(part.accessibleName() for part in parts)
